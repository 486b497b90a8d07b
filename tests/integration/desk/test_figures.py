"""Every figure on the leader's page opens exactly the rows it counts."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import OfficerContent, give_role, save_officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.stories import Story
from dongthuan.apps.monitoring.operations.grouping import refresh_stories
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import NOON
from tests.integration.monitoring.newsroom import Newsroom
from tests.integration.plans.planning_cast import a_plan, a_task, a_unit
from tests.integration.workbooks import rows_of


@pytest.fixture
def today(system: Officer) -> date:
    return clock.local_day(clock.now())


def figures(page: str) -> dict[str, int]:
    """Return the figures of execution on a page, by the address that opens them."""
    found = re.findall(r'href="(/ke-hoach/cong-viec/\?counted=\w+)"><b>(\d+)</b>', page)
    return {address: int(shown) for address, shown in found}


def test_figures_of_execution_open_their_tasks(
    client: Client, today: date, leader: Officer, coordinator: Officer, system: Officer
) -> None:
    agency, institute, other = Unit.objects.get(parent__isnull=True), a_unit("V1"), a_unit("V2")
    plan, day = a_plan(agency, coordinator), timedelta(days=1)
    done = {"state": TaskState.DONE, "due_on": today - 9 * day}
    a_task(plan, institute, done_at=clock.now() - 10 * day, **done)
    a_task(plan, institute, done_at=clock.now() - 2 * day, **done)
    late = a_task(plan, other, due_on=today - day)
    a_task(a_plan(other, coordinator, parent=plan), other, parent=late, due_on=today - day)
    a_task(plan, institute, due_on=today + day)
    a_task(plan, institute, state=TaskState.DRAFT, due_on=today - day)
    content = OfficerContent("truong-v1", "Trưởng Viện Một")
    head = save_officer(officer=None, content=content, by=system, at=NOON)
    give_role(officer=head, role=Role.LEADER, unit=institute, start_on=today, by=system, at=NOON)
    told = {}
    for officer in (leader, head):
        client.force_login(officer)
        told[officer.pk] = figures(client.get("/lanh-dao/").content.decode())
        for address, shown in told[officer.pk].items():
            assert len(rows_of(client, address)) == shown, address
    assert list(told[leader.pk].values()) == [4, 3, 1, 1, 1]
    assert list(told[head.pk].values()) == [3, 2, 1, 1, 0]  # a head sees the institute alone


def test_figures_of_news_open_their_items_and_sources(
    client: Client, system: Officer, leader: Officer
) -> None:
    room = Newsroom(clock.now())
    story = Story.objects.create(title="Bão số 3", first_at=room.at, last_at=room.at)
    for polarity in ("negative", "negative", "positive"):
        room.publish(story=story, polarity=polarity)
    Source.objects.create(name="Kho lưu", outlet="Kho lưu", url="")
    refresh_stories([story.pk])
    client.force_login(leader)
    answer = client.get("/lanh-dao/")
    page = answer.content.decode()
    for figure in answer.context["figures"]:
        assert figure.url, figure.label
    (total, negative, *_rest) = answer.context["figures"]
    assert len(items(client, total.url)) == total.value == 3
    assert len(items(client, negative.url)) == 2
    (rise,) = answer.context["rising"]
    assert len(items(client, rise.recent_url)) == rise.recent == 3
    assert items(client, rise.before_url) == []
    for row in answer.context["health"]:
        assert f"?health={row.code}" in page
        assert len(rows_of(client, f"/giam-sat/nguon/?health={row.code}")) == row.count


def items(client: Client, address: str) -> list[tuple[object, ...]]:
    """Return the items that an address of the list opens."""
    return rows_of(client, address.replace("/tin/", "/tin/tai-ve.csv"))
