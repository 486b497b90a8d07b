"""The column "access to information": one rule for page, search, feed, data and file; no session."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.disclosure.models.publications import PublicInformation
from dongthuan.apps.disclosure.operations import publications as acts
from dongthuan.apps.portal.operations.indexing import index_some
from dongthuan.apps.portal.queries.search import Question, search
from dongthuan.apps.portal.queries.suggestions import already_public
from dongthuan.apps.units.models import Unit

pytestmark = pytest.mark.django_db
DOORS = ("openness", "openness-atom", "openness-csv", "openness-json")
PAGES = ("openness", "openness-guide", "openness-data", "answered", "request", "wrong")


@pytest.fixture
def items(coordinator: Officer) -> list[PublicInformation]:
    """One public item, and three that the public may not see: a draft, a withdrawn one, one that is over."""
    at = clock.now()
    unit = Unit.objects.get(parent__isnull=True)
    made = clock.local_day(at) - timedelta(days=200)
    by = coordinator.on(clock.local_day(at))
    found = []
    for title in ("Kế hoạch động đất =1+1", "BAN-NHAP", "DA-RUT", "DA-HET"):
        content = acts.ItemContent(unit, title, made, "d", "portal", link="https://vien.example/a")
        item = acts.enter_information(content=content, by=by, at=at)
        if title != "BAN-NHAP":
            item = acts.publish_information(item=item, version=1, by=by, at=at)
        found.append(item)
    acts.withdraw_information(item=found[2], reason="Nhầm", version=found[2].version, by=by, at=at)
    yesterday = clock.local_day(at) - timedelta(days=1)
    PublicInformation.objects.filter(pk=found[3].pk).update(shown_from=made, shown_until=yesterday)
    caches["pages"].clear()
    return found


def read(client: Client, name: str) -> str:
    """Return what one door shows."""
    answer = client.get(reverse(f"portal:{name}"))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


def test_every_door_shows_the_public_item_alone(client, items):
    for name in DOORS:
        shown = read(client, name)
        assert "động đất" in shown, name
        assert not any(word in shown for word in ("BAN-NHAP", "DA-RUT", "DA-HET")), name
    assert not client.cookies
    for item, status in zip(items, (200, 404, 404, 404), strict=True):
        assert client.get(reverse("portal:openness-item", args=[item.slug])).status_code == status
        assert client.get(reverse("portal:openness-file", args=[item.slug])).status_code == 404


def test_the_sitemap_names_the_column_and_what_is_public_in_it(client, items):
    shown = read(client, "sitemap")
    for name in PAGES:
        assert f"{reverse(f'portal:{name}')}</loc>" in shown, name
    found = [item for item in items if f"/{item.slug}/" in shown]
    assert found == items[:1]


def test_words_are_found_with_and_without_marks_and_by_group(client, items):
    address = reverse("portal:openness")
    for query, is_there in (
        ("q=dong+dat", 1),
        ("q=động+đất", 1),
        ("q=khong+co", 0),
        ("group=d", 1),
        ("group=k", 0),
    ):
        shown = client.get(f"{address}?{query}").content.decode()
        assert (items[0].slug in shown) == bool(is_there), query
    assert client.get(f"{address}?page=x&q=%00").status_code == 200
    guide = client.get(reverse("portal:openness-guide"))
    assert guide.status_code == 200
    assert client.get(reverse("portal:openness-data")).status_code == 200


def test_open_data_has_stable_names_and_says_when_nothing_changed(client, items):
    answer = client.get(reverse("portal:openness-csv"))
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [items[0].slug]
    assert rows[0]["created_on"] == items[0].created_on.isoformat()
    data = json.loads(read(client, "openness-json"))
    assert data["items"][0] == {**data["items"][0], "id": items[0].slug, "group": "d"}
    assert set(data["columns"]) == set(rows[0])
    address = reverse("portal:openness-csv")
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert "Last-Modified" in answer
    PublicInformation.objects.filter(pk=items[0].pk).update(changed_at=clock.now() + timedelta(seconds=9))
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 200


def test_the_search_and_the_suggestions_know_the_register(items, system):
    at = clock.now()
    while index_some(by=system, at=at):
        pass
    found = search(Question("dong dat"), at=at).rows
    assert [(row.title, row.path) for row in found] == [
        ("Kế hoạch động đất =1+1", reverse("portal:openness-item", args=[items[0].slug]))
    ]
    assert [row.title for row in search(Question(""), at=at).rows] == ["Kế hoạch động đất =1+1"]
    assert [one.title for one in already_public("Xin kế hoạch về động đất", at=at)] == [found[0].title]
    assert already_public("BAN-NHAP", at=at) == []
