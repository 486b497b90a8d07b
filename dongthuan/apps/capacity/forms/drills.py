"""What officers fill in about drills."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.choices import OfficerChoice
from dongthuan.apps.accounts.models import SYSTEM_NAME, Officer
from dongthuan.apps.capacity.forms.staff import choose_kept_units
from dongthuan.apps.capacity.lifecycle import DrillActKind
from dongthuan.apps.capacity.operations.drills import DrillContent
from dongthuan.apps.capacity.scenarios import shipped_scripts
from dongthuan.apps.common.forms import Day, Passage
from dongthuan.apps.common.forms import Line as LineField
from dongthuan.apps.press.forms.register_fields import LongSelect, LongSelectMultiple, StepForm
from dongthuan.apps.units.models import Unit

PACES = [
    (1, _("as in reality")),
    (4, _("4 times as fast")),
    (10, _("10 times as fast")),
    (30, _("30 times as fast")),
]


class DrillForm(forms.Form):
    """A new drill."""

    unit = forms.ModelChoiceField(label=_("Held by"), queryset=Unit.objects.none(), widget=LongSelect)
    scenario = forms.ChoiceField(label=_("Scenario"))
    title = LineField(
        label=_("Title"), max_length=200, required=False, help_text=_("Empty: the scenario's own.")
    )
    planned_on = Day(label=_("Planned for"))
    pace = forms.TypedChoiceField(label=_("Pace"), coerce=int, choices=PACES, initial=10)

    def __init__(self, *given: Any, units: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_kept_units(self, units)
        field = self.fields["scenario"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.key, one.title) for one in shipped_scripts().values()]

    def content(self) -> DrillContent:
        """What was filled in, for the operation."""
        return DrillContent(**self.cleaned_data)


class _Officers(OfficerChoice, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Several officers."""

    widget = LongSelectMultiple


class PartsForm(StepForm):
    """Who takes part."""

    officers = _Officers(label=_("Those who take part"), queryset=Officer.objects.none())

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["officers"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = (
            Officer.objects.filter(is_active=True).exclude(username=SYSTEM_NAME).order_by("full_name")
        )

    def given(self) -> dict[str, Any]:
        """Return the officers, with the version seen."""
        return super().given() | {"officers": list(self.cleaned_data["officers"])}


class DrillActForm(forms.Form):
    """One thing done in a drill."""

    kind = forms.ChoiceField(label=_("Act in the drill"), choices=DrillActKind.choices)
    words = Passage(
        label=_("Words of the act"),
        max_length=4000,
        help_text=_(
            "What was verified and with whom, the statement itself, or what you ask to be corrected."
        ),
    )

    def given(self) -> dict[str, Any]:
        """Return what was filled in."""
        return self.cleaned_data


class LessonsForm(StepForm):
    """What was learned."""

    lessons = Passage(label=_("Lessons"), max_length=4000)
