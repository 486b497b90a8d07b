import random

import pytest

from dongthuan.analysis.copies import CopyIndex

WORDS = [
    "tỉnh",
    "huyện",
    "dự",
    "án",
    "đường",
    "cầu",
    "trường",
    "học",
    "bệnh",
    "viện",
    "ngân",
    "sách",
    "nông",
    "dân",
    "rừng",
    "biển",
    "sông",
    "công",
    "nghệ",
    "vệ",
    "tinh",
]
HOUR = 3600.0


def article(seed: int, length: int = 60) -> list[str]:
    rng = random.Random(seed)
    return [rng.choice(WORDS) + str(rng.randrange(60)) for _ in range(length)]


def reworked(words: list[str], kind: str) -> str:
    rng = random.Random(7)
    if kind == "dropped":
        words = [word for word in words if rng.random() > 0.05]
    elif kind == "replaced":
        words = [word if rng.random() > 0.12 else "khác" for word in words]
    elif kind == "cut":
        words = words[: int(len(words) * 0.6)]
    elif kind == "headline":
        words = ["Một", "tít", "mới", *words[5:]]
    return " ".join(words)


@pytest.mark.parametrize("length", [60, 500], ids=["lead", "article"])
@pytest.mark.parametrize("kind", ["same", "dropped", "replaced", "cut", "headline"])
def test_a_reprint_is_found_among_others(kind, length):
    index = CopyIndex()
    index.seed((key, " ".join(article(key, length)), 0.0) for key in range(200))
    match = index.add("new", reworked(article(42, length), kind), HOUR)
    assert match is not None
    assert match.key == 42


def test_other_texts_are_originals():
    index = CopyIndex()
    assert [index.add(key, " ".join(article(key)), 0.0) for key in range(300)] == [None] * 300


def test_a_copy_of_a_copy_points_to_the_original():
    index = CopyIndex()
    text = " ".join(article(1))
    assert index.add(1, text, 0) is None
    assert index.add(2, text, HOUR).key == 1
    assert index.add(3, text, 2 * HOUR).key == 1


def test_the_same_item_twice_is_no_copy_of_itself():
    index = CopyIndex()
    text = " ".join(article(1))
    assert index.add(1, text, 0) is None
    assert index.add(1, text, 0) is None


def test_outside_the_window_it_is_new_and_the_old_is_forgotten():
    index = CopyIndex(window_hours=24)
    text = " ".join(article(1))
    index.add(1, text, 0)
    assert index.add(2, text, 30 * HOUR) is None
    assert 1 not in index


def test_memory_is_bounded():
    index = CopyIndex(capacity=50)
    for key in range(300):
        index.add(key, " ".join(article(key)), float(key))
    assert len(index) <= 50


@pytest.mark.parametrize("text", ["", "Tin vắn", "😀" * 100, "<p></p>"])
def test_texts_too_short_to_tell_are_never_copies(text):
    index = CopyIndex()
    assert index.add(1, text, 0) is None
    assert index.add(2, text, 0) is None


def test_spelling_of_marks_does_not_hide_a_copy():
    index = CopyIndex()
    index.add(1, "Thuỷ điện Hoà Bình xả lũ trong đêm nay theo lệnh", 0)
    assert index.add(2, "Thủy điện Hòa Bình xả lũ trong đêm nay theo lệnh", 0).key == 1
