"""What a tile says about change, and the points of a small line."""

import pytest
from django.utils.translation import override

from dongthuan.apps.common.figures import Figure, change_of, spark_points


@pytest.mark.parametrize(
    ("value", "earlier", "wish", "words", "tone", "icon"),
    [
        (120, 100, "neither", "tăng 20% so với tháng trước", "", "arrow-up-right"),
        (80, 100, "more", "giảm 20% so với tháng trước", "bad", "arrow-down-right"),
        (80, 100, "less", "giảm 20% so với tháng trước", "good", "arrow-down-right"),
        (100, 100, "more", "không đổi so với tháng trước", "", "equal"),
        (7, 0, "less", "tăng từ 0 so với tháng trước", "bad", "arrow-up-right"),
        (1600, 100, "more", "tăng 1.500% so với tháng trước", "good", "arrow-up-right"),
        (None, 100, "more", "không có số liệu so với tháng trước", "", "minus"),
    ],
)
def test_change(value: float | None, earlier: float, wish: str, words: str, tone: str, icon: str) -> None:
    with override("vi"):
        change = change_of(value, earlier, words="so với tháng trước", wish=wish)  # type: ignore[arg-type]
    assert (change.words, change.tone, change.icon) == (words, tone, icon)


def test_a_figure_says_nothing_of_a_time_nobody_knows() -> None:
    with override("en"):
        changes = Figure("Items", 12, month_ago=None, year_ago=10).changes
    assert [change.words for change in changes] == ["up 20% against the same month last year"]
    assert Figure("Items", None, month_ago=3, year_ago=4).changes == []


def test_a_gap_breaks_the_small_line() -> None:
    assert spark_points([0, 10, None, 5, 5]) == ["0.0,23.0 25.0,1.0", "75.0,12.0 100.0,12.0"]
    assert spark_points([None, None]) == []
    assert spark_points([]) == []
    assert spark_points([4]) == ["0.0,23.0"]
