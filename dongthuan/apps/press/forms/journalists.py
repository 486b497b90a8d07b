"""What people fill in about journalists and lists of contacts."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Day, Line
from dongthuan.apps.press.forms.register_fields import (
    Lines,
    LongSelect,
    LongSelectMultiple,
    VersionForm,
    choose_units,
)
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.outlets import LANGUAGES, Outlet
from dongthuan.apps.press.operations.journalists import JournalistContent
from dongthuan.apps.press.queries.outlets import journalists_with_beat, journalists_written
from dongthuan.apps.units.models import Unit

USUAL_KEEPING = timedelta(days=365)


class JournalistFilterForm(forms.Form):
    """The filters of the list of journalists."""

    q = Line(label=_("Name, outlet or beat holds"), required=False, max_length=200)
    outlet = forms.ModelChoiceField(
        label=_("Press agency"), required=False, queryset=Outlet.objects.none(), empty_label=_("all")
    )
    ends_soon = forms.BooleanField(label=_("data to go within a month"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        choose_outlets(self)


class JournalistForm(VersionForm):
    """A journalist as one writes it down: work data only."""

    full_name = Line(label=_("Full name"), max_length=120)
    outlet = forms.ModelChoiceField(
        label=_("Press agency"),
        required=False,
        queryset=Outlet.objects.none(),
        empty_label=_("none: free journalist"),
    )
    post = Line(label=_("Post"), max_length=160, required=False)
    beats = Lines(label=_("Beats"), longest=80, help_text=_("One a line."))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    email = forms.EmailField(label=_("Work e-mail"), max_length=254, required=False)
    phone = Line(label=_("Work telephone"), max_length=30, required=False)
    press_card_no = Line(label=_("Press card number"), max_length=40, required=False)
    source = forms.ChoiceField(label=_("Where the data come from"), choices=Journalist.Source.choices)
    consent_at = Day(
        label=_("Agreed on"), required=False, help_text=_("Needed where the journalist gave the data.")
    )
    keep_until = Day(
        label=_("Kept until"),
        help_text=_("On that day the data go by themselves; two years at most, then one asks again."),
    )

    def __init__(self, *given: Any, on: date, **options: Any) -> None:
        options["initial"] = {"keep_until": on + USUAL_KEEPING} | options.get("initial", {})
        super().__init__(*given, **options)
        choose_outlets(self)

    @property
    def content(self) -> JournalistContent:
        """What was filled in, for the operation."""
        return JournalistContent(**self.given())


class ContactListForm(VersionForm):
    """A list of contacts as one names it."""

    name = Line(label=_("Name of the list"), max_length=160)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    note = Line(label=_("What for"), max_length=500, required=False)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_units(self)


class AddContactsForm(forms.Form):
    """Who is put on a list: outlets, journalists named or by their beat."""

    outlets = forms.ModelMultipleChoiceField(
        label=_("Press agencies"), required=False, queryset=Outlet.objects.none()
    )
    journalist = Line(
        label=_("Journalist"),
        max_length=254,
        required=False,
        help_text=_("Full name or work e-mail, as in the register."),
    )
    beat = Line(
        label=_("All journalists with the beat"),
        max_length=80,
        required=False,
        help_text=_("As written there."),
    )

    def __init__(self, *given: Any, on: date, **options: Any) -> None:
        super().__init__(*given, **options)
        self.on = on
        choose_outlets(self, "outlets")

    def clean(self) -> dict[str, Any]:
        """Find the journalists meant; say so where nobody or nothing was chosen."""
        data = super().clean() or {}
        found: list[Journalist] = []
        if written := data.get("journalist"):
            found += journalists_written(written, on=self.on)
            if not found:
                self.add_error("journalist", _now("No journalist of that name or e-mail is in the register."))
        if beat := data.get("beat"):
            with_beat = journalists_with_beat(beat, on=self.on)
            found += with_beat
            if not with_beat:
                self.add_error("beat", _now("No journalist in the register has this beat."))
        data["journalists"] = found
        if not found and not data.get("outlets") and not self.errors:
            raise forms.ValidationError(_now("Choose a press agency, a journalist or a beat."))
        return data


def choose_outlets(form: forms.Form, name: str = "outlet") -> None:
    """Let a form offer the outlets that still exist."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    several = isinstance(field, forms.ModelMultipleChoiceField)
    field.widget = LongSelectMultiple() if several else LongSelect()
    field.widget.is_required = field.required
    field.queryset = Outlet.objects.active().only("pk", "name").order_by("name")
