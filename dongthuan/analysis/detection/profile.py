"""Hour-of-week profile times an exponentially weighted level: for series with a strong week."""

from dataclasses import dataclass, field

from dongthuan.analysis.detection.expectation import Expectation
from dongthuan.analysis.detection.history import History


@dataclass
class Profile:
    """Expect level x factor of the hour x factor of the weekday, all learned with winsorised updates.

    season: slots in a day.
    level_half_life: slots after which the level's past counts half.
    clip: spreads above the expectation beyond which a value teaches no more.

    Source: Holt-Winters multiplicative smoothing, P. Winters (1960). Differs from it in: no trend,
    two crossed seasons, clipped updates so that a peak does not lift what is expected after it.
    """

    season: int = 24
    level_half_life: float = 72.0
    clip: float = 3.0
    level_: float = 0.0
    excess_: float = 2.0
    seen_: int = 0
    hours_: list[float] = field(init=False)
    days_: list[float] = field(default_factory=lambda: [1.0] * 7)

    def __post_init__(self) -> None:
        self.hours_ = [1.0] * self.season

    def expect(self, past: History, slot: int, *, is_count: bool) -> Expectation | None:
        """Return what `slot` should hold; None in the first week and for series that are no counts."""
        if not is_count or past.count_ < min(past.grid.week, 168):
            return None
        hour, day = self._place(slot)
        mean = max(self.level_ * self.hours_[hour] * self.days_[day], 0.02)
        return Expectation(mean, mean * self.excess_, is_count)

    def learn(self, slot: int, value: float) -> None:
        """Move level, factors and dispersion toward `value`; NaN and negative values teach nothing."""
        if not value >= 0:
            return
        self.seen_ += 1
        hour, day = self._place(slot)
        factor = self.hours_[hour] * self.days_[day]
        mean = max(self.level_ * factor, 0.02)
        clipped = (
            value
            if self.seen_ < self.season
            else min(value, mean + self.clip * (max(mean, 0.3) * self.excess_) ** 0.5)
        )
        rate = max(1 - 0.5 ** (1 / self.level_half_life), 1 / (self.seen_ + 1)) * min(factor, 1.0)
        self.level_ = max(self.level_ + rate * (clipped / factor - self.level_), 0.02)
        self._learn_factors(hour, day, clipped)
        squared = (clipped - mean) ** 2 / max(mean, 0.05)
        self.excess_ = min(
            max(self.excess_ + 0.01 * (min(squared, 9 * self.excess_ + 1) - self.excess_), 1.02), 500.0
        )

    def _place(self, slot: int) -> tuple[int, int]:
        return slot % self.season, slot // self.season % 7

    def _learn_factors(self, hour: int, day: int, clipped: float) -> None:
        other = max(self.level_ * self.days_[day], 0.02)
        moved = self.hours_[hour] + 0.1 * min(other, 1) * (clipped / other - self.hours_[hour])
        self.hours_[hour] = min(max(moved, 0.02), 30.0)
        other = max(self.level_ * self.hours_[hour], 0.02)
        moved = self.days_[day] + 0.2 / self.season * min(other, 1) * (clipped / other - self.days_[day])
        self.days_[day] = min(max(moved, 0.2), 5.0)
