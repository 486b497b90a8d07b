"""Open clocks follow calendar and rules; done ones stay; what moved is listed, and told once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.calendars import CalendarChange
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.models.redating import ClockMove, Redating
from dongthuan.apps.clocks.models.rulebook import RuleVersion
from dongthuan.apps.clocks.operations import calendars, clocks, redating, rulebook
from dongthuan.apps.clocks.queries.rules import rules_in_force_now
from dongthuan.apps.notices.models import Notice
from dongthuan.law.calendar import DayOverride
from dongthuan.law.model import Rule
from dongthuan.law.packs import shipped_rules
from tests.integration.clocks.conftest import NOW, Opener, at

A08 = next(rule for rule in shipped_rules() if rule.alias == "A08")


def day_off(day: date, *, by: Officer, signed_by: Officer) -> Redating:
    """Make a day off by two officers."""
    days = (DayOverride(day, False, "Nghỉ bù"),)
    proposed = calendars.Proposed(CalendarChange.Kind.DAY, "Công văn 1/VPCP", days)
    change = calendars.propose_change(proposed=proposed, by=by, at=NOW)
    return calendars.sign_off_change(change=change, by=signed_by, at=NOW)


def rule_changed(rule: Rule, *, by: Officer, approved_by: Officer) -> RuleVersion:
    """Let a rule hold by two officers."""
    proposal = rulebook.Proposal(rule, "Đã đối chiếu bản có chữ ký")
    version = rulebook.propose_rule(proposal=proposal, by=by, at=NOW)
    rulebook.approve_rule(version=version, by=approved_by, at=NOW)
    return version


def ends(clock: Clock) -> date | None:
    return Clock.objects.get(pk=clock.pk).due_on


def test_a_day_off_moves_what_runs_and_leaves_what_is_done(
    open_clock: Opener, clerk: Officer, legal: Officer, coordinator: Officer
) -> None:
    running, done = open_clock(), open_clock(title="Đã xong")
    clocks.finish_clock(clock=done, by=clerk, at=at(5))
    run = day_off(date(2026, 3, 10), by=legal, signed_by=coordinator)
    assert (ends(running), ends(done)) == (date(2026, 3, 24), date(2026, 3, 23))
    (move,) = run.moves.all()
    assert (move.clock, move.old_due_at, move.new_due_at) == (running, at(24, 0), at(25, 0))
    assert "Công văn 1/VPCP" in move.cause
    assert list(move.told.all()) == [clerk]
    notice = Notice.objects.get(recipient=clerk, kind="clocks.redate")
    assert running.title in notice.title
    assert run.finished_at == NOW


def test_whoever_answers_for_a_clock_is_told_alone_and_once(
    open_clock: Opener, clerk: Officer, information_officer: Officer, legal: Officer, coordinator: Officer
) -> None:
    for number in range(3):
        open_clock(owner=information_officer, title=f"Yêu cầu {number}")
    day_off(date(2026, 3, 10), by=legal, signed_by=coordinator)
    notice = Notice.objects.get(kind="clocks.redate")
    assert notice.recipient == information_officer
    assert notice.title.startswith("3 ")


def test_a_unit_without_officers_leaves_it_to_the_office(
    open_clock: Opener, legal: Officer, coordinator: Officer, leader: Officer
) -> None:
    open_clock()
    run = day_off(date(2026, 3, 10), by=legal, signed_by=leader)
    assert [list(move.told.all()) for move in run.moves.all()] == [[coordinator]]


def test_a_clock_that_stands_still_is_dated_too(
    open_clock: Opener, clerk: Officer, legal: Officer, coordinator: Officer
) -> None:
    clock = open_clock()
    clocks.pause_clock(clock=clock, reason="Chờ", by=clerk, at=at(5))
    day_off(date(2026, 3, 4), by=legal, signed_by=coordinator)
    assert ends(clock) == date(2026, 3, 24)


def test_a_rule_for_new_events_leaves_old_ones(
    open_clock: Opener, legal: Officer, second_legal: Officer
) -> None:
    before = open_clock()
    after = open_clock(start_at=at(9), at=at(9))
    shorter = replace(A08, amount=10, valid_from=date(2026, 3, 5))
    rule_changed(shorter, by=legal, approved_by=second_legal)
    assert (ends(before), ends(after)) == (date(2026, 3, 23), date(2026, 3, 23))
    assert Clock.objects.get(pk=before.pk).amount == 15
    assert Clock.objects.get(pk=after.pk).amount == 10


def test_a_correction_of_the_source_changes_no_date_and_moves_nothing(
    open_clock: Opener, legal: Officer, second_legal: Officer
) -> None:
    clock = open_clock()
    corrected = replace(A08, article="Điều 30 khoản 4 (đã đối chiếu)", valid_from=date(2026, 1, 1))
    rule_changed(corrected, by=legal, approved_by=second_legal)
    clock.refresh_from_db()
    assert clock.article == "Điều 30 khoản 4 (đã đối chiếu)"
    assert not ClockMove.objects.exists()


def test_a_rule_that_no_longer_gives_a_date_is_said_and_keeps_the_old_one(
    open_clock: Opener, legal: Officer, second_legal: Officer
) -> None:
    clock = open_clock()
    unknown = replace(A08, amount=None, unit=None, extension=None, valid_from=date(2026, 3, 1))
    rule_changed(unknown, by=legal, approved_by=second_legal)
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 3, 23)
    assert clock.trouble["code"]
    assert Redating.objects.latest("pk").trouble_count == 1


def test_entering_a_missing_figure_lets_a_clock_start(
    open_clock: Opener, legal: Officer, second_legal: Officer
) -> None:
    (missing,) = [r for r in shipped_rules() if r.alias == "A17" and r.key == "access.answer.network.complex"]
    entered = replace(missing, amount=12, unit=A08.unit, article="Điều 24", verified=A08.verified)
    rule_changed(entered, by=legal, approved_by=second_legal)
    clock = open_clock(name="A17", start_at=at(1, month=10), at=at(2, month=10))
    assert (clock.amount, clock.due_on) == (12, date(2026, 10, 19))


def test_twice_is_once(open_clock: Opener, legal: Officer, coordinator: Officer, clerk: Officer) -> None:
    open_clock()
    day_off(date(2026, 3, 10), by=legal, signed_by=coordinator)
    rows = list(Clock.objects.values())
    assert redating.redate_open(cause="Lại", by=coordinator, at=NOW) == []
    assert list(Clock.objects.values()) == rows
    assert Notice.objects.filter(kind="clocks.redate").count() == 1


@given(
    days=st.lists(st.integers(1, 45), min_size=1, max_size=3),
    starts=st.lists(st.integers(0, 20), min_size=1, max_size=4),
)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_redating_is_idempotent_whatever_changes(
    days: list[int], starts: list[int], open_clock: Opener, legal: Officer, coordinator: Officer
) -> None:
    """Whatever days are made off, in whatever order: one run settles all, a second moves nothing."""
    for start in starts:
        open_clock(start_at=at(2) - timedelta(days=start))
    for day in days:
        day_off(date(2026, 3, 1) + timedelta(days=day), by=legal, signed_by=coordinator)
    settled = list(Clock.objects.order_by("pk").values("pk", "due_at", "steps"))
    assert redating.redate_open(cause="Lại", by=coordinator, at=NOW) == []
    assert list(Clock.objects.order_by("pk").values("pk", "due_at", "steps")) == settled


def test_a_run_killed_between_batches_goes_on_where_it_was(
    open_clock: Opener, legal: Officer, coordinator: Officer, clerk: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        open_clock(title=f"Yêu cầu {number}")
    monkeypatch.setattr(redating, "BATCH", 2)
    monkeypatch.setattr(redating, "AT_ONCE", 2)
    run = day_off(date(2026, 3, 10), by=legal, signed_by=coordinator)
    assert (run.total, run.seen_count, run.finished_at) == (5, 0, None)
    assert redating.redate_batch(redating=run, by=coordinator, at=NOW)
    run.refresh_from_db()
    assert (run.seen_count, run.moved_count) == (2, 2)
    assert not Notice.objects.filter(kind="clocks.redate").exists()
    while redating.redate_batch(redating=run, by=coordinator, at=NOW):
        pass
    run.refresh_from_db()
    assert (run.seen_count, run.moved_count) == (5, 5)
    assert ClockMove.objects.count() == 5
    assert Notice.objects.filter(kind="clocks.redate").count() == 1
    assert not redating.redate_batch(redating=run, by=coordinator, at=NOW)


def test_nobody_decides_on_what_he_proposed_also_at_the_row(legal: Officer) -> None:
    proposal = rulebook.Proposal(replace(A08, amount=10), "Vì")
    version = rulebook.propose_rule(proposal=proposal, by=legal, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleVersion.objects.filter(pk=version.pk).update(state="approved", decided_by=legal, decided_at=NOW)
    assert A08 in rules_in_force_now()
