"""The labelled set is what its README says: large, balanced, invented, each item once."""

import gzip
import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from dongthuan.analysis.text import fold
from dongthuan.analysis.understanding_examples import labelled_examples

REAL_NEWS = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "news"


def test_it_is_large_and_balanced():
    counts = Counter(example.polarity for example in labelled_examples())
    assert len(labelled_examples()) >= 2_000
    assert min(counts[label] for label in ("negative", "neutral", "positive")) >= 430
    assert counts[None] >= 450
    polarities = [counts[label] for label in ("negative", "neutral", "positive")]
    assert min(polarities) > 0.7 * max(polarities)


def test_it_speaks_of_the_fields_of_government_and_of_science_most():
    fields = Counter(example.field for example in labelled_examples() if example.is_relevant)
    assert fields["khoa học"] >= 150
    for field in ("y tế", "giáo dục", "giao thông", "đất đai", "môi trường", "nông nghiệp", "tư pháp"):
        assert fields[field] >= 35, field
    for field in ("thuế", "lao động", "chuyển đổi số", "hành chính", "thiên tai"):
        assert fields[field] >= 20, field


def test_each_item_stands_once_and_is_clean():
    examples = labelled_examples()
    assert len({fold(example.title) for example in examples}) == len(examples)
    for example in examples:
        assert unicodedata.is_normalized("NFC", example.title + example.lead)
        assert example.title == example.title.strip() != ""
        assert example.polarity in {None, "negative", "neutral", "positive"}


def test_no_title_is_that_of_a_newspaper():
    files = sorted(REAL_NEWS.glob("headlines-*.jsonl.gz"))
    if not files:
        pytest.skip("no real news on this machine to compare with")
    own = {fold(example.title) for example in labelled_examples()}
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            assert own.isdisjoint(fold(json.loads(line)["title"]) for line in lines)
