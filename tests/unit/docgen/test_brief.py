"""Figures of the brief by hand, and what its fingerprint covers."""

from dataclasses import replace
from datetime import datetime

import pytest

from dongthuan.docgen.brief import Polarity
from dongthuan.docgen.brief_wording import figure_rows, opening
from dongthuan.docgen.wording import first_sentences

EXPECTED = [
    ("Tiêu cực", "4", "9,5", "−0,7", "–"),
    ("Trung tính", "22", "52,4", "−2,3", "–"),
    ("Tích cực", "12", "28,6", "−6,5", "–"),
    ("Chưa rõ", "4", "9,5", "+9,5", "–"),
]


def test_figures_are_shares_against_the_month_before_and_the_year_before(full_brief):
    assert [row.cells for row in figure_rows(full_brief.figures)] == EXPECTED


def test_change_is_none_where_there_was_nothing_to_compare(full_brief, empty_brief):
    full, empty = full_brief.figures, empty_brief.figures
    assert full.change(Polarity.NEGATIVE, full.last_year) is None
    assert empty.change(Polarity.NEGATIVE, full.previous_month) is None


def test_the_unclear_are_left_out_where_there_are_none(full_brief):
    figures = replace(full_brief.figures, day=replace(full_brief.figures.day, unclear=0))
    assert [row.cells[0] for row in figure_rows(figures)] == ["Tiêu cực", "Trung tính", "Tích cực"]


def test_opening_says_how_many_labels_are_a_machines(full_brief):
    told = opening(full_brief)
    assert "42 tin, bài" in told
    assert "31 lượt đăng lại" in told
    assert "chọn 19 tin" in told
    assert "33 tin, bài do máy đánh giá; 9 tin, bài đã được người xác nhận" in told


def test_opening_names_the_hours_where_they_are_not_the_day(full_brief):
    hours = {"start_at": datetime(2026, 2, 4, 7, 0), "end_at": datetime(2026, 2, 5, 7, 0)}  # noqa: DTZ001
    told = opening(replace(full_brief, figures=replace(full_brief.figures, **hours)))
    assert told.startswith("Từ 07:00 ngày 04/02/2026 đến 07:00 ngày 05/02/2026 ghi nhận 42 tin, bài")


SENTENCES = [
    ("Viện mở cửa.", 100, "Viện mở cửa."),
    ("Kinh phí 1.500 tỷ đồng. Tiến độ chậm.", 25, "Kinh phí 1.500 tỷ đồng."),
    ("GS.TS. Minh Họa nói vậy, rồi thôi không nói gì thêm nữa cả", 30, "GS.TS. Minh Họa nói vậy, rồi…"),
]


@pytest.mark.parametrize(("text", "limit", "kept"), SENTENCES)
def test_a_summary_ends_with_a_sentence_where_one_fits(text, limit, kept):
    assert first_sentences(text, limit=limit) == kept
