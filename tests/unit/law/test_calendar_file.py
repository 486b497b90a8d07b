"""The shipped calendar file is read strictly: a fault is named by file, row and field."""

import pytest

from dongthuan.law.calendar_file import read_calendar_file
from dongthuan.law.pack_file import PackFault

GOOD = """
settled_through: 2026
swaps:
  - { day_off: 2026-01-02, day_worked: 2026-01-10, document: "Công văn 1", source: "báo" }
unconfirmed:
  - { month: 11, day: 24, from_year: 2026, ground: "Ngày Văn hóa", source: "báo" }
"""


def test_a_good_file_is_read():
    found = read_calendar_file(GOOD, "a.yaml")
    assert found.settled_through == 2026
    assert [(row.day.day, row.is_working) for row in found.swapped] == [(2, False), (10, True)]
    assert found.doubtful[0].ground == "Ngày Văn hóa"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("settled_through: 2026", "", "a.yaml: settled_through: is missing"),
        ("settled_through: 2026", "settled_through: mai", "a.yaml: settled_through: must be a whole number"),
        ("swaps:", "swap:", "a.yaml: swap: is no field of a calendar"),
        ("day_off: 2026-01-02", "day_off: 2026-01-03", "a.yaml: swaps 1: day_off: is a weekend day"),
        (
            "day_worked: 2026-01-10",
            "day_worked: 2026-01-09",
            "a.yaml: swaps 1: day_worked: is no weekend day",
        ),
        ("day_worked: 2026-01-10", "worked: 2026-01-10", "a.yaml: swaps 1: worked: is no field of swaps"),
        ("day_off: 2026-01-02", "off: 2026-01-02", "a.yaml: swaps 1: False: is no field of swaps"),
        ('document: "Công văn 1"', "document: 1", "a.yaml: swaps 1: document: must be a text"),
        ("day: 24", "day: 31", "a.yaml: unconfirmed 1: day: there is no such day"),
        ("from_year: 2026", "from_year: 1900", "a.yaml: unconfirmed 1: from_year: lies outside the calendar"),
        ("unconfirmed:\n", "unconfirmed: x\n#", "a.yaml: unconfirmed: must be a list of rows"),
        ("settled_through", "- settled_through", "a.yaml: "),
    ],
)
def test_a_fault_is_named(old, new, fault):
    with pytest.raises(PackFault) as told:
        read_calendar_file(GOOD.replace(old, new, 1), "a.yaml")
    assert any(found.startswith(fault) for found in told.value.faults)


def test_a_day_swapped_twice_is_refused():
    line = GOOD.splitlines()[3]
    with pytest.raises(PackFault, match="2026-01-02 twice"):
        read_calendar_file(GOOD.replace(line, f"{line}\n{line}"), "a.yaml")
