"""One series under watch: rows in, scores out, nothing but the past used."""

import math
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dongthuan.analysis.detection.busyness import Busyness, has_moved, six_together
from dongthuan.analysis.detection.calibration import Calibration
from dongthuan.analysis.detection.expectation import Expectation, Rule
from dongthuan.analysis.detection.history import HOUR, Grid, History
from dongthuan.analysis.detection.lull import Lull
from dongthuan.analysis.detection.score import Score, Settings

SPARSE_MEAN = 2.0
SIX_WEIGHT, SIX_EXCESS, MAY_ALERT = 1.35, 1.25, 1.0
LADDER = 0.25
ESCALATION = 0.7
DAMPED = 0.3
MOST_OWED_HOURS = 48
BUSY_DAYS = 14
COMMON, COMMON_HOURLY = 0.3, 0.6
OWED_MARGIN = 1.3
LOOKED_AT = timedelta(minutes=5)  # rows that come quicker repeat what was said of the last one looked at


class OutOfOrder(ValueError):
    """A row comes before one already seen; late rows are handled by scanning the series again."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One slot judged.

    charged: what of the observed is not a late arrival. alone: the surprise of the slot by itself: it
    tells whether an event grows, for six hours together grow until they are full.
    """

    expected: Expectation
    observed: float
    charged: float
    surprise: float
    alone: float
    p_value: float


@dataclass(frozen=True, slots=True)
class Usual:
    """What the past says of one slot: the rules' expectation, and its busiest hours."""

    slot: int
    is_count: bool
    expected: Expectation | None
    busy: Busyness


@dataclass(slots=True)
class Slot:
    """The rows of the slot that runs: how many, how many are known, and their sum."""

    count: int = 0
    known: int = 0
    total: float = 0.0

    def add(self, value: float) -> None:
        """Take in one row; NaN = missing."""
        self.count += 1
        if not math.isnan(value):
            self.known += 1
            self.total += value


