"""A pack with a fault is refused whole, and the fault is named by file, row and field."""

from datetime import date

import pytest

from dongthuan.law.checking import faults_of, overlaps
from dongthuan.law.model import Cap, Direction, Roll, Unit
from dongthuan.law.pack_file import PackFault
from dongthuan.law.packs import read_packs

HEAD = """
instrument: "Luật A"
source: "Công báo"
valid_from: 2026-01-01
verified: V1
"""
ROW = """
  - key: test.answer
    alias: T01
    title: "Trả lời"
    amount: 10
    unit: days
    roll: none
    start_event: "Nhận được"
    article: "Điều 1"
"""
GOOD = f"{HEAD}rules:{ROW}"


def faults(text: str) -> list[str]:
    with pytest.raises(PackFault) as told:
        read_packs([("a.yaml", text)])
    assert str(told.value) == "\n".join(told.value.faults)
    return told.value.faults


def test_a_good_pack_is_read():
    [rule] = read_packs([("a.yaml", GOOD)]).rules
    assert (rule.alias, rule.instrument, rule.valid_from) == ("T01", "Luật A", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("amount: 10", "amount: mười", "a.yaml: T01: amount: must be a whole number"),
        ("amount: 10", "amount: true", "a.yaml: T01: amount: must be a whole number"),
        ("amount: 10", "amount: 1.5", "a.yaml: T01: amount: must be a whole number"),
        ("amount: 10", "amount: 0", "a.yaml: T01: amount: out-of-range"),
        ("amount: 10", "amount: 10001", "a.yaml: T01: amount: out-of-range"),
        ("unit: days", "unit: weeks", "a.yaml: T01: unit: 'weeks' is none of hours, working_days, days"),
        ("unit: days", "unit: immediate", "a.yaml: T01: unit: unit-without-amount"),
        ("unit: days", "unit: null", "a.yaml: T01: unit: amount-without-unit"),
        ("unit: days", "unit: [days]", "a.yaml: T01: unit: ['days'] is none of"),
        ("roll: none", "", "a.yaml: T01: roll: is missing"),
        ("key: test.answer", "key: Test", "a.yaml: T01: key: not-a-key"),
        ("key: test.answer", "key: test", "a.yaml: T01: key: not-a-key"),
        ("alias: T01", "alias: tám", "a.yaml: tám: alias: not-an-alias"),
        ('title: "Trả lời"', "title: ''", "a.yaml: T01: title: must be a text"),
        ('title: "Trả lời"', 'title: "Tra\u0309 lời"', "a.yaml: T01: title: is not composed (NFC)"),
        ('article: "Điều 1"', "article: 5", "a.yaml: T01: article: must be a text"),
        ('article: "Điều 1"', "artikel: x", "a.yaml: T01: artikel: is no field of rules"),
        ("roll: none", "roll: none\n    channel: fax", "a.yaml: T01: channel: no-such-condition"),
        ("roll: none", "roll: none\n    extension: 5", "a.yaml: T01: extension: must have amount and unit"),
        (
            "roll: none",
            "roll: none\n    extension: {amount: 5, unit: x}",
            "a.yaml: T01: extension: unit: 'x' is none of",
        ),
        ("roll: none", "roll: none\n    roll: none", "field 'roll' twice"),
        ("roll: none", "roll: none\n    valid_to: 2026-01-01", "a.yaml: T01: valid_to: ends-before-start"),
        ("roll: none", "roll: none\n    verified_by: A", "a.yaml: T01: verified_on: verified-by-and-on"),
        ("roll: none", "roll: none\n    month: 2", "a.yaml: T01: month: day-of-year"),
        ("valid_from: 2026-01-01", "valid_from: mai", "a.yaml: T01: valid_from: must be a day"),
        (
            "valid_from: 2026-01-01",
            "valid_from: 2026-01-01 10:00:00",
            "a.yaml: T01: valid_from: must be a day",
        ),
        ("verified: V1", "verified: no", "a.yaml: T01: verified: False is none of"),
        ("verified: V1", "verifed: V1", "a.yaml: verifed: is no field of a pack"),
        ('"Luật A"', '"Luật A', "a.yaml: "),
    ],
)
def test_a_fault_is_named(old, new, fault):
    assert any(found.startswith(fault) or fault in found for found in faults(GOOD.replace(old, new, 1)))


