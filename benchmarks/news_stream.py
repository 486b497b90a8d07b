"""A made-up year of news: bursts, hours of the week, Tết, reprints, and events planted where they are known.

Plain numpy, seeded, no file is read; a million items in some seconds. Used to fill a database.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from benchmarks.simulator import DAYS, HOURS, TET_SHARE

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
NEGATIVE, NEUTRAL, POSITIVE, UNCLEAR = range(4)
MOODS = ("negative", "neutral", "positive", "unclear")
OFFSPRING = 0.45  # items that an item draws after it, on average: the branching of a Hawkes process
DECAY_HOURS = 5.0
REPRINTS = 0.3  # the share of later items that copy an earlier one
GENERATIONS = 12
STORIES_PER_ITEM = 0.4
LATE_HOURS = 200 * 24
LARGEST = 400.0
COMMON = "việt nam thủ tục hành chính nghiên cứu vệ tinh khoa học bộ tỉnh công nghệ người dân chậm tiến độ"
ONSETS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x"
RHYMES = "a á à ả ạ an ang anh ao ay âm ân ât ăn em ên êu i inh in o ô ông ơi ơn u ung ưa ương iên uyên oan"


@dataclass(frozen=True, slots=True)
class Planted:
    """What was put in: its kind, the hour it begins at, the topic, and how many stories or items."""

    kind: str  # "negative flash" | "copy storm" | "slow turn" | "outage" | "old items as new"
    hour: int
    topic: int
    size: int


@dataclass(frozen=True, slots=True)
class News:
    """Items in the order in which they were seen; times in hours from the beginning.

    story: its number, one for every item. copy_of: the place of the original, -1 = none. topic: -1 = none.
    """

    published: FloatArray
    seen: FloatArray
    story: IntArray
    copy_of: IntArray
    source: IntArray
    topic: IntArray
    mood: IntArray
    planted: list[Planted]


def made_up_news(count: int, *, days: int = 365, topics: int = 30, sources: int = 200, seed: int = 1) -> News:
    """Return about `count` items of `days` days; a week of Tết lies a quarter into them."""
    random = np.random.default_rng(seed)
    planted = _plans(random, days * 24, topics)
    born, topic, mood, extra = _stories(random, count, days, topics, planted)
    published, story, parent = _grown(random, born, extra)
    is_old = np.isin(story, np.flatnonzero(extra < 0))
    seen = published + random.exponential(0.2, len(published))
    published = published - np.where(is_old, LATE_HOURS, 0)
    order = np.argsort(seen, kind="stable")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    copied = (parent >= 0) & (random.random(len(parent)) < np.where(extra[story] > 50, 0.9, REPRINTS))
    original = np.where(copied, _roots(parent, copied), -1)
    source = random.choice(sources, len(order), p=_zipf(sources))
    moods = np.where(random.random(len(story)) < 0.8, mood[story], random.integers(0, 4, len(story)))
    moods = np.where(original >= 0, moods[original], moods)
    keep = order[_heard(source[order], seen[order], planted)]
    news = News(published[keep], seen[keep], story[keep], original[keep], source[keep], topic[story[keep]],
                moods[keep], planted)  # fmt: skip
    return _renumbered(news, keep, len(order))


def _plans(random: np.random.Generator, hours: int, topics: int) -> list[Planted]:
    kinds = {"negative flash": 40, "copy storm": 120, "slow turn": 25, "outage": 3, "old items as new": 60}
    return [
        Planted(kind, int(random.integers(hours // 10, hours - 48)), int(random.integers(topics)), size)
        for kind, size in kinds.items()
        for _ in range(6)
    ]


def _zipf(count: int) -> FloatArray:
    weights = 1 / np.arange(1, count + 1) ** 0.8
    return np.asarray(weights / weights.sum())


def _stories(
    random: np.random.Generator, count: int, days: int, topics: int, planted: list[Planted]
) -> tuple[FloatArray, IntArray, IntArray, FloatArray]:
    """Return each story's birth, topic, mood and how many items it draws besides the usual."""
    hours = np.arange(days * 24)
    rate = HOURS[hours % 24] * DAYS[hours // 24 % 7]
    rate[days // 4 * 24 : (days // 4 + 7) * 24] *= TET_SHARE
    stories = int(count * STORIES_PER_ITEM)
    born = random.choice(hours, stories, p=rate / rate.sum()) + random.random(stories)
    topic = np.where(random.random(stories) < 0.6, random.choice(topics, stories, p=_zipf(topics)), -1)
    mood = random.choice(4, stories, p=(0.16, 0.55, 0.2, 0.09))
    extra = np.where(random.random(stories) < 0.02, np.minimum(random.pareto(1.3, stories) * 8, LARGEST), 0)
    for plan in planted:
        at = {"slow turn": 240.0, "old items as new": 1.0}.get(plan.kind, 6.0)
        number = {"copy storm": 1, "outage": 0}.get(plan.kind, plan.size // 3)
        born = np.append(born, plan.hour + random.random(number) * at)
        topic, mood = np.append(topic, [plan.topic] * number), np.append(mood, [NEGATIVE] * number)
        drawn = {"copy storm": float(plan.size), "old items as new": -1.0}.get(plan.kind, 2.0)
        extra = np.append(extra, [drawn] * number)
    return born, topic.astype(np.int64), mood.astype(np.int64), extra


def _grown(
    random: np.random.Generator, born: FloatArray, extra: FloatArray
) -> tuple[FloatArray, IntArray, IntArray]:
    """Let stories draw items, generation by generation; return times, stories, parents (-1 = the first)."""
    times, story = [born], [np.arange(len(born))]
    parent = [np.full(len(born), -1)]
    drawn = random.poisson(OFFSPRING + np.maximum(extra, 0))
    ends = 0
    for _ in range(GENERATIONS):
        begin, ends = ends, ends + len(times[-1])
        who = np.repeat(np.arange(len(times[-1])), drawn)
        if not len(who):
            break
        times.append(times[-1][who] + random.exponential(DECAY_HOURS, len(who)))
        parent.append(begin + who)
        story.append(story[-1][who])
        drawn = random.poisson(OFFSPRING, len(who))
    return np.concatenate(times), np.concatenate(story), np.concatenate(parent)


def _roots(parent: IntArray, copied: NDArray[np.bool_]) -> IntArray:
    """Return for each item the original that it stands for: a copy of a copy copies the original."""
    root = np.arange(len(parent))
    for _ in range(GENERATIONS):
        root = np.where(copied[root], parent[root], root)
    return root


def _heard(source: IntArray, seen: FloatArray, planted: list[Planted]) -> NDArray[np.bool_]:
    """Say which items were heard: in an outage of twelve hours the largest sources say nothing."""
    heard = np.ones(len(source), bool)
    for plan in planted:
        if plan.kind == "outage":
            heard &= ~((source < plan.size) & (seen >= plan.hour) & (seen < plan.hour + 12))
    return heard


def _renumbered(news: News, keep: IntArray, count: int) -> News:
    """Let copies name their original's place in the new order; those whose original is gone stand alone."""
    place = np.full(count, -1)
    place[keep] = np.arange(len(keep))
    copy_of = np.where(news.copy_of >= 0, place[news.copy_of], -1)
    return News(news.published, news.seen, news.story, np.where(copy_of < np.arange(len(keep)), copy_of, -1),
                news.source, news.topic, news.mood, news.planted)  # fmt: skip


@dataclass(slots=True)
class Words:
    """Invented headlines over a vocabulary as uneven as that of a language; a story keeps its own words."""

    random: np.random.Generator
    vocabulary: list[str]
    size: int = 2_500

    def __post_init__(self) -> None:
        self.size = min(self.size, len(self.vocabulary))

    def lines(self, story: IntArray, *, length: int) -> list[str]:
        """Return a text of `length` words for each item, the first six of them its story's."""
        shares = _zipf(self.size)
        own = np.random.default_rng(7).choice(self.size, (int(story.max()) + 1, 6), p=shares)
        rest = self.random.choice(self.size, (len(story), length - 6), p=shares)
        words = np.array(self.vocabulary[: self.size], object)
        return [" ".join(row) for row in np.concatenate([words[own[story]], words[rest]], axis=1).tolist()]


def syllables() -> list[str]:
    """Return invented Vietnamese syllables with their marks, the commonest words of headlines first."""
    made = [onset + rhyme for rhyme in RHYMES.split() for onset in ONSETS.split()]
    return list(dict.fromkeys(COMMON.split() + made))


def spans(count: int, size: int) -> list[tuple[int, int]]:
    """Return [start, end) of the batches in which so many are written.

    >>> spans(5, 2)
    [(0, 2), (2, 4), (4, 5)]
    """
    return list(pairwise([*range(0, count, size), count]))
