"""Many at once: one signal opens one matter, numbers leave no gap, two who change t0 leave one clock."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.matters.lifecycle import Clause
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations.clauses import Duty, set_clause
from dongthuan.apps.matters.operations.matters import MatterContent, open_matter
from dongthuan.apps.matters.operations.refusals import AlreadyOnMatter, ChangedMeanwhile
from dongthuan.apps.monitoring.models.signals import Series, Signal
from dongthuan.apps.monitoring.models.topics import Topic
from tests.integration.matters.conftest import AT, NOTABLE, ON, duty


def together(count: int, act: Callable[[int], None]) -> None:
    """Do an act in many threads that start at the same time."""
    start = threading.Barrier(count)

    def run(position: int) -> None:
        start.wait()
        try:
            act(position)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(position,)) for position in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_a_signal_clicked_six_times_opens_one_matter(
    transactional_db: None, content: MatterContent, topic: Topic, speaker: Officer
) -> None:
    signal = Signal.objects.create(
        topic=topic,
        series=Series.NEGATIVE,
        hour=AT,
        detected_at=AT,
        observed=40,
        baseline=4,
        expected_high=9,
        p_value=0.001,
        score=30,
        model_id="thu",
        item_count=40,
        copy_count=3,
    )
    led_to: list[object] = []

    def click(_position: int) -> None:
        by = Officer.objects.get(pk=speaker.pk).on(ON)
        try:
            open_matter(content=content, grading=NOTABLE, duty=duty(), by=by, at=AT, record=signal)
        except AlreadyOnMatter as found:
            led_to.append(found.matter)

    together(6, click)
    matter = Matter.objects.get()
    assert led_to == [matter] * 5
    assert Clock.objects.open().count() == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_leave_no_gap(transactional_db: None, content: MatterContent, speaker: Officer) -> None:
    def act(_position: int) -> None:
        by = Officer.objects.get(pk=speaker.pk).on(ON)
        open_matter(content=content, grading=NOTABLE, duty=None, by=by, at=AT)

    together(6, act)
    assert sorted(Matter.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db(transaction=True)
def test_two_who_change_t0_leave_one_clock(transactional_db: None, matter: Matter, speaker: Officer) -> None:
    late: list[int] = []

    def act(position: int) -> None:
        by = Officer.objects.get(pk=speaker.pk).on(ON)
        new = Duty(Clause.EVENT, AT - timedelta(hours=position + 1), "Tiếp nhận")
        try:
            set_clause(matter=matter, version=1, duty=new, reason="Sớm hơn", by=by, at=AT)
        except ChangedMeanwhile:
            late.append(position)

    together(4, act)
    matter.refresh_from_db()
    assert len(late) == 3
    assert matter.clause_changes.count() == 2
    assert [clock.pk for clock in Clock.objects.open()] == [matter.clock_id]
