"""Newsletters by mail: a sender is a source, read once, the box left as it is, nobody asked for anything."""

import imaplib
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.outgoing import Fetched
from dongthuan.apps.monitoring.lifecycle import SourceState
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.sources import Fetch, Source
from dongthuan.apps.monitoring.newsletters import way_out
from dongthuan.apps.monitoring.operations.collecting import Outside, collect_source
from dongthuan.apps.monitoring.operations.sources import SourceContent, save_source
from tests.integration.imap_stub import Box, box

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
TITLES = ("Bộ Khoa học công bố chương trình mới", "Hà Nội mở thêm ba tuyến xe buýt điện")


def letter(sender: str, title: str, number: int) -> bytes:
    words = f"{title}\nhttps://bao.example/{number}\nHủy đăng ký: https://bao.example/huy-dang-ky\n"
    head = f"From: Bản tin <{sender}>\nDate: Mon, 2 Mar 2026 09:00:00 +0700\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\n\n{words}".encode()


def web(url: str, **_more: str) -> Fetched:
    raise AssertionError(f"asked the web for {url}")


def visit(source: Source, server: Box, by: Officer, *, at: datetime = NOON) -> Fetch:
    def open_box() -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", server.server_address[1], timeout=5)
        client.login("u", "p")
        return client

    source.refresh_from_db()
    outside = Outside(way_out(open_box, "INBOX", web=web), {})
    return collect_source(source=source, outside=outside, by=by, at=at)


@pytest.fixture
def source(coordinator: Officer) -> Source:
    content = SourceContent(name="Bản tin", url="Tin@bao.example")
    return save_source(source=None, content=content, by=coordinator, at=NOON)


def test_letters_of_the_sender_become_items_once(source: Source, system: Officer) -> None:
    assert (source.kind, source.url) == (Source.Kind.NEWSLETTER, "mailto:tin@bao.example")
    with box() as server:
        first = visit(source, server, system)
        assert (first.outcome, first.new_count) == (Fetch.Outcome.READ, 0)
        server.letters = {
            3: letter("tin@bao.example", TITLES[0], 1),
            4: letter("gia-mao-tin@bao.example", "Thư của người khác có tên gần giống", 9),
        }
        assert visit(source, server, system).new_count == 1
        assert visit(source, server, system).outcome == Fetch.Outcome.UNCHANGED
        server.letters[5] = letter("tin@bao.example", TITLES[1], 2)
        assert visit(source, server, system).new_count == 1
        server.validity = 8  # the box was made anew: its numbers mean nothing any more
        assert visit(source, server, system).known_count == 2
    assert list(Item.objects.order_by("url").values_list("url", "title")) == [
        ("https://bao.example/1", TITLES[0]),
        ("https://bao.example/2", TITLES[1]),
    ]
    asked = {command.removeprefix("UID ").split()[0] for command in server.asked}
    assert asked == {"CAPABILITY", "LOGIN", "EXAMINE", "SEARCH", "FETCH", "LOGOUT"}
    assert 'UID SEARCH UID 1:* FROM "tin@bao.example"' in server.asked
    assert all("BODY.PEEK" in command for command in server.asked if "FETCH" in command)


def test_a_box_that_refuses_makes_a_failing_source_and_heals(source: Source, system: Officer) -> None:
    with box() as server:
        server.refuses = {"EXAMINE"}
        assert visit(source, server, system).error.startswith("unreachable")
        server.refuses, server.letters = set(), {1: letter("tin@bao.example", TITLES[0], 1)}
        assert visit(source, server, system, at=NOON + timedelta(hours=1)).new_count == 1
    source.refresh_from_db()
    assert source.state == SourceState.WORKING


def test_without_a_mailbox_the_page_says_so_and_the_source_may_be_kept(
    client: Client, coordinator: Officer
) -> None:
    client.force_login(coordinator)
    given = {"url": "tin@bao.example", "name": "Bản tin", "outlet_class": "press", "interval_minutes": 60}
    page = client.post("/giam-sat/nguon/them/", given | {"save": "1"})
    assert "chưa có hộp thư" in page.content.decode()
    assert not Source.objects.exists()
    client.post("/giam-sat/nguon/them/", given | {"save": "1", "unseen": "on"})
    kept = Source.objects.get()
    assert (kept.kind, kept.is_verified) == (Source.Kind.NEWSLETTER, False)
    shown = client.get(f"/giam-sat/nguon/{kept.pk}/").content.decode()
    assert ">tin@bao.example</a>" in shown
    assert "tin@bao.example" not in client.get("/giam-sat/nguon/danh-sach.opml").content.decode()
