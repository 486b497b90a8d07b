"""Urging on (đôn đốc) as data: which step is told to whom, how many working days before or after due."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer


class Audience(StrEnum):
    """Who is told."""

    OWNER = "owner"
    HEAD = "head"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. offset: working days from the due day, negative = before. audience: one of those told."""

    code: str
    offset: int
    audience: Audience


STEPS: tuple[Step, ...] = (
    Step("before-5", -5, Audience.OWNER),
    Step("before-1", -1, Audience.OWNER),
    Step("due", 0, Audience.OWNER),
    Step("after-1", 1, Audience.OWNER),
    Step("after-1", 1, Audience.HEAD),
    Step("after-3", 3, Audience.HEAD),
    Step("after-3", 3, Audience.OFFICE),
    Step("after-7", 7, Audience.OFFICE),
)

STEP_WORDS = {
    "before-40": _("40 working days before"),
    "before-10": _("10 working days before"),
    "before-5": _("5 working days before"),
    "before-1": _("1 working day before"),
    "due": _("on the due day"),
    "after-1": _("1 working day late"),
    "after-3": _("3 working days late"),
    "after-7": _("7 working days late"),
}
AUDIENCE_WORDS = {
    Audience.OWNER: _("the one responsible"),
    Audience.HEAD: _("head of the unit"),
    Audience.OFFICE: _("the Office"),
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A record that falls due on a day. owner: None = the unit's communications officers are told.

    title: what falls due, in the agency's language. purpose: "" or what of the record, as "report",
    where one record has two deadlines.
    """

    record: Model
    title: str
    url: str
    due_on: date
    owner: Officer | None
    unit_id: int
    purpose: str = ""
