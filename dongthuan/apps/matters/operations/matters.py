"""A matter is opened, edited, graded anew, closed with its lesson, and opened again."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from dongthuan.analysis.text import fold
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.lifecycle import OPEN as OPEN_CLOCKS
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.matters.lifecycle import MATTER_NEXT, Grade, MatterState
from dongthuan.apps.matters.models.matters import ClauseChange, GradeChange, Matter
from dongthuan.apps.matters.operations.clauses import (
    Duty,
    check_duty,
    hand_clock_over,
    run_clock,
    write_duty,
)
from dongthuan.apps.matters.operations.linking import hang, refuse_linked
from dongthuan.apps.matters.operations.locking import locked_matter
from dongthuan.apps.matters.operations.numbers import next_number
from dongthuan.apps.matters.operations.refusals import (
    NoChange,
    NoReason,
    NotInThatState,
    NoWords,
    StillOwes,
)
from dongthuan.apps.matters.operations.telling import tell_of_moving, tell_of_opening
from dongthuan.apps.matters.rules import ACCESS, Act
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.units.models import Unit


@dataclass(frozen=True, slots=True)
class MatterContent:
    """What one writes down of a matter; owner: None = the unit's officers."""

    title: str
    unit: Unit
    summary: str = ""
    owner: Officer | None = None
    topic: Topic | None = None
    is_illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Grading:
    """A grade and why."""

    grade: Grade
    reason: str


@transaction.atomic
def open_matter(
    *,
    content: MatterContent,
    grading: Grading,
    duty: Duty | None,
    by: Actor,
    at: datetime,
    record: Model | None = None,
) -> Matter:
    """Open a matter, by hand or from a record, with the clock of its clause running.

    Who answers for it is told. Raises NoWords, NoReason, SecretMark, AheadOfTime, WrongLaw, and
    AlreadyOnMatter where the record hangs on a matter that is under way.
    """
    matter = Matter(opened_by_id=by.pk, opened_at=at, year=local_day(at).year)
    _fill(matter, content)
    _check_grading(grading)
    require(ACCESS, Act.OPEN, by, matter)
    if duty is not None:
        check_duty(duty, at)
    if record is not None:
        refuse_linked(record)
    matter.is_illustrative = content.is_illustrative
    matter.grade, matter.grade_reason = grading.grade.value, grading.reason.strip()[:500]
    matter.number = next_number(matter.year)
    write_duty(matter, duty, at)
    matter.save(force_insert=True)
    matter.clock = run_clock(matter, by, at)
    matter.save(update_fields=["clock"])
    _begin_history(matter, by, at)
    if record is not None:
        hang(matter, record, by, at)
    details = {"grade": matter.grade, "clause": matter.clause}
    audit.note(
        act=Act.OPEN,
        actor=by,
        record=matter,
        at=at,
        ground=matter.t0_reason or matter.grade_reason,
        details=details,
    )
    tell_of_opening(matter, by=by, at=at)
    return matter


def _begin_history(matter: Matter, by: Actor, at: datetime) -> None:
    GradeChange.objects.create(
        matter=matter, after=matter.grade, reason=matter.grade_reason, by_id=by.pk, at=at
    )
    if matter.clause:
        ClauseChange.objects.create(
            matter=matter,
            after=matter.clause,
            t0_after=matter.t0_at,
            reason=matter.t0_reason,
            by_id=by.pk,
            at=at,
        )


@transaction.atomic
def edit_matter(
    *, matter: Matter, version: int, content: MatterContent, by: Actor, at: datetime, reason: str = ""
) -> Matter:
    """Write an open matter anew; raises ChangedMeanwhile, NotInThatState, NoWords, NoReason, SecretMark.

    reason: why another unit takes charge, needed where one does: the clock that runs falls away and runs
    anew for that unit from the same t0, so its end stays; the unit's officers are told.
    """
    matter = locked_matter(matter, version=version)
    require(ACCESS, Act.EDIT, by, matter)
    if matter.state != MatterState.OPEN:
        raise NotInThatState(matter.state)
    before = matter.unit
    _fill(matter, content)
    require(ACCESS, Act.EDIT, by, matter)
    details: dict[str, object] = {}
    if matter.unit != before:
        if not reason.strip():
            raise NoReason
        refuse_secret(reason)
        details = {"from": before.label, "to": matter.unit.label}
        hand_clock_over(matter, reason=reason.strip()[:500], by=by, at=at)
        tell_of_moving(matter, by=by, at=at)
    matter.version += 1
    matter.save(update_fields=["title", "summary", "folded", "unit", "owner", "topic", "clock", "version"])
    details["version"] = matter.version
    ground = reason.strip()[:500] if matter.unit != before else ""
    audit.note(act=Act.EDIT, actor=by, record=matter, at=at, ground=ground, details=details)
    return matter


