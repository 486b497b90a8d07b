"""What a rule of law is to the machine: dated, sourced, and honest about what is not known."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CannotCompute(Exception):
    """A limit cannot be given; `code` is a key of `wording.PROBLEMS`, `facts` fill its sentence."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


CHANNELS = ("office", "network", "post")
COMPLEXITIES = ("simple", "complex", "event", "opinions")
AGENCY_KINDS = ("ministry", "government-attached", "province", "commune", "other")


class Unit(StrEnum):
    """In what a limit is counted."""

    HOURS = "hours"
    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"
    IMMEDIATE = "immediate"
    DATE = "date"  # a fixed day of each year, as "before 20 December"


class Roll(StrEnum):
    """What happens when the last day is no working day."""

    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"


class Direction(StrEnum):
    """Whether the limit runs after the event, or counts back from it (a notice 24 hours before)."""

    AFTER = "after"
    BEFORE = "before"


class Verified(StrEnum):
    """How far a rule was compared with the law (`law.md`, section 0)."""

    V1 = "V1"  # read in the legal text, in a transcription
    V2 = "V2"  # read in a secondary source
    B = "B"  # background knowledge, not verified
    NO = "no"  # known to be missing or unreadable


@dataclass(frozen=True, slots=True)
class Cap:
    """The longest extension that the law allows, in its own unit, which may differ from the rule's."""

    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Rule:
    """One limit as it stood between two dates.

    key: stable and dotted, as "access.answer.network.complex"; alias: the row in law.md, as "A08".
    amount: None = the law's figure is not known; unit: None = neither is its unit.
    channel, complexity, agency_kind: conditions; "" = whatever they are. Where a law tells cases apart by
    something else than how hard they are (Decree 244/2026, art. 7(3) and 7(4)), that is `complexity` too.
    month, day: only for Unit.DATE, the last day on which it is in time.
    valid_to: the first day on which it no longer holds; None = still in force.
    verified_by, verified_on: who compared it with the signed text, and when; "" and None = nobody yet.
    """

    key: str
    alias: str
    title: str
    amount: int | None
    unit: Unit | None
    start_event: str
    roll: Roll
    direction: Direction
    extension: Cap | None
    channel: str
    complexity: str
    agency_kind: str
    month: int | None
    day: int | None
    valid_from: date
    valid_to: date | None
    instrument: str
    article: str
    source: str
    verified: Verified
    verified_by: str
    verified_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a case where a rule depends on it; "" = not said."""

    channel: str = ""
    complexity: str = ""
    agency_kind: str = ""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that may be paid for one thing, in whole đồng; an agency may set less.

    per: what one amount is paid for, in Vietnamese.
    """

    key: str
    title: str
    amount_vnd: int
    per: str
    valid_from: date
    valid_to: date | None
    instrument: str
    article: str
    source: str
    verified: Verified
    note: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that the law sets between two dates: a base salary, a margin.

    value: the number, or the lowest; upper: the highest where the law gives a span, otherwise None.
    measure: "vnd", "percent", "mm", "pt", "coefficient", "rounds", "day-of-month" or "months".
    """

    key: str
    title: str
    value: int
    upper: int | None
    measure: str
    valid_from: date
    valid_to: date | None
    instrument: str
    article: str
    source: str
    verified: Verified
    note: str


@dataclass(frozen=True, slots=True)
class Provision:
    """What the law says in words, between two dates: a form, a condition, a list."""

    key: str
    title: str
    text: str
    valid_from: date
    valid_to: date | None
    instrument: str
    article: str
    source: str
    verified: Verified
    note: str
