"""Calendars as iCalendar: there and back, and files that mean harm or are merely odd."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from dongthuan.law.calendar import DayOverride
from dongthuan.law.ics import MOST_BYTES, calendar_as_ics, overrides_from_ics
from dongthuan.law.vietnam import vietnamese_calendar

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
MONDAY = date(2026, 1, 5)


def file(*events: str, summary: str = "Nghỉ") -> bytes:
    body = "".join(
        f"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:{summary}\r\n{event}\r\nEND:VEVENT\r\n" for event in events
    )
    return f"{HEAD}{body}END:VCALENDAR\r\n".encode()


def test_there_and_back_is_the_same_calendar(calendar):
    data = calendar_as_ics(calendar, [2026, 2025, 2026])
    days, problems = overrides_from_ics(data)
    assert problems == []
    other = vietnamese_calendar(days)
    for month in range(1, 13):
        assert other.add_working_days(date(2026, month, 1), 60) == calendar.add_working_days(
            date(2026, month, 1), 60
        )
    known = {row.day: row for row in days}
    assert known[date(2026, 1, 10)].is_working
    assert known[date(2026, 1, 10)].swapped_with == date(2026, 1, 2)
    assert not known[date(2026, 11, 24)].is_confirmed
    assert data == calendar_as_ics(vietnamese_calendar(), [2025, 2026])


def test_other_programs_can_read_it(calendar):
    events = Calendar.from_ical(calendar_as_ics(calendar, [2026])).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == len(events) == 17


@pytest.mark.parametrize(
    ("event", "days"),
    [
        ("DTSTART;VALUE=DATE:20260105", [MONDAY]),
        ("DTSTART;VALUE=DATE:20260105\r\nDTEND;VALUE=DATE:20260106", [MONDAY]),
        ("DTSTART;VALUE=DATE:20260105\r\nDURATION:P1D", [MONDAY]),
        ("DTSTART:20260104T170000Z\r\nDTEND:20260105T170000Z", [MONDAY]),
        ("DTSTART;TZID=Asia/Tokyo:20260105T020000\r\nDURATION:P1D", [MONDAY]),
        ("DTSTART;TZID=Asia/Ho_Chi_Minh:20260105T000000\r\nDURATION:P1D", [MONDAY]),
        ("DTSTART:20260105T000000\r\nDTEND:20260106T000000", [MONDAY]),
        (
            "DTSTART;VALUE=DATE:20260214\r\nDTEND;VALUE=DATE:20260223",
            [date(2026, 2, day) for day in range(16, 21)],  # weekends need no saying
        ),
    ],
)
def test_whole_days_are_taken(event, days):
    found, problems = overrides_from_ics(file(event))
    assert (found, problems) == ([DayOverride(day, False, "Nghỉ") for day in days], [])


@pytest.mark.parametrize("summary", ["Đi làm bù ngày 2/1", "LÀM BÙ", "Ngày làm việc thay cho 31/8"])
def test_a_worked_weekend_day_is_told_by_its_summary(summary):
    [found], problems = overrides_from_ics(file("DTSTART;VALUE=DATE:20260110", summary=summary))
    assert found.is_working
    assert problems == []


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        ("DTSTART;VALUE=DATE:20260105\r\nRRULE:FREQ=DAILY", "ics-recurring|Nghỉ"),
        ("DTSTART;VALUE=DATE:20260105\r\nRDATE;VALUE=DATE:20260107", "ics-recurring|Nghỉ"),
        ("DTSTART:20260105T080000Z\r\nDTEND:20260105T170000Z", "ics-not-whole-days|Nghỉ"),
        ("DTSTART;VALUE=DATE:20260105\r\nDTEND;VALUE=DATE:20260301", "ics-too-long|Nghỉ"),
        ("DTSTART;VALUE=DATE:20260105\r\nDTEND;VALUE=DATE:20260101", "ics-broken|Nghỉ"),
        ("DTSTART;VALUE=DATE:20260105\r\nDURATION:P99999999999D", "ics-broken|Nghỉ"),
        ("DTSTART;VALUE=DATE:2026", "ics-broken|Nghỉ"),
        ("DTSTART;VALUE=TIME:170000", "ics-broken|Nghỉ"),
        ("DTSTART;VALUE=DATE:99991231", "ics-broken|Nghỉ"),
        ("DTSTART;VALUE=DATE:19000105", "ics-year|Nghỉ"),
        ("DTSTART;VALUE=DATE:21010103", "ics-year|Nghỉ"),
        ("DESCRIPTION:x", "ics-broken|Nghỉ"),
    ],
)
def test_what_cannot_be_used_is_told(event, problem):
    assert overrides_from_ics(file(event)) == ([], [problem])


def test_one_bad_entry_does_not_spoil_the_rest():
    found, problems = overrides_from_ics(
        file("DTSTART;VALUE=DATE:20260105", "DESCRIPTION:x", "DTSTART;VALUE=DATE:20260106")
    )
    assert [row.day for row in found] == [MONDAY, date(2026, 1, 6)]
    assert problems == ["ics-broken|Nghỉ"]


def test_a_contradiction_is_told_and_left_out():
    off, worked = file("DTSTART;VALUE=DATE:20260105"), file("DTSTART;VALUE=DATE:20260105", summary="Làm bù")
    both = off.replace(b"END:VCALENDAR\r\n", worked.partition(b"PRODID:x\r\n")[2])
    assert overrides_from_ics(both) == ([], ["ics-contradiction|05/01/2026"])


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "ics-not-a-calendar"),
        (b"\0\0", "ics-not-a-calendar"),
        (b"hello", "ics-not-a-calendar"),
        (b"\xff\xfe\x00", "ics-not-a-calendar"),
        (b"BEGIN:VCALENDAR\r\n", "ics-not-a-calendar"),
        (b"BEGIN:VEVENT\r\nDTSTART:20260101\r\nEND:VEVENT\r\n", "ics-not-a-calendar"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 20_000, "ics-not-a-calendar"),
        (HEAD.encode() + b"END:VCALENDAR\r\n", "ics-empty"),
        (b"x" * (MOST_BYTES + 1), "ics-too-large"),
    ],
)
def test_what_is_no_calendar_is_refused(data, problem):
    assert overrides_from_ics(data) == ([], [problem])


def test_nul_and_control_letters_are_dropped():
    found, _ = overrides_from_ics(file("DTSTART;VALUE=DATE:20260105", summary="Nghỉ\0 \x07Tết"))
    assert found[0].ground == "Nghỉ Tết"


def test_too_many_entries_are_cut_and_told():
    found, problems = overrides_from_ics(file(*["DTSTART;VALUE=DATE:20260105"] * 1001))
    assert (len(found), problems) == (1, ["ics-too-many"])


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "RRULE:FREQ=DAILY"),
                *(
                    "DTSTART;VALUE=DATE:20260105",
                    "DTEND:x",
                    "DTSTART;TZID=:1",
                    "CATEGORIES:,;",
                    "DURATION:-P1D",
                ),
                *("SUMMARY;LANGUAGE=:\\", "STATUS", " x", "DTSTART;VALUE=PERIOD:20260104T170000Z/P1D", ";:"),
            ]
        )
        | st.text(max_size=12),
        max_size=14,
    )
)
def test_nothing_makes_it_fall(lines):
    text = "\r\n".join([HEAD, *lines, "END:VCALENDAR", ""])
    days, problems = overrides_from_ics(text.encode())
    assert all(isinstance(row, DayOverride) for row in days)
    assert all(isinstance(problem, str) for problem in problems)
