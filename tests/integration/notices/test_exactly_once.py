"""No reminder twice and none lost: three schedulers in any order, crashes, and days without any of them."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.notices import operations
from dongthuan.apps.notices.models import Notice, Reminder
from dongthuan.apps.notices.reminding import STEPS, Audience, Deadline
from tests.integration.notices.conftest import CALENDAR, DUE, Bureau, at, remind, working

SHARED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
START = DUE - timedelta(days=12)


class Crash(Exception):
    """The scheduler was killed in the middle of its work."""


def killed_after(calls: int) -> Callable[[date, int], date]:
    """Return a calendar that dies with the scheduler after so many questions."""
    left = iter(range(calls))

    def fires_on(day: date, offset: int) -> date:
        if next(left, None) is None:
            raise Crash
        return CALENDAR.add_working_days(day, offset)

    return fires_on


turn = st.tuples(
    st.sampled_from("ABC"),
    st.sampled_from([0, 0, 0, 1, 1, 2, 4]),  # days that passed; 4 = an outage over a weekend
    st.sampled_from([0, 0, 0, -1]),  # the clock of this scheduler is a day behind
    st.sampled_from([None, None, None, 1, 7, 13]),  # killed after so many questions
)


@SHARED
@given(
    turns=st.lists(turn, min_size=1, max_size=18), shifts=st.lists(st.integers(0, 9), min_size=1, max_size=4)
)
def test_any_interleaving_tells_each_step_once_and_loses_none(
    bureau: Bureau, turns: list[tuple[str, int, int, int | None]], shifts: list[int]
) -> None:
    deadlines = [bureau.deadline(due_on=CALENDAR.add_working_days(DUE, shift)) for shift in shifts]
    day, queued = START, 0
    for _scheduler, passed, behind, killed in turns:
        day += timedelta(days=passed)
        fires_on = CALENDAR.add_working_days if killed is None else killed_after(killed)
        try:
            queued += operations.remind(
                deadlines=deadlines, fires_on=fires_on, at=at(day + timedelta(days=behind))
            )
        except Crash:
            continue
    queued += remind(deadlines, day)
    for deadline in deadlines:
        nothing_twice_nothing_lost(bureau, deadline, day)
    assert queued == Notice.objects.filter(record_key__in=[str(one.record.pk) for one in deadlines]).count()


def nothing_twice_nothing_lost(bureau: Bureau, deadline: Deadline, today: date) -> None:
    rows = list(Reminder.objects.of_record(deadline.record).select_related("notice"))
    people = {Audience.OWNER: bureau.owner, Audience.HEAD: bureau.head, Audience.OFFICE: bureau.office}
    due = [step for step in STEPS if CALENDAR.add_working_days(deadline.due_on, step.offset) <= today]
    assert Counter((row.step, row.recipient_id) for row in rows) == Counter(
        (step.code, people[step.audience].pk) for step in due
    )
    for officer in people.values():
        theirs = [row for row in rows if row.recipient_id == officer.pk]
        latest = max(theirs, key=lambda row: row.fires_on, default=None)
        assert latest is None or latest.state == Reminder.State.SENT
        told = [row.notice for row in theirs if row.notice is not None]
        assert max(Counter(local_day(notice.queued_at) for notice in told).values(), default=0) <= 1
        assert sum(notice.mail == Notice.Mail.WAITING for notice in told) <= 1


def test_three_days_without_a_scheduler(bureau: Bureau) -> None:
    deadlines = [bureau.deadline() for _ in range(5)]
    remind(deadlines, working(-1))
    assert remind(deadlines, working(3)) == 5 * 3
    for officer in (bureau.owner, bureau.head, bureau.office):
        waiting = Notice.objects.visible_to(officer).waiting_for_mail().filter(queued_at=at(working(3), 6))
        assert waiting.count() == 5
    superseded = Reminder.objects.filter(state=Reminder.State.SUPERSEDED, step__in=["due", "after-1"])
    assert superseded.count() == 5 * 2


moves = st.lists(
    st.tuples(st.sampled_from(["pass", "move", "finish", "reopen"]), st.integers(0, 6)),
    min_size=2,
    max_size=14,
)


@SHARED
@given(events=moves)
def test_moving_finishing_and_reopening_never_tells_twice(
    bureau: Bureau, events: list[tuple[str, int]]
) -> None:
    record, due_on, day, is_open = bureau.record(), DUE, START, True
    for what, size in events:
        if what == "pass":
            day += timedelta(days=size)
        elif what == "move":
            due_on = CALENDAR.add_working_days(DUE, size)
        else:
            is_open = what == "reopen"
        if is_open:
            remind([bureau.deadline(record, due_on=due_on)], day)
        else:
            operations.withdraw(record=record, at=at(day))
            assert not Notice.objects.filter(record_key=str(record.pk)).unread().exists()
    rows = Reminder.objects.of_record(record)
    assert rows.filter(state="sent", notice=None).count() == 0
    unread = Notice.objects.filter(record_key=str(record.pk)).unread()
    assert max(Counter(unread.values_list("recipient_id", flat=True)).values(), default=0) <= 1
