"""What officers fill in about orders of the press."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.budgets.models import Line as BudgetLine
from dongthuan.apps.budgets.models import LineQuerySet
from dongthuan.apps.budgets.operations.commitments import SumContent
from dongthuan.apps.commissions.lifecycle import Mode, OrderState, PartKind, PriceBasis
from dongthuan.apps.commissions.models.orders import Part
from dongthuan.apps.commissions.operations.acceptance import AcceptanceContent
from dongthuan.apps.commissions.operations.orders import OrderContent, PartContent
from dongthuan.apps.common.forms import Day, Line, Passage
from dongthuan.apps.common.money import Money, written_vnd
from dongthuan.apps.plans.models.tasks import Task, TaskQuerySet
from dongthuan.apps.press.forms.register_fields import (
    Address,
    LongSelect,
    StepForm,
    VersionForm,
    choose_units,
)
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.units.models import Unit

MOST_QUANTITY = 100_000
MOST_REACH = 2_000_000_000


class FilterForm(forms.Form):
    """The filters of the list of orders."""

    q = Line(label=_("Name or topic holds"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    unit = forms.ModelChoiceField(
        label=_("Unit"), required=False, queryset=Unit.objects.none(), empty_label=_("all")
    )
    outlet = forms.ModelChoiceField(
        label=_("Press agency"), required=False, queryset=Outlet.objects.none(), empty_label=_("all")
    )
    mode = forms.ChoiceField(label=_("Form"), required=False, choices=[("", _("all")), *Mode.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *OrderState.choices])

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        _offer(self, "unit", Unit.objects.order_by("name"))
        _offer(self, "outlet", Outlet.objects.filter(orders__isnull=False).distinct())


class OrderForm(VersionForm):
    """An order as one prepares it."""

    title = Line(label=_("Name of the order"), max_length=300)
    unit = forms.ModelChoiceField(label=_("Ordering unit"), queryset=Unit.objects.none())
    mode = forms.ChoiceField(
        label=_("Form"),
        choices=Mode.choices,
        help_text=_("An own public unit is assigned a task or gets an order; others get an order or bid."),
    )
    outlet = forms.ModelChoiceField(
        label=_("Press agency"), queryset=Outlet.objects.none(), widget=LongSelect
    )
    own_unit = forms.ModelChoiceField(
        label=_("It is our own public unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("no, another's"),
        help_text=_("Then a decision is drawn up (form 01), otherwise a contract (form 03)."),
    )
    topic = Line(label=_("Topic"), max_length=300)
    message = Passage(label=_("Message"), max_length=5_000, required=False)
    start_on = Day(label=_("From"))
    end_on = Day(label=_("Until"))
    list_entry = Line(
        label=_("Entry in the list of services"),
        max_length=300,
        required=False,
        help_text=_("Number of the entry, and the decision on the list."),
    )
    price_basis = forms.ChoiceField(label=_("Price basis"), choices=PriceBasis.choices)
    price_ground = Line(label=_("Number of the norm or price decision"), max_length=300, required=False)
    no_price_reason = Line(
        label=_("Why one goes on without a price basis"),
        max_length=500,
        required=False,
        help_text=_("Only where none exists: the head of the unit answers for it."),
    )
    tender_ground = Line(label=_("Decision on the result of the tender"), max_length=300, required=False)
    line = forms.ModelChoiceField(
        label=_("Line of money"), queryset=BudgetLine.objects.none(), required=False, widget=LongSelect
    )
    task = forms.ModelChoiceField(
        queryset=Task.objects.none(),
        required=False,
        widget=forms.HiddenInput,  # begun from the task's page
    )
    advance_percent = forms.IntegerField(
        label=_("Level of advances (%)"), min_value=0, max_value=100, initial=0
    )

    def __init__(self, *given: Any, lines: LineQuerySet, tasks: TaskQuerySet, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_units(self)
        choose_units(self, "own_unit")
        _offer(self, "outlet", Outlet.objects.active())
        _offer(self, "line", lines)
        _offer(self, "task", tasks)
        self.fields["line"].label_from_instance = _with_what_is_left  # type: ignore[attr-defined]  # Django's own door

    def content(self) -> OrderContent:
        """What was filled in, for the operation."""
        return OrderContent(**self.given())


class PartForm(VersionForm):
    """A deliverable."""

    kind = forms.ChoiceField(label=_("Kind of piece"), choices=PartKind.choices)
    title = Line(label=_("What about"), max_length=300)
    channel = Line(label=_("Channel"), max_length=200)
    due_on = Day(label=_("To be published until"))
    unit_price_vnd = Money(label=_("Unit price"))
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=MOST_QUANTITY, initial=1)

    def given(self) -> dict[str, Any]:
        """Return what was filled in, with the version seen."""
        return {"content": PartContent(**super().given()), "version": self.seen}


class ConfirmForm(StepForm):
    """What the legal officer found."""

    words = Line(label=_("What was compared, and the finding"), max_length=500)


class LinkForm(forms.Form):
    """To whom the link to answer by is sent."""

    recipient = forms.EmailField(label=_("Official e-mail of the outlet"), max_length=254)

    def given(self) -> dict[str, Any]:
        """Return what was filled in."""
        return self.cleaned_data


class AnswerNotedForm(StepForm):
    """What the outlet answered in writing."""

    is_accepted = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("1", _("It accepts the order")), ("0", _("It refuses the order"))],
        coerce=lambda value: value == "1",
    )
    reason = Line(label=_("Its letter, or its reason"), max_length=2000)


class ForceForm(StepForm):
    """The day on which the money is committed."""

    on = Day(label=_("Committed on"))
    over_reason = Line(
        label=_("Reason, if it goes beyond what is left of the line"), max_length=500, required=False
    )


class SumForm(VersionForm):
    """A sum that is paid or recovered."""

    amount_vnd = Money(label=_("Sum of money"))
    on = Day(label=_("Day"))
    words = Line(label=_("Voucher"), max_length=500)

    def given(self) -> dict[str, Any]:
        """Return what was filled in, with the version seen."""
        return {"content": SumContent(**super().given()), "version": self.seen}


class PieceForm(forms.Form):
    """A published piece as evidence: its address, or a file of it."""

    part = forms.ModelChoiceField(label=_("Of which deliverable"), queryset=Part.objects.none())
    title = Line(label=_("Title"), max_length=500)
    published_on = Day(label=_("Published on"))
    url = Address(
        label=_("Address of the published piece"),
        max_length=1000,
        required=False,
        help_text=_("It is looked at at once; a copy is kept with its hash."),
    )
    file = forms.FileField(
        label=_("Or a file of it"),
        required=False,
        help_text=_("Scan, picture or record of what was printed or broadcast; at most 20 MB."),
    )
    declared_reach = forms.IntegerField(
        label=_("Reach as the outlet declares it"), required=False, min_value=0, max_value=MOST_REACH
    )

    def __init__(self, *given: Any, parts: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        _offer(self, "part", parts)


class DecisionForm(forms.Form):
    """What is decided of a proposed piece."""

    declared_reach = forms.IntegerField(
        label=_("Reach as the outlet declares it"), required=False, min_value=0, max_value=MOST_REACH
    )


class RejectForm(forms.Form):
    """Why a piece is turned down."""

    reason = Line(label=_("Reason"), max_length=500)


class AcceptForm(VersionForm):
    """How many pieces of each part are accepted."""

    on = Day(label=_("Accepted on"))
    is_final = forms.BooleanField(
        label=_("This is the final acceptance: nothing more will be delivered"), required=False
    )
    words = Passage(label=_("Remarks"), max_length=2_000, required=False)

    def __init__(self, *given: Any, parts: list[tuple[Part, int]], **options: Any) -> None:
        super().__init__(*given, **options)
        for part, most in parts:
            self.fields[_name(part)] = forms.IntegerField(
                label=str(part),
                min_value=0,
                max_value=MOST_QUANTITY,
                initial=most,
                help_text=_("%(most)s evidenced and not yet accepted; %(left)s still ordered.")
                % {"most": most, "left": part.quantity - part.accepted_quantity},
            )
        self.parts = [part for part, _most in parts]
        self.order_fields([*map(_name, self.parts), "on", "is_final", "words"])

    def content(self) -> AcceptanceContent:
        """What was filled in, for the operation."""
        filled = self.cleaned_data
        quantities = {part.pk: filled[_name(part)] for part in self.parts}
        return AcceptanceContent(quantities, filled["on"], filled["is_final"], filled["words"])


class AnswerForm(forms.Form):
    """What the outlet presses on the page of its link; a refusal needs a reason."""

    answer = forms.ChoiceField(choices=[("accept", ""), ("refuse", "")])
    reason = Passage(
        label=_("Reason, if you refuse"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _name(part: Part) -> str:
    return f"part_{part.pk}"


def _offer(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def _with_what_is_left(line: BudgetLine) -> str:
    return f"{line} · {line.unit.name} · {written_vnd(line.available_vnd)}"
