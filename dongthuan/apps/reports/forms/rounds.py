"""Is what was typed about a round well formed?"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Day, Line, Passage
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.reports import outline
from dongthuan.apps.reports.lifecycle import Part
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.operations.rounds import RoundContent
from dongthuan.apps.units.models import Unit

MOST_FIGURES = 40
LONGEST_PERIOD_DAYS = 1100


class VersionForm(forms.Form):
    """The version that the officer saw."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """A reason, as every change of an open round has."""

    reason = Passage(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ReturnForm(VersionForm, ReasonForm):
    """Why a report goes back."""


class DueForm(VersionForm, ReasonForm):
    """Another day by which reports are to be filed, and why."""

    due_on = Day(label=_("To be filed by"))
    field_order = ["due_on", "reason"]


class AddUnitForm(ReasonForm):
    """One more unit, and why."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    field_order = ["unit", "reason"]

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units


class RoundForm(VersionForm):
    """A round as one writes it down; the last day of the period is inside it, as people say it."""

    title = Line(label=_("Title"), max_length=300)
    plan = forms.ModelChoiceField(
        label=_("Plan reported on"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=_("All tasks of the units, of whatever plan"),
        help_text=_(
            "With a plan chosen, figures count only its tasks and those of the unit plans made from it."
        ),
    )
    basis = Line(
        label=_("On what ground"),
        max_length=500,
        required=False,
        help_text=_("As printed in the opening sentence: the plan or dispatch with its number"),
    )
    start_on = Day(label=_("Period from"))
    last_on = Day(label=_("to (last day counted)"), help_text=_("For a year: 15/12 to 14/12."))
    due_on = Day(label=_("To be filed by"), help_text=_("The law sets no common day; say it for this round."))
    instructions = Passage(label=_("Instructions to the units"), required=False, max_length=5000)
    units = forms.ModelMultipleChoiceField(
        label=_("Units that report"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one unit.")},
    )
    figures = Passage(
        label=_("Figures that units state themselves"),
        required=False,
        max_length=6000,
        help_text=_("One a line: what is counted | in what unit. Figures of tasks come from the records."),
    )
    is_press_asked = forms.BooleanField(
        label=_("Ask the figures of the yearly press report of Decree 244/2026, too"), required=False
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], plans: QuerySet[Plan], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, rows in (("units", units), ("plan", plans)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        for part in Part.values:
            self.fields[f"part_{part}"] = Line(label=Part(part).label, max_length=200, required=False)
            self.fields[f"part_{part}"].initial = outline.PRINTED_PARTS[part]

    def part_fields(self) -> Iterator[forms.BoundField]:
        """Give the fields that name the parts of the form."""
        return (self[f"part_{part}"] for part in Part.values)

    def main_fields(self) -> Iterator[forms.BoundField]:
        """Give the fields about the round itself."""
        return (
            self[name] for name in ("title", "plan", "basis", "start_on", "last_on", "due_on", "instructions")
        )

    def clean_figures(self) -> tuple[outline.AskedFigure, ...]:
        """Read the asked figures; their words keep to a length."""
        found = outline.figures_from_lines(self.cleaned_data["figures"])
        if self.data.get("is_press_asked"):
            found = outline.with_press_figures(found)
        if len(found) > MOST_FIGURES:
            raise forms.ValidationError(_("Ask at most %(n)d figures.") % {"n": MOST_FIGURES})
        if any(len(one.label) > 300 or len(one.unit) > 40 for one in found):
            raise forms.ValidationError(_("A line is too long; write one figure a line."))
        return found

    def clean(self) -> dict[str, Any]:
        """Hold the days against each other, and ask for at least one part."""
        data = super().clean() or {}
        start_on, last_on = data.get("start_on"), data.get("last_on")
        if start_on and last_on and last_on < start_on:
            self.add_error("last_on", _("The period ends before it begins."))
        elif start_on and last_on and (last_on - start_on).days > LONGEST_PERIOD_DAYS:
            self.add_error("last_on", _("The period is longer than three years."))
        if not any(data.get(f"part_{part}") for part in Part.values):
            self.add_error(None, _("Ask for at least one part of a report."))
        return data

    def warning(self) -> str:
        """Say what is odd but may be meant: a day of filing before the period is over."""
        data = self.cleaned_data
        if data["due_on"] <= data["last_on"]:
            return str(
                _("Units must file before the period is over: what is done afterwards will not be counted.")
            )
        return ""

    def content(self) -> RoundContent:
        """Return what was typed, as the operation wants it."""
        data = self.cleaned_data
        sections = tuple(
            outline.Section(part, data[f"part_{part}"], outline.HINTS[part])
            for part in Part.values
            if data[f"part_{part}"]
        )
        return RoundContent(
            title=data["title"],
            plan=data["plan"],
            basis=data["basis"],
            start_on=data["start_on"],
            end_on=data["last_on"] + timedelta(days=1),
            due_on=data["due_on"],
            instructions=data["instructions"],
            outline=outline.Outline(sections, data["figures"]),
            units=list(data["units"]),
        )


def initial_round(*, on: date, units: QuerySet[Unit]) -> dict[str, object]:
    """Return what the form of a new round shows: the year to 14/12, all units, no day of filing."""
    year = on.year if (on.month, on.day) >= (7, 1) else on.year - 1
    return {
        "version": 0,
        "title": f"Báo cáo kết quả công tác truyền thông chính sách năm {year}",
        "start_on": date(year - 1, 12, 15),
        "last_on": date(year, 12, 14),
        "units": list(units.values_list("pk", flat=True)),
    }


def initial_of(round_: Round) -> dict[str, object]:
    """Return what the form of a round that is being prepared shows."""
    asked = outline.from_plain(round_.form)
    titles = {section.part: section.title for section in asked.sections}
    return {
        "version": round_.version,
        "title": round_.title,
        "plan": round_.plan_id,
        "basis": round_.basis,
        "start_on": round_.start_on,
        "last_on": round_.end_on - timedelta(days=1),
        "due_on": round_.due_on,
        "instructions": round_.instructions,
        "units": list(round_.unit_reports.values_list("unit_id", flat=True)),
        "figures": outline.lines_from_figures(asked.figures),
        **{f"part_{part}": titles.get(part, "") for part in Part.values},
    }
