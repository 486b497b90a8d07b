"""Manners of a collector: what robots.txt allows, how often a host is asked, how long a failure rests."""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from dongthuan.apps.common.outgoing import ROBOT_NAME, Fetched
from dongthuan.apps.common.outgoing_guard import OutgoingFailed, Refused

ROBOTS_LIFE = timedelta(hours=24)
ROBOTS_RETRY = timedelta(hours=1)
ROBOTS_MAX_CHARS = 512_000
PACE = timedelta(seconds=5)
PACE_MOST = timedelta(minutes=2)
REST_MOST = timedelta(hours=24)
REST_TOLD_MOST = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Robots:
    """The robots.txt of one host as it was at `fetched_at`; `is_known` is False where the host failed."""

    text: str
    fetched_at: datetime
    is_known: bool = True

    def is_fresh(self, *, at: datetime) -> bool:
        """Return whether the file need not be fetched again yet."""
        return at - self.fetched_at < (ROBOTS_LIFE if self.is_known else ROBOTS_RETRY)


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether an address may be fetched, and the least time the host wants between two requests.

    is_known: False where the host's robots.txt could not be had, so that nothing is allowed for now.
    """

    is_allowed: bool
    gap: timedelta = PACE
    is_known: bool = True


RobotsCache = MutableMapping[str, Robots]


def permission_for(
    url: str, *, cache: RobotsCache, get: Callable[[str], Fetched], at: datetime
) -> Permission:
    """Return what the host's robots.txt says of `url`, fetched with `get` where `cache` has no fresh copy.

    A missing file (4xx) allows all; a failing host (5xx, unreachable) allows nothing for an hour.
    Raises Refused where the guard does not let us speak to the host at all.
    Source: RFC 9309, 2.3.1.
    """
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    robots = cache.get(origin)
    if robots is None or not robots.is_fresh(at=at):
        robots = cache[origin] = _fetched(origin, get, at)
    if not robots.is_known:
        return Permission(is_allowed=False, is_known=False)
    rules = Protego.parse(robots.text)
    wish = timedelta(seconds=float(rules.crawl_delay(ROBOT_NAME) or 0))
    return Permission(bool(rules.can_fetch(url, ROBOT_NAME)), gap=min(max(wish, PACE), PACE_MOST))


def _fetched(origin: str, get: Callable[[str], Fetched], at: datetime) -> Robots:
    try:
        answer = get(f"{origin}/robots.txt")
    except Refused:
        raise
    except OutgoingFailed:
        return Robots("", at, is_known=False)
    if answer.status == 200:
        return Robots(answer.body.decode("utf-8", errors="replace")[:ROBOTS_MAX_CHARS], at)
    return Robots("", at, is_known=answer.status < 500)


def turn_at(last: datetime | None, *, gap: timedelta, at: datetime) -> datetime:
    """Return when a host last asked at `last` may be asked again: `at` itself if it is rested."""
    return at if last is None else max(at, last + gap)


def rest_after(
    failures: int, *, usual: timedelta, told: timedelta | None = None, chance: float = 0.0
) -> timedelta:
    """Return how long a source that failed `failures` times in a row is left alone.

    Doubles from the `usual` interval to a day at most, plus a tenth times `chance` (0 to 1), so that
    sources that failed together do not come back together. `told`: what Retry-After asked for.

    >>> [rest_after(n, usual=timedelta(minutes=10)).total_seconds() / 60 for n in (1, 2, 3, 20)]
    [20.0, 40.0, 80.0, 1440.0]
    """
    rest: timedelta = min(usual * (1 << min(max(failures, 1), 12)), REST_MOST)
    if told is not None:
        rest = max(rest, min(told, REST_TOLD_MOST))
    return rest * (1 + chance / 10)


def retry_after(answer: Fetched) -> timedelta | None:
    """Return what the Retry-After header of an answer asks for in seconds, None where it asks nothing."""
    told = answer.headers.get("retry-after", "").strip()
    return timedelta(seconds=int(told)) if told.isdigit() and len(told) < 8 else None