@transaction.atomic
def regrade_matter(*, matter: Matter, version: int, grading: Grading, by: Actor, at: datetime) -> Matter:
    """Grade an open matter anew; raises ChangedMeanwhile, NotInThatState, NoReason, NoChange, SecretMark."""
    matter = locked_matter(matter, version=version)
    require(ACCESS, Act.REGRADE, by, matter)
    if matter.state != MatterState.OPEN:
        raise NotInThatState(matter.state)
    _check_grading(grading)
    if matter.grade == grading.grade:
        raise NoChange
    change = GradeChange.objects.create(
        matter=matter,
        before=matter.grade,
        after=grading.grade.value,
        reason=grading.reason.strip()[:500],
        by_id=by.pk,
        at=at,
    )
    matter.grade, matter.grade_reason = change.after, change.reason
    matter.version += 1
    matter.save(update_fields=["grade", "grade_reason", "version"])
    details = {"before": change.before, "after": change.after}
    audit.note(act=Act.REGRADE, actor=by, record=matter, at=at, ground=change.reason, details=details)
    return matter


@transaction.atomic
def close_matter(*, matter: Matter, version: int, lesson: str, by: Actor, at: datetime) -> Matter:
    """Close a matter with what it taught, once nothing is owed: what must be said is said, or falls away.

    Raises ChangedMeanwhile, NotInThatState, StillOwes, NoWords, SecretMark.
    """
    matter = locked_matter(matter, version=version)
    require(ACCESS, Act.CLOSE, by, matter)
    _refuse_step(matter, MatterState.CLOSED)
    if matter.clock is not None and matter.clock.state in OPEN_CLOCKS:
        raise StillOwes
    if not lesson.strip():
        raise NoWords
    refuse_secret(lesson)
    matter.state, matter.lesson = MatterState.CLOSED, lesson.strip()
    matter.closed_by_id, matter.closed_at = by.pk, at
    matter.version += 1
    matter.save(update_fields=["state", "lesson", "closed_by", "closed_at", "version"])
    audit.note(act=Act.CLOSE, actor=by, record=matter, at=at)
    return matter


@transaction.atomic
def reopen_matter(*, matter: Matter, version: int, reason: str, by: Actor, at: datetime) -> Matter:
    """Open a closed matter again, with a reason; its lesson stays until it is closed anew.

    Raises ChangedMeanwhile, NotInThatState, NoReason, SecretMark.
    """
    matter = locked_matter(matter, version=version)
    require(ACCESS, Act.REOPEN, by, matter)
    _refuse_step(matter, MatterState.OPEN)
    if not reason.strip():
        raise NoReason
    refuse_secret(reason)
    matter.state, matter.closed_by, matter.closed_at = MatterState.OPEN, None, None
    matter.version += 1
    matter.save(update_fields=["state", "closed_by", "closed_at", "version"])
    audit.note(act=Act.REOPEN, actor=by, record=matter, at=at, ground=reason.strip())
    return matter


def _fill(matter: Matter, content: MatterContent) -> None:
    title = content.title.strip()
    if not title:
        raise NoWords
    refuse_secret(title, content.summary)
    matter.title, matter.summary = title[:300], content.summary.strip()
    matter.unit, matter.owner, matter.topic = content.unit, content.owner, content.topic
    matter.folded = fold(f"{matter.title} {matter.summary}")


def _check_grading(grading: Grading) -> None:
    if not grading.reason.strip():
        raise NoReason
    refuse_secret(grading.reason)


def _refuse_step(matter: Matter, to: MatterState) -> None:
    if to not in MATTER_NEXT[MatterState(matter.state)]:
        raise NotInThatState(matter.state)