@pytest.mark.parametrize("text", ["", "[]", "x", "!!python/object/apply:os.system [x]", "a: &a [*a]", "\0"])
def test_what_is_no_pack_is_refused(text):
    assert faults(text)[0].startswith("a.yaml: ")


@pytest.mark.parametrize("rows", ["x", "[x]", "{a: b}", "5"])
def test_rows_that_are_no_rows_are_refused(rows):
    assert faults(f"{HEAD}rules: {rows}\n") == ["a.yaml: rules: must be a list of rows"]


def test_all_faults_are_told_at_once():
    text = GOOD.replace("amount: 10", "amount: x").replace("roll: none", "roll: x")
    assert len(faults(text)) >= 2


def test_two_rules_at_once_are_refused():
    twin = ROW.replace("T01", "T02")
    assert "T01: key: test.answer holds together with T02" in faults(f"{HEAD}rules:{ROW}{twin}")[0]
    apart = f"{HEAD}rules:{ROW}{twin}    channel: post\n"
    assert len(read_packs([("a.yaml", apart)]).rules) == 2


def test_other_rows_are_read_strictly():
    ceiling = "ceilings:\n  - {key: cost.x, title: x, amount_vnd: 0, per: x, article: x}\n"
    assert faults(HEAD + ceiling) == ["a.yaml: cost.x: amount_vnd: must be above 0"]
    parameter = "parameters:\n  - {key: p.x, title: x, value: 5, upper: 5, measure: ell, article: x}\n"
    assert [found.split(": ")[2] for found in faults(HEAD + parameter)] == ["upper", "measure"]
    provision = "provisions:\n  - {key: p.x, title: x, article: x}\n"
    assert faults(HEAD + provision) == ["a.yaml: p.x: text: is missing"]


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"unit": Unit.MONTHS, "direction": Direction.BEFORE}, "direction", "cannot-count-back"),
        ({"direction": Direction.BEFORE, "roll": Roll.NEXT_WORKING_DAY}, "roll", "no-roll-back"),
        ({"direction": Direction.BEFORE, "extension": Cap(1, Unit.DAYS)}, "extension", "not-extensible"),
        ({"extension": Cap(1, Unit.IMMEDIATE)}, "extension", "not-extensible"),
        ({"extension": Cap(0, Unit.DAYS)}, "extension", "out-of-range"),
        ({"amount": None, "unit": Unit.DATE}, "month", "day-of-year"),
        ({"amount": None, "unit": Unit.DATE, "month": 2, "day": 30}, "day", "no-such-day"),
        ({"amount": None, "unit": Unit.DATE, "month": 13, "day": 1}, "day", "no-such-day"),
        ({"title": " "}, "title", "empty"),
        ({"note": "x" * 1001}, "note", "too-long"),
        ({"source": "e\u0301"}, "source", "not-composed"),
        ({"verified_on": date(2026, 1, 1)}, "verified_on", "verified-by-and-on"),
    ],
)
def test_what_an_officer_enters_is_checked_alike(rule, fields, field, code):
    assert (field, code) in [(fault.field, fault.code) for fault in faults_of(rule(**fields))]


def test_a_rule_without_a_figure_is_no_fault(rule):
    assert faults_of(rule(amount=None, unit=None)) == []
    assert faults_of(rule(amount=None, unit=Unit.DAYS)) == []
    assert faults_of(rule(amount=None, unit=Unit.DATE, month=2, day=29)) == []


def test_rules_that_meet_do_not_overlap(rule):
    old = rule(valid_to=date(2026, 9, 1))
    assert overlaps([rule(valid_from=date(2026, 9, 1)), old]) == []
    assert len(overlaps([rule(valid_from=date(2026, 8, 31)), old])) == 1
