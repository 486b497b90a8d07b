"""The only way out: one guarded GET with caps on bytes, time and redirects."""

import functools
import ssl
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import httpcore2
import httpx2
from django.conf import settings

from dongthuan.apps.common.outgoing_guard import (
    Deadline,
    Guard,
    GuardedBackend,
    Refusal,
    Refused,
    TooLarge,
    TooSlow,
    Unreachable,
)

ROBOT_NAME = "DongThuan"
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json;q=0.9, "
    "application/xml;q=0.8, text/html;q=0.7, */*;q=0.5"
)
_MOVED = frozenset({301, 302, 303, 307, 308})
_BROKEN = (
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
    httpx2.DecodingError,
    ssl.SSLError,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps of one exchange, redirects included. Bytes are counted unpacked; time is in seconds."""

    max_bytes: int = 10_000_000
    total_seconds: float = 20.0
    step_seconds: float = 10.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back. `url` is where it came from after redirects; a 304 has no body."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    etag: str = ""
    last_modified: str = ""
    moved_for_good: bool = False

    @property
    def not_modified(self) -> bool:
        """Whether the server says that nothing is new."""
        return self.status == 304

    @property
    def content_type(self) -> str:
        """The Content-Type header, empty where there is none."""
        return self.headers.get("content-type", "")


@dataclass(slots=True)
class _Exchange:
    client: httpx2.Client
    headers: Mapping[str, str]
    max_bytes: int
    deadline: Deadline
    moves: list[int] = field(default_factory=list)


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _GuardedTransport(httpx2.BaseTransport):
    """httpx2 over httpcore2's public pool, so that our own network backend needs no private attribute."""

    def __init__(self, backend: GuardedBackend) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=_tls(), network_backend=backend, max_connections=4, http1=True, http2=False
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        target = httpcore2.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=target,
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(status_code=answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        self._pool.close()


def fetch(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    limits: Limits = Limits(),
    guard: Guard | None = None,
) -> Fetched:
    """Return the answer of `url` to a GET, whatever its status; a conditional one where `etag` is given.

    Every hop passes the guard: only public addresses, ports 80 and 443, no credentials in the address.
    Raises Refused, TooLarge, TooSlow or Unreachable, all of them OutgoingFailed.
    """
    deadline = Deadline(limits.total_seconds)
    transport = _GuardedTransport(GuardedBackend(guard or guard_of_settings(), deadline))
    with httpx2.Client(
        transport=transport, trust_env=False, follow_redirects=False, timeout=limits.step_seconds
    ) as client:
        exchange = _Exchange(client, _headers(etag, last_modified), limits.max_bytes, deadline)
        try:
            return _follow(exchange, url, limits.redirects)
        except httpcore2.TimeoutException as slow:
            raise TooSlow(url) from slow
        except _BROKEN as broken:
            raise Unreachable(f"{url}: {broken}") from broken


def guard_of_settings() -> Guard:
    """Return the guard with the exceptions of the setting OUTGOING_ALLOWED, a list of "host:port"."""
    places: Iterable[str] = getattr(settings, "OUTGOING_ALLOWED", ())
    return Guard(
        allowed=frozenset((host, int(port)) for host, _, port in (p.rpartition(":") for p in places))
    )


@functools.cache
def _tls() -> ssl.SSLContext:
    return httpx2.create_ssl_context(trust_env=False)


def _headers(etag: str, last_modified: str) -> dict[str, str]:
    agent = settings.OUTGOING_USER_AGENT
    headers = {"User-Agent": agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers


def _follow(exchange: _Exchange, url: str, redirects: int) -> Fetched:
    here = _checked(url)
    for _ in range(redirects + 1):
        request = exchange.client.build_request("GET", here, headers=exchange.headers)
        answer = exchange.client.send(request, stream=True)
        try:
            onward = answer.headers.get("location", "")
            if answer.status_code not in _MOVED or not onward:
                return _read(exchange, answer, str(here))
        finally:
            answer.close()
        exchange.moves.append(answer.status_code)
        here = _checked(onward, base=here)
    raise Refused(Refusal.REDIRECTS, str(redirects))


def _checked(url: str, base: httpx2.URL | None = None) -> httpx2.URL:
    try:
        there = base.join(url) if base else httpx2.URL(url.strip())
    except (httpx2.InvalidURL, ValueError, UnicodeError) as bad:
        raise Refused(Refusal.MALFORMED, url[:200]) from bad
    if there.scheme not in ("http", "https"):
        raise Refused(Refusal.SCHEME, there.scheme)
    if there.userinfo:
        raise Refused(Refusal.CREDENTIALS, there.host)
    if not there.host:
        raise Refused(Refusal.MALFORMED, url[:200])
    return there


def _read(exchange: _Exchange, answer: httpx2.Response, url: str) -> Fetched:
    declared = answer.headers.get("content-length", "")
    if declared.isdigit() and int(declared[:15]) > exchange.max_bytes:
        raise TooLarge(url)
    body = bytearray()
    for chunk in answer.iter_bytes():
        body += chunk
        exchange.deadline.left()
        if len(body) > exchange.max_bytes:
            raise TooLarge(url)
    return Fetched(
        status=answer.status_code,
        url=url,
        headers={name.lower(): value for name, value in answer.headers.items()},
        body=bytes(body),
        etag=answer.headers.get("etag", ""),
        last_modified=answer.headers.get("last-modified", ""),
        moved_for_good=bool(exchange.moves) and set(exchange.moves) <= {301, 308},
    )
