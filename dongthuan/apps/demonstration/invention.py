"""Invented news: the same for everybody who asks about the same hour, so that a feed can be read twice."""

import hashlib
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
HOUR = timedelta(hours=1)
STAMP = "%Y%m%d%H"  # the anchor, as it stands in a feed's address
RECENT = timedelta(days=45)
YEAR_AGO = (timedelta(days=395), timedelta(days=350))
OUTLETS = {
    "thoi-bao": "Thời báo Minh Hoạ",
    "nhat-bao": "Nhật báo Minh Hoạ",
    "khoa-hoc": "Khoa học Minh Hoạ",
    "buu-dien": "Tin nhanh Minh Hoạ",
    "cong-tin": "Cổng thông tin Minh Hoạ",
    "dien-dan": "Diễn đàn Minh Hoạ",
}
# Share of a day's news in each local hour, as measured on the Vietnamese press; and of a week in each day.
HOUR_SHARE = (503, 92, 53, 47, 154, 330, 279, 389, 465, 548, 653, 590, 535, 395, 614, 564, 648, 526, 495, 575, 616, 447, 315, 166)  # fmt: skip  # noqa: E501  # one row of 24
DAY_SHARE = (13.8, 14.3, 14.9, 14.8, 14.9, 14.3, 13.0)
EVENTS_A_DAY = 9.0
VIETNAM = timedelta(hours=7)


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented item. key: stable and unique, 16 hexadecimal digits."""

    key: str
    outlet: str
    title: str
    lead: str
    published_at: datetime


@cache
def _book() -> dict[str, Any]:
    return tomllib.loads((DATA / "events.toml").read_text(encoding="utf-8"))


def invented_between(start: datetime, end: datetime, *, anchor: datetime) -> Iterator[Invented]:
    """Return the invented items published in [start, end), oldest first.

    anchor: the hour in which the demonstration was set up; the planted events lie just before it, so that
    a new installation has something to warn of.
    """
    items = [item for hour in _hours(start - 6 * HOUR, end) for item in _of_hour(hour)]
    items += [item for event in _book()["planted"] for item in _planted(event, anchor)]
    yield from sorted(
        (item for item in items if start <= item.published_at < end),
        key=lambda item: (item.published_at, item.key),
    )


def current(at: datetime, *, anchor: datetime) -> Iterator[Invented]:
    """Return what the feeds hold at an instant: the last weeks, and the same weeks a year before."""
    yield from invented_between(at - YEAR_AGO[0], at - YEAR_AGO[1], anchor=anchor)
    yield from invented_between(at - RECENT, at, anchor=anchor)


def _hours(start: datetime, end: datetime) -> Iterator[datetime]:
    hour = start.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    while hour < end:
        yield hour
        hour += HOUR


def _of_hour(hour: datetime) -> Iterator[Invented]:
    dice = random.Random(f"event:{hour.isoformat()}")  # noqa: S311  # invention, not secrecy
    local = hour + VIETNAM
    rate = EVENTS_A_DAY * HOUR_SHARE[local.hour] / sum(HOUR_SHARE) * DAY_SHARE[local.weekday()] / 14.3
    events = _book()["events"]
    while dice.random() < rate / (1 + rate):
        event = dice.choices(events, weights=[event["weight"] for event in events])[0]
        yield from _retold(event, hour, dice, copies=dice.choice((1, 1, 2, 2, 3)), within_hours=4.0)


def _planted(event: dict[str, Any], anchor: datetime) -> Iterator[Invented]:
    dice = random.Random(f"planted:{event['name']}:{anchor.isoformat()}")  # noqa: S311  # invention
    begin = anchor - HOUR * event["hours_before"]
    yield from _retold(event, begin, dice, copies=event["items"], within_hours=event["hours"])


def _retold(
    event: dict[str, Any], begin: datetime, dice: random.Random, *, copies: int, within_hours: float
) -> Iterator[Invented]:
    """Tell one event `copies` times: other outlets, other words, the same facts."""
    facts = {name: dice.choice(values) for name, values in _book()["slots"].items()}
    outlets = dice.sample(list(OUTLETS), k=min(copies, len(OUTLETS)))
    for number in range(copies):
        outlet = outlets[number % len(outlets)]
        title = event["titles"][number % len(event["titles"])].format(**facts)
        lead = _lead(event, dice, facts, number)
        minutes = dice.random() * 59 if number == 0 else dice.random() * within_hours * 60
        published = begin + timedelta(minutes=int(minutes))
        mark = f"{outlet}|{title}|{published.isoformat()}|{number}"
        key = hashlib.blake2s(mark.encode(), digest_size=8).hexdigest()
        yield Invented(key, outlet, title, lead, published)


def _lead(event: dict[str, Any], dice: random.Random, facts: dict[str, str], number: int) -> str:
    """Return a lead of this retelling's own; where an event has one title, it is reprinted word for word."""
    lead = str(dice.choice(event["leads"])).format(**facts)
    if len(event["titles"]) == 1:
        return lead
    openings = _book()["openings"]
    opening = openings[(number + dice.randrange(3)) % len(openings)].format(**facts)
    return f"{opening} {lead}"
