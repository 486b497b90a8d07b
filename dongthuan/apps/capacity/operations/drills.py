"""Drills are set up, played and ended with lessons, in tables of their own.

Nothing of a drill leaves it: no matter, text, inquiry, limit, notice, mail or figure of a report is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.capacity.lifecycle import DrillActKind, DrillState
from dongthuan.apps.capacity.models.drills import Drill, DrillAct, DrillPart
from dongthuan.apps.capacity.operations.needs import NotOpen
from dongthuan.apps.capacity.rules import ACCESS, Act
from dongthuan.apps.capacity.scenarios import shipped_scripts
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import locked
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.units.models import Unit


class NobodyPlays(Exception):
    """A drill begins with somebody who takes part."""


@dataclass(frozen=True, slots=True)
class DrillContent:
    """What one enters of a drill; scenario: key of a shipped one."""

    unit: Unit
    scenario: str
    planned_on: date
    pace: int = 1
    title: str = ""


@transaction.atomic
def set_up_drill(*, content: DrillContent, by: Actor, at: datetime) -> Drill:
    """Set a drill up with the script as it stands. Raises SecretMark."""
    script = shipped_scripts()[content.scenario]
    row = Drill(
        unit=content.unit,
        title=content.title or script.title,
        scenario=script.key,
        script=script.plain(),
        pace=content.pace,
        planned_on=content.planned_on,
        made_by_id=by.pk,
        made_at=at,
    )
    require(ACCESS, Act.KEEP_DRILL, by, row)
    refuse_secret(row.title)
    row.save()
    audit.note(act=Act.KEEP_DRILL, actor=by, record=row, at=at, details={"scenario": row.scenario})
    return row


@transaction.atomic
def name_participants(
    *, drill: Drill, officers: Sequence[Officer], version: int, by: Actor, at: datetime
) -> Drill:
    """Say who takes part; who acted already stays. Raises ChangedMeanwhile, NotOpen."""
    row = _kept(drill, version, by)
    if row.state not in (DrillState.PLANNED, DrillState.RUNNING):
        raise NotOpen
    acted = row.acts.values("by_id")
    row.parts.exclude(officer__in=officers).exclude(officer_id__in=acted).delete()
    DrillPart.objects.bulk_create(
        [DrillPart(drill=row, officer=one) for one in officers], ignore_conflicts=True
    )
    row.save()
    audit.note(act=Act.KEEP_DRILL, actor=by, record=row, at=at, details={"parts": len(officers)})
    return row


@transaction.atomic
def start_drill(*, drill: Drill, version: int, by: Actor, at: datetime) -> Drill:
    """Let the incident begin. Raises ChangedMeanwhile, NotOpen, NobodyPlays."""
    row = _kept(drill, version, by)
    if row.state != DrillState.PLANNED:
        raise NotOpen
    if not row.parts.exists():
        raise NobodyPlays
    row.state, row.started_at = DrillState.RUNNING, at
    row.save()
    audit.note(act=Act.KEEP_DRILL, actor=by, record=row, at=at, details={"state": row.state})
    return row


@transaction.atomic
def act_in_drill(*, drill: Drill, kind: str, words: str, by: Actor, at: datetime) -> Drill:
    """Note what was done, with the minute of the scenario. Raises NotOpen, NoReason, SecretMark."""
    row = Drill.objects.select_for_update(of=("self",)).get(pk=drill.pk)
    require(ACCESS, Act.PLAY, by, row)
    if row.state != DrillState.RUNNING:
        raise NotOpen
    done = DrillAct.objects.create(
        drill=row,
        kind=DrillActKind(kind),
        words=reason_given(words),
        minute=minute_of(row, at),
        by_id=by.pk,
        at=at,
    )
    audit.note(act=Act.PLAY, actor=by, record=row, at=at, details={"kind": done.kind, "minute": done.minute})
    return row


@transaction.atomic
def end_drill(*, drill: Drill, lessons: str, version: int, by: Actor, at: datetime) -> Drill:
    """End a drill with what was learned; none ends without. Raises ChangedMeanwhile, NotOpen, NoReason."""
    row = _kept(drill, version, by)
    if row.state not in (DrillState.RUNNING, DrillState.ENDED):
        raise NotOpen
    row.ended_at = row.ended_at or at
    row.state, row.lessons = DrillState.ENDED, reason_given(lessons)
    row.save()
    audit.note(act=Act.KEEP_DRILL, actor=by, record=row, at=at, details={"state": row.state})
    return row


@transaction.atomic
def call_off_drill(*, drill: Drill, reason: str, version: int, by: Actor, at: datetime) -> Drill:
    """Call a drill off, also one that runs. Raises ChangedMeanwhile, NotOpen, NoReason, SecretMark."""
    row = _kept(drill, version, by)
    if row.state not in (DrillState.PLANNED, DrillState.RUNNING):
        raise NotOpen
    row.state, row.reason = DrillState.CANCELLED, reason_given(reason)[:500]
    row.save()
    audit.note(act=Act.KEEP_DRILL, actor=by, record=row, at=at, ground=row.reason)
    return row


def minute_of(drill: Drill, at: datetime) -> int:
    """Return the minute of the scenario at an instant; a drill that ended stands still."""
    if drill.started_at is None:
        return 0
    until = min(at, drill.ended_at) if drill.ended_at else at
    return max(int((until - drill.started_at).total_seconds() * drill.pace // 60), 0)


def _kept(drill: Drill, version: int, by: Actor) -> Drill:
    row = locked(drill, version)
    require(ACCESS, Act.KEEP_DRILL, by, row)
    return row
