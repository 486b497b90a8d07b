"""Calendars of days off as iCalendar (RFC 5545), in and out."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from dongthuan.law.calendar import FIRST_YEAR, LAST_YEAR, DayOverride, WorkingCalendar
from dongthuan.law.vietnam import ZONE

MOST_BYTES = 512 * 1024
MOST_EVENTS = 1000
MOST_PROBLEMS = 50
LONGEST = 31  # days of one entry
GROUND_LENGTH = 200
WORKED = "LÀM BÙ"
UNCONFIRMED = "TENTATIVE"
REPEATS = ("RRULE", "RDATE", "EXRULE", "RECURRENCE-ID")
WORKED_WORDS = ("làm bù", "đi làm", "ngày làm việc", "working day")
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


def calendar_as_ics(calendar: WorkingCalendar, years: Iterable[int]) -> bytes:
    """Return the days off, and the weekend days worked, of some years as an iCalendar file.

    A day that nobody has seen in force is TENTATIVE; a worked weekend day bears the category "LÀM BÙ".
    """
    file = Calendar()
    file.add("prodid", "-//Dong Thuan//Lich lam viec//VI")
    file.add("version", "2.0")
    for year in sorted(set(years)):
        for special in calendar.special_days(year):
            file.add_component(_event(special))
    return bytes(file.to_ical())


def _event(special: DayOverride) -> Event:
    event = Event()
    event.add("uid", f"{special.day.isoformat()}@lich-lam-viec.dongthuan")
    event.add("dtstamp", datetime(special.day.year, 1, 1, tzinfo=UTC))  # the same file for the same calendar
    event.add("dtstart", special.day)
    event.add("dtend", special.day + timedelta(days=1))
    event.add("summary", special.ground or "Ngày làm việc")
    event.add("transp", "TRANSPARENT" if special.is_working else "OPAQUE")
    event.add("categories", [WORKED if special.is_working else "NGHỈ"])
    event.add("status", "CONFIRMED" if special.is_confirmed else UNCONFIRMED)
    if special.swapped_with is not None:
        event.add("x-dongthuan-swapped-with", special.swapped_with.isoformat())
    return event


def overrides_from_ics(data: bytes) -> tuple[list[DayOverride], list[str]]:
    """Return the days of an iCalendar file in order, and what could not be used of it.

    A day off at a weekend changes nothing and is left out. An entry is a worked day if its category or its
    summary says so. Problems are codes of `phrases.ICS`, with the entry after a bar: "ics-recurring|Tết".
    """
    if len(data) > MOST_BYTES:
        return [], ["ics-too-large"]
    try:
        file: object = Calendar.from_ical(data.replace(b"\0", b"").decode("utf-8-sig"))
        if not isinstance(file, Calendar):  # a bare VEVENT is read as what it is
            return [], ["ics-not-a-calendar"]
        events = [part for part in file.walk("VEVENT") if isinstance(part, Event)]
    except (*_BROKEN, RecursionError):
        return [], ["ics-not-a-calendar"]
    problems = ["ics-too-many"] if len(events) > MOST_EVENTS else []
    days: dict[date, DayOverride] = {}
    contradicted: set[date] = set()
    for event in events[:MOST_EVENTS]:
        found, problem = _read(event)
        problems += [f"{problem}|{_summary(event)}"] if problem else []
        for override in found:
            known = days.setdefault(override.day, override)
            if known.is_working != override.is_working:
                contradicted.add(override.day)
    problems += [f"ics-contradiction|{day:%d/%m/%Y}" for day in sorted(contradicted)]
    if not events:
        problems.append("ics-empty")
    kept = [days[day] for day in sorted(days) if day not in contradicted]
    return kept, problems[:MOST_PROBLEMS]


def _read(event: Event) -> tuple[list[DayOverride], str]:
    """Return the days of one entry, or the code of what is wrong with it."""
    if any(name in event for name in REPEATS):
        return [], "ics-recurring"
    try:
        first, end = _span(event)
    except _BROKEN:
        return [], "ics-broken"
    if first is None or end is None:
        return [], "ics-not-whole-days"
    if not FIRST_YEAR <= first.year <= LAST_YEAR or end.year > LAST_YEAR + 1:
        return [], "ics-year"
    if (end - first).days > LONGEST:
        return [], "ics-too-long"
    return list(_days(event, first, end)), "" if end > first else "ics-broken"


def _span(event: Event) -> tuple[date | None, date | None]:
    """Return the first day and the first day after; None for what is not midnight in Vietnam."""
    start = event.decoded("dtstart")
    if "dtend" in event:
        end = event.decoded("dtend")
    else:
        end = start + (event.decoded("duration") if "duration" in event else timedelta(days=1))
    return _midnight(start), _midnight(end)


def _midnight(moment: date | datetime) -> date | None:
    if not isinstance(moment, datetime):
        return moment
    local = moment.astimezone(ZONE) if moment.tzinfo else moment
    return local.date() if local.time() == time() else None


def _days(event: Event, first: date, end: date) -> Iterator[DayOverride]:
    is_working, ground = _is_worked(event), _summary(event)
    is_confirmed = str(event.get("status", "")).upper() != UNCONFIRMED
    swapped_with = _day_or_none(str(event.get("x-dongthuan-swapped-with", "")))
    for ordinal in range(first.toordinal(), end.toordinal()):
        day = date.fromordinal(ordinal)
        if is_working or day.weekday() < 5:
            yield DayOverride(day, is_working, ground, is_confirmed, swapped_with)


def _is_worked(event: Event) -> bool:
    categories = event.get("categories")
    groups = categories if isinstance(categories, list) else [categories] if categories is not None else []
    names = {str(name).strip().upper() for group in groups for name in getattr(group, "cats", ())}
    if names & {WORKED, "NGHỈ"}:
        return WORKED in names
    summary = _summary(event).casefold()
    return any(word in summary for word in WORKED_WORDS)


def _summary(event: Event) -> str:
    text = event.get("summary", "")
    plain = "".join(letter if letter.isprintable() else " " for letter in str(text))
    return unicodedata.normalize("NFC", " ".join(plain.split()))[:GROUND_LENGTH] or "Không tên"


def _day_or_none(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
