"""Whatever the rule, start, pauses and extension: the steps add up to the end, and the end is right."""

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dongthuan.law.deadlines import Due, Extension, ExtensionRefused, Pause, PauseRefused, add_up, due_of
from dongthuan.law.model import Cap, Direction, Facts, Roll, Rule, Unit
from dongthuan.law.packs import shipped_rules
from dongthuan.law.selection import rule_in_force
from dongthuan.law.steps import as_json, from_json
from dongthuan.law.vietnam import ZONE, vietnamese_calendar
from dongthuan.law.wording import explanation

CALENDAR = vietnamese_calendar()
A08 = rule_in_force(shipped_rules(), "A08", on=date(2026, 8, 3), facts=Facts())
HUNDREDS = settings(max_examples=300, deadline=None)
COUNTED = (Unit.HOURS, Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS)
ONE = timedelta(days=1)
FIRST, LAST = datetime(2000, 1, 1, tzinfo=ZONE), datetime(2090, 12, 31, tzinfo=ZONE)
EDGES = [
    datetime(*day, tzinfo=ZONE)
    for day in ((2024, 2, 29), (2028, 2, 28), (2025, 12, 31), (2026, 2, 13), (2026, 8, 21), (2026, 1, 31))
]

spans = st.timedeltas(timedelta(0), timedelta(days=40)) | st.integers(0, 40).map(timedelta)
starts = st.timedeltas(timedelta(0), LAST - FIRST).map(lambda span: FIRST + span) | st.builds(
    lambda edge, minutes: edge + timedelta(minutes=minutes), st.sampled_from(EDGES), st.integers(0, 4320)
)


@st.composite
def limits(draw: st.DrawFn) -> Rule:
    unit = draw(st.sampled_from(Unit))
    is_counted = unit in COUNTED
    back = unit in (Unit.HOURS, Unit.DAYS, Unit.WORKING_DAYS) and draw(st.booleans())
    cap = Cap(draw(st.integers(1, 60)), draw(st.sampled_from(COUNTED))) if is_counted and not back else None
    return replace(
        A08,
        unit=unit,
        amount=draw(st.integers(1, 120)) if is_counted else None,
        month=draw(st.integers(1, 12)) if unit is Unit.DATE else None,
        day=draw(st.integers(1, 28)) if unit is Unit.DATE else None,
        direction=Direction.BEFORE if back else Direction.AFTER,
        roll=Roll.NONE if back else draw(st.sampled_from(Roll)),
        extension=cap,
    )


@st.composite
def pauses_after(draw: st.DrawFn, start: datetime) -> list[Pause]:
    at, found = start, []
    for _ in range(draw(st.integers(0, 4))):
        at += draw(spans)
        end = None if draw(st.integers(0, 9)) == 0 else at + draw(spans)
        found.append(Pause(at, end, "chờ"))
        if end is None:
            break
        at = end
    return found


@st.composite
def cases(draw: st.DrawFn) -> Due:
    """Draw a limit with as many of the drawn pauses as it takes, and an extension within its cap."""
    rule, start = draw(limits()), draw(starts)
    cap = rule.extension
    extension = Extension(draw(st.integers(1, cap.amount)), cap.unit) if cap and draw(st.booleans()) else None
    pauses = draw(pauses_after(start))
    while True:
        try:
            return due_of(rule, start, calendar=CALENDAR, pauses=pauses, extension=extension)
        except PauseRefused:
            pauses.pop()


def hold(due: Due) -> None:
    """Assert what holds of every limit."""
    reached = [add_up(due.start, due.steps[: n + 1]) for n in range(len(due.steps))]
    assert reached == [step.at for step in due.steps]
    if due.due_at is None:
        assert due.steps[-1].code in ("open-pause", "open-pause-exact")
        assert due.due_on is None
        return
    assert add_up(due.start, due.steps) == due.due_at
    if due.rule.unit is not Unit.IMMEDIATE:
        assert due.due_on == (due.due_at - timedelta.resolution).date()
    is_exact = due.rule.unit is Unit.HOURS or any(step.code == "extension-hours" for step in due.steps)
    if due.rule.roll is Roll.NEXT_WORKING_DAY and due.rule.unit is not Unit.IMMEDIATE and not is_exact:
        assert CALENDAR.is_working(due.due_on)
    assert due.due_at <= due.start if due.rule.direction is Direction.BEFORE else due.due_at >= due.start


@HUNDREDS
@given(cases())
def test_the_steps_add_up_to_the_end(due):
    hold(due)


