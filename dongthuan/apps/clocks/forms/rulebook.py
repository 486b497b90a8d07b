"""Is what was typed about a rule of law well formed? Whether it can be used, `law.checking` says."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clocks.models.clocks import LIMIT_UNITS
from dongthuan.apps.clocks.models.rulebook import DIRECTIONS, ROLLS, VERIFIED
from dongthuan.apps.clocks.rulebook import PLAIN
from dongthuan.apps.clocks.wording import AGENCY_KINDS, CHANNELS, COMPLEXITIES
from dongthuan.apps.common.forms import Day, Line, Passage
from dongthuan.law import wording
from dongthuan.law.checking import Fault
from dongthuan.law.model import Cap, Direction, Roll, Rule, Unit, Verified

FIGURE_KINDS = [
    ("ceiling", _("ceilings of what may be paid")),
    ("parameter", _("figures: salary, royalties, layout, periods")),
    ("provision", _("provisions in words")),
]
FIELD_OF = {"extension": "cap"}


def _any(words: dict[str, Any]) -> list[tuple[str, Any]]:
    return [("", _("whatever")), *words.items()]


class RuleFilterForm(forms.Form):
    """Which rules are shown: in force on a day, holding some words."""

    on = Day(label=_("In force on"), required=False)
    q = Line(label=_("Words"), required=False, max_length=100)


class FigureFilterForm(RuleFilterForm):
    """Which ceilings, figures and provisions are shown."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *FIGURE_KINDS])
    verified = forms.ChoiceField(
        label=_("Compared with the law"), required=False, choices=[("", _("all")), *VERIFIED]
    )


class RuleForm(forms.Form):
    """A rule as a legal officer enters it: every field."""

    key = Line(label=_("Key"), max_length=80, help_text=_("Small letters and dots, as access.answer.post."))
    alias = Line(label=_("Short name"), max_length=20, required=False, help_text=_("As A08; may be empty."))
    title = Line(label=_("Limit for"), max_length=200)
    amount = forms.IntegerField(label=_("Amount"), required=False, min_value=1, max_value=10_000)
    unit = forms.ChoiceField(label=_("Counted in"), required=False, choices=[("", "—"), *LIMIT_UNITS])
    month = forms.IntegerField(label=_("Month"), required=False, min_value=1, max_value=12)
    day = forms.IntegerField(label=_("Day"), required=False, min_value=1, max_value=31)
    start_event = Line(label=_("Runs from (t0)"), max_length=300)
    roll = forms.ChoiceField(label=_("If the last day is a day off"), choices=ROLLS)
    direction = forms.ChoiceField(label=_("Direction"), choices=DIRECTIONS)
    cap = forms.IntegerField(label=_("Longest extension"), required=False, min_value=1, max_value=10_000)
    cap_unit = forms.ChoiceField(
        label=_("Extension counted in"), required=False, choices=[("", "—"), *LIMIT_UNITS[:4]]
    )
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=_any(CHANNELS))
    complexity = forms.ChoiceField(label=_("Case"), required=False, choices=_any(COMPLEXITIES))
    agency_kind = forms.ChoiceField(label=_("Kind of agency"), required=False, choices=_any(AGENCY_KINDS))
    instrument = Line(label=_("Instrument"), max_length=120)
    article = Line(label=_("Article"), max_length=120)
    source = Line(label=_("Source of the text"), max_length=300, help_text=_("Where the text can be read."))
    valid_from = Day(label=_("Valid from"))
    valid_to = Day(label=_("No longer in force from"), required=False)
    verified = forms.ChoiceField(label=_("Compared with the law"), choices=VERIFIED)
    verified_by = Line(label=_("Compared by"), max_length=120, required=False)
    verified_on = Day(label=_("Compared on"), required=False)
    note = Passage(label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    ground = Line(
        label=_("Why this is proposed"),
        max_length=500,
        help_text=_("Read by the second pair of eyes, and shown in the history."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an extension without a unit, and the other way round."""
        data = super().clean() or {}
        if bool(data.get("cap")) != bool(data.get("cap_unit")):
            self.add_error("cap_unit", _("An extension has an amount and a unit, or neither."))
        return data

    def rule(self) -> Rule:
        """Return what was typed as a rule of law."""
        data = self.cleaned_data
        return Rule(
            **{name: data[name] for name in PLAIN},
            unit=Unit(data["unit"]) if data["unit"] else None,
            roll=Roll(data["roll"]),
            direction=Direction(data["direction"]),
            extension=Cap(data["cap"], Unit(data["cap_unit"])) if data["cap"] else None,
            verified=Verified(data["verified"]),
        )

    def add_faults(self, faults: list[Fault]) -> None:
        """Put what makes the rule unusable beside the fields."""
        for fault in faults:
            name = FIELD_OF.get(fault.field, fault.field)
            self.add_error(name if name in self.fields else None, wording.fault_sentence(fault.code, _now))


class ReasonForm(forms.Form):
    """Why something is rejected."""

    reason = Line(label=_("Reason"), max_length=1000)
