"""What of the press desk awaits an officer, and what a leader must see of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.queries.clearances import StepRow, rows_waiting
from dongthuan.apps.matters.models.matters import Matter, MatterQuerySet
from dongthuan.apps.press.models.inquiries import Inquiry

SHOWN = 6


@dataclass(frozen=True, slots=True)
class PressDay:
    """The matters under way (those whose limit runs first), inquiries and clearances; each list is cut."""

    matters: Sequence[Matter]
    inquiries: Sequence[Inquiry]
    clearances: Sequence[StepRow]

    def is_empty(self) -> bool:
        """Say whether nothing of the press desk awaits the officer."""
        return not (self.matters or self.inquiries or self.clearances)


def press_of(officer: Officer, *, at: datetime) -> PressDay:
    """Return what of the press desk this officer has to do with, the most pressing first."""
    inquiries = Inquiry.objects.visible_to(officer).open().light().with_deadline()
    pressing = inquiries.order_by(F("governing_at").asc(nulls_last=True), "received_at", "pk")
    return PressDay(
        matters=list(_pressing(Matter.objects.visible_to(officer))[:SHOWN]),
        inquiries=list(pressing.select_related("unit", "owner")[:SHOWN]),
        clearances=rows_waiting(officer, at=at)[:SHOWN],
    )


def _pressing(matters: MatterQuerySet) -> MatterQuerySet:
    """Return the open matters: those that still owe a first statement by their limit first."""
    under_way = matters.open().select_related("unit", "owner", "clock")
    owed = F("clock__due_at").asc(nulls_last=True)
    return under_way.order_by(F("first_statement_at").desc(nulls_first=True), owed, "-opened_at", "-pk")
