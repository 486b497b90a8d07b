"""How well stories are told apart: invented headlines with labels, alone or within a stream."""

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dongthuan.analysis.encoder import load_encoder
from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.stories import StoryClusterer
from dongthuan.config.paths import model_folder

LABELLED = Path(__file__).parent / "data" / "stories.jsonl"
BEGIN = datetime.fromisoformat("2026-03-02T00:00:00+07:00")
SPAN = 216.0


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline, its hour from BEGIN, its set and story; "" for those of the stream."""

    title: str
    hour: float
    set: str = ""
    story: str = ""


@dataclass(frozen=True, slots=True)
class Quality:
    """B-cubed F1, and precision and recall over pairs."""

    bcubed: float
    precision: float
    recall: float


def load_labelled(stream: Path | None, *, most: int) -> list[Headline]:
    """Return the labelled headlines in the order of time, with at most `most` of a stream among them."""
    rows = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    told = [Headline(row["title"], row["hour"], row["set"], row["story"]) for row in rows]
    around = _stream(stream, most) if stream else []
    return sorted([*told, *around], key=lambda one: one.hour)


def _stream(path: Path, most: int) -> list[Headline]:
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            at = datetime.fromisoformat(row["published"])
            hour = (at - BEGIN).total_seconds() / 3600 if at.tzinfo else -1000.0
            if -72 <= hour <= SPAN:
                found.append(Headline(row["title"], hour))
    return found[:: max(1, len(found) // most)]


def quality(stories: Sequence[str], found: Sequence[int]) -> Quality:
    """Compare found stories with the true ones."""
    count = len(stories)
    true, made = Counter(stories), Counter(found)
    both = Counter(zip(stories, found, strict=True))
    precision = sum(n * n / made[key] for (_story, key), n in both.items()) / count
    recall = sum(n * n / true[story] for (story, _key), n in both.items()) / count
    agreed = _pairs(both)
    return Quality(
        2 * precision * recall / (precision + recall),
        agreed / max(_pairs(made), 1),
        agreed / max(_pairs(true), 1),
    )


def _pairs(counts: Counter[str] | Counter[int] | Counter[tuple[str, int]]) -> float:
    return sum(n * (n - 1) / 2 for n in counts.values())


def measure(headlines: Sequence[Headline], *, fast: bool) -> None:
    """Group the headlines one by one, and print how well by set."""
    encoder = NgramEncoder() if fast else load_encoder(model_folder())
    clusterer = StoryClusterer(dimension=encoder.dimension)
    keys = [clusterer.add(one.title, encoder.embed([one.title])[0], one.hour).story for one in headlines]
    told = [(one, key) for one, key in zip(headlines, keys, strict=True) if one.story]
    for name in [*dict.fromkeys(one.set for one, _key in told), ""]:
        chosen = [(one.story, key) for one, key in told if name in ("", one.set)]
        found = quality([story for story, _key in chosen], [key for _story, key in chosen])
        print(
            f"{name or 'all':<10} {len(chosen):4} headlines  B-cubed F1 {found.bcubed:.3f}"
            f"  pairs: precision {found.precision:.2f}, recall {found.recall:.2f}"
        )
    own = {key for _one, key in told}
    strange = sum(not one.story and key in own for one, key in zip(headlines, keys, strict=True))
    largest = [size for _key, size in Counter(keys).most_common(5)]
    print(f"of the stream {strange} headlines lie in labelled stories; largest stories {largest}")
