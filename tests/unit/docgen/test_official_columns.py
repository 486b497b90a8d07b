"""Columns of a table: words stay whole, given shares are kept where they can be."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dongthuan.docgen.metrics import longest_word_mm
from dongthuan.docgen.official_columns import PADDING_MM, column_widths

HEADER = ("TT", "Đơn vị", "Nộp báo cáo", "Ghi chú")


def rows(count: int) -> list[tuple[str, ...]]:
    """Return numbered rows of units."""
    return [(str(number), "Viện Vật lý địa cầu", "ngày 02/3/2026", "") for number in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, 60, 1_200, 6_273])
def test_a_running_number_is_never_broken(count: int) -> None:
    widths = column_widths(HEADER, rows(count), given=(1, 6, 5, 5), size=12, of_mm=160)
    widest = max(longest_word_mm("TT", size=12, bold=True), longest_word_mm(str(count), size=12))
    assert widths[0] >= widest + PADDING_MM - 0.01
    assert sum(widths) == pytest.approx(160, abs=0.05)


def test_shares_that_have_room_are_kept() -> None:
    widths = column_widths(HEADER, rows(3), given=(2, 6, 4, 4), size=12, of_mm=160)
    assert widths == (20.0, 60.0, 40.0, 40.0)


@given(
    st.lists(st.floats(0.01, 1000), min_size=1, max_size=12),
    st.lists(st.text("abc ", max_size=40), min_size=12, max_size=12),
)
def test_any_shares_fill_the_page(shares: list[float], words: list[str]) -> None:
    header = tuple(words[: len(shares)])
    widths = column_widths(header, [header], given=shares, size=10, of_mm=247)
    assert sum(widths) == pytest.approx(247, abs=0.2)
    assert all(width > 0 for width in widths)


def test_without_shares_longer_cells_get_more() -> None:
    header = ("A", "B", "C")
    widths = column_widths(header, [("x " * 2, "x " * 20, "x " * 200)], given=(), size=12, of_mm=160)
    assert all(left < right for left, right in pairwise(widths))
