"""What officers fill in about lines and promises of money."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.budgets.lifecycle import Control, LineState
from dongthuan.apps.budgets.models import FIRST_YEAR, LAST_YEAR, Line, LineQuerySet
from dongthuan.apps.budgets.operations.commitments import CommitmentContent, SumContent
from dongthuan.apps.budgets.operations.lines import LineContent, LineNames
from dongthuan.apps.common.forms import Day
from dongthuan.apps.common.forms import Line as LineField
from dongthuan.apps.common.money import Money, written_vnd
from dongthuan.apps.plans.lifecycle import BudgetLine
from dongthuan.apps.press.forms.register_fields import LongSelect, VersionForm, choose_units
from dongthuan.apps.units.models import Unit
from dongthuan.law.packs import shipped_ceilings

GROUPINGS = [
    ("", _("line by line")),
    ("unit", _("by unit")),
    ("kind", _("by kind of work")),
    ("source", _("by source")),
    ("plan", _("by plan")),
]
MOST_QUANTITY = 1_000_000


class FilterForm(forms.Form):
    """The filters of the list of lines."""

    year = forms.IntegerField(
        label=_("Budget year"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    q = LineField(label=_("Source or name holds"), required=False)
    unit = forms.ModelChoiceField(
        label=_("Unit"), required=False, queryset=Unit.objects.none(), empty_label=_("all")
    )
    kind = forms.ChoiceField(
        label=_("Kind of work"), required=False, choices=[("", _("all")), *BudgetLine.choices]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *LineState.choices])
    only = forms.ChoiceField(
        label=_("Only those"), required=False, choices=[("", _("all")), ("overdrawn", _("exceeded"))]
    )
    by = forms.ChoiceField(label=_("Shown"), required=False, choices=GROUPINGS)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        units = self.fields["unit"]
        assert isinstance(units, forms.ModelChoiceField)
        units.queryset = Unit.objects.order_by("name")


class LineForm(forms.Form):
    """A new line."""

    year = forms.IntegerField(label=_("Budget year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    source = LineField(
        label=_("Source of money"), max_length=200, help_text=_("Such as: state budget, not autonomous.")
    )
    kind = forms.ChoiceField(label=_("Kind of work"), choices=BudgetLine.choices)
    name = LineField(label=_("Name"), max_length=200, required=False)
    control = forms.ChoiceField(label=_("When it is exceeded"), choices=Control.choices, initial=Control.STOP)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_units(self)

    def content(self) -> LineContent:
        """What was filled in, for the operation."""
        return LineContent(**self.cleaned_data)


class RewriteForm(VersionForm):
    """What of a line may change."""

    source = LineField(label=_("Source of money"), max_length=200)
    name = LineField(label=_("Name"), max_length=200, required=False)
    control = forms.ChoiceField(label=_("When it is exceeded"), choices=Control.choices)

    def given(self) -> dict[str, Any]:
        """Return what was filled in, with the version seen."""
        return {"content": LineNames(**super().given()), "version": self.seen}


class EstimateForm(forms.Form):
    """By how much the estimate changes."""

    amount_vnd = Money(label=_("Change of the estimate"), may_be_negative=True)
    ground = LineField(label=_("Ground"), max_length=500, required=False)

    def given(self) -> dict[str, Any]:
        """Return what was filled in."""
        return self.cleaned_data


class AllocateForm(forms.Form):
    """What a decision gives or takes."""

    amount_vnd = Money(
        label=_("Change of the allocation"),
        may_be_negative=True,
        help_text=_("In VND, such as 15.000.000 or 15 trieu; with a minus where money is taken away."),
    )
    on = Day(label=_("Day of the decision"))
    ground = LineField(label=_("Decision"), max_length=500)

    def given(self) -> dict[str, Any]:
        """Return what was filled in."""
        return self.cleaned_data


class CommitForm(forms.Form):
    """A promise of money."""

    title = LineField(label=_("What for"), max_length=300)
    amount_vnd = Money(label=_("Sum of money"))
    committed_on = Day(label=_("Committed on"))
    payee = LineField(label=_("To whom"), max_length=200, required=False)
    ground = LineField(label=_("Decision, contract"), max_length=200, required=False)
    ceiling = forms.ChoiceField(
        label=_("Ceiling of the law"),
        required=False,
        widget=LongSelect,
        help_text=_("Where the law limits what may be paid for such work: the sum is held against it."),
    )
    quantity = forms.IntegerField(
        label=_("Quantity"), min_value=1, max_value=MOST_QUANTITY, required=False, initial=1
    )
    over_reason = LineField(label=_("Reason, if it goes beyond what is left"), max_length=500, required=False)

    def __init__(self, *given: Any, on: date | None = None, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["ceiling"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("none")), *ceiling_choices(on)]

    def given(self) -> dict[str, Any]:
        """Return what was filled in, for the operation."""
        return {"content": self.content()}

    def content(self, **more: Any) -> CommitmentContent:
        """Return the content of the promise."""
        filled = {name: value for name, value in self.cleaned_data.items() if name != "line"}
        return CommitmentContent(**(filled | {"quantity": filled["quantity"] or 1} | more))


class CommitForTaskForm(CommitForm):
    """A promise of money for a task: the line is chosen."""

    line = forms.ModelChoiceField(label=_("Line of money"), queryset=Line.objects.none(), widget=LongSelect)

    field_order = ("line",)

    def __init__(self, *given: Any, lines: LineQuerySet, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["line"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = lines
        field.label_from_instance = _with_what_is_left  # type: ignore[method-assign,assignment]  # Django's own door


class PayForm(VersionForm):
    """A payment."""

    amount_vnd = Money(label=_("Sum of money"))
    on = Day(label=_("Paid on"))
    words = LineField(label=_("Voucher"), max_length=500, required=False)

    def given(self) -> dict[str, Any]:
        """Return what was filled in, with the version seen."""
        return {"content": SumContent(**super().given()), "version": self.seen}


class ReleaseForm(PayForm):
    """What will not be paid."""

    on = Day(label=_("Day"))
    words = LineField(label=_("Reason"), max_length=500)


class CarryForm(forms.Form):
    """Why money goes into the next year."""

    ground = LineField(label=_("Decision"), max_length=500)

    def given(self) -> dict[str, Any]:
        """Return what was filled in."""
        return self.cleaned_data


class CloseForm(VersionForm):
    """That a line is closed."""

    def given(self) -> dict[str, Any]:
        """Return the version seen."""
        return {"version": self.seen}


def ceiling_choices(on: date | None) -> list[tuple[str, str]]:
    """Return the ceilings in force on a day (None = all shipped), each with its sum."""
    return [
        (row.key, f"{row.title} – {written_vnd(row.amount_vnd)}/{row.per}")
        for row in shipped_ceilings()
        if on is None or (row.valid_from <= on and (row.valid_to is None or on < row.valid_to))
    ]


def _with_what_is_left(line: Line) -> str:
    return f"{line} · {line.unit.name} · {written_vnd(line.available_vnd)}"
