"""Answered requests on the portal: one rule for list, page, file, feed and open data; taken back at once."""

import csv
import io
import json

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.disclosure.models.answered import AnsweredSummary
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.models.requests_outcomes import Provision
from dongthuan.apps.disclosure.operations.answered import (
    SummaryContent,
    propose_summary,
    publish_summary,
    withdraw_summary,
    write_summary,
)
from dongthuan.apps.disclosure.operations.requests import RequestContent, receive_request
from dongthuan.apps.disclosure.requests_lifecycle import ProvisionForm, RequestState
from dongthuan.apps.files import operations as files
from dongthuan.apps.portal.models.entries import PublicEntry
from dongthuan.apps.portal.operations.indexing import index_some
from dongthuan.apps.units.models import Unit

pytestmark = pytest.mark.django_db
DOORS = ("answered", "answered-atom", "answered-csv", "answered-json")


@pytest.fixture
def public(coordinator: Officer, leader: Officer, agency: Unit) -> AnsweredSummary:
    """An answered request with a file, made public by two; a second one that is only written."""
    at = clock.now()
    by, head = (one.on(clock.local_day(at)) for one in (coordinator, leader))
    made = []
    for number, question in enumerate(("Kết quả =quan trắc", "CHUA-CONG-KHAI")):
        told = RequestContent(content="Hỏi kín", requester_name="Lý Thị Dân", phone="0900000000", unit=agency)
        row, _code = receive_request(content=told, by=by, at=at)
        InformationRequest.objects.filter(pk=row.pk).update(
            state=RequestState.PROVIDED, valid_at=at, settled_at=at
        )
        row.refresh_from_db()
        given = Provision.objects.create(
            request=row, given="Bảng", form=ProvisionForm.PORTAL, is_whole=True, given_at=at, given_by=by
        )
        kept = files.keep(data=b"120", name=f"bang-{number}.txt", record=given, unit=agency, by=by, at=at)
        content = SummaryContent(question, "Có 12 trạm.", [kept.pk])
        made.append(write_summary(request=row, content=content, version=None, by=by, at=at))
    one = propose_summary(summary=made[0], version=1, by=by, at=at)
    return publish_summary(summary=one, version=one.version, by=head, at=at)


def read(client: Client, name: str, *args: object) -> str:
    """Return what one door shows."""
    answer = client.get(reverse(f"portal:{name}", args=args))
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_every_door_shows_it_without_the_person_and_none_after_it_is_withdrawn(
    client: Client, public: AnsweredSummary, coordinator: Officer
) -> None:
    file = public.files.get()
    for name in DOORS:
        shown = read(client, name)
        assert "quan trắc" in shown, name
        for kept in ("CHUA-CONG-KHAI", "Lý Thị Dân", "0900000000", "Hỏi kín", public.request.symbol):
            assert kept not in shown, (name, kept)
    assert "Có 12 trạm." in read(client, "answered-one", public.slug)
    assert read(client, "answered-file", public.slug, file.pk) == "120"
    assert not client.cookies
    other = AnsweredSummary.objects.exclude(pk=public.pk).get()
    assert client.get(reverse("portal:answered-one", args=[other.slug])).status_code == 404
    for key in (other.files.get().pk, 2**70):
        assert client.get(reverse("portal:answered-file", args=[public.slug, key])).status_code == 404
    by = coordinator.on(clock.local_day(clock.now()))
    withdraw_summary(summary=public, version=public.version, reason="Nhầm", by=by, at=clock.now())
    caches["pages"].clear()
    for name in DOORS:
        assert "quan trắc" not in read(client, name), name
    for name, args in (("answered-one", [public.slug]), ("answered-file", [public.slug, file.pk])):
        assert client.get(reverse(f"portal:{name}", args=args)).status_code == 404


def test_open_data_is_safe_to_open_and_says_when_nothing_changed(
    client: Client, public: AnsweredSummary
) -> None:
    (row,) = csv.DictReader(io.StringIO(read(client, "answered-csv").lstrip("\ufeff")))
    (item,) = json.loads(read(client, "answered-json"))["items"]
    assert set(row) == set(item)
    assert (item["question"], item["outcome"], item["files"]) == ("Kết quả =quan trắc", "provided", "1")
    assert not row["question"].startswith("=")
    answer = client.get(reverse("portal:answered-csv"))
    again = client.get(reverse("portal:answered-csv"), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_an_answered_request_is_found_until_it_is_withdrawn(
    client: Client, public: AnsweredSummary, leader: Officer, system: Officer
) -> None:
    at = clock.now()
    by, head = (one.on(clock.local_day(at)) for one in (system, leader))
    index_some(by=by, at=at)
    search, other = reverse("portal:search"), AnsweredSummary.objects.get(state="draft")
    page = reverse("portal:answered-one", args=[public.slug])
    for words in ("quan trac", "quan trắc"):
        assert page in client.get(search, {"q": words}).text
    assert other.slug not in client.get(search, {"q": other.question}).text
    withdraw_summary(summary=public, version=public.version, reason="Sai", by=head, at=clock.now())
    caches["pages"].clear()
    assert page not in client.get(search, {"q": "quan trac"}).text
    index_some(by=by, at=clock.now())
    assert not PublicEntry.objects.filter(kind="da-tra-loi").exists()
