"""Jobs: re-datings are brought to their end, the shipped law is watched, near ends are urged on; the tag."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from procrastinate.contrib.django.models import ProcrastinateJob

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks import jobs
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.models.redating import ClockMove, Redating
from dongthuan.apps.clocks.operations import clocks
from dongthuan.apps.clocks.operations.redating import defer_redate
from dongthuan.apps.clocks.overlay import laid_over
from dongthuan.apps.common import clock as present
from dongthuan.apps.notices.models import Reminder
from dongthuan.apps.units.models import Unit
from dongthuan.law.packs import shipped_rules
from tests.integration.clocks.conftest import NOW, Opener

A08 = next(rule for rule in shipped_rules() if rule.alias == "A08")


def test_the_shipped_law_is_noticed_once(open_clock: Opener) -> None:
    clock = open_clock()
    Clock.objects.filter(pk=clock.pk).update(due_at=clock.due_at + timedelta(days=3))  # as of an older pack
    jobs.redate()
    assert Clock.objects.get(pk=clock.pk).due_at == clock.due_at
    assert ClockMove.objects.count() == 1
    jobs.redate()
    assert Redating.objects.count() == 1


def test_without_an_agency_jobs_rest(db: None) -> None:
    jobs.redate()
    jobs.remind()
    assert not Redating.objects.exists()


def test_near_ends_are_urged_on_once_and_no_more_when_done(open_clock: Opener, clerk: Officer) -> None:
    now = present.now()
    clock = open_clock(name="P15", facts=None, start_at=now - timedelta(days=19), at=now)
    paused = open_clock(name="P15", facts=None, start_at=now - timedelta(days=19), at=now, title="Dừng")
    clocks.pause_clock(clock=paused, reason="Chờ", by=clerk, at=now)
    jobs.remind()
    jobs.remind()
    reminders = Reminder.objects.of_record(clock)
    assert reminders.exists()
    steps = [(one.step, one.recipient_id) for one in reminders]
    assert len(steps) == len(set(steps))
    assert not Reminder.objects.of_record(paused).exists()
    clocks.finish_clock(clock=clock, by=clerk, at=now)
    assert not Reminder.objects.of_record(clock).filter(state=Reminder.State.SENT).exists()


def test_the_tag_shows_a_records_clocks_to_those_who_may_see(
    open_clock: Opener, office: Unit, clerk: Officer, neighbour: Officer, rf: RequestFactory
) -> None:
    open_clock(record=office)
    shown = {}
    for name, officer in (("clerk", clerk), ("neighbour", neighbour)):
        request = rf.get("/")
        request.user = officer
        context = Context({"request": request, "now": NOW, "record": office})
        shown[name] = Template("{% load clocking %}{% clocks_of record %}").render(context)
    assert "Vì sao là ngày này?" in shown["clerk"]
    assert shown["neighbour"].strip() == ""


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2018, 7, 1), date(2026, 9, 1), [15]),  # in its place
        (date(2020, 1, 1), date(2021, 1, 1), [15, 10, 15]),  # in its midst
        (date(2020, 1, 1), None, [15, 10]),  # from a day on
        (date(2010, 1, 1), date(2018, 7, 1), [10, 15]),  # before it
    ],
)
def test_a_rule_covers_its_own_dates_only(since: date, until: date | None, expected: list[int]) -> None:
    over = replace(A08, amount=10, valid_from=since, valid_to=until)
    laid = sorted(laid_over([A08], [over]), key=lambda rule: rule.valid_from)
    amounts = [10] if expected == [15] else expected
    assert [rule.amount for rule in laid] == amounts
    for one, following in pairwise(laid):
        assert one.valid_to is not None
        assert one.valid_to <= following.valid_from


def test_another_case_is_left_alone() -> None:
    other = replace(A08, channel="post", amount=10)
    assert laid_over([A08], [other]) == (A08, other)


def test_the_run_is_queued_by_name_as_the_worker_knows_it(db: None) -> None:
    defer_redate()
    defer_redate()
    job, known = ProcrastinateJob.objects.get(task_name="clocks.redate"), jobs.redate
    assert (job.queue_name, job.lock, job.queueing_lock) == (known.queue, known.lock, known.queueing_lock)
