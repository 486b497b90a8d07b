"""What a warning is made from: figures of the hours up to now, none of them known later than that."""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammainc

from dongthuan.analysis.warning.line import DAY, MONTH, FloatArray, lines_of, running_sum

HORIZONS = (6, 12, 24)
WEEK = 7 * DAY
LEAST_RATE = 1e-3
FACTOR_ITEMS = 48.0


@dataclass(frozen=True, slots=True)
class TopicHours:
    """The hours of topics as they were first seen, oldest first; each of shape (topics, hours), >= 0.

    unfavourable, total: originals. outlets: outlets with an unfavourable item in the 24 hours that end with
    the hour. hostility: sum over the items, each 0 to 1. first_hour: hour of day of the first column.
    """

    unfavourable: FloatArray
    total: FloatArray
    outlets: FloatArray
    hostility: FloatArray
    first_hour: int = 0

    def until(self, hours: int) -> "TopicHours":
        """Return what was known after the first `hours` hours."""
        return TopicHours(
            self.unfavourable[:, :hours],
            self.total[:, :hours],
            self.outlets[:, :hours],
            self.hostility[:, :hours],
            self.first_hour,
        )


def day_shape(hours: TopicHours) -> FloatArray:
    """Return how much of the news falls in each hour of day, as known at each hour.

    Returns: shape (hours, 24), mean 1.     All topics together, the last 28 days, shrunk to a flat day.
    """
    length = hours.total.shape[1]
    place = (hours.first_hour + np.arange(length)) % DAY
    spread = np.zeros((DAY, length))
    spread[place, np.arange(length)] = hours.total.sum(0)
    sums = running_sum(spread, MONTH).T + FACTOR_ITEMS / DAY
    return np.asarray(sums / sums.mean(1, keepdims=True))


def faded(values: FloatArray, half_life: float) -> FloatArray:
    """Return the exponentially faded mean of each row up to each column."""
    keep = 0.5 ** (1 / half_life)
    found = np.zeros(values.shape)
    level = np.zeros(len(values))
    for column in range(values.shape[1]):
        level = keep * level + (1 - keep) * values[:, column]
        found[:, column] = level
    return found


def chance_to_cross(hours: TopicHours, rate: FloatArray, horizon: int) -> FloatArray:
    """Return the greatest chance, over the coming hours, that the 24-hour sum stands at the line.

    rate: unfavourable items an hour expected from now on, shape as the hours, before the hour of day is taken
    into account. What leaves the window is known; what enters it is taken as Poisson, at the hour where the
    expected sum comes nearest to the line in its own spreads.
    """
    line = lines_of(hours.unfavourable)
    held = running_sum(hours.unfavourable, DAY)
    shape = day_shape(hours)
    length = held.shape[1]
    now = (hours.first_hour + np.arange(length)) % DAY
    gone, coming = np.zeros_like(held), np.zeros_like(held)
    nearest = np.full_like(held, -np.inf)
    found = [np.ones_like(held), np.full_like(held, LEAST_RATE)]
    for ahead in range(1, horizon + 1):
        back = DAY - ahead
        if length > back:
            gone[:, back:] += hours.unfavourable[:, : length - back]
        coming += rate * shape[np.arange(length), (now + ahead) % DAY]
        lacking = np.ceil(line - (held - gone) - 1e-9)
        near = (coming - lacking + 0.5) / np.sqrt(np.maximum(coming, LEAST_RATE))
        better = near > nearest
        nearest = np.where(better, near, nearest)
        found = [np.where(better, new, old) for new, old in zip((lacking, coming), found, strict=True)]
    lacking, coming = found
    chance = gammainc(np.maximum(lacking, 1), np.maximum(coming, LEAST_RATE))
    return np.asarray(np.where(lacking <= 0, 1.0, chance))


def logit(share: FloatArray) -> FloatArray:
    """Return the log odds of a share, held between one in ten thousand and its counterpart."""
    held = np.clip(share, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(held / (1 - held)))


def features_of(hours: TopicHours, horizon: int) -> dict[str, FloatArray]:
    """Return the features of each topic and hour by name, each of shape (topics, hours); see WORDS."""
    bad, total = hours.unfavourable, hours.total
    sums = {span: running_sum(bad, span) for span in (1, 3, 6, 12, 24, 72)}
    every = {span: running_sum(total, span) for span in (6, 24)}
    line = lines_of(bad)
    seen = np.maximum(np.minimum(np.arange(1, bad.shape[1] + 1), MONTH), DAY)
    usual_bad = running_sum(bad, MONTH) / seen
    usual_all = running_sum(total, MONTH) / seen
    share = (usual_bad * WEEK + 0.5) / (usual_all * WEEK + 2)
    now_share = (sums[24] + 4 * share) / (every[24] + 4)
    rates = {
        "now": faded(bad, 6.0),
        "day": 0.7 * faded(bad, 24.0) + 0.3 * usual_bad,
        "usual": usual_bad,
        "all": faded(total, 12.0) * now_share,
    }
    chances = {f"chance_{name}": logit(chance_to_cross(hours, rate, horizon)) for name, rate in rates.items()}
    everywhere = bad.sum(0, keepdims=True)
    around = running_sum(everywhere, 24) / np.maximum(running_sum(everywhere, MONTH) / seen * DAY, 1)
    place = (hours.first_hour + np.arange(bad.shape[1])) % DAY * 2 * np.pi / DAY
    flat = np.ones(bad.shape)
    hostile = running_sum(hours.hostility, DAY) / np.maximum(every[24], 1)
    usual_hostile = running_sum(hours.hostility, MONTH) / np.maximum(usual_all * seen, 1)
    return {
        **chances,
        "fullness": sums[24] / line,
        "fullness_squared": (sums[24] / line) ** 2,
        "lacking": np.log(np.maximum(line - sums[24], 1)),
        "last_hour": np.log1p(sums[1]),
        "last_three": np.log1p(sums[3]),
        "last_six": np.log1p(sums[6]),
        "last_twelve": np.log1p(sums[12]),
        "last_three_days": np.log1p(sums[72]),
        "line": np.log(line),
        "usual_volume": np.log(usual_all * DAY + 0.1),
        "volume_rise": np.log((every[24] + 1) / (usual_all * DAY + 1)),
        "volume_now": np.log((every[6] + 0.5) / (usual_all * 6 + 0.5)),
        "share": np.log(now_share / share),
        "usual_share": logit(share),
        "outlets": np.log1p(hours.outlets),
        "outlets_beyond": np.log1p(np.maximum(hours.outlets - 1, 0)) * (sums[24] / line),
        "hostility": hostile - usual_hostile,
        "around": np.log(np.clip(around, 0.2, 5)) * flat,
        "hour_sine": np.sin(place) * flat,
        "hour_cosine": np.cos(place) * flat,
    }
