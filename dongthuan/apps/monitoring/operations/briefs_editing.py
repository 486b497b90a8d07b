"""What people change in an open brief: texts, order, what is in and out. Every save raises its version."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from dongthuan.analysis.text import tidy
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.monitoring.lifecycle import Stage
from dongthuan.apps.monitoring.models.briefs import Brief, BriefEntry
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.operations.approving import OPEN_STATES, NotOpen, locked
from dongthuan.apps.monitoring.queries.briefs_choosing import entry_of, office_on, weigh
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit


class AlreadyIn(Exception):
    """The item is in the brief."""


class NotReadYet(Exception):
    """The machine has not read the item yet, so nothing can be said about it."""


@dataclass(frozen=True, slots=True)
class EntryContent:
    """What an officer writes about one item."""

    group: str
    summary: str
    level: str
    unit: Unit | None
    proposal: str


def _opened(brief: Brief, *, version: int, by: Officer) -> Brief:
    brief = locked(brief, version=version)
    require(ACCESS, Act.EDIT_BRIEF, by, brief)
    if brief.state not in OPEN_STATES:
        raise NotOpen(brief.state)
    return brief


def _saved(brief: Brief, *, by: Officer, at: datetime, **details: Any) -> Brief:
    brief.version += 1
    brief.save(update_fields=["version"])
    brief.editors.add(by)
    audit.note(act=Act.EDIT_BRIEF, actor=by, record=brief, at=at, details=details)
    return brief


@transaction.atomic
def edit_entry(
    *, entry: BriefEntry, version: int, content: EntryContent, by: Officer, at: datetime
) -> BriefEntry:
    """Rewrite what a brief says about an item; in another group it goes to the end.

    version: that of the brief when it was opened. Raises ChangedMeanwhile, NotOpen.
    """
    brief = _opened(entry.brief, version=version, by=by)
    entry = brief.entries.get(pk=entry.pk)
    if content.group != entry.group:
        entry.group, entry.position = content.group, _next_place(brief, content.group)
    entry.summary, entry.proposal = tidy(content.summary)[:600], tidy(content.proposal)[:400]
    entry.level, entry.unit = content.level, content.unit
    entry.save()
    _saved(brief, by=by, at=at, entry=entry.pk)
    return entry


def _next_place(brief: Brief, group: str) -> int:
    last = brief.entries.filter(group=group).order_by("-position").first()
    return last.position + 1 if last else 1


@transaction.atomic
def move_entry(*, entry: BriefEntry, version: int, by_places: int, by: Officer, at: datetime) -> None:
    """Move an entry up (negative) or down within its group; at the end it stays where it is."""
    brief = _opened(entry.brief, version=version, by=by)
    rows = list(brief.entries.filter(group=entry.group, is_dropped=False).order_by("position", "pk"))
    keys = [row.pk for row in rows]
    if entry.pk not in keys:
        return
    old = keys.index(entry.pk)
    new = min(max(old + by_places, 0), len(rows) - 1)
    rows.insert(new, rows.pop(old))
    for place, row in enumerate(rows, start=1):
        row.position = place
    BriefEntry.objects.bulk_update(rows, ["position"])
    _saved(brief, by=by, at=at, entry=entry.pk, moved=new - old)


@transaction.atomic
def drop_entry(*, entry: BriefEntry, version: int, by: Officer, at: datetime) -> None:
    """Leave an item out; it can be taken back in, and compiling again does not bring it back."""
    brief = _opened(entry.brief, version=version, by=by)
    brief.entries.filter(pk=entry.pk).update(is_dropped=True)
    _saved(brief, by=by, at=at, entry=entry.pk, dropped=True)


@transaction.atomic
def restore_entry(*, entry: BriefEntry, version: int, by: Officer, at: datetime) -> None:
    """Take an item that was left out back in, at its old place."""
    brief = _opened(entry.brief, version=version, by=by)
    brief.entries.filter(pk=entry.pk).update(is_dropped=False)
    _saved(brief, by=by, at=at, entry=entry.pk, dropped=False)


@transaction.atomic
def add_item(*, brief: Brief, item: Item, version: int, by: Officer, at: datetime) -> BriefEntry:
    """Put an item into a brief where the rules would have put it; raises AlreadyIn, NotReadYet."""
    brief = _opened(brief, version=version, by=by)
    if item.stage == Stage.RECEIVED:
        raise NotReadYet
    if brief.entries.filter(item=item, is_dropped=False).exists():
        raise AlreadyIn
    entry = brief.entries.filter(item=item).first()
    if entry is None:
        entry = entry_of(weigh([item], until=at)[0], office=office_on(brief.day))
        entry.brief, entry.position = brief, _next_place(brief, entry.group)
    entry.is_dropped = False
    entry.save()
    _saved(brief, by=by, at=at, item=item.pk)
    return entry


@transaction.atomic
def note_on_brief(*, brief: Brief, version: int, note: str, by: Officer, at: datetime) -> Brief:
    """Write the notes that stand under the brief, one a line."""
    brief = _opened(brief, version=version, by=by)
    brief.note = "\n".join(tidy(line) for line in note.splitlines() if line.strip())
    brief.save(update_fields=["note"])
    return _saved(brief, by=by, at=at, noted=bool(brief.note))
