"""The times sources claim: read in the forms they are written, doubted, and settled against the address."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from enum import StrEnum

VIETNAM = timezone(timedelta(hours=7))
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
AHEAD = timedelta(minutes=15)
NEAR = timedelta(hours=48)


class Origin(StrEnum):
    """Where a publication time comes from: how far it may be trusted."""

    STATED = "stated"
    NO_ZONE = "no_zone"
    DAY_ONLY = "day_only"
    ADDRESS = "address"
    SEEN = "seen"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Settled:
    """The publication time we go by, and where it comes from."""

    at: datetime
    origin: Origin


def read_time(raw: str, *, zone: tzinfo) -> tuple[datetime | None, Origin]:
    """Return the instant that `raw` names and how well it names it; (None, UNKNOWN) if none can be read.

    zone: taken where `raw` names none. Days before months, as in Vietnam, but months first beside AM or PM.
    Years before 1995 are the machine's zero, not a date.

    >>> read_time("Mon, 05 Jan 2026 10:00:00 GMT+7", zone=VIETNAM)[0].isoformat()
    '2026-01-05T10:00:00+07:00'
    >>> read_time("Thứ hai, 05/01/2026 - 10:00", zone=VIETNAM)[0].isoformat()
    '2026-01-05T10:00:00+07:00'
    >>> read_time("1/5/2026 3:07:00 PM", zone=VIETNAM)[0].isoformat()
    '2026-01-05T15:07:00+07:00'
    """
    text = " ".join(raw.split())[:80]
    if not text:
        return None, Origin.UNKNOWN
    for read in _READERS:
        found = read(text)
        if found is not None:
            return _judged(found, zone, day_only=not re.search(r"\d:\d|T\d", text))
    return None, Origin.UNKNOWN


def _judged(found: datetime, zone: tzinfo, *, day_only: bool) -> tuple[datetime | None, Origin]:
    aware = found if found.tzinfo else found.replace(tzinfo=zone)
    try:
        utc = aware.astimezone(UTC)
    except (OverflowError, ValueError):
        return None, Origin.UNKNOWN
    if utc < EARLIEST:
        return None, Origin.UNKNOWN
    if day_only:
        return aware, Origin.DAY_ONLY
    return aware, Origin.STATED if found.tzinfo else Origin.NO_ZONE


def _read_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(re.sub(r"(?<=\d) (?=[+-]\d)", "", text))
    except ValueError:
        return None


_GMT_HOURS = re.compile(r"\b(?:GMT|UTC) ?([+-])(\d{1,2})(?::?(\d{2}))?$", re.IGNORECASE)


def _read_mail(text: str) -> datetime | None:
    numeric = _GMT_HOURS.sub(lambda m: f"{m[1]}{int(m[2]):02}{m[3] or '00'}", text)
    if not re.search(r"[A-Za-z]{3}", numeric):
        return None
    try:
        found = parsedate_to_datetime(re.sub(r"\bICT$", "+0700", numeric))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # "-0000" says that the zone is unknown (RFC 5322, 3.3); Python then returns a naive time.
    return found


_DAY = r"(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<year>\d{4})"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<sec>\d{2}))?(?:\.\d+)? ?(?P<half>[AaPp][Mm]|SA|CH)?"
_ZONE = r"(?: ?\(?(?:GMT|UTC)? ?(?P<zone>[+-]\d{1,2})(?::?(?P<zone_minute>\d{2}))?\)?)?"
_BY_DAY = re.compile(rf"{_DAY}(?:[ ,T|-]*{_CLOCK}{_ZONE})?")
_BY_CLOCK = re.compile(rf"{_CLOCK}{_ZONE}[ ,|-]+(?:ngày )?{_DAY}")


def _read_figures(text: str) -> datetime | None:
    match = _BY_CLOCK.search(text) or _BY_DAY.search(text)
    if match is None:
        return None
    half = (match["half"] or "").upper()
    day, month = int(match["first"]), int(match["second"])
    if half in ("AM", "PM") and day <= 12:
        day, month = month, day
    hour = int(match["hour"] or 0)
    if half:
        hour = hour % 12 + (12 if half in ("PM", "CH") else 0)
    try:
        return datetime(
            int(match["year"]), month, day, hour, int(match["minute"] or 0), int(match["sec"] or 0),
            tzinfo=_zone_of(match),
        )  # fmt: skip
    except ValueError:
        return None


def _zone_of(match: re.Match[str]) -> tzinfo | None:
    if match["zone"] is None:
        return None
    hours = int(match["zone"])
    return timezone(timedelta(hours=hours, minutes=int(match["zone_minute"] or 0) * (-1 if hours < 0 else 1)))


_READERS: tuple[Callable[[str], datetime | None], ...] = (_read_iso, _read_mail, _read_figures)

_STAMP = re.compile(
    r"(?<!\d)(?:(?P<century>20)|\d{3})(?P<stamp>\d{12})\d{0,3}(?=\.(?:htm|html|chn|aspx?)\b|/?$)"
)


def time_in_address(url: str) -> datetime | None:
    """Return the time that the address of an article holds; the systems of many Vietnamese papers write one.

    >>> time_in_address("https://tuoitre.vn/mot-bai-20250809083703498.htm").isoformat()
    '2025-08-09T08:37:03+07:00'
    >>> time_in_address("https://thanhnien.vn/mot-bai-185250809075049498.htm").isoformat()
    '2025-08-09T07:50:49+07:00'
    >>> time_in_address("https://vnexpress.net/mot-bai-4923494.html")
    """
    match = _STAMP.search(url.partition("?")[0].partition("#")[0])
    if match is None:
        return None
    try:
        return datetime.strptime(match["stamp"], "%y%m%d%H%M%S").replace(tzinfo=VIETNAM)
    except ValueError:
        return None


def settle_time(
    claimed: datetime | None, origin: Origin, *, url: str, seen_at: datetime | None
) -> Settled | None:
    """Return the publication time to go by, or None where nothing is known (`seen_at` None: an archive).

    The time in the address is the article's own and wins within two days of the claim: one paper writes UTC
    and calls it +07:00, another gives the time at which its feed was made. A claim ahead of `seen_at` is not
    believed.
    """
    in_address = _believed(time_in_address(url), seen_at)
    claimed = _believed(claimed, seen_at)
    if in_address and (claimed is None or abs(claimed - in_address) <= NEAR):
        return Settled(in_address, Origin.ADDRESS)
    if claimed:
        return Settled(claimed, origin)
    return Settled(seen_at, Origin.SEEN) if seen_at else None


def _believed(when: datetime | None, seen_at: datetime | None) -> datetime | None:
    if when is None or (seen_at is not None and when > seen_at + AHEAD):
        return None
    return when
