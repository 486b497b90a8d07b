"""One clock: started, stood still, extended, finished, fallen away; and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.lifecycle import NEXT, State
from dongthuan.apps.clocks.models.clocks import Clock, ClockPause
from dongthuan.apps.clocks.operations import clocks as operations
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.units.models import Agency, Unit
from dongthuan.law.deadlines import ExtensionRefused, add_up
from dongthuan.law.model import Facts
from dongthuan.law.selection import NoRule, UnknownLimit
from dongthuan.law.steps import from_json
from tests.integration.clocks.conftest import NOW, START, Opener, at


def acts_of(clock: Clock) -> list[str]:
    entries = Entry.objects.of_record("clocks", "clock", str(clock.pk))
    return [entry.act for entry in entries.order_by("id")]


def test_a_clock_starts_with_its_rule_its_date_and_its_steps(clock: Clock) -> None:
    assert (clock.state, clock.alias, clock.due_on) == (State.RUNNING, "A08", date(2026, 3, 23))
    assert clock.due_at == at(24, 0)
    assert (clock.amount, clock.amount_unit, clock.cap, clock.cap_unit) == (15, "working_days", 15, "days")
    assert "104/2016" in clock.instrument
    assert (clock.article, clock.verified) != ("", "")
    assert add_up(clock.start_at, from_json(clock.steps)) == clock.due_at
    assert acts_of(clock) == ["clocks.start"]


def test_the_rule_is_the_one_of_the_day_of_the_event(open_clock: Opener) -> None:
    old = open_clock(name="access.correction.published", start_at=at(31, month=8), at=at(1, month=9))
    new = open_clock(name="access.correction.published", start_at=at(1, month=9), at=at(1, month=9))
    assert (old.alias, old.amount) == ("A03", 15)
    assert (new.alias, new.amount) == ("A16", 10)


def test_a_clock_stands_on_a_record(open_clock: Opener, office: Unit) -> None:
    clock = open_clock(record=office, url="/x/")
    assert list(Clock.objects.of_record(office)) == [clock]
    assert (clock.record_type, clock.record_key) == ("units.unit", str(office.pk))


def test_the_kind_of_agency_is_ours_if_not_said(open_clock: Opener) -> None:
    Agency.objects.update(kind="government-attached")
    assert open_clock().agency_kind == "government-attached"
    assert open_clock(facts=Facts("network", "complex", "other")).agency_kind == "other"


def test_no_figure_means_no_clock_but_a_sentence(open_clock: Opener) -> None:
    with pytest.raises(UnknownLimit) as fault:
        open_clock(name="A17", start_at=at(1, month=10), at=at(2, month=10))
    assert fault.value.code
    with pytest.raises(NoRule):
        open_clock(name="Z99")
    assert not Clock.objects.exists()


def test_a_start_needs_a_reason_and_a_possible_time(open_clock: Opener) -> None:
    with pytest.raises(operations.NoReason):
        open_clock(start_reason="  ")
    with pytest.raises(operations.OutOfTime):
        open_clock(start_at=NOW + timedelta(days=500))
    assert not Entry.objects.filter(act="clocks.start").exists()


def test_a_pause_moves_the_end(clock: Clock, clerk: Officer) -> None:
    operations.pause_clock(clock=clock, reason="Chờ bổ sung", by=clerk, at=at(5))
    clock.refresh_from_db()
    assert clock.state == State.PAUSED
    assert clock.due_on == date(2026, 3, 23)  # as if the pause took no time
    operations.resume_clock(clock=clock, by=clerk, at=at(12))
    clock.refresh_from_db()
    assert (clock.state, clock.due_on) == (State.RUNNING, date(2026, 3, 30))
    assert add_up(clock.start_at, from_json(clock.steps)) == clock.due_at
    assert acts_of(clock) == ["clocks.start", "clocks.pause", "clocks.resume"]


@pytest.mark.parametrize(
    ("start", "fault"),
    [
        (at(1), operations.OutOfTime),  # before the clock
        (at(20), operations.OutOfTime),  # after the present
        (at(4), operations.PausesOverlap),  # within another pause
    ],
)
def test_a_pause_out_of_place_is_refused(
    clock: Clock, clerk: Officer, start: object, fault: type[Exception]
) -> None:
    operations.pause_clock(clock=clock, reason="Chờ", by=clerk, at=at(3))
    clock.refresh_from_db()
    operations.resume_clock(clock=clock, by=clerk, at=at(6))
    clock.refresh_from_db()
    with pytest.raises(fault):
        operations.pause_clock(clock=clock, reason="Chờ", by=clerk, at=at(9), start_at=start)  # type: ignore[arg-type]  # an instant
    assert clock.pauses.count() == 1


def test_the_row_itself_keeps_pauses_apart(clock: Clock, clerk: Officer) -> None:
    ClockPause.objects.create(clock=clock, start_at=at(3), end_at=at(6), reason="Một", by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockPause.objects.create(clock=clock, start_at=at(5), end_at=at(7), reason="Hai", by=clerk)
    ClockPause.objects.create(clock=clock, start_at=at(6), end_at=None, reason="Ba", by=clerk)


def test_an_extension_within_the_cap_and_in_its_unit(clock: Clock, clerk: Officer) -> None:
    operations.extend_clock(clock=clock, amount=15, unit="days", reason="Phức tạp", by=clerk, at=at(10))
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 4, 7)
    assert add_up(clock.start_at, from_json(clock.steps)) == clock.due_at


@pytest.mark.parametrize(("amount", "unit"), [(16, "days"), (10, "working_days"), (1, "months"), (0, "days")])
def test_an_extension_beyond_the_law_is_refused(clock: Clock, clerk: Officer, amount: int, unit: str) -> None:
    with pytest.raises(ExtensionRefused):
        operations.extend_clock(clock=clock, amount=amount, unit=unit, reason="Vì", by=clerk, at=at(10))
    clock.refresh_from_db()
    assert (clock.due_on, clock.version, acts_of(clock)) == (date(2026, 3, 23), 1, ["clocks.start"])


def test_an_extension_comes_before_the_limit_passes_once_and_with_a_reason(
    clock: Clock, clerk: Officer
) -> None:
    given = {"clock": clock, "amount": 5, "unit": "days", "by": clerk}
    with pytest.raises(operations.LimitPassed):
        operations.extend_clock(**given, reason="Vì", at=at(24, 0))  # type: ignore[arg-type]  # as given
    with pytest.raises(operations.NoReason):
        operations.extend_clock(**given, reason=" ", at=at(10))  # type: ignore[arg-type]  # as given
    operations.extend_clock(**given, reason="Vì", at=at(23, 23))  # type: ignore[arg-type]  # as given
    clock.refresh_from_db()
    with pytest.raises(operations.AlreadyExtended):
        operations.extend_clock(**given, reason="Vì", at=at(24))  # type: ignore[arg-type]  # as given


@pytest.mark.parametrize(("done", "is_late"), [(at(23, 23), False), (at(24, 0), True), (at(25), True)])
def test_done_in_time_or_late(clock: Clock, clerk: Officer, done: object, is_late: bool) -> None:
    operations.finish_clock(clock=clock, by=clerk, at=at(30), done_at=done)  # type: ignore[arg-type]  # an instant
    clock.refresh_from_db()
    assert (clock.state, clock.is_late) == (State.DONE, is_late)


def test_nothing_was_done_before_it_began(clock: Clock, clerk: Officer) -> None:
    for done in (START - timedelta(hours=1), at(30)):
        with pytest.raises(operations.OutOfTime):
            operations.finish_clock(clock=clock, by=clerk, at=at(20), done_at=done)


def test_a_clock_counted_back_is_done_before_its_event(open_clock: Opener, clerk: Officer) -> None:
    clock = open_clock(name="P21", start_at=at(20, month=7), at=at(10, month=7), facts=Facts())
    assert clock.due_at == at(19, month=7)
    done = operations.finish_clock(clock=clock, by=clerk, at=at(12, month=7))
    assert done.is_late is False


def test_falling_away_needs_a_reason_and_not_the_unit_itself(
    clock: Clock, clerk: Officer, coordinator: Officer
) -> None:
    with pytest.raises(NotAllowed):
        operations.cancel_clock(clock=clock, reason="Rút yêu cầu", by=clerk, at=at(5))
    with pytest.raises(operations.NoReason):
        operations.cancel_clock(clock=clock, reason="", by=coordinator, at=at(5))
    operations.cancel_clock(clock=clock, reason="Người yêu cầu rút đơn", by=coordinator, at=at(5))
    clock.refresh_from_db()
    assert (clock.state, clock.reason) == (State.CANCELLED, "Người yêu cầu rút đơn")


def test_every_step_not_in_the_table_is_refused(clock: Clock, system: Officer) -> None:
    steps = {
        State.PAUSED: lambda c: operations.pause_clock(clock=c, reason="x", by=system, at=at(5)),
        State.RUNNING: lambda c: operations.resume_clock(clock=c, by=system, at=at(5)),
        State.DONE: lambda c: operations.finish_clock(clock=c, by=system, at=at(5)),
        State.CANCELLED: lambda c: operations.cancel_clock(clock=c, reason="x", by=system, at=at(5)),
    }
    assert set(NEXT) == set(State)
    operations.finish_clock(clock=clock, by=system, at=at(4))
    clock.refresh_from_db()
    for step in steps.values():
        with pytest.raises(operations.NotInThatState):
            step(clock)


def test_two_officers_do_not_overwrite_each_other(clock: Clock, clerk: Officer) -> None:
    seen = Clock.objects.get(pk=clock.pk)
    operations.pause_clock(clock=clock, reason="Chờ", by=clerk, at=at(5))
    with pytest.raises(operations.ChangedMeanwhile):
        operations.finish_clock(clock=seen, by=clerk, at=at(6))


def test_another_units_officer_may_not(clock: Clock, neighbour: Officer, outsider: Officer) -> None:
    for officer in (neighbour, outsider):
        with pytest.raises(NotAllowed):
            operations.finish_clock(clock=clock, by=officer, at=at(5))
    assert acts_of(clock) == ["clocks.start"]