@dataclass
class Watch:
    """Score each row of one series online; alert once within the hold, again only if it doubles.

    model_id: name of the method, stored with every signal.
    rules: ways to expect a slot; what they expect is averaged.
    step: time between rows. Rows within an hour are summed, and the decision falls on the hour's last row.
        Hourly counts, a topic's items, are judged alone and six hours together, for news spreads over hours;
        finer rows burst, and are taken together only where they are sparse.
    settings: what an officer set.

    A missing row or NaN (source down) never alarms; what comes late after a gap is first set against what
    the gap left out. Values below zero or not whole make the series "no counts" from then on.
    """

    model_id: str
    rules: list[Rule]
    step: timedelta = HOUR
    settings: Settings = field(default_factory=Settings)
    past_: History = field(init=False)
    calibration_: Calibration = field(init=False)
    is_hourly_: bool = field(init=False)
    common_: float = field(init=False)
    every_: int = field(init=False)
    is_count_: bool = True
    seen_at_: datetime | None = None
    slot_: int | None = None
    rows_: Slot = field(default_factory=Slot)
    said_: Score | None = None
    recent_: deque[tuple[float, float, float]] = field(default_factory=lambda: deque(maxlen=6))
    owed_: float = 0.0
    usual_: Usual | None = None
    rungs_: deque[tuple[int, float]] = field(default_factory=deque)
    lull_: Lull = field(default_factory=Lull)
    alert_slot_: int | None = None
    alert_surprise_: float = 0.0

    def __post_init__(self) -> None:
        self.past_ = History(Grid.of(self.step))
        self.is_hourly_ = self.step == HOUR
        self.every_ = max(1, LOOKED_AT // self.step)
        self.common_ = COMMON_HOURLY if self.is_hourly_ else COMMON
        self.calibration_ = Calibration(1 - self.settings.false_alarms_per_week / 7.001)

    def update(self, at: datetime, value: float) -> Score:
        """Return the score of the row (`at`, `value`), then learn it; NaN = the source was down.

        Raises OutOfOrder if `at` is not after the last row.
        """
        at = at.replace(tzinfo=None)
        if self.seen_at_ is not None and at <= self.seen_at_:
            raise OutOfOrder(f"{at} does not come after {self.seen_at_}")
        self.seen_at_ = at
        slot = self.past_.grid.index(at)
        self._open(slot)
        self._note_kind(value)
        self.rows_.add(value)
        if self.past_.grid.index(at + self.step) > slot:
            observed = self._observed()
            return self._close(slot, observed, self._read(slot, observed))
        if self.said_ is None or self.rows_.count % self.every_ == 0:
            observed = self._observed()
            self.said_ = self._between(observed, self._read(slot, observed))
        return self.said_

    def _open(self, slot: int) -> None:
        if self.slot_ is not None and slot > self.slot_:
            if self.rows_.count:
                self._learn(self.slot_, self._observed(), None)
            self._owe(self.slot_, slot)
        if slot != self.slot_:
            self.slot_, self.rows_, self.said_ = slot, Slot(), None

    def _note_kind(self, value: float) -> None:
        if not math.isnan(value) and (value < 0 or value != math.floor(value)):
            self.is_count_ = False

    def _observed(self) -> float:
        """Return the slot's value so far: the sum of counts, filled up for rows lacking, or the mean."""
        rows = self.rows_
        if not rows.known or rows.known * 2 < rows.count:
            return math.nan
        return rows.total / rows.known * (rows.count if self.is_count_ else 1)

    def _owe(self, last: int, slot: int) -> None:
        """Remember what the slots left out would have held: it may arrive late, all at once."""
        for missing in range(max(last + 1, slot - MOST_OWED_HOURS), slot):
            self._owe_one(missing)

    def _owe_one(self, slot: int) -> None:
        expected = self._expect(slot)
        if expected is not None and expected.is_count:
            self.owed_ += expected.mean

    def _expect(self, slot: int) -> Expectation | None:
        """Return what all rules together expect of `slot`, found once: it knows only the past."""
        if self.usual_ is None or self.usual_.slot != slot or self.usual_.is_count != self.is_count_:
            self.usual_ = Usual(slot, self.is_count_, self._ask(slot), self._busy(slot))
        return self.usual_.expected

    def _ask(self, slot: int) -> Expectation | None:
        said = [rule.expect(self.past_, slot, is_count=self.is_count_) for rule in self.rules]
        found = [expected for expected in said if expected is not None]
        if not found:
            return None
        mean = math.fsum(expected.mean for expected in found) / len(found)
        variance = math.fsum(expected.variance for expected in found) / len(found)
        return self.lull_.raised(Expectation(mean, variance, self.is_count_), self.past_, slot)

    def _busy(self, slot: int) -> Busyness:
        season = self.past_.grid.season
        return Busyness.of(self.past_.last(slot, BUSY_DAYS * season), season)

    def _if_moved(self, slot: int) -> Busyness | None:
        """Return what six hours held at their busiest if the day seems to have moved by hours, else None."""
        season = self.past_.grid.season
        hours = self.past_.last(slot, BUSY_DAYS * season)
        return Busyness.of(six_together(hours), season) if has_moved(hours, season) else None

    def _read(self, slot: int, observed: float) -> Reading | None:
        expected, usual = self._expect(slot), self.usual_
        if expected is None or usual is None or math.isnan(observed):
            return None
        excess = max(observed - expected.mean, 0.0)
        charged = observed - min(excess, OWED_MARGIN * self.owed_ + 3 * math.sqrt(self.owed_))
        alone = surprise_of(expected, charged) * usual.busy.rarity(charged, common=self.common_)
        surprise, p_value = alone, expected.p_of(charged)
        if self.is_count_ and (self.is_hourly_ or expected.mean < SPARSE_MEAN):
            six, six_held = self._six(expected, charged)
            weight = SIX_WEIGHT if self.is_hourly_ else usual.busy.rarity(charged, common=self.common_)
            together = surprise_of(six, six_held) * weight
            moved = self._if_moved(slot) if self.is_hourly_ and max(together, alone) > MAY_ALERT else None
            if moved is not None:
                together *= moved.rarity(six_held, common=COMMON) / SIX_WEIGHT
                surprise *= usual.busy.rarity(charged, common=COMMON)
            if together > surprise:
                surprise, p_value = together, six.p_of(six_held)
        return Reading(expected, observed, charged, surprise, alone, p_value)

    def _six(self, expected: Expectation, value: float) -> tuple[Expectation, float]:
        """Return what the six slots that end here should hold together, and what they held."""
        window = [*list(self.recent_)[1:], (value, expected.mean, expected.variance)]
        value, mean, variance = (math.fsum(column) for column in zip(*window, strict=True))
        return Expectation(mean, variance * SIX_EXCESS, is_count=True), value

    def _between(self, observed: float, reading: Reading | None) -> Score:
        if reading is None:
            return nothing_said(observed)
        return score_of(reading, DAMPED * self.calibration_.score(reading.surprise), is_alert=False)

    def _close(self, slot: int, observed: float, reading: Reading | None) -> Score:
        self.rows_, self.said_ = Slot(), None
        if reading is None:
            self._owe_one(slot)
            self._learn(slot, observed, None)
            return nothing_said(observed)
        score = self._hold(slot, reading)
        is_alert = score >= 0.5 and self._may_alert(slot, reading)
        if is_alert:
            self.alert_slot_, self.alert_surprise_ = slot, reading.surprise
        elif score >= 0.5:  # too few items, or an alert is held: no row says alarm that is none
            score = DAMPED * score
        self._learn(slot, observed, reading)
        return score_of(reading, score, is_alert=is_alert)

    def _hold(self, slot: int, reading: Reading) -> float:
        """Return the score, damped unless the surprise stands a rung above all of the hold before."""
        score = self.calibration_.score(reading.surprise)
        while self.rungs_ and slot - self.rungs_[0][0] >= self._hold_slots():
            self.rungs_.popleft()
        if any(reading.surprise < rung + LADDER for _, rung in self.rungs_):
            return DAMPED * score
        self.rungs_.append((slot, reading.surprise))
        return score

    def _hold_slots(self) -> float:
        return self.settings.hold_hours * HOUR / self.past_.grid.slot

    def _may_alert(self, slot: int, reading: Reading) -> bool:
        recent = self.alert_slot_ is not None and slot - self.alert_slot_ < self._hold_slots()
        held = recent and reading.alone < self.alert_surprise_ + ESCALATION
        support = reading.observed
        if self.is_count_ and reading.expected.mean < SPARSE_MEAN:
            support += math.fsum(value for value, _, _ in list(self.recent_)[1:])
        return not held and (not self.is_count_ or support >= self.settings.minimum_count)

    def _learn(self, slot: int, observed: float, reading: Reading | None) -> None:
        if reading is not None:
            self.calibration_.learn(slot // self.past_.grid.season, reading.surprise)
            self.recent_.append((reading.charged, reading.expected.mean, reading.expected.variance))
            self.owed_ = max(self.owed_ - max(observed - reading.expected.mean, 0.0), 0.0) * 0.7
            observed = reading.charged
        self.past_.learn(slot, observed)
        self.usual_ = None
        for rule in self.rules:
            rule.learn(slot, observed)


def surprise_of(expected: Expectation, value: float) -> float:
    """Return how surprising `value` is: 0 up to the mean, then growing slowly with the spreads above it."""
    return math.log1p(max(expected.z_of(value), 0.0))


def nothing_said(observed: float) -> Score:
    """Return the score of a row of which nothing can be said: too little past, or the source was down."""
    return Score(0.0, False, math.nan, math.nan, observed, 1.0)


def score_of(reading: Reading, score: float, *, is_alert: bool) -> Score:
    """Return the reading as a Score."""
    expected = reading.expected
    return Score(score, is_alert, expected.mean, expected.upper(0.01), reading.observed, reading.p_value)
