"""The shipped law: every row of the law file is there, dated and sourced; what is unknown has no figure."""

from datetime import date

import pytest

from dongthuan.law.checking import faults_of, overlaps
from dongthuan.law.model import AGENCY_KINDS, Cap, Direction, Unit, Verified
from dongthuan.law.packs import (
    FOLDER,
    NoSuchRow,
    row_in_force,
    shipped_ceilings,
    shipped_law,
    shipped_parameters,
    shipped_provisions,
)

NOT_IN_LAW = {"P05", "P06", "P07", "P14", "P16", "A15"}
UNKNOWN = {"P20", "A17", "C01", "C02"}
INSTRUMENTS = [
    "Nghị định 244/2026/NĐ-CP",
    "Nghị định 237/2026/NĐ-CP",
    "Nghị định 09/2017/NĐ-CP",
    "Luật Báo chí 103/2016/QH13",
    "Luật Tiếp cận thông tin 104/2016/QH13",
    "Nghị định 13/2018/NĐ-CP",
    "Luật Tiếp cận thông tin (sửa đổi) thông qua ngày 24/4/2026",
    "Nghị định 30/2020/NĐ-CP",
    "Nghị định 32/2019/NĐ-CP",
    "Thông tư 56/2023/TT-BTC",
]
ON = date(2026, 11, 26)


def test_every_row_of_the_law_file_is_there(rules):
    families = {rule.alias.partition(".")[0] for rule in rules if rule.alias}
    assert families == {f"P{n:02d}" for n in range(1, 26)} | {f"A{n:02d}" for n in range(1, 18)} | {
        "C01",
        "C02",
    }


def test_every_instrument_is_there():
    law = shipped_law()
    named = {
        row.instrument for rows in (law.rules, law.ceilings, law.parameters, law.provisions) for row in rows
    }
    assert set(INSTRUMENTS) <= named


def test_every_rule_is_usable_and_stands_alone(rules):
    assert [(rule.alias, faults_of(rule)) for rule in rules if faults_of(rule)] == []
    assert overlaps(rules) == []


def test_what_has_no_figure_is_marked(rules):
    bare = [rule for rule in rules if rule.amount is None and rule.unit not in (Unit.IMMEDIATE, Unit.DATE)]
    assert {rule.alias for rule in bare} == NOT_IN_LAW | UNKNOWN
    assert {rule.alias for rule in bare if rule.verified is Verified.NO} == UNKNOWN
    assert all(rule.note for rule in bare)


def test_the_new_access_law_is_open_for_each_channel_and_case(rules):
    cases = {(rule.channel, rule.complexity) for rule in rules if rule.alias == "A17"}
    assert cases == {(c, x) for c in ("office", "network", "post") for x in ("simple", "complex")}


@pytest.mark.parametrize(
    ("alias", "amount", "unit", "cap"),
    [
        ("A05", 10, Unit.WORKING_DAYS, Cap(10, Unit.WORKING_DAYS)),
        ("A08", 15, Unit.WORKING_DAYS, Cap(15, Unit.DAYS)),
        ("A11", 15, Unit.WORKING_DAYS, Cap(15, Unit.DAYS)),
        ("A16", 10, Unit.DAYS, None),
        ("P02", 24, Unit.HOURS, None),
        ("P12", 30, Unit.DAYS, None),
        ("P13", 5, Unit.WORKING_DAYS, None),
        ("P23", 12, Unit.HOURS, None),
        ("P25", 30, Unit.DAYS, None),
    ],
)
def test_figures(rules, alias, amount, unit, cap):
    [rule] = [rule for rule in rules if rule.alias == alias]
    assert (rule.amount, rule.unit, rule.extension) == (amount, unit, cap)


def test_only_caps_of_the_access_law(rules):
    assert {rule.alias for rule in rules if rule.extension} == {"A05", "A08", "A11"}


def test_notice_of_a_conference_is_counted_back_for_those_who_owe_it(rules):
    notices = [rule for rule in rules if rule.alias == "P21"]
    assert all(rule.direction is Direction.BEFORE for rule in notices)
    assert {rule.agency_kind for rule in notices} == set(AGENCY_KINDS) - {"ministry", "province"}


@pytest.mark.parametrize(
    ("alias", "valid_from", "valid_to"),
    [
        ("P02", date(2026, 7, 1), None),
        ("P12", date(2026, 7, 1), None),
        ("P24", date(2017, 3, 30), date(2026, 7, 1)),
        ("P25", date(2017, 1, 1), date(2026, 7, 1)),
        ("A08", date(2018, 7, 1), date(2026, 9, 1)),
        ("A16", date(2026, 9, 1), None),
    ],
)
def test_the_dates_of_old_and_new_law_meet(rules, alias, valid_from, valid_to):
    [rule] = [rule for rule in rules if rule.alias == alias]
    assert (rule.valid_from, rule.valid_to) == (valid_from, valid_to)


def test_money():
    assert row_in_force(shipped_parameters(), "salary.base", on=ON).value == 2_530_000
    share = row_in_force(shipped_parameters(), "royalty.unit", on=ON)
    assert (share.value, share.measure) == (10, "percent")
    assert row_in_force(shipped_ceilings(), "cost.skit", on=ON).amount_vnd == 7_500_000
    assert row_in_force(shipped_ceilings(), "cost.data.processed", on=ON).amount_vnd == 75_000
    assert len({row.key for row in shipped_ceilings()}) == len(shipped_ceilings()) == 21


def test_margins_are_spans():
    left = row_in_force(shipped_parameters(), "layout.margin.left", on=ON)
    assert (left.value, left.upper, left.measure, left.verified) == (30, 35, "mm", Verified.V1)
    assert row_in_force(shipped_parameters(), "layout.size.body", on=ON).verified is Verified.V2


def test_provisions_change_with_the_law():
    old = row_in_force(shipped_provisions(), "press.refusal", on=date(2026, 6, 30))
    new = row_in_force(shipped_provisions(), "press.refusal", on=date(2026, 7, 1))
    assert "103/2016/QH13" in old.text
    assert "126/2025/QH15" in new.text


def test_a_row_outside_its_dates_is_refused():
    with pytest.raises(NoSuchRow):
        row_in_force(shipped_parameters(), "salary.base", on=date(2026, 6, 30))


def test_files_are_named_plainly():
    assert all(path.stem.isascii() for path in FOLDER.iterdir())
