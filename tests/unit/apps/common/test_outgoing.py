import gzip
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dongthuan.apps.common.outgoing import Fetched, Limits, fetch
from dongthuan.apps.common.outgoing_guard import (
    Guard,
    Refusal,
    Refused,
    TooLarge,
    TooSlow,
    Unreachable,
    is_public,
)
from dongthuan.apps.common.outgoing_manners import (
    Robots,
    permission_for,
    rest_after,
    retry_after,
    turn_at,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        getattr(self, "serve_" + self.path.strip("/").split("?")[0].replace("/", "_"))()

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def serve_feed(self) -> None:
        if self.headers.get("If-None-Match") == '"one"':
            self.send_response(304)
            self.end_headers()
            return
        agent = self.headers["User-Agent"].encode()
        self.answer(b"feed for " + agent, ETag='"one"', Content_Type="application/rss+xml")

    def serve_large(self) -> None:
        self.answer(b"x" * 300_000)

    def serve_bomb(self) -> None:
        self.answer(gzip.compress(b"\0" * 30_000_000), Content_Encoding="gzip")

    def serve_false_gzip(self) -> None:
        self.answer(b"not gzip at all", Content_Encoding="gzip")

    def serve_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            try:
                self.wfile.write(b"y")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    def serve_moved(self) -> None:
        self.answer(b"", 301, Location="/feed")

    def serve_loop(self) -> None:
        self.answer(b"", 302, Location="/loop")

    def serve_inward(self) -> None:
        self.answer(b"", 302, Location="http://169.254.169.254/latest/meta-data")

    def serve_file(self) -> None:
        self.answer(b"", 302, Location="file:///etc/passwd")

    def serve_gone(self) -> None:
        self.answer(b"gone", 410)


@pytest.fixture(scope="module")
def site() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def get(site: ThreadingHTTPServer, path: str, **more: object) -> Fetched:
    port = site.server_address[1]
    guard = Guard(allowed=frozenset({("127.0.0.1", port)}))
    return fetch(f"http://127.0.0.1:{port}/{path}", guard=guard, **more)  # type: ignore[arg-type]


PRIVATE = [
    "127.0.0.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "::",
    "::1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::1",
    "2001::1",
    "2001:db8::1",
    "fc00::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "203.162.0.11", "2001:4860:4860::8888", "64:ff9b::808:808"])
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1/", Refusal.ADDRESS),
        ("http://2130706433/", Refusal.ADDRESS),
        ("http://0x7f.1/", Refusal.ADDRESS),
        ("http://[::1]/", Refusal.ADDRESS),
        ("http://[::ffff:10.0.0.1]/", Refusal.ADDRESS),
        ("http://169.254.169.254/", Refusal.ADDRESS),
        ("http://localhost/", Refusal.ADDRESS),
        ("http://0/", Refusal.ADDRESS),
        ("http://8.8.8.8:22/", Refusal.PORT),
        ("https://8.8.8.8:5432/", Refusal.PORT),
        ("ftp://8.8.8.8/", Refusal.SCHEME),
        ("file:///etc/passwd", Refusal.SCHEME),
        ("http://admin:secret@8.8.8.8/", Refusal.CREDENTIALS),
        ("http:///nothing", Refusal.MALFORMED),
        ("http://a.vn:cổng/", Refusal.MALFORMED),
        ("http://a.vn:99999/", Refusal.PORT),
        ("", Refusal.SCHEME),
    ],
)
def test_refused_before_a_connection_is_made(url: str, reason: Refusal) -> None:
    with pytest.raises(Refused) as refused:
        fetch(url, guard=Guard())
    assert refused.value.reason is reason


