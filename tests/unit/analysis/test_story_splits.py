"""Stories that drifted into two: found where the halves are unlike, never where they name one place."""

import pytest

from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.story_splits import Member, likely_splits

FLOOD = [f"Sập nhịp cầu trong lũ, {word}" for word in ("tìm người mất tích", "lập cầu phao", "cấm đường")]
PETROL = [f"Giá xăng dầu giảm, {word}" for word in ("từ chiều nay", "mức thấp nhất năm", "doanh nghiệp lo")]


def members(titles: list[str]) -> list[Member]:
    vectors = NgramEncoder().embed(titles)
    return [Member(key, title, vectors[key], float(key)) for key, title in enumerate(titles)]


def test_the_later_of_two_unlike_halves_is_named() -> None:
    (found,) = likely_splits({7: members(FLOOD + PETROL), 8: members(FLOOD * 2)}, most=9)
    assert (found.story, found.leaving) == (7, (3, 4, 5))
    assert likely_splits({7: members(FLOOD + PETROL)}, most=9) == likely_splits(
        {7: members(FLOOD + PETROL)}, most=9
    )


@pytest.mark.parametrize(
    "titles",
    [[], ["x"], FLOOD + PETROL[:2], [""] * 8, ["\ufdfa" * 300] * 6, FLOOD * 4,
     [f"{title} ở Phú Thọ Mới" for title in FLOOD + PETROL]],
)  # fmt: skip
def test_what_is_small_odd_or_about_one_place_stays_one(titles: list[str]) -> None:
    assert likely_splits({1: members(titles)}, most=9) == []
