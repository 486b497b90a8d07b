"""Rolling-origin back-tests: what a method would have said, how good it was, how far it must widen."""

from dataclasses import dataclass

import numpy as np

from dongthuan.analysis.forecasting.accuracy import (
    FloatArray,
    Intervals,
    covered,
    seasonal_step,
    weighted_interval_score,
)
from dongthuan.analysis.forecasting.calendar import Season
from dongthuan.analysis.forecasting.draft import Draft
from dongthuan.analysis.forecasting.methods import FORECASTERS

MOST_ORIGINS = 6
PRIOR_POINTS = 30
POINTS_AN_ORIGIN = 8


@dataclass(frozen=True, slots=True)
class Trial:
    """One method tried on the past of many series, and its draft of what comes.

    draft: what comes. intervals: of the draft, already widened. wis, mase: per series, scaled by the
    seasonal step.
    coverage: per level, per series, each origin judged with widths learned from the other origins.
    origin_count: how many.
    """

    draft: Draft
    median: FloatArray
    intervals: Intervals
    wis: FloatArray
    mase: FloatArray
    coverage: dict[int, FloatArray]
    origin_count: int


def origins_of(slots: int, season: Season, horizon: int) -> list[int]:
    """Return the past slots to forecast from, oldest first; none where the past is too short.

    >>> origins_of(28, Season(7, 7), 7)
    [14, 21]
    """
    stride = max(season.short, -(-horizon // season.short) * season.short)
    least = 2 * season.short
    return [o for k in range(MOST_ORIGINS, 0, -1) if (o := slots - k * stride) >= least and o + 1 < slots]


def try_method(
    name: str, values: FloatArray, *, season: Season, horizon: int, levels: tuple[int, ...], is_count: bool
) -> Trial:
    """Return how `name` did on the past of `values` (series, slots), and what it says now."""
    slots = values.shape[1]
    origins = origins_of(slots, season, horizon)
    *old, draft = FORECASTERS[name](values, [*origins, slots], season=season, horizon=horizon)
    truths = [ahead(values, origin, horizon) for origin in origins]
    said = [d.intervals(levels, is_count=is_count) for d in old]
    widths = {level: widths_of(truths, old, [s[level] for s in said]) for level in levels}
    unit = seasonal_step(values, season.short)
    scores, errors = [np.full(len(values), np.nan)], [np.full(len(values), np.nan)]
    inside: dict[int, list[FloatArray]] = {level: [np.full(len(values), np.nan)] for level in levels}
    for place, (truth, d) in enumerate(zip(truths, old, strict=True)):
        fitted = {
            level: widen(
                d, said[place][level], factor_of(widths[level], level, without=place), is_count=is_count
            )
            for level in levels
        }
        scores.append(row_mean(weighted_interval_score(truth, d.median(is_count=is_count), fitted)) / unit)
        errors.append(row_mean(np.abs(truth - d.mean)) / unit)
        for level, (low, high) in fitted.items():
            inside[level].append(row_mean(covered(truth, low, high)))
    now = draft.intervals(levels, is_count=is_count)
    intervals = {
        level: widen(draft, now[level], factor_of(widths[level], level), is_count=is_count)
        for level in levels
    }
    return Trial(
        draft,
        draft.median(is_count=is_count),
        nested(intervals),
        row_mean(np.stack(scores, 1)),
        row_mean(np.stack(errors, 1)),
        {level: row_mean(np.stack(parts, 1)) for level, parts in inside.items()},
        len(origins),
    )


def ahead(values: FloatArray, origin: int, horizon: int) -> FloatArray:
    """Return what followed `origin`, NaN beyond the end; shape (series, horizon)."""
    truth = np.full((len(values), horizon), np.nan)
    known = values[:, origin : origin + horizon]
    truth[:, : known.shape[1]] = known
    return truth


def row_mean(values: FloatArray) -> FloatArray:
    """Return the mean of what is known in each row; NaN where nothing is."""
    known = ~np.isnan(values)
    count = known.sum(1)
    return np.asarray(np.where(count, np.where(known, values, 0.0).sum(1) / np.maximum(count, 1), np.nan))


def widths_of(
    truths: list[FloatArray], drafts: list[Draft], intervals: list[tuple[FloatArray, FloatArray]]
) -> list[FloatArray]:
    """Return by what factor each interval would have had to grow to reach its truth; NaN = missing."""
    found = []
    for truth, draft, (low, high) in zip(truths, drafts, intervals, strict=True):
        above = (truth - draft.mean) / np.maximum(high - draft.mean, 1e-9)
        below = (draft.mean - truth) / np.maximum(draft.mean - low, 1e-9)
        found.append(np.where(truth >= draft.mean, above, below))
    return found


def factor_of(widths: list[FloatArray], level: int, *, without: int | None = None) -> FloatArray:
    """Return each series' factor that would have covered `level` per cent: its own, shrunk to all series'.

    Returns: shape (series, 1); 1 where there is no past. Source: split conformal prediction, V. Vovk and
    others (2005).
    """
    kept = [width for place, width in enumerate(widths) if place != without]
    if not kept:
        return np.ones((1, 1)) * 1.15
    whole = np.concatenate(kept, 1)
    share = min(level / 100 * (1 + 1 / (POINTS_AN_ORIGIN * len(kept))), 0.995)
    count = (~np.isnan(whole)).sum(1)
    if not count.sum():
        return np.ones((len(whole), 1))
    pooled = float(np.nanquantile(whole, level / 100))
    own = np.full(len(whole), pooled)
    rows = count > 0
    own[rows] = row_quantile(whole[rows], share)
    weight = count / (count + PRIOR_POINTS)
    logged = weight * np.log(np.clip(own, 0.3, 5)) + (1 - weight) * np.log(np.clip(pooled, 0.3, 5))
    return np.asarray(np.exp(logged)[:, None])


def row_quantile(values: FloatArray, share: float) -> FloatArray:
    """Return the quantile of what is known in each row, each row holding something known.

    All rows at once: numpy's own goes row by row where values are missing.

    >>> row_quantile(np.array([[3.0, 1.0, np.nan], [4.0, 5.0, 6.0]]), 0.5)
    array([2., 5.])
    """
    ranked = np.sort(values, 1)
    place = share * ((~np.isnan(values)).sum(1) - 1)
    low = np.floor(place).astype(int)
    high = np.ceil(place).astype(int)
    rows = np.arange(len(values))
    return np.asarray(ranked[rows, low] + (place - low) * (ranked[rows, high] - ranked[rows, low]))


def widen(
    draft: Draft, interval: tuple[FloatArray, FloatArray], factor: FloatArray, *, is_count: bool
) -> tuple[FloatArray, FloatArray]:
    """Return the interval stretched about the mean by `factor`, never below 0 for counts."""
    low = np.minimum(draft.mean - factor * np.maximum(draft.mean - interval[0], 0), draft.mean)
    high = np.maximum(draft.mean + factor * np.maximum(interval[1] - draft.mean, 0), draft.mean)
    return (np.maximum(low, 0.0) if is_count else low), high


def nested(intervals: Intervals) -> Intervals:
    """Return the intervals such that each holds the narrower ones."""
    found: Intervals = {}
    low = high = None
    for level in sorted(intervals):
        below, above = intervals[level]
        low = below if low is None else np.minimum(low, below)
        high = above if high is None else np.maximum(high, above)
        found[level] = (low, high)
    return found
