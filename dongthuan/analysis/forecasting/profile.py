"""The count engine: a seasonal profile times an exponentially weighted level, with clipped updates."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dongthuan.analysis.forecasting.accuracy import FloatArray
from dongthuan.analysis.forecasting.calendar import Season
from dongthuan.analysis.forecasting.draft import Draft

LEAST = 1e-3
PSEUDO_COUNT = 24.0


@dataclass
class CountProfile:
    """Follow many count series at once: level x hour factor x weekday factor, and their dispersion.

    series: how many. season: what repeats. level_half_life: slots. factor_half_life: seasons.
    clip: spreads above the expectation beyond which a value teaches no more.

    Examples
    --------
    >>> past = np.array([[10.0, 10, 10, 10, 10, 2, 2] * 8])
    >>> model = CountProfile(1, Season.of("day"), level_half_life=7)
    >>> model.warm_up(past[:, :28])
    >>> for mentions in past.T:
    ...     model.update(mentions)
    >>> model.draft(7).mean.round().tolist()
    [[10.0, 10.0, 10.0, 10.0, 10.0, 2.0, 2.0]]

    Source: multiplicative exponential smoothing, P. Winters (1960). Differs from it in: two crossed
    seasons, no trend, clipped updates, negative-binomial spread.
    """

    series: int
    season: Season
    level_half_life: float | FloatArray = 72.0
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

    def warm_up(self, values: FloatArray) -> None:
        """Set first factors and level from the oldest slots: each series' own, shrunk to all series'.

        values: shape (series, slots), NaN = missing; update() then begins at the same oldest slot.
        """
        known = np.nan_to_num(values)
        places = np.array([self._place(slot) for slot in range(values.shape[1])])
        self.short_ = shrunk_factors(known, places[:, 0], self.season.short)
        if self.long_.shape[1] > 1:
            self.long_ = shrunk_factors(known, places[:, 1], self.long_.shape[1])
        first = values[:, : self.season.long]
        count = (~np.isnan(first)).sum(1)
        self.level_ = np.maximum(np.nansum(first, 1) / np.maximum(count, 1), LEAST)

    def _place(self, slot: int) -> tuple[int, int]:
        place = (self.season.phase + slot) % self.season.long
        return place % self.season.short, place // self.season.short

    def update(self, values: FloatArray) -> None:
        """Take in the next slot of every series; NaN teaches nothing."""
        short, long = self._place(self.slot_)
        self.slot_ += 1
        known = ~np.isnan(values)
        factor = np.maximum(self.short_[:, short] * self.long_[:, long], 0.02)
        mean = np.maximum(self.level_ * factor, LEAST)
        self.seen_ += known
        roof = mean + self.clip * np.sqrt(np.maximum(mean, 0.3) * self.excess_)
        clipped = np.where(self.seen_ <= self.season.short, values, np.minimum(values, roof))
        clipped = np.where(known, clipped, mean)
        rate = np.maximum(1 - 0.5 ** (1 / self.level_half_life), 1 / (self.seen_ + 1)) * np.minimum(factor, 1)
        self.level_ = np.maximum(self.level_ + rate * (clipped / factor - self.level_), LEAST)
        squared = (clipped - mean) ** 2 / np.maximum(mean, 0.05)
        pull = np.maximum(0.01, 1 / (self.seen_ + 20)) * known
        self.excess_ = np.clip(
            self.excess_ + pull * (np.minimum(squared, 9 * self.excess_ + 1) - self.excess_), 1.02, 1e4
        )
        self._learn_factors(short, long, clipped, known)

    def _learn_factors(self, short: int, long: int, clipped: FloatArray, known: FloatArray) -> None:
        pull = 1 - 0.5 ** (1 / self.factor_half_life)
        other = np.maximum(self.level_ * self.long_[:, long], LEAST)
        step = pull * np.minimum(other, 1) * known
        self.short_[:, short] = np.clip(
            self.short_[:, short] + step * (clipped / other - self.short_[:, short]), 0.02, 30
        )
        if self.long_.shape[1] > 1:
            other = np.maximum(self.level_ * self.short_[:, short], LEAST)
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


def shrunk_factors(values: FloatArray, places: NDArray[np.int64], length: int) -> FloatArray:
    """Return each series' factor of each place in a season of `length`, shrunk to the factors of all series.

    values: shape (series, slots), >= 0. places: shape (slots,), 0 to length - 1. Returns: shape (series,
    length), mean 1.
    """
    sums = np.stack([values[:, places == place].sum(1) for place in range(length)], 1)
    often = np.maximum(np.bincount(places, minlength=length), 1) / max(len(places), 1) * length
    sums = sums / often
    pooled = sums.sum(0) + PSEUDO_COUNT
    pooled = pooled / pooled.sum()
    total = sums.sum(1, keepdims=True) + PSEUDO_COUNT
    return np.asarray(np.clip(length * (sums + PSEUDO_COUNT * pooled) / total, 0.02, 30))


def half_life_of(level: FloatArray, season: Season) -> FloatArray:
    """Return the half-life in slots that suits each level: what is frequent may be followed faster."""
    if season.short == 24:
        return 36 + 72 / (1 + 24 * level / 10)
    return 5 + 6 / (1 + level / 5)


def count_profile(values: FloatArray, origins: list[int], *, season: Season, horizon: int) -> list[Draft]:
    """Return the count engine's drafts, all origins in one pass."""
    model = CountProfile(len(values), season)
    model.warm_up(values[:, : min(*origins, 4 * season.long)])
    model.level_half_life = half_life_of(model.level_, season)
    drafts = []
    for slot in range(max(origins)):
        if slot in origins:
            drafts.append(model.draft(horizon))
        model.update(values[:, slot])
    drafts.append(model.draft(horizon))
    return drafts
