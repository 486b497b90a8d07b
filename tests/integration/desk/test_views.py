"""The desk and the leader's page: what awaits whom, whom to call, and what nobody may open."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import OfficerContent, give_role, save_officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.desk.queries import news
from dongthuan.apps.desk.rules import ACCESS, Act
from dongthuan.apps.monitoring.lifecycle import HandlingState, SourceState
from dongthuan.apps.monitoring.models.briefs import Brief
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.units.models import Unit
from tests.integration.monitoring.newsroom import Newsroom

CAST = ["leader", "coordinator", "unit_officer", "spokesperson", "administrator", "outsider", "system"]
STAFF = set(CAST) - {"outsider"}
EXPECTED = {Act.READ_DESK: STAFF, Act.READ_LEADER: {"leader", "coordinator", "spokesperson"}}
NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = date(2026, 3, 2)


@pytest.fixture
def newsroom(system: Officer) -> Newsroom:
    return Newsroom(clock.now())


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


@pytest.mark.parametrize("name", CAST)
def test_rule_and_page_agree(name: str, client: Client, request: pytest.FixtureRequest) -> None:
    officer: Officer = request.getfixturevalue(name)
    client.force_login(officer)
    for act, path in ((Act.READ_DESK, "/"), (Act.READ_LEADER, "/lanh-dao/")):
        may = name in EXPECTED[act]
        assert ACCESS[act](officer, None) == may
        assert client.get(path).status_code == (200 if may else 403)


def test_the_navigation_shows_only_what_opens(client: Client, unit_officer: Officer) -> None:
    client.force_login(unit_officer)
    page = client.get("/").content.decode()
    assert 'href="/lanh-dao/"' not in page
    assert 'href="/nhat-ky/"' not in page
    assert 'href="/giam-sat/tin/"' in page


def test_one_without_a_role_is_told_whom_to_ask(client: Client, outsider: Officer) -> None:
    client.force_login(outsider)
    assert "Chưa được giao vai trò" in client.get("/").content.decode()


def test_the_desk_lists_what_nobody_handled(
    newsroom: Newsroom, client: Client, unit_officer: Officer
) -> None:
    newsroom.publish("Dự án chậm tiến độ", polarity="negative")
    newsroom.publish("Đã có người lo", polarity="negative", handling=HandlingState.IN_HAND)
    newsroom.publish("Tin vui", polarity="positive")
    client.force_login(unit_officer)
    page = client.get("/").content.decode()
    assert "Tin bất lợi chưa xử lý: 1" in page
    assert "Dự án chậm tiến độ" in page
    assert "Đã có người lo" not in page
    assert "Điểm báo hôm nay chưa được tổng hợp" in page


def test_a_submitted_brief_waits_for_others_only(
    newsroom: Newsroom, client: Client, coordinator: Officer, leader: Officer
) -> None:
    Brief.objects.create(
        day=DAY, compiler=coordinator, submitted_by=coordinator, compiled_at=NOON, state="submitted"
    )
    assert news.briefs_to_approve(coordinator) == []
    client.force_login(leader)
    assert "đang chờ duyệt" in client.get("/lanh-dao/").content.decode()


def test_failing_sources_are_shown_to_those_who_keep_them(
    newsroom: Newsroom, client: Client, coordinator: Officer, unit_officer: Officer
) -> None:
    Source.objects.create(
        name="Báo hỏng", outlet="Báo hỏng", url="https://h.example", state=SourceState.FAILING
    )
    for officer, sees in ((coordinator, True), (unit_officer, False)):
        client.force_login(officer)
        assert ("Báo hỏng" in client.get("/").content.decode()) == sees


@pytest.fixture
def institute(system: Officer) -> Unit:
    """A unit whose officer answers for a topic."""
    agency = Unit.objects.get(parent__isnull=True)
    unit = Unit.objects.create(code="V1", name="Viện Một", kind="institute", parent=agency, start_on=DAY)
    officer = save_officer(
        officer=None, content=OfficerContent("hoa", "Trần Hoa", phone="024 111"), by=system, at=NOON
    )
    give_role(officer=officer, role=Role.UNIT_OFFICER, unit=unit, start_on=DAY, by=system, at=NOON)
    return unit


def test_red_items_name_the_unit_and_whom_to_call(
    newsroom: Newsroom, institute: Unit, client: Client, leader: Officer
) -> None:
    Topic.objects.filter(pk=newsroom.topic.pk).update(unit=institute)
    newsroom.publish("Thiết bị đắp chiếu", polarity="negative", topics=[newsroom.topic])
    client.force_login(leader)
    page = client.get("/lanh-dao/").content.decode()
    assert "Thiết bị đắp chiếu" in page
    assert "Viện Một" in page
    assert "Trần Hoa (024 111)" in page


def test_red_items_are_five_at_most_one_a_story_the_most_told_first(newsroom: Newsroom) -> None:
    big = newsroom.story("Chuyện lớn", "Kể lại", "Kể nữa", polarity="negative")
    for number in range(7):
        newsroom.publish(f"Lẻ {number}", polarity="negative", ago=timedelta(hours=number + 1))
    newsroom.publish("Quá cũ", polarity="negative", ago=timedelta(days=9))
    red = news.red_items(at=newsroom.at, on=clock.local_day(newsroom.at))
    assert len(red) == 5
    assert red[0].item.story == big
    assert [row.item.story for row in red].count(big) == 1
    assert "Quá cũ" not in {row.item.title for row in red}
