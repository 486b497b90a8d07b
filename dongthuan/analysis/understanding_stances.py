"""Measures favourable and unfavourable on invented topics with items that nothing learns from."""

import json
from importlib import resources
from typing import Final, cast

from dongthuan.analysis.encoder import Encoder
from dongthuan.analysis.topics import Stance, TopicMatcher, TopicSpec
from dongthuan.analysis.understanding import ItemText, Reader
from dongthuan.analysis.understanding_quality import f1_by_label

STANCES: Final = ("favourable", "neutral", "unfavourable")


def measure_stances(encoder: Encoder, reader: Reader) -> dict[str, float]:
    """Return the F1 of each stance, their mean, and the share answered (data/understanding/stances.jsonl)."""
    place = resources.files("dongthuan.analysis") / "data" / "understanding" / "stances.jsonl"
    truth: list[str] = []
    said: list[Stance] = []
    for line in place.read_text(encoding="utf-8").splitlines():
        topic = json.loads(line)
        titles, labels = zip(*topic["items"], strict=True)
        good, bad = tuple(topic["favourable"]), tuple(topic["unfavourable"])
        matcher = TopicMatcher([TopicSpec(0, ("",), (), good, bad)], encoder)
        read = reader.understand([ItemText(title) for title in titles])
        truth += labels
        said += [matcher.stance(0, one.vector, one.polarity_scores) for one in read]
    scores = f1_by_label(truth, cast("list[str]", said), STANCES)
    answered = sum(stance != "unclear" for stance in said) / len(said)
    return {"mean": sum(scores.values()) / len(scores), **scores, "answered": answered}
