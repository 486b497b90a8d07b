"""The daily press brief (điểm báo ngày) as decided content: nothing is looked up while it is drawn."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from dongthuan.docgen.letterhead import Letterhead, Recipient, Signature


class Polarity(StrEnum):
    """The colour of an item; `UNCLEAR` where neither machine nor human would say."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"
    UNCLEAR = "unclear"


class Origin(StrEnum):
    """Who gave a label."""

    MACHINE = "machine"
    HUMAN = "human"


class Level(StrEnum):
    """How much attention an item asks for; `NONE`: it is told for information."""

    NONE = "none"
    WATCH = "watch"
    NOTE = "note"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class BriefItem:
    """One report of the press, as link and short summary, never the full text.

    published_at: in the reader's time zone; None where the outlet gave none.
    copies: how many further outlets carried the same, >= 0.
    unit_name, proposal: "" where no unit is concerned or nothing is proposed.
    """

    outlet: str
    published_at: datetime | None
    title: str
    url: str
    summary: str
    polarity: Polarity
    polarity_origin: Origin
    unit_name: str = ""
    level: Level = Level.NONE
    proposal: str = ""
    copies: int = 0


@dataclass(frozen=True, slots=True)
class BriefGroup:
    """One of the groups I to IV, its items in reading order; may be empty."""

    numeral: str
    title: str
    items: tuple[BriefItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a named unit is asked to do, and until when, if a day was set."""

    unit_name: str
    action: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items of each polarity.

    >>> day = Tally(negative=2, neutral=5, positive=3)
    >>> day.total, day.ratio(Polarity.NEGATIVE)
    (10, 0.2)
    >>> Tally().ratio(Polarity.NEGATIVE) is None
    True
    """

    negative: int = 0
    neutral: int = 0
    positive: int = 0
    unclear: int = 0

    @property
    def total(self) -> int:
        """Return the number of items, the unclear ones among them."""
        return self.negative + self.neutral + self.positive + self.unclear

    def count(self, polarity: Polarity) -> int:
        """Return the number of items of that polarity."""
        counts: dict[Polarity, int] = {
            Polarity.NEGATIVE: self.negative,
            Polarity.NEUTRAL: self.neutral,
            Polarity.POSITIVE: self.positive,
            Polarity.UNCLEAR: self.unclear,
        }
        return counts[polarity]

    def ratio(self, polarity: Polarity) -> float | None:
        """Return its share of all items, 0 to 1; None where there was no item."""
        return self.count(polarity) / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Reference:
    """A past month to compare with: its first day and what was counted in it."""

    month_on: date
    tally: Tally


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted on the day, and what it is held against.

    start_at, end_at: the hours counted, half-open, in the reader's time zone; None means the whole day.
    copies: items carried again by further outlets, not among the counted ones.
    confirmed: how many of the day's labels a human has confirmed; the rest are a machine's.
    """

    day: Tally
    previous_month: Reference
    last_year: Reference
    copies: int = 0
    confirmed: int = 0
    start_at: datetime | None = None
    end_at: datetime | None = None

    @property
    def by_machine(self) -> int:
        """Return how many labels no human has confirmed."""
        return self.day.total - self.confirmed

    def change(self, polarity: Polarity, against: Reference) -> float | None:
        """Return the change of the share, -1 to 1; None where either side has no item."""
        now, then = self.day.ratio(polarity), against.tally.ratio(polarity)
        return None if now is None or then is None else now - then


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole brief of one day.

    number: None until it is registered. is_draft: marked as such until approved.
    compiler: who put it together. proposals: group V, in order of urgency.
    notes: sentences under the last group: what was left out, how the figures were made.
    """

    letterhead: Letterhead
    day: date
    compiler: str
    signature: Signature
    figures: Figures
    groups: tuple[BriefGroup, ...]
    proposals: tuple[Proposal, ...] = ()
    number: str | None = None
    recipients: tuple[Recipient, ...] = ()
    archive: str = "VT, VP"
    notes: tuple[str, ...] = ()
    is_draft: bool = field(default=True)
