"""The criteria, acts and targets of Decision 407 as data: dated, sourced, and the unknown left open."""

from datetime import date

from dongthuan.law.communication import acts_on, counted_keys, criteria, target_on
from dongthuan.law.model import Verified

NOW = date(2026, 11, 26)
STAGES = ("proposal", "drafting", "consulting", "appraisal", "submission", "adoption", "enforcement")


def test_three_criteria_are_known_and_the_fourth_is_open():
    found = criteria()
    assert [bool(row.text) for row in found] == [True, True, True, False]
    assert [row.verified for row in found] == [Verified.V2] * 3 + [Verified.NO]
    assert all(row.instrument and row.source for row in found)


def test_the_target_changes_with_the_year():
    days = (date(2022, 3, 29), date(2022, 3, 30), date(2022, 12, 31), date(2023, 1, 1), NOW)
    assert [target and target.percent for target in map(target_on, days)] == [None, 70, 70, 100, 100]


def test_every_stage_before_adoption_asks_for_something_and_each_key_once():
    for stage in STAGES:
        rows = acts_on(NOW, stage)
        assert rows, stage
        assert all(row.title and row.instrument and row.source for row in rows)
        assert len({row.key for row in rows}) == len(rows)
    assert all(stage in STAGES[:6] for stage, _key in counted_keys())


def test_the_day_of_entering_the_stage_chooses_the_law():
    before, after = acts_on(date(2026, 8, 31), "adoption"), acts_on(date(2026, 9, 1), "adoption")
    assert [row.verified for row in before] == [Verified.V1]
    assert [row.verified for row in after] == [Verified.NO]
