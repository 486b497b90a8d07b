"""What the law asks of the form that was chosen, each with its citation, and whether the order meets it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.commissions.lifecycle import Mode, PriceBasis
from dongthuan.apps.commissions.models.orders import Order
from dongthuan.law.model import Provision, Verified
from dongthuan.law.packs import NoSuchRow, row_in_force, shipped_parameters, shipped_provisions

ADVANCE_FIRST, ADVANCE_ALL = "commissioning.precedent.advance.first", "commissioning.precedent.advance.all"


class Standing(StrEnum):
    """How an order stands to a condition: only MISSING and ASK keep it from being placed."""

    MET = "met"
    WARN = "warn"
    ASK = "ask"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. row: what the law says, None where no pack holds it on that day; todo: what to do."""

    key: str
    row: Provision | None
    standing: Standing
    todo: str | Promise = ""

    @property
    def citation(self) -> str:
        """Instrument and article, "" where unknown."""
        return f"{self.row.instrument}, {self.row.article}" if self.row else ""

    @property
    def is_verified(self) -> bool:
        """Whether the words were read in the legal text."""
        return self.row is not None and self.row.verified is Verified.V1


_TODO = {
    "own-unit": _("Only an own public unit can be assigned a task: name it, or choose another form."),
    "budget": _("Choose the line of money from which it is paid."),
    "list": _("Write under which entry of the list the service stands, with the decision on the list."),
    "price": _("Write which norm or price decision holds, or why the head goes on without one."),
    "tender": _("Write by which decision the result of the tender was approved."),
    "parts": _("Add what is to be delivered, with unit price and quantity."),
}
_NO_PRICE = _(
    "No norm and no price decision exists: the treasury may refuse to pay. The head of the unit chose the "
    "form within the budget and answers for it."
)
_ASK_LEGAL = _("The legal officer compares the article with the signed text and confirms the form.")


def conditions_of(order: Order, *, on: date) -> list[Condition]:
    """Return the conditions of the chosen form as they stand on a day, those that are missing too."""
    found = [_asked(order, on)]
    if order.mode == Mode.ASSIGN:
        found.append(_needs("own-unit", order.own_unit_id is not None, on))
        found.append(_needs("budget", order.line_id is not None, on))
    else:
        found.append(Condition("budget", None, *_standing(order.line_id is not None, "budget")))
    if order.mode == Mode.TENDER:
        found.append(Condition("tender", None, *_standing(bool(order.tender_ground), "tender")))
    else:
        found.append(_price(order, on))
    if order.mode == Mode.ORDER:
        found.append(_needs("list", bool(order.list_entry), on))
    found.append(Condition("parts", None, *_standing(order.total_vnd > 0, "parts")))
    return found


def open_conditions(order: Order, *, on: date) -> list[Condition]:
    """Return the conditions that keep the order from being placed."""
    return [one for one in conditions_of(order, on=on) if one.standing in (Standing.MISSING, Standing.ASK)]


def provision(key: str, *, on: date) -> Provision | None:
    """Return what the law says under a key of the packs on a day; None where it says nothing."""
    try:
        return row_in_force(shipped_provisions(), key, on=on)
    except NoSuchRow:
        return None


def advance_level(key: str, *, on: date) -> int | None:
    """Return a level of advances in percent, as the precedent of the law gives it; None = it gives none."""
    try:
        return row_in_force(shipped_parameters(), key, on=on).value
    except NoSuchRow:
        return None


def _asked(order: Order, on: date) -> Condition:
    row = provision(f"commissioning.condition.{order.mode}", on=on)
    standing = Standing.MET if order.legal_by_id else Standing.ASK
    return Condition("form", row, standing, "" if order.legal_by_id else _ASK_LEGAL)


def _needs(key: str, is_met: bool, on: date) -> Condition:
    return Condition(key, provision(f"commissioning.condition.{key}", on=on), *_standing(is_met, key))


def _standing(is_met: bool, key: str) -> tuple[Standing, str | Promise]:
    return (Standing.MET, "") if is_met else (Standing.MISSING, _TODO[key])


def _price(order: Order, on: date) -> Condition:
    if order.price_basis != PriceBasis.NONE:
        return _needs("price", bool(order.price_ground), on)
    if not order.no_price_reason:
        return _needs("price", False, on)
    return Condition("price", provision("commissioning.without-norm", on=on), Standing.WARN, _NO_PRICE)
