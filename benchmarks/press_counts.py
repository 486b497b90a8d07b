"""Hourly and daily counts from a file of headlines, by source and category or by phrase; keeps no text."""

import gzip
import itertools
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from dongthuan.analysis.forecasting.accuracy import FloatArray
from dongthuan.analysis.text import tokens

TIME_IN_URL = re.compile(r"(?:185|-20)(\d{12})\d*\.htm")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def read_headlines(path: Path) -> Iterator[tuple[datetime, str, list[str]]]:
    """Yield the wall-clock time, the source with its category, and the title's words of each headline."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            item = json.loads(line)
            at = datetime.fromisoformat(item["published"]).replace(tzinfo=None)
            written = time_of(item["url"])
            if written is not None and abs(written - at) < DAY:
                at = written
            yield at, f"{item['source']} · {item['category']}", tokens(item["title"])


def time_of(url: str) -> datetime | None:
    """Return the time two of the papers write into their addresses; None where there is none."""
    found = TIME_IN_URL.search(url)
    try:
        return datetime.strptime(found[1], "%y%m%d%H%M%S") if found else None  # noqa: DTZ007  wall clock
    except ValueError:
        return None


def series_of(path: Path, *, phrases: int = 300) -> tuple[datetime, dict[str, FloatArray]]:
    """Return the first midnight and three tables of counts, shape (series, slots).

    "sources hourly" and "sources daily": each source and category with at least 200 items. "phrases daily"
    and "phrases hourly": pairs of syllables, spread from the most to the less frequent.
    """
    stamps: dict[str, list[datetime]] = defaultdict(list)
    pairs: Counter[str] = Counter()
    kept = list(read_headlines(path))
    for at, source, words in kept:
        stamps[source].append(at)
        pairs.update(set(zip_pairs(words)))
    ranked = [pair for pair, count in pairs.most_common(4000) if count >= 60]
    wanted = set(ranked[:: max(1, len(ranked) // phrases)])
    phrase_stamps: dict[str, list[datetime]] = defaultdict(list)
    for at, _, words in kept:
        for pair in wanted.intersection(zip_pairs(words)):
            phrase_stamps[pair].append(at)
    start = datetime.combine(min(at for at, *_ in kept).date() + DAY, datetime.min.time())
    end = datetime.combine(max(at for at, *_ in kept).date(), datetime.min.time())
    sources = {name: found for name, found in stamps.items() if len(found) >= 200}
    return start, {
        "sources hourly": table(sources, start, end, HOUR),
        "sources daily": table(sources, start, end, DAY),
        "phrases hourly": table(phrase_stamps, start, end, HOUR),
        "phrases daily": table(phrase_stamps, start, end, DAY),
    }


def zip_pairs(words: list[str]) -> list[str]:
    """Return each two words that follow one another."""
    return [f"{a} {b}" for a, b in itertools.pairwise(words)]


def table(stamps: dict[str, list[datetime]], start: datetime, end: datetime, step: timedelta) -> FloatArray:
    """Return counts per slot from `start` to `end`, one row a name."""
    counts = np.zeros((len(stamps), (end - start) // step))
    for row, name in enumerate(sorted(stamps)):
        slots = np.array([(at - start) // step for at in stamps[name] if start <= at < end], int)
        np.add.at(counts[row], slots, 1)
    return counts
