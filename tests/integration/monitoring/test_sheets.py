"""The lists of listening as workbooks, filtered as on their pages."""

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.monitoring.models.briefs import Brief
from dongthuan.apps.monitoring.models.signals import Series, Signal
from dongthuan.apps.monitoring.models.stories import Story
from dongthuan.apps.monitoring.operations.counting import hour_of
from dongthuan.apps.monitoring.operations.grouping import refresh_stories
from tests.integration.monitoring.newsroom import Newsroom
from tests.integration.workbooks import rows_of

LISTS = (
    "tin/tai-ve.csv", "chum-tin/", "chum-tin/?sort=rising", "nguon/", "chu-de/", "tin-hieu/", "diem-bao/",
)  # fmt: skip


@pytest.fixture
def newsroom(system: Officer) -> Newsroom:
    """A story of two items of one outlet, an item alone, a signal and a brief."""
    room = Newsroom(clock.now())
    at = room.at
    story = Story.objects.create(title="Bão số 3", first_at=at, last_at=at)
    for title in ("Bão vào", "=1+1"):
        room.publish(title, story=story, topics=[room.topic], polarity="negative")
    room.publish("Tin khác", outlet="Báo B", polarity="positive")
    refresh_stories([story.pk])
    Signal.objects.create(
        topic=room.topic, series=Series.VOLUME, hour=hour_of(at), detected_at=at, observed=9, baseline=1.26,
        expected_high=3, p_value=0.01, score=4, model_id="thử", item_count=9, copy_count=0,
    )  # fmt: skip
    Brief.objects.create(day=clock.local_day(at), compiler=system, compiled_at=at)
    return room


def test_each_list_gives_its_rows(client: Client, newsroom: Newsroom, coordinator: Officer) -> None:
    client.force_login(coordinator)
    base = "/giam-sat/"
    items = rows_of(client, f"{base}tin/tai-ve.csv?polarity=negative")
    assert {row[2] for row in items} == {"Bão vào", "=1+1"}
    assert [row[:2] for row in rows_of(client, f"{base}chum-tin/")] == [("Bão số 3", 2)]
    assert [row[:3] for row in rows_of(client, f"{base}chum-tin/?sort=rising")] == [("Bão số 3", 2, 0)]
    assert {row[0] for row in rows_of(client, f"{base}nguon/")} == {"Báo A", "Báo B"}
    assert [row[0] for row in rows_of(client, f"{base}nguon/?q=B%C3%A1o+B")] == ["Báo B"]
    assert {row[0]: row[3] for row in rows_of(client, f"{base}chu-de/")}["Bão lũ"] == 2
    assert [(row[0], row[3], row[4]) for row in rows_of(client, f"{base}tin-hieu/")] == [("Bão lũ", 9, 1.3)]
    assert [row[2] for row in rows_of(client, f"{base}diem-bao/")] == [0]


def test_each_page_offers_its_sheet_and_refuses_those_without_a_role(
    client: Client, newsroom: Newsroom, coordinator: Officer, outsider: Officer
) -> None:
    client.force_login(coordinator)
    for address in ("tin/", *LISTS[1:]):
        assert "xlsx=1" in client.get(f"/giam-sat/{address}").content.decode(), address
    client.force_login(outsider)
    for address in LISTS:
        assert client.get(f"/giam-sat/{address}", {"xlsx": "1"}).status_code == 403, address
