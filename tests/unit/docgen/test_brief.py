"""Figures of the brief by hand, and what its fingerprint covers."""

from dataclasses import replace
from datetime import date

import pytest

from dongthuan.docgen.brief import Polarity, fingerprint
from dongthuan.docgen.brief_wording import figure_rows, opening

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


@pytest.mark.parametrize("given", [{"number": "12"}, {"is_draft": False}], ids=str)
def test_what_comes_after_approval_leaves_the_fingerprint(full_brief, given):
    assert fingerprint(replace(full_brief, **given)) == fingerprint(full_brief)


def test_day_of_signing_leaves_the_fingerprint(full_brief):
    signed = replace(full_brief, letterhead=replace(full_brief.letterhead, signed_on=date(2026, 2, 6)))
    assert fingerprint(signed) == fingerprint(full_brief)


def test_any_change_of_the_text_changes_the_fingerprint(full_brief):
    group = full_brief.groups[0]
    other = replace(group, items=(replace(group.items[0], summary="Khác."),))
    assert fingerprint(replace(full_brief, groups=(other, *full_brief.groups[1:]))) != fingerprint(full_brief)
