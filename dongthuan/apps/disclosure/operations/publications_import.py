"""A list that exists is looked over row by row, then taken in: what is right in it, at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.analysis.text import fold
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.publications import PublicInformation
from dongthuan.apps.disclosure.operations.publications import (
    ItemContent,
    enter_information,
    publish_information,
)
from dongthuan.apps.disclosure.publications_rules import INFORMATION_ACCESS, InformationAct
from dongthuan.apps.disclosure.publications_sheets import RowRead, day_of, key_in
from dongthuan.apps.disclosure.queries.law_lists import sorted_by
from dongthuan.apps.units.models import Unit
from dongthuan.law.openness import Kind

Problem = tuple[str, str]
LONGEST = {"title": 500, "symbol": 120, "link": 500}


class NothingToTakeIn(Exception):
    """No row can be taken in."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many rows were taken in, and how many of them made public; how many were left out."""

    entered: int
    published: int
    left_out: int


def look_over(rows: Sequence[RowRead], *, unit: Unit, by: Actor, at: datetime) -> list[RowRead]:
    """Say of each row what is wrong with it; nothing is written.

    Codes: no-title, too-long, no-day, future, group, form, unit, not-yours, link, until, there-already,
    twice.
    """
    require(INFORMATION_ACCESS, InformationAct.IMPORT, by, PublicInformation(unit=unit))
    units = _units()
    known = set(PublicInformation.objects.values_list("title", "symbol"))
    taken: set[tuple[str, str]] = set()
    for row in rows:
        row.problems = list(_problems(row, units, unit, by, at))
        one = (row.cells.get("title", ""), row.cells.get("symbol", ""))
        if one in known:
            row.problems.append(("there-already", one[0][:80]))
        elif one in taken:
            row.problems.append(("twice", one[0][:80]))
        taken.add(one)
    return list(rows)


@transaction.atomic
def take_in_rows(*, rows: Sequence[RowRead], unit: Unit, by: Actor, at: datetime) -> Taken:
    """Enter the faultless rows; those with a day of publication and an address are made public from then.

    Raises NothingToTakeIn, SecretMark; then nothing is entered.
    """
    looked_over = look_over(rows, unit=unit, by=by, at=at)
    units = _units()
    good = [row for row in looked_over if not row.problems]
    if not good:
        raise NothingToTakeIn
    published = 0
    for row in good:
        item = enter_information(content=_content(row, units, unit), by=by, at=at)
        shown_from = day_of(row.cells.get("shown_from", ""))
        if shown_from is not None and (item.link or item.form != "portal"):
            publish_information(item=item, version=item.version, shown_from=shown_from, by=by, at=at)
            published += 1
    details = {"entered": len(good), "published": published, "left_out": len(rows) - len(good)}
    audit.note(act=InformationAct.IMPORT, actor=by, record=unit, at=at, details=details)
    return Taken(len(good), published, len(rows) - len(good))


def _problems(row: RowRead, units: dict[str, Unit], unit: Unit, by: Actor, at: datetime) -> Iterator[Problem]:
    cells = row.cells
    if not cells.get("title"):
        yield "no-title", ""
    for name, longest in LONGEST.items():
        if len(cells.get(name, "")) > longest:
            yield "too-long", name
    there = units.get(fold(cells["unit"])) if cells.get("unit") else unit
    if there is None:
        yield "unit", cells["unit"]
    elif not INFORMATION_ACCESS[InformationAct.IMPORT](by, PublicInformation(unit=there)):
        yield "not-yours", there.name
    if cells.get("link") and not cells["link"].startswith(("https://", "http://")):
        yield "link", cells["link"][:80]
    yield from _wrong_days(cells, local_day(at))


def _wrong_days(cells: dict[str, str], today: date) -> Iterator[Problem]:
    created_on = day_of(cells.get("created_on", ""))
    if created_on is None:
        yield "no-day", cells.get("created_on", "")
        return
    if created_on > today:
        yield "future", cells["created_on"]
    for name in ("group", "form"):
        if not _key(cells, name, created_on):
            yield name, cells.get(name, "")
    yield from _wrong_span(cells, created_on, today)


def _wrong_span(cells: dict[str, str], created_on: date, today: date) -> Iterator[Problem]:
    days = {name: day_of(cells[name]) for name in ("shown_from", "shown_until") if cells.get(name)}
    for name, day in days.items():
        if day is None:
            yield "no-day", cells[name]
    since, until = days.get("shown_from"), days.get("shown_until")
    if since is not None and not created_on <= since <= today:
        yield "future", cells["shown_from"]
    if until is not None and until < today:
        yield "until", cells["shown_until"]


def _content(row: RowRead, units: dict[str, Unit], unit: Unit) -> ItemContent:
    cells = row.cells
    created_on = day_of(cells["created_on"])
    assert created_on is not None
    return ItemContent(
        unit=units[fold(cells["unit"])] if cells.get("unit") else unit,
        title=cells["title"],
        created_on=created_on,
        group=_key(cells, "group", created_on),
        form=_key(cells, "form", created_on),
        symbol=cells.get("symbol", ""),
        link=cells.get("link", ""),
        shown_until=day_of(cells.get("shown_until", "")),
    )


def _key(cells: dict[str, str], name: str, created_on: date) -> str:
    """Return the key that a cell means on a day; a form that is not named is the portal."""
    written = cells.get(name, "") or ("portal" if name == "form" else "")
    entries = sorted_by(Kind(name), created_on)[0].entries
    return key_in({entry.key: entry.title for entry in entries}, written)


def _units() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for unit in Unit.objects.filter(end_on__isnull=True):
        units |= {fold(unit.name): unit, fold(unit.code): unit}
    return units
