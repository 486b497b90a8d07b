"""Sources: who may do what with them, what their pages show, how they fare against their own past."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.monitoring.intake.opml import read_opml
from dongthuan.apps.monitoring.lifecycle import Polarity, SourceState
from dongthuan.apps.monitoring.models.sources import DropCount, Source, SourceHour
from dongthuan.apps.monitoring.operations.sources import (
    AddressTaken,
    AddressUnusable,
    IsRemoved,
    SourceContent,
    ask_now,
    pause_source,
    remove_source,
    resume_source,
    save_source,
)
from dongthuan.apps.monitoring.queries.sources import SourceFilter, source_rows
from dongthuan.apps.monitoring.queries.sources_health import health_of

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
CONTENT = SourceContent(name="Báo A", url="https://A.example/rss?utm_source=x")
ITEM = b"<item><title>Tin dau</title><link>/1</link></item>"
RSS = b"<rss><channel><title>Bao thu</title>" + ITEM + b"<item/></channel></rss>"
PAGE = (
    b"<html><head><link rel='alternate' type='application/rss+xml' href='/rss'></head><body>x</body></html>"
)


@pytest.fixture
def source(coordinator: Officer) -> Source:
    return save_source(source=None, content=CONTENT, by=coordinator, at=NOON)


def test_a_source_is_added_once(coordinator: Officer, source: Source) -> None:
    assert (source.url, source.outlet, source.state) == ("https://a.example/rss", "Báo A", SourceState.NEW)
    assert source.next_fetch_at == NOON
    with pytest.raises(AddressTaken):
        save_source(source=None, content=CONTENT, by=coordinator, at=NOON)
    assert Entry.objects.filter(act="monitoring.save_source").count() == 1


def test_an_address_that_is_none(coordinator: Officer) -> None:
    with pytest.raises(AddressUnusable):
        save_source(
            source=None, content=SourceContent(name="x", url="file:///etc/passwd"), by=coordinator, at=NOON
        )


def test_a_new_address_is_read_anew_and_a_new_name_is_not(coordinator: Officer, source: Source) -> None:
    Source.objects.update(etag='"x"', state=SourceState.WORKING, next_fetch_at=NOON + timedelta(hours=1))
    renamed = SourceContent(name="Báo B", url=source.url)
    assert save_source(source=source, content=renamed, by=coordinator, at=NOON).etag == '"x"'
    moved = SourceContent(name="Báo B", url="https://b.example/rss")
    changed = save_source(source=source, content=moved, by=coordinator, at=NOON)
    assert (changed.etag, changed.state, changed.next_fetch_at) == ("", SourceState.NEW, NOON)


def test_paused_resumed_removed(coordinator: Officer, source: Source) -> None:
    paused = pause_source(source=source, by=coordinator, at=NOON, ground="bảo trì")
    assert (paused.state, paused.next_fetch_at) == (SourceState.PAUSED, None)
    assert ask_now(source=source, by=coordinator, at=NOON).next_fetch_at is None
    assert resume_source(source=source, by=coordinator, at=NOON).next_fetch_at == NOON
    remove_source(source=source, by=coordinator, at=NOON)
    assert not Source.objects.kept().exists()
    with pytest.raises(IsRemoved):
        pause_source(source=source, by=coordinator, at=NOON)
    save_source(source=None, content=CONTENT, by=coordinator, at=NOON)
    assert Source.objects.count() == 2


@pytest.mark.parametrize("act", [pause_source, resume_source, remove_source, ask_now])
def test_who_keeps_no_sources_changes_none(act: Any, source: Source, unit_officer: Officer) -> None:
    with pytest.raises(NotAllowed):
        act(source=source, by=unit_officer, at=NOON)
    source.refresh_from_db()
    assert source.state == SourceState.NEW


def hours(source: Source, *weeks_ago_counts: int) -> None:
    for week, count in enumerate(weeks_ago_counts):
        hour = NOON - timedelta(days=7 * week, hours=3)
        SourceHour.objects.create(
            source=source, hour=hour, polarity=Polarity.NEUTRAL, original_count=count, copy_count=0
        )
    SourceHour.objects.create(
        source=source, hour=NOON - timedelta(days=80), polarity=Polarity.NEUTRAL, original_count=1
    )


@pytest.mark.parametrize(
    ("counts", "state", "code"),
    [
        ((0, 20, 20, 20), SourceState.WORKING, "silent"),
        ((5, 40, 40, 40, 40, 40, 40, 40, 40), SourceState.WORKING, "falling"),
        ((200, 40, 40, 40, 40, 40, 40, 40, 40), SourceState.WORKING, "exploding"),
        ((38, 40, 40, 40, 40, 40, 40, 40, 40), SourceState.WORKING, "well"),
        ((0, 20, 20, 20), SourceState.FAILING, "failing"),
        ((0, 20, 20, 20), SourceState.PAUSED, "paused"),
    ],
)
def test_health_against_the_same_hours_of_other_weeks(
    source: Source, counts: tuple[int, ...], state: SourceState, code: str
) -> None:
    padded = counts + (counts[-1],) * (9 - len(counts))
    hours(source, *padded)
    source.state = state
    assert health_of([source], at=NOON)[source.pk].code == code


def test_the_list_asks_as_often_for_many_as_for_one(
    coordinator: Officer, source: Source, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        Source.objects.create(name=str(number), outlet="x", url=f"https://x.example/{number}")
    DropCount.objects.create(source=source, day=NOON.date(), reason="no_link", count=3)
    with django_assert_num_queries(4):
        rows = source_rows(Source.objects.kept(), SourceFilter(), at=NOON)
    assert len(rows) == 6
    assert sum(row.dropped for row in rows) == 3


class Site(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        body = {"/rss": RSS, "/": PAGE}.get(self.path)
        self.send_response(200 if body else 404)
        self.end_headers()
        self.wfile.write(body or b"")


@pytest.fixture
def site(settings: Any) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"127.0.0.1:{server.server_address[1]}"
    settings.OUTGOING_ALLOWED = [place]
    yield f"http://{place}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def keeper(coordinator: Officer) -> Client:
    client = Client()
    client.force_login(coordinator)
    return client


def form(url: str, **more: str) -> dict[str, str]:
    return {"url": url, "outlet_class": "press", "interval_minutes": "15", **more}


@pytest.mark.parametrize("path", ["/rss", "/"])
def test_one_looks_without_saving_and_then_saves(keeper: Client, site: str, path: str) -> None:
    looked = keeper.post("/giam-sat/nguon/them/", form(site + path, look=""))
    assert "Tin dau" in looked.content.decode()
    assert not Source.objects.exists()
    saved = keeper.post("/giam-sat/nguon/them/", form(site + "/rss", save=""))
    found = Source.objects.get()
    assert saved.headers["Location"] == f"/giam-sat/nguon/{found.pk}/"
    assert (found.name, found.is_verified) == ("Bao thu", True)


def test_what_cannot_be_read_is_saved_only_on_purpose(keeper: Client, site: str) -> None:
    refused = keeper.post("/giam-sat/nguon/them/", form(site + "/none", save=""))
    assert refused.status_code == 200
    assert not Source.objects.exists()
    keeper.post("/giam-sat/nguon/them/", form(site + "/none", save="", unseen="on"))
    assert not Source.objects.get().is_verified


BAD = [
    form("ftp://a.example"),
    form(""),
    form("https://a.example", selector="a["),
    form("https://a.example", interval_minutes="1"),
]


@pytest.mark.parametrize("bad", BAD)
def test_bad_input_is_told_at_its_field(keeper: Client, bad: dict[str, str]) -> None:
    answer = keeper.post("/giam-sat/nguon/them/", {**bad, "save": ""})
    assert answer.status_code == 400
    assert not Source.objects.exists()


def test_a_private_address_is_refused_with_words(keeper: Client) -> None:
    answer = keeper.post("/giam-sat/nguon/them/", form("http://169.254.169.254/latest", save=""))
    assert "mạng nội bộ" in answer.content.decode()


def test_pages_show_what_is_there(keeper: Client, source: Source) -> None:
    DropCount.objects.create(source=source, day=NOON.date(), reason="no_link", count=3, example="Ví dụ")
    for path in ("", "them/", "nhap/", f"{source.pk}/", f"{source.pk}/sua/", "?q=báo&health=new"):
        answer = keeper.get(f"/giam-sat/nguon/{path}")
        assert answer.status_code == 200, path
    assert "Báo A" in keeper.get("/giam-sat/nguon/").content.decode()
    assert keeper.get("/giam-sat/nguon/?health=zzz").status_code == 400
    assert keeper.get("/giam-sat/nguon/999999/").status_code == 404


def test_buttons_act(keeper: Client, source: Source) -> None:
    for path, state in (("tam-dung", "paused"), ("doc-lai", "new"), ("doc-ngay", "new"), ("bo", "removed")):
        assert keeper.post(f"/giam-sat/nguon/{source.pk}/{path}/").status_code == 302
        source.refresh_from_db()
        assert source.state == state
    assert keeper.post(f"/giam-sat/nguon/{source.pk}/doc-ngay/").status_code == 404


def test_who_keeps_no_sources_reads_them(unit_officer: Officer, source: Source) -> None:
    client = Client()
    client.force_login(unit_officer)
    assert client.get("/giam-sat/nguon/").status_code == 200
    assert client.get("/giam-sat/nguon/them/").status_code == 403
    assert client.post(f"/giam-sat/nguon/{source.pk}/bo/").status_code == 403


def test_a_list_out_and_in(keeper: Client, source: Source) -> None:
    listed = keeper.get("/giam-sat/nguon/danh-sach.opml").content
    assert read_opml(listed.decode())[0][0].url == source.url
    Source.objects.all().delete()
    upload = SimpleUploadedFile("a.opml", listed)
    assert keeper.post("/giam-sat/nguon/nhap/", {"file": upload}).status_code == 302
    assert Source.objects.get().url == "https://a.example/rss"
    bad = SimpleUploadedFile("a.opml", b"<html/>")
    assert keeper.post("/giam-sat/nguon/nhap/", {"file": bad}).status_code == 400
