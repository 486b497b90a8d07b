"""Fields that the forms of the registers share: web addresses, lists of lines, the version that was seen."""

from typing import Any

from django import forms
from django.core.validators import URLValidator, validate_email
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.units.models import Unit

MOST_LINES = 30
LARGEST_VERSION = 2**31 - 1


class _DrawnAtOnce(forms.Select):
    """A select drawn without a template for each option: a register holds hundreds of press agencies."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Write the select with its options."""
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, " selected" if str(key) in chosen else "", label) for key, label in self.choices),
        )
        own = {"name": name, "multiple": self.allow_multiple_selected}
        return format_html(
            "<select{}>{}</select>", flatatt(self.build_attrs(self.attrs, own | (attrs or {}))), options
        )


class LongSelect(_DrawnAtOnce):
    """One of many."""


class LongSelectMultiple(_DrawnAtOnce, forms.SelectMultiple):
    """Several of many."""


class Address(forms.URLField):
    """An address of the web; only http and https, so that a link never runs anything."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 500)
        super().__init__(assume_scheme="https", **options)


class Lines(Passage):
    """A list, one entry a line: blanks trimmed, empty lines and repeats left out. Cleans to a tuple."""

    def __init__(self, *, longest: int = 500, **options: Any) -> None:
        self.longest = longest
        options.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> Any:
        """Return the entries; refuse too many, and those that are too long."""
        text = super().clean(value)
        entries = tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
        if len(entries) > MOST_LINES:
            raise forms.ValidationError(_now("At most %(most)s lines.") % {"most": MOST_LINES})
        if any(len(entry) > self.longest for entry in entries):
            raise forms.ValidationError(_now("A line is too long."))
        for entry in entries:
            self.check_entry(entry)
        return entries

    def check_entry(self, entry: str) -> None:
        """Refuse an entry that is not well formed."""

    def prepare_value(self, value: Any) -> Any:
        """Write a list as lines."""
        return "\n".join(value) if isinstance(value, list | tuple) else value


class Emails(Lines):
    """A list of e-mail addresses, one a line."""

    def check_entry(self, entry: str) -> None:
        """Refuse what is no e-mail address."""
        try:
            validate_email(entry)
        except forms.ValidationError:
            raise forms.ValidationError(
                _now("“%(entry)s” is no e-mail address.") % {"entry": entry}
            ) from None


class VersionForm(forms.Form):
    """Which version of the row the officer saw."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=LARGEST_VERSION, required=False
    )

    @property
    def seen(self) -> int:
        """The version seen; 0 for what is new."""
        return int(self.cleaned_data.get("version") or 0)

    def given(self) -> dict[str, Any]:
        """Return what was filled in, but for the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class StepForm(VersionForm):
    """A step on a record (`common.steps`): its operation gets what was filled in and the version seen."""

    def given(self) -> dict[str, Any]:
        """Return what was filled in, with the version."""
        return super().given() | {"version": self.seen}


class ReasonForm(VersionForm):
    """Why something is done."""

    reason = Line(label=_("Reason"), max_length=500)


class StepReasonForm(StepForm, ReasonForm):
    """A step that asks why."""


class NothingForm(forms.Form):
    """A step that needs nothing, not even the version seen."""

    def given(self) -> dict[str, Any]:
        """Return nothing."""
        return {}


def choose_units(form: forms.Form, name: str = "unit") -> None:
    """Let a form offer the units that stand."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = Unit.objects.filter(end_on__isnull=True).order_by("name")