def test_one_private_answer_among_public_ones_refuses_the_name() -> None:
    rebinding = Guard(resolve=lambda _host, _port: ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(Refused, match=r"rebind\.example"):
        fetch("http://rebind.example/", guard=rebinding)


def test_the_name_is_looked_up_once_and_that_address_is_used() -> None:
    asked = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["192.0.2.1"] if len(asked) > 1 else ["240.0.0.1"]

    with pytest.raises(Refused):
        fetch("http://twice.example/", guard=Guard(resolve=resolve))
    assert asked == ["twice.example"]


def test_a_resolver_that_hangs_is_left_behind() -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        time.sleep(0.6)
        return []

    started = time.monotonic()
    with pytest.raises(TooSlow):
        fetch("http://slow.example/", guard=Guard(resolve=resolve), limits=Limits(total_seconds=0.1))
    assert time.monotonic() - started < 0.5


def test_conditional_get(site: ThreadingHTTPServer) -> None:
    first = get(site, "feed")
    assert (first.status, first.etag, first.content_type) == (200, '"one"', "application/rss+xml")
    assert b"DongThuan/" in first.body
    again = get(site, "feed", etag=first.etag)
    assert again.not_modified
    assert again.body == b""


def test_the_environment_names_no_proxy(site: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert get(site, "feed").status == 200


def test_redirects_are_followed_and_told(site: ThreadingHTTPServer) -> None:
    moved = get(site, "moved")
    assert moved.url.endswith("/feed")
    assert moved.moved_for_good


@pytest.mark.parametrize(
    ("path", "reason"),
    [("loop", Refusal.REDIRECTS), ("inward", Refusal.ADDRESS), ("file", Refusal.SCHEME)],
)
def test_redirects_that_are_refused(site: ThreadingHTTPServer, path: str, reason: Refusal) -> None:
    with pytest.raises(Refused) as refused:
        get(site, path)
    assert refused.value.reason is reason


@pytest.mark.parametrize("path", ["large", "bomb"])
def test_bodies_are_capped_unpacked(site: ThreadingHTTPServer, path: str) -> None:
    with pytest.raises(TooLarge):
        get(site, path, limits=Limits(max_bytes=200_000))


def test_an_endless_drip_ends_at_the_deadline(site: ThreadingHTTPServer) -> None:
    started = time.monotonic()
    with pytest.raises(TooSlow):
        get(site, "endless", limits=Limits(total_seconds=0.4))
    assert time.monotonic() - started < 2


def test_a_broken_answer_is_unreachable(site: ThreadingHTTPServer) -> None:
    with pytest.raises(Unreachable):
        get(site, "false/gzip")


def test_tls_to_a_plain_server_is_unreachable(site: ThreadingHTTPServer) -> None:
    port = site.server_address[1]
    with pytest.raises(Unreachable):
        fetch(f"https://127.0.0.1:{port}/feed", guard=Guard(allowed=frozenset({("127.0.0.1", port)})))


def test_nobody_listens() -> None:
    with pytest.raises(Unreachable):
        fetch("http://127.0.0.1:9/", guard=Guard(allowed=frozenset({("127.0.0.1", 9)})))


def test_an_error_status_is_an_answer(site: ThreadingHTTPServer) -> None:
    assert get(site, "gone").status == 410


def robots(text: str, status: int = 200) -> Fetched:
    return Fetched(status=status, url="", headers={}, body=text.encode())


@pytest.mark.parametrize(
    ("answer", "url", "allowed", "gap"),
    [
        (robots("User-agent: *\nDisallow: /noi-bo"), "https://a.vn/rss", True, 5),
        (robots("User-agent: *\nDisallow: /noi-bo"), "https://a.vn/noi-bo/rss", False, 5),
        (robots("User-agent: DongThuan\nDisallow: /"), "https://a.vn/rss", False, 5),
        (robots("User-agent: *\nCrawl-delay: 30\nAllow: /"), "https://a.vn/rss", True, 30),
        (robots("User-agent: *\nCrawl-delay: 9999"), "https://a.vn/rss", True, 120),
        (robots("", 404), "https://a.vn/rss", True, 5),
        (robots("", 503), "https://a.vn/rss", False, 5),
        (robots("\x00\xff rubbish"), "https://a.vn/rss", True, 5),
    ],
)
def test_robots(answer: Fetched, url: str, allowed: bool, gap: int) -> None:
    permission = permission_for(url, cache={}, get=lambda _url: answer, at=NOON)
    assert (permission.is_allowed, permission.gap) == (allowed, timedelta(seconds=gap))


def test_robots_are_kept_for_a_day() -> None:
    asked = []
    cache: dict[str, Robots] = {}

    def ask(url: str) -> Fetched:
        asked.append(url)
        return robots("")

    for hours in (0, 1, 23, 25):
        permission_for("https://A.vn/rss", cache=cache, get=ask, at=NOON + timedelta(hours=hours))
    assert asked == ["https://a.vn/robots.txt"] * 2


def test_an_unreachable_robots_file_allows_nothing_for_an_hour() -> None:
    def fail(url: str) -> Fetched:
        raise Unreachable(url)

    cache: dict[str, Robots] = {}
    assert not permission_for("https://a.vn/rss", cache=cache, get=fail, at=NOON).is_allowed
    assert not cache["https://a.vn"].is_fresh(at=NOON + timedelta(minutes=61))


def test_pace_and_rest() -> None:
    gap = timedelta(seconds=5)
    assert turn_at(None, gap=gap, at=NOON) == NOON
    assert turn_at(NOON - timedelta(seconds=2), gap=gap, at=NOON) == NOON + timedelta(seconds=3)
    ten = timedelta(minutes=10)
    assert rest_after(1, usual=ten) == timedelta(minutes=20)
    assert rest_after(50, usual=ten, chance=1.0) == timedelta(hours=26.4)
    assert rest_after(1, usual=ten, told=timedelta(hours=2)) == timedelta(hours=2)
    assert retry_after(Fetched(503, "", {"retry-after": "120"}, b"")) == timedelta(minutes=2)
    assert retry_after(Fetched(503, "", {"retry-after": "soon"}, b"")) is None
