"""The count engine: a seasonal profile times an exponentially weighted level, with clipped updates."""

from dataclasses import dataclass, field

import numpy as np

from dongthuan.analysis.forecasting.accuracy import FloatArray
from dongthuan.analysis.forecasting.calendar import Season
from dongthuan.analysis.forecasting.draft import Draft


@dataclass
class CountProfile:
    """Follow many count series at once: level x hour factor x weekday factor, and their dispersion.

    series: how many. season: what repeats. level_half_life: slots. factor_half_life: seasons.
    clip: spreads above the expectation beyond which a value teaches no more.

    Examples
    --------
    >>> model = CountProfile(1, Season.of("day"), level_half_life=7)
    >>> for week in range(8):
    ...     for mentions in [10, 10, 10, 10, 10, 2, 2]:
    ...         model.update(np.array([float(mentions)]))
    >>> model.draft(7).mean.round().tolist()
    [[10.0, 10.0, 10.0, 10.0, 10.0, 2.0, 2.0]]

    Source: multiplicative exponential smoothing, P. Winters (1960). Differs from it in: two crossed seasons, no
    trend, clipped updates, negative-binomial spread.
    """

    series: int
    season: Season
    level_half_life: float = 72.0
    factor_half_life: float = 7.0
    clip: float = 4.0
    slot_: int = 0
    level_: FloatArray = field(init=False)
    short_: FloatArray = field(init=False)
    long_: FloatArray = field(init=False)
    excess_: FloatArray = field(init=False)
    seen_: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        self.level_ = np.full(self.series, 0.1)
        self.excess_ = np.full(self.series, 2.0)
        self.seen_ = np.zeros(self.series)
        self.short_ = np.ones((self.series, self.season.short))
        self.long_ = np.ones((self.series, self.season.long // self.season.short))

    def _place(self, slot: int) -> tuple[int, int]:
        place = (self.season.phase + slot) % self.season.long
        return place % self.season.short, place // self.season.short

    def update(self, values: FloatArray) -> None:
        """Take in the next slot of every series; NaN teaches nothing."""
        short, long = self._place(self.slot_)
        self.slot_ += 1
        known = ~np.isnan(values)
        factor = np.maximum(self.short_[:, short] * self.long_[:, long], 0.02)
        mean = np.maximum(self.level_ * factor, 0.02)
        self.seen_ += known
        roof = mean + self.clip * np.sqrt(np.maximum(mean, 0.3) * self.excess_)
        clipped = np.where(self.seen_ <= self.season.short, values, np.minimum(values, roof))
        clipped = np.where(known, clipped, mean)
        rate = np.maximum(1 - 0.5 ** (1 / self.level_half_life), 1 / (self.seen_ + 1)) * np.minimum(factor, 1)
        self.level_ = np.maximum(self.level_ + rate * (clipped / factor - self.level_), 0.02)
        squared = (clipped - mean) ** 2 / np.maximum(mean, 0.05)
        pull = np.maximum(0.01, 1 / (self.seen_ + 20)) * known
        self.excess_ = np.clip(
            self.excess_ + pull * (np.minimum(squared, 9 * self.excess_ + 1) - self.excess_), 1.02, 1e4
        )
        self._learn_factors(short, long, clipped, known)

    def _learn_factors(self, short: int, long: int, clipped: FloatArray, known: FloatArray) -> None:
        pull = 1 - 0.5 ** (1 / self.factor_half_life)
        other = np.maximum(self.level_ * self.long_[:, long], 0.02)
        step = pull * np.minimum(other, 1) * known
        self.short_[:, short] = np.clip(
            self.short_[:, short] + step * (clipped / other - self.short_[:, short]), 0.02, 30
        )
        if self.long_.shape[1] > 1:
            other = np.maximum(self.level_ * self.short_[:, short], 0.02)
            step = pull / self.season.short * 2 * np.minimum(other, 1) * known
            self.long_[:, long] = np.clip(
                self.long_[:, long] + step * (clipped / other - self.long_[:, long]), 0.2, 5
            )

    def draft(self, horizon: int) -> Draft:
        """Return mean and variance of the next `horizon` slots."""
        places = [self._place(self.slot_ + ahead) for ahead in range(horizon)]
        factors = np.stack([self.short_[:, short] * self.long_[:, long] for short, long in places], 1)
        mean = self.level_[:, None] * factors
        return Draft(mean, np.maximum(mean, 1e-3) * self.excess_[:, None])


def count_profile(values: FloatArray, origins: list[int], *, season: Season, horizon: int) -> list[Draft]:
    """Return the count engine's drafts, all origins in one pass."""
    half_life = 72.0 if season.short == 24 else 10.0
    model = CountProfile(len(values), season, level_half_life=half_life)
    drafts = []
    for slot in range(max(origins)):
        if slot in origins:
            drafts.append(model.draft(horizon))
        model.update(values[:, slot])
    drafts.append(model.draft(horizon))
    return drafts
