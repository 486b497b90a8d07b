"""A yearly training plan and its courses: opened, put in force, held, finished, called off."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.budgets.models import Line
from dongthuan.apps.capacity.lifecycle import CourseState, NeedState, PlanState
from dongthuan.apps.capacity.models.training import Course, TrainingNeed, TrainingPlan
from dongthuan.apps.capacity.operations.needs import NotOpen
from dongthuan.apps.capacity.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import locked
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.plans.lifecycle import BudgetLine
from dongthuan.apps.units.models import Unit


class PlannedAlready(Exception):
    """The unit has a training plan of that year."""


class CoursesOpen(Exception):
    """A plan is closed once each of its courses is finished or called off."""


class AnotherLine(Exception):
    """The line of money is not one for training of the plan's year."""


PLAN_NEXT: dict[str, frozenset[str]] = {
    PlanState.DRAFT: frozenset({PlanState.IN_FORCE}),
    PlanState.IN_FORCE: frozenset({PlanState.DRAFT, PlanState.CLOSED}),
    PlanState.CLOSED: frozenset({PlanState.IN_FORCE}),
}


@dataclass(frozen=True, slots=True)
class CourseContent:
    """What one enters of a course; see models.Course."""

    title: str
    skill: str
    level: int
    provider: str = ""
    content: str = ""
    pass_percent: int | None = None
    least_sessions: int = 1
    valid_months: int | None = None
    line: Line | None = None
    estimate_vnd: int | None = None


@transaction.atomic
def open_plan(*, year: int, unit: Unit, title: str, by: Actor, at: datetime) -> TrainingPlan:
    """Open a unit's training plan of a year. Raises PlannedAlready, SecretMark."""
    row = TrainingPlan(year=year, unit=unit, title=title, made_by_id=by.pk, made_at=at)
    require(ACCESS, Act.KEEP_PLAN, by, row)
    refuse_secret(title)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as fault:
        if "capacity_one_plan_a_year" in str(fault):
            raise PlannedAlready from fault
        raise
    audit.note(act=Act.KEEP_PLAN, actor=by, record=row, at=at, details={"year": year})
    return row


@transaction.atomic
def move_plan(*, plan: TrainingPlan, state: str, version: int, by: Actor, at: datetime) -> TrainingPlan:
    """Put a plan in force, close it, or undo that. Raises ChangedMeanwhile, NotOpen, CoursesOpen."""
    row = locked(plan, version)
    require(ACCESS, Act.KEEP_PLAN, by, row)
    if state not in PLAN_NEXT[row.state]:
        raise NotOpen
    if state == PlanState.CLOSED and row.courses.filter(state=CourseState.OPEN).exists():
        raise CoursesOpen
    details = {"state": f"{row.state} → {state}"}
    row.state = PlanState(state)
    row.save()
    audit.note(act=Act.KEEP_PLAN, actor=by, record=row, at=at, details=details)
    return row


@transaction.atomic
def add_course(*, plan: TrainingPlan, content: CourseContent, by: Actor, at: datetime) -> Course:
    """Add a course to a plan that is not closed; open needs of its skill and of that level are linked to it.

    Needs of the plan's unit; of every unit where the Office plans. Raises NotOpen, AnotherLine, SecretMark.
    """
    plan = TrainingPlan.objects.select_for_update(of=("self",)).select_related("unit__parent").get(pk=plan.pk)
    row = Course(plan=plan)
    require(ACCESS, Act.KEEP_COURSE, by, row)
    if plan.state == PlanState.CLOSED:
        raise NotOpen
    _fill(row, content)
    row.save()
    needs = TrainingNeed.objects.filter(state=NeedState.OPEN, skill=row.skill, level__lte=row.level)
    if not plan.unit.is_at_the_top:
        needs = needs.filter(member__unit=plan.unit)
    linked = needs.update(state=NeedState.PLANNED, course=row)
    audit.note(act=Act.KEEP_COURSE, actor=by, record=row, at=at, details={"needs": linked})
    return row


@transaction.atomic
def rewrite_course(
    *, course: Course, content: CourseContent, version: int, by: Actor, at: datetime
) -> Course:
    """Change a course that is open. Raises ChangedMeanwhile, NotOpen, AnotherLine, SecretMark."""
    row = _open(course, version, by)
    if row.invitations.filter(certificate__isnull=False).exists():
        content = replace(content, skill=row.skill, level=row.level)  # what certificates name stays
    _fill(row, content)
    row.save()
    audit.note(act=Act.KEEP_COURSE, actor=by, record=row, at=at)
    return row


@transaction.atomic
def finish_course(*, course: Course, version: int, by: Actor, at: datetime) -> Course:
    """Note that a course is over. Raises ChangedMeanwhile, NotOpen."""
    row = _open(course, version, by)
    row.state = CourseState.FINISHED
    row.save()
    audit.note(act=Act.KEEP_COURSE, actor=by, record=row, at=at, details={"state": row.state})
    return row


@transaction.atomic
def call_off_course(*, course: Course, reason: str, version: int, by: Actor, at: datetime) -> Course:
    """Call a course off; its needs are open again. Raises ChangedMeanwhile, NotOpen, NoReason, SecretMark."""
    row = _open(course, version, by)
    row.state, row.reason = CourseState.CANCELLED, reason_given(reason)[:500]
    row.save()
    row.needs.filter(state=NeedState.PLANNED).update(state=NeedState.OPEN, course=None)
    audit.note(act=Act.KEEP_COURSE, actor=by, record=row, at=at, ground=row.reason)
    return row


@transaction.atomic
def reopen_course(*, course: Course, version: int, by: Actor, at: datetime) -> Course:
    """Undo that a course was finished or called off. Raises ChangedMeanwhile, NotOpen."""
    row = locked(course, version)
    require(ACCESS, Act.KEEP_COURSE, by, row)
    if row.state == CourseState.OPEN or row.plan.state == PlanState.CLOSED:
        raise NotOpen
    row.state, row.reason = CourseState.OPEN, ""
    row.save()
    audit.note(act=Act.KEEP_COURSE, actor=by, record=row, at=at, details={"undone": True})
    return row


def _open(course: Course, version: int, by: Actor) -> Course:
    row = locked(course, version)
    require(ACCESS, Act.KEEP_COURSE, by, row)
    if row.state != CourseState.OPEN:
        raise NotOpen
    return row


def _fill(row: Course, content: CourseContent) -> None:
    refuse_secret(content.title, content.provider, content.content)
    line = content.line
    if line is not None and (line.year != row.plan.year or line.kind != BudgetLine.TRAINING):
        raise AnotherLine
    for name in CourseContent.__slots__:
        setattr(row, name, getattr(content, name))
