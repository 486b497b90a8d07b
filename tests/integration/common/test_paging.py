"""Pages by keyset: every row once, in both directions, whatever stands in the address."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.paging import page_of

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def officers(db: None) -> list[int]:
    """Eleven rows, newest first; three of them joined at the same instant."""
    for place in range(11):
        joined = START + timedelta(hours=max(place, 3))
        Officer.objects.create(username=f"o{place}", full_name=f"O {place}", date_joined=joined)
    return list(Officer.objects.order_by("-date_joined", "-pk").values_list("pk", flat=True))


def test_walking_there_and_back_shows_every_row_once(officers: list[int]) -> None:
    there, cursor = [], ""
    while True:
        page = page_of(Officer.objects.all(), cursor, by="date_joined", size=3)
        there.append([row.pk for row in page.rows])
        if not page.older:
            break
        cursor = page.older
    assert [pk for pks in there for pk in pks] == officers
    back = [there[-1]]
    while page.newer:
        page = page_of(Officer.objects.all(), page.newer, by="date_joined", size=3)
        back.insert(0, [row.pk for row in page.rows])
    assert back == there


def test_news_that_comes_in_does_not_shift_the_next_page(officers: list[int]) -> None:
    first = page_of(Officer.objects.all(), "", by="date_joined", size=3)
    Officer.objects.create(username="new", full_name="New", date_joined=START + timedelta(days=9))
    second = page_of(Officer.objects.all(), first.older, by="date_joined", size=3)
    assert [row.pk for row in second.rows] == officers[3:6]
    assert second.newer


def written(*parts: object) -> str:
    return urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


NONSENSE = [
    "x",
    "bnVsbA",
    "a" * 5000,
    "\x00",
    written(0, 1, 1),
    written(0, "2026-01-01T00:00:00", 1),
    written(0, "2026-13-45T00:00:00Z", 1),
    written(0, "2026-01-01T00:00:00Z", 10**30),
    written(0, "2026-01-01T00:00:00Z", "1"),
    written(0, float("nan"), 1),
    written(0, [], {}),
]


@pytest.mark.parametrize("cursor", NONSENSE)
def test_nonsense_in_the_address_gives_the_first_page(officers: list[int], cursor: str) -> None:
    page = page_of(Officer.objects.all(), cursor, by="date_joined", size=3)
    assert [row.pk for row in page.rows] == officers[:3]
    assert page.newer == ""


def test_a_list_by_whole_numbers_refuses_a_number_too_large(officers: list[int]) -> None:
    page = page_of(Officer.objects.all(), written(0, 10**30, 1), by="pk", size=3)
    assert [row.pk for row in page.rows] == sorted(officers, reverse=True)[:3]


def test_an_empty_list_has_no_neighbours(db: None) -> None:
    page = page_of(Officer.objects.none(), "")
    assert (list(page.rows), page.newer, page.older) == ([], "", "")
