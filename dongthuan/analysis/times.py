"""Settles when an article was published: feeds are often hours wrong, and some addresses hold the truth."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final, Literal

Origin = Literal["feed", "url", "seen", "feed-shifted"]
VIETNAM: Final = timezone(timedelta(hours=7))
EARLIEST: Final = datetime(1997, 1, 1, tzinfo=VIETNAM)  # the year Viet Nam went online
ZONE_ERROR: Final = timedelta(hours=7)
CLOCK_SKEW: Final = timedelta(minutes=15)
SAME_TIME: Final = timedelta(minutes=45)

# Tuổi Trẻ and its likes write yyyyMMddHHmmss and thousandths; Thanh Niên and its likes 185, yyMMddHHmmss.
_URL_TIME: Final = re.compile(r"(?<!\d)(?:(20\d{12})\d{3}|1\d{2}(\d{12})\d{3})\.(?:html?|chn|epi)(?:[?#]|$)")


@dataclass(frozen=True, slots=True)
class SettledTime:
    """When an item was published, and where that time comes from."""

    at: datetime
    origin: Origin


def published_from_url(url: str) -> datetime | None:
    """Return the time of publication that the address holds, in Vietnam time; None if it holds none.

    >>> published_from_url("https://tuoitre.vn/mot-bai-20260205082335699.htm").isoformat()
    '2026-02-05T08:23:35+07:00'
    >>> published_from_url("https://thanhnien.vn/mot-bai-185260122154500123.htm").isoformat()
    '2026-01-22T15:45:00+07:00'
    """
    match = _URL_TIME.search(url[-200:])
    if match is None:
        return None
    digits = match[1] or "20" + match[2]
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM)
    except ValueError:
        return None


def settle_published(claimed: datetime | None, url: str, seen_at: datetime) -> SettledTime:
    """Return the most believable time of publication, never after `seen_at`.

    claimed: what the feed says; a time without zone is taken as Vietnam time. None = nothing said.
    The address wins over the feed. A feed that is seven hours early (UTC labelled +07:00) or in the future by
    up to seven hours (the reverse) is "feed-shifted"; one in 1970, in 2099 or otherwise impossible gives way
    to `seen_at`.
    """
    if claimed is not None and claimed.tzinfo is None:
        claimed = claimed.replace(tzinfo=VIETNAM)
    written = published_from_url(url)
    if written is not None and _is_possible(written, seen_at):
        return _settle_by_url(claimed, min(written, seen_at))
    if claimed is None:
        return SettledTime(seen_at, "seen")
    if _is_possible(claimed, seen_at):
        return SettledTime(min(claimed, seen_at), "feed")
    earlier = _moved(claimed, -ZONE_ERROR)
    if earlier is not None and _is_possible(earlier, seen_at) and claimed > seen_at:
        return SettledTime(min(earlier, seen_at), "feed-shifted")
    return SettledTime(seen_at, "seen")


def _settle_by_url(claimed: datetime | None, written: datetime) -> SettledTime:
    if claimed is None:
        return SettledTime(written, "url")
    if abs(claimed - written) <= SAME_TIME:
        return SettledTime(written, "feed")
    if abs(abs(claimed - written) - ZONE_ERROR) <= SAME_TIME:
        return SettledTime(written, "feed-shifted")
    return SettledTime(written, "url")


def _is_possible(moment: datetime, seen_at: datetime) -> bool:
    return EARLIEST <= moment <= seen_at + CLOCK_SKEW


def _moved(moment: datetime, by: timedelta) -> datetime | None:
    try:
        return moment + by
    except OverflowError:
        return None
