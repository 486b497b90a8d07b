"""Posts that a person confirms, and the machine that looks whether they stand there."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.outgoing import Fetched
from dongthuan.apps.common.outgoing_guard import Unreachable
from dongthuan.apps.content.lifecycle import PostState
from dongthuan.apps.content.models.posts import Publication
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations import posting as operations
from dongthuan.apps.content.operations.publishing import publish_text, set_embargo
from dongthuan.apps.content.queries.posts import LOOKS, to_look_at
from dongthuan.apps.content.verifying import look
from dongthuan.apps.monitoring.intake.entries import url_key
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.sources import Source
from tests.integration.content.conftest import HOUR, NOON, Maker

TICKS = ["same", "own", "alt", "ai"]


def confirmed(text: Text, by: Officer, **more: Any) -> Publication:
    """Confirm a post on Zalo."""
    row = Publication.objects.get(text=text, channel="zalo")
    given: dict[str, Any] = {"url": "https://zalo.me/s/1", "ticked": TICKS, "official_channel": None}
    return operations.confirm_post(publication=row, by=by, **(given | {"at": NOON} | more))


def answers(status: int, body: str) -> Callable[..., Fetched]:
    """Return a stand-in for the way out of the house."""
    return lambda url, **_limits: Fetched(status, url, {}, body.encode())


def test_the_machine_finds_it_or_says_so(published: Text, spokesperson: Officer, system: Officer) -> None:
    row = confirmed(published, spokesperson)
    assert look(row, fetcher=answers(200, "<h1>Kết quả khảo sát</h1> | Zalo")) == "fetched"
    assert look(row, fetcher=answers(200, "Trang khác")) == ""
    assert look(row, fetcher=answers(404, "")) == ""
    assert look(row, fetcher=answers(403, "")) == "refused"

    def unreachable(_url: str, **_limits: object) -> Fetched:
        raise Unreachable("x")

    assert look(row, fetcher=unreachable) == "refused"
    for how, state in (
        ("refused", PostState.CONFIRMED),
        ("", PostState.MISSING),
        ("fetched", PostState.VERIFIED),
    ):
        row = operations.note_look(publication=row, how=how, by=system, at=NOON)
        assert row.state == state
    with pytest.raises(NotAllowed):
        operations.note_look(publication=row, how="fetched", by=spokesperson, at=NOON)


def test_it_looks_a_few_times_and_not_without_end(
    published: Text, spokesperson: Officer, system: Officer
) -> None:
    row = confirmed(published, spokesperson)
    at, count = NOON, 0
    while (waiting := to_look_at(at=at).first()) is not None:
        operations.note_look(publication=waiting, how="", by=system, at=at)
        at, count = at + HOUR, count + 1
    assert count == LOOKS
    row.refresh_from_db()
    assert row.state == PostState.MISSING
    confirmed(published, spokesperson, url="https://zalo.me/s/2", at=at)
    assert to_look_at(at=at).exists()  # a corrected address is looked at anew


def test_what_is_refused(
    published: Text, make: Maker, clear: Callable[..., None], spokesperson: Officer, outsider: Officer
) -> None:
    for more, refusal in (
        ({"ticked": TICKS[:-1]}, operations.NotTicked),
        ({"url": "https://xau.vn/zalo.me"}, operations.NotOfChannel),
        ({"by": outsider}, NotAllowed),
    ):
        given = {"by": spokesperson} | more
        with pytest.raises(refusal):
            confirmed(published, **given)  # type: ignore[arg-type]  # a test's defaults
    portal = Publication.objects.get(text=published, channel="portal")
    with pytest.raises(operations.ServedByItself):
        operations.confirm_post(
            publication=portal, url="", ticked=[], official_channel=None, by=spokesperson, at=NOON
        )
    text = make()
    clear(text)
    text = set_embargo(text=text, version=text.version, until=NOON + HOUR, by=spokesperson, at=NOON)
    publish_text(text=text, version=text.version, by=spokesperson, at=NOON, has_looked=True)
    with pytest.raises(operations.StillEmbargoed):
        confirmed(text, spokesperson)
    confirmed(text, spokesperson, at=NOON + HOUR)


class Page(BaseHTTPRequestHandler):
    """A page of a platform on this machine; at /sai another text stands."""

    def do_GET(self) -> None:
        """Show the page."""
        words = "Trang khác" if self.path == "/sai" else "<title>Kết quả khảo sát | Zalo</title>"
        self.send_response(404 if self.path == "/mat" else 200)
        self.end_headers()
        self.wfile.write(words.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_the_machine_really_looks_through_the_guarded_way_out(
    published: Text, spokesperson: Officer, settings: Any
) -> None:
    row = confirmed(published, spokesperson)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"127.0.0.1:{server.server_port}"
    found = {}
    for path in ("dung", "sai", "mat"):
        row.url = f"http://{place}/{path}"
        assert look(row) == "refused"  # nothing inside our own network is looked at
        settings.OUTGOING_ALLOWED = [place]
        found[path] = look(row)
        settings.OUTGOING_ALLOWED = []
    server.shutdown()
    server.server_close()
    assert found == {"dung": "fetched", "sai": "", "mat": ""}


def test_what_was_collected_is_found_by_its_key(published: Text, spokesperson: Officer) -> None:
    row = confirmed(published, spokesperson)
    source = Source.objects.create(name="Zalo", outlet="Zalo", url="https://zalo.me/rss")
    Item.objects.create(
        source=source,
        url=row.url,
        title="Kết quả khảo sát",
        published_at=NOON,
        first_seen_at=NOON,
        published_origin="feed",
        url_key=bytes.fromhex(url_key(row.url)),
    )
    with CaptureQueriesContext(connection) as queries:
        assert look(row, fetcher=answers(404, "")) == "collected"
    assert any("url_key" in query["sql"] for query in queries)
