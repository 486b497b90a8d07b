"""What a rule of law is to the machine: dated, sourced, and honest about what is not known."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
    channel, complexity, agency_kind: conditions; "" = whatever they are.
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