def test_the_steps_add_up_in_ten_thousand_cases():
    chance = random.Random(20260901)
    counted = 0
    while counted < 10_000:
        unit = chance.choice(COUNTED)
        cap = Cap(chance.randint(1, 60), chance.choice(COUNTED))
        rule = replace(
            A08, unit=unit, amount=chance.randint(1, 90), roll=chance.choice(list(Roll)), extension=cap
        )
        start = FIRST + timedelta(minutes=chance.randrange(90 * 365 * 1440))
        first = start + timedelta(minutes=chance.randrange(20 * 1440))
        end = None if chance.random() < 0.1 else first + timedelta(minutes=chance.randrange(30 * 1440))
        extension = Extension(chance.randint(1, cap.amount), cap.unit) if chance.random() < 0.5 else None
        pauses = [Pause(first, end, "chờ")] if chance.random() < 0.5 else []
        try:
            hold(due_of(rule, start, calendar=CALENDAR, pauses=pauses, extension=extension))
        except PauseRefused:
            continue
        counted += 1


@HUNDREDS
@given(cases())
def test_the_steps_can_be_kept_and_told(due):
    kept = from_json(json.loads(json.dumps(as_json(due.steps))))
    assert add_up(due.start, kept) == add_up(due.start, due.steps)
    assert [step.at for step in kept] == [step.at for step in due.steps]
    told = explanation(due, lambda sentence: sentence)
    assert len(told) >= len(due.steps)
    assert explanation(replace(due, steps=kept), lambda sentence: sentence) == told


def counted_by_finger(rule: Rule, start: datetime, pauses: list[Pause]) -> date:
    """Walk day by day: a day counts if it is of the unit, and after no pause's first day up to its last."""
    spans = [(pause.start.date(), pause.end.date()) for pause in pauses if pause.end]
    day, left = start.date(), rule.amount or 0
    while left:
        day += ONE
        is_paused = any(first < day <= last for first, last in spans)
        left -= not is_paused and (rule.unit is Unit.DAYS or CALENDAR.is_working(day))
    for first, last in spans:
        day = max(day, last) if first <= rolled(day, rule) else day
    return rolled(day, rule)


def rolled(day: date, rule: Rule) -> date:
    while rule.unit is Unit.WORKING_DAYS and not CALENDAR.is_working(day):
        day += ONE
    return day


@HUNDREDS
@given(
    starts,
    st.integers(1, 40),
    st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS]),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=3),
)
def test_days_are_counted_as_with_a_finger(start, amount, unit, gaps):
    rule = replace(A08, unit=unit, amount=amount, roll=Roll.NONE)
    pauses, at = [], start
    for before, length in gaps:
        pauses.append(Pause(at + before * ONE, at + (before + length) * ONE, ""))
        at += (before + length) * ONE
    while True:
        try:
            due = due_of(rule, start, calendar=CALENDAR, pauses=pauses)
        except PauseRefused:
            pauses.pop()
        else:
            break
    assert due.due_on == counted_by_finger(rule, start, pauses)


@HUNDREDS
@given(limits(), starts, st.integers(-5, 200), st.sampled_from(Unit))
def test_an_extension_never_goes_beyond_its_cap(rule, start, amount, unit):
    cap = rule.extension
    extension = Extension(amount, unit)
    is_allowed = cap is not None and unit is cap.unit and 1 <= amount <= cap.amount
    if not is_allowed:
        with pytest.raises(ExtensionRefused):
            due_of(rule, start, calendar=CALENDAR, extension=extension)
        return
    plain = due_of(rule, start, calendar=CALENDAR)
    extended = due_of(rule, start, calendar=CALENDAR, extension=extension)
    longest = due_of(rule, start, calendar=CALENDAR, extension=Extension(cap.amount, cap.unit))
    assert plain.due_at < extended.due_at <= longest.due_at


@HUNDREDS
@given(limits(), starts, st.integers(0, 60))
def test_a_later_start_never_ends_earlier(rule, start, days):
    later = start + days * ONE
    one = due_of(rule, start, calendar=CALENDAR)
    other = due_of(rule, later, calendar=CALENDAR)
    assert one.due_at <= other.due_at


@HUNDREDS
@given(limits(), starts)
def test_the_same_instant_in_any_zone_ends_alike(rule, start):
    utc = start.astimezone(UTC)
    one, other = due_of(rule, start, calendar=CALENDAR), due_of(rule, utc, calendar=CALENDAR)
    assert (one.due_at, one.due_on, one.steps) == (other.due_at, other.due_on, other.steps)


@HUNDREDS
@given(limits(), starts, st.integers(0, 5), st.integers(0, 10))
def test_a_pause_never_shortens(rule, start, before, length):
    plain = due_of(rule, start, calendar=CALENDAR)
    pause = Pause(start + before * ONE, start + (before + length) * ONE, "")
    try:
        paused = due_of(rule, start, calendar=CALENDAR, pauses=[pause])
    except PauseRefused:
        return
    assert paused.due_at >= plain.due_at
