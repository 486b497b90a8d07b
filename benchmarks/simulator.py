"""Made-up streams with planted truth: bursty five-minute series, and hourly topics of the Vietnamese press.

Plain numpy, seeded, no file is read. Used by the detection benchmark and the drills.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
START = datetime(2026, 1, 5)  # noqa: DTZ001  wall-clock time of an invented world
MORNING = np.array([503, 92, 53, 47, 154, 330, 279, 389, 465, 548, 653, 590])
EVENING = np.array([535, 395, 614, 564, 648, 526, 495, 575, 616, 447, 315, 166])
HOURS = np.concatenate([MORNING, EVENING]) / np.concatenate([MORNING, EVENING]).mean()
DAYS = np.array([13.8, 14.3, 14.9, 14.8, 14.9, 14.3, 13.0]) / 14.2857
TET_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Stream:
    """One made-up series: a value a row (NaN = source down), and the spans [start, end) of its events."""

    step: timedelta
    values: FloatArray
    events: list[tuple[int, int]]

    @property
    def times(self) -> list[datetime]:
        """Return the time of each row."""
        return [START + self.step * row for row in range(len(self.values))]


def bursty_streams(count: int, seed: int, *, days: int = 55) -> list[Stream]:
    """Return five-minute counts like mentions of a firm: heavy-tailed bursts, two to five of them events.

    An event's span is centred on it; all spans of a series together cover a tenth of it.
    """
    random = np.random.default_rng(seed)
    return [_bursty(random, days * 288) for _ in range(count)]


def _bursty(random: np.random.Generator, rows: int) -> Stream:
    base = float(np.exp(random.normal(np.log(7), 1.3)))
    hours = np.arange(rows) / 12
    day = 1 + random.uniform(0.2, 0.7) * np.sin((hours % 24 - random.uniform(6, 16)) / 24 * 2 * np.pi)
    week = np.where(hours // 24 % 7 >= 5, random.uniform(0.5, 0.9), 1.0)
    drift = np.exp(np.cumsum(random.normal(0, 0.01, rows)) * 0.5)
    usual = base * day * week * np.clip(drift, 0.3, 3)
    rate = usual.copy()
    for at in np.flatnonzero(random.random(rows) < random.uniform(0.3, 2.5) / 288).tolist():
        size = min(1.0 + random.pareto(1.6), 25.0) * random.uniform(0.3, 1)
        _add_burst(random, rate, usual, at, (size, 0.4))
    count = int(random.integers(2, 6))
    edges = np.sort(random.choice(np.arange(6, 52), count, replace=False)) * (rows // 55)
    centres = [int(edge + random.integers(0, 288)) for edge in edges]
    for at in centres:
        size, length = np.exp(random.normal([1.9, 1.2], [0.7, 0.9])).tolist()
        _add_burst(random, rate, usual, at, (size, length))
    noisy = random.negative_binomial(np.maximum(rate, 1e-6) / 0.8, 1 / 1.8).astype(float)
    half = rows // 20 // count
    return Stream(timedelta(minutes=5), noisy, [(max(at - half, 0), min(at + half, rows)) for at in centres])


def _add_burst(
    random: np.random.Generator, rate: FloatArray, usual: FloatArray, at: int, burst: tuple[float, float]
) -> None:
    """Add a burst of a size, in times the usual, that fades with a mean of about some hours."""
    size, hours = burst
    length = min(len(rate) - at, int(hours * 12 * 6) + 1)
    shape = np.exp(-np.arange(length) / max(hours * 12 * random.uniform(0.5, 1.5), 0.7))
    rate[at : at + length] += size * (usual[at] + 0.5) * shape


@dataclass
class Topic:
    """One made-up topic, hour by hour: originals, copies, whether sources were heard, what was planted."""

    originals: FloatArray
    copies: FloatArray
    heard: NDArray[np.bool_]
    events: list[tuple[int, int]] = field(default_factory=list)

    def seen(self) -> FloatArray:
        """Return what the watch sees: originals, NaN where the source was down."""
        return np.where(self.heard, self.originals, np.nan)


def usual_topic(random: np.random.Generator, *, rate: float, days: int, tet_day: int | None = None) -> Topic:
    """Return a topic with nothing planted: press hours and days, clusters, drift, a quieter Tết week.

    rate: items an hour on average.
    """
    hours = np.arange(days * 24)
    expected = rate * HOURS[hours % 24] * DAYS[hours // 24 % 7]
    drift, level = np.zeros(len(hours)), 0.0
    for hour, push in enumerate(random.normal(0, 0.05, len(hours)).tolist()):
        level = 0.995 * level + push
        drift[hour] = level * 0.6
    expected = expected * np.exp(drift)
    if tet_day is not None:
        expected[tet_day * 24 : (tet_day + 7) * 24] *= TET_SHARE
    seeds = random.poisson(expected * 0.7)
    originals = seeds.astype(float)
    for hour in np.flatnonzero(seeds):
        late = hour + np.floor(random.exponential(1.5, random.poisson(0.43 * seeds[hour]))).astype(int)
        np.add.at(originals, late[late < len(hours)], 1)
    return Topic(originals, random.poisson(0.15 * originals).astype(float), np.ones(len(hours), bool))


def plant_flash(
    random: np.random.Generator, topic: Topic, hour: int, *, items: float, hours: float = 8
) -> None:
    """Add a flash of about `items` items that begins at `hour` and lasts about `hours`."""
    rate = float(topic.originals.mean())
    count = random.poisson(items * (1 + rate) ** 0.5)
    at = hour + np.floor(random.gamma(1.4, hours / 3, count)).astype(int)
    awake = 0.25 + HOURS[at % 24] / 1.3
    at = at[(at < len(topic.originals)) & (random.random(count) < np.minimum(awake, 1))]
    np.add.at(topic.originals, at, 1)
    topic.events.append((hour, hour + int(hours * 2)))


def plant_outage(topic: Topic, hour: int, hours: int, *, is_noticed: bool) -> None:
    """Silence the source for `hours`; noticed = rows are missing, unnoticed = rows say zero."""
    topic.originals[hour : hour + hours] = 0
    if is_noticed:
        topic.heard[hour : hour + hours] = False


def plant_late_flood(topic: Topic, hour: int, hours: int) -> None:
    """Hold back all items for `hours` and deliver them in the hour after, by first-seen time."""
    held = topic.originals[hour : hour + hours].sum()
    plant_outage(topic, hour, hours, is_noticed=True)
    topic.originals[hour + hours] += held


def plant_copy_storm(random: np.random.Generator, topic: Topic, hour: int, *, copies: int = 60) -> None:
    """Add many reprints of one release: copies, no originals."""
    at = hour + np.floor(random.exponential(2.5, copies)).astype(int)
    np.add.at(topic.copies, at[at < len(topic.copies)], 1)


def plant_zone_flip(topic: Topic, hour: int, shift: int = -7) -> None:
    """From `hour` on, stamp every item `shift` hours off, as a feed does that calls UTC local time."""
    topic.originals[hour:] = np.roll(topic.originals[hour:], shift)


def hours_of(topic: Topic) -> list[datetime]:
    """Return the hour of each value of the topic."""
    return [START + timedelta(hours=hour) for hour in range(len(topic.originals))]
