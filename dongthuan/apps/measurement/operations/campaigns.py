"""A campaign is prepared, its objectives set and frozen, results noted, and it is closed with a lesson."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import NoReason, locked
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.measurement.lifecycle import NEXT, CampaignState, is_advertising_value
from dongthuan.apps.measurement.models.campaigns import Campaign, Objective, ObjectiveChange, Result
from dongthuan.apps.measurement.queries.figures import value_of
from dongthuan.apps.measurement.rules import ACCESS, Act
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.press.operations.versions import AheadOfTime
from dongthuan.apps.units.models import Unit


class NotInThatState(Exception):
    """The campaign no longer stands where this could be done."""


class AdvertisingValue(Exception):
    """An advertising value equivalent was asked for: it measures no communication."""


class SameAsBaseline(Exception):
    """The target is the baseline: nothing would have to change."""


class NoObjective(Exception):
    """A campaign starts with an objective, and with one above what it does itself."""


class NoLesson(Exception):
    """A campaign is closed with what was learned and what will be done differently."""


class Unmeasured(Exception):
    """Objectives have no result, and nothing says why; `count` of them."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class CountedHere(Exception):
    """The value of this objective is counted here, nobody notes it."""


@dataclass(frozen=True, slots=True)
class CampaignContent:
    """What one enters of a campaign. unit: stays once it is kept; messages: one a line."""

    unit: Unit
    title: str
    start_on: date
    end_on: date
    aim: str = ""
    audience: str = ""
    messages: str = ""
    plan: Plan | None = None
    tasks: tuple[Task, ...] = field(default=())
    topics: tuple[Topic, ...] = field(default=())
    texts: tuple[Text, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ObjectiveContent:
    """What one enters of an objective. reason: wanted once the objectives are frozen."""

    level: str
    statement: str
    measure: str
    baseline: Decimal
    baseline_source: str
    target: Decimal
    unit_of_measure: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ResultContent:
    """What one notes of an objective: a value, the day it held, where it was taken from."""

    objective: Objective
    value: Decimal
    on: date
    source: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """What a campaign ends with. unmeasured: why an objective has no result; "" where each has one."""

    lesson: str
    next_time: str
    unmeasured: str = ""


@transaction.atomic
def prepare(*, content: CampaignContent, by: Actor, at: datetime) -> Campaign:
    """Prepare a campaign. Raises SecretMark, AdvertisingValue."""
    campaign = Campaign(unit=content.unit, made_by_id=by.pk, made_at=at)
    require(ACCESS, Act.PREPARE, by, campaign)
    _fill(campaign, content)
    audit.note(act=Act.PREPARE, actor=by, record=campaign, at=at)
    return campaign


@transaction.atomic
def rewrite(
    *, campaign: Campaign, content: CampaignContent, version: int, by: Actor, at: datetime
) -> Campaign:
    """Change what a campaign says, not yet closed. Raises ChangedMeanwhile, NotInThatState, SecretMark."""
    row = _open(campaign, version, Act.PREPARE, by)
    _fill(row, content)
    audit.note(act=Act.PREPARE, actor=by, record=row, at=at)
    return row


@transaction.atomic
def set_objective(
    *, campaign: Campaign, content: ObjectiveContent, version: int, by: Actor, at: datetime
) -> Campaign:
    """Add an objective; after the freezing with a reason, which is shown.

    Raises NoReason, SameAsBaseline, AdvertisingValue, ChangedMeanwhile, NotInThatState, SecretMark.
    """
    row = _open(campaign, version, Act.SET_OBJECTIVE, by)
    _check(row, content)
    objective = Objective(campaign=row, made_by_id=by.pk, made_at=at)
    if row.frozen_at is not None:
        objective.added_reason = content.reason
    _write(objective, content)
    row.save(update_fields=["version"])
    details = {"objective": objective.pk, "is_late": row.frozen_at is not None}
    audit.note(
        act=Act.SET_OBJECTIVE, actor=by, record=row, at=at, details=details, ground=objective.added_reason
    )
    return row


@transaction.atomic
def change_objective(
    *, objective: Objective, content: ObjectiveContent, version: int, by: Actor, at: datetime
) -> Campaign:
    """Change an objective; once frozen what it said and the reason are kept. Raises as `set_objective`.

    version: of the campaign.
    """
    row = _open(objective.campaign, version, Act.SET_OBJECTIVE, by)
    _check(row, content)
    standing = Objective.objects.get(pk=objective.pk)
    if row.frozen_at is not None:
        ObjectiveChange.objects.create(
            objective=standing,
            statement=standing.statement,
            baseline=standing.baseline,
            target=standing.target,
            reason=content.reason,
            by_id=by.pk,
            at=at,
        )
    _write(standing, content)
    row.save(update_fields=["version"])
    details = {"objective": standing.pk, "is_late": row.frozen_at is not None}
    audit.note(act=Act.SET_OBJECTIVE, actor=by, record=row, at=at, details=details, ground=content.reason)
    return row


@transaction.atomic
def drop_objective(*, objective: Objective, version: int, by: Actor, at: datetime) -> Campaign:
    """Take an objective out while nothing is frozen. Raises ChangedMeanwhile, NotInThatState."""
    row = _open(objective.campaign, version, Act.DROP_OBJECTIVE, by)
    if row.frozen_at is not None:
        raise NotInThatState
    audit.note(
        act=Act.DROP_OBJECTIVE, actor=by, record=row, at=at, details={"statement": objective.statement}
    )
    Objective.objects.filter(pk=objective.pk, campaign=row).delete()
    row.save(update_fields=["version"])
    return row


@transaction.atomic
def start(*, campaign: Campaign, version: int, by: Actor, at: datetime) -> Campaign:
    """Start a campaign and freeze its objectives. Raises NoObjective, ChangedMeanwhile, NotInThatState.

    At least one objective must say what is to change in people, not only what the agency does.
    """
    row = _open(campaign, version, Act.START, by)
    _go(row, CampaignState.RUNNING)
    if not row.objectives.filter(level__in=["outtake", "outcome", "impact"]).exists():
        raise NoObjective
    row.frozen_at = at
    row.save()
    details = {"objectives": row.objectives.count(), "is_late": local_day(at) > row.start_on}
    audit.note(act=Act.START, actor=by, record=row, at=at, details=details)
    return row


@transaction.atomic
def note_result(*, campaign: Campaign, content: ResultContent, by: Actor, at: datetime) -> Campaign:
    """Note a value of an objective of a running campaign.

    Raises AheadOfTime, AdvertisingValue, CountedHere, NoReason (no source), NotInThatState, SecretMark.
    """
    row = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    require(ACCESS, Act.NOTE_RESULT, by, row)
    objective = Objective.objects.get(pk=content.objective.pk, campaign=row)
    if row.state != CampaignState.RUNNING:
        raise NotInThatState
    if objective.is_counted:
        raise CountedHere
    if content.on > local_day(at):
        raise AheadOfTime
    if not content.source.strip():
        raise NoReason
    _refuse(content.source, content.words)
    Result.objects.create(
        objective=objective,
        value=content.value,
        on=content.on,
        source=content.source,
        words=content.words,
        by_id=by.pk,
        at=at,
    )
    details = {"objective": objective.pk, "value": str(content.value)}
    audit.note(act=Act.NOTE_RESULT, actor=by, record=row, at=at, details=details, ground=content.source)
    return row


@transaction.atomic
def close(*, campaign: Campaign, content: Closing, version: int, by: Actor, at: datetime) -> Campaign:
    """Close a campaign with its lesson; what is counted here is kept as it stands.

    Raises NoLesson, Unmeasured, ChangedMeanwhile, NotInThatState, SecretMark.
    """
    row = _open(campaign, version, Act.CLOSE, by)
    _go(row, CampaignState.CLOSED)
    if not content.lesson.strip() or not content.next_time.strip():
        raise NoLesson
    _refuse(content.lesson, content.next_time, content.unmeasured)
    _keep_counted(row, by=by, at=at)
    missing = row.objectives.filter(results__isnull=True).count()
    if missing and not content.unmeasured.strip():
        raise Unmeasured(missing)
    row.lesson, row.next_time, row.unmeasured = content.lesson, content.next_time, content.unmeasured
    row.closed_at, row.closed_by_id = at, by.pk
    row.save()
    audit.note(act=Act.CLOSE, actor=by, record=row, at=at, details={"unmeasured": missing})
    return row


def _keep_counted(row: Campaign, *, by: Actor, at: datetime) -> None:
    """Keep what is counted here as results: a closed campaign says for ever what it said that day."""
    for objective in row.objectives.all():
        value = value_of(objective, on=local_day(at)) if objective.is_counted else None
        if value is not None:
            Result.objects.create(
                objective=objective,
                value=value,
                on=local_day(at),
                source=str(objective.get_measure_display()),
                by_id=by.pk,
                at=at,
            )


def _open(campaign: Campaign, version: int, act: Act, by: Actor) -> Campaign:
    row = locked(campaign, version)
    require(ACCESS, act, by, row)
    if row.state == CampaignState.CLOSED:
        raise NotInThatState
    return row


def _go(row: Campaign, to: CampaignState) -> None:
    if to not in NEXT[CampaignState(row.state)]:
        raise NotInThatState
    row.state = to


def _check(row: Campaign, content: ObjectiveContent) -> None:
    if content.target == content.baseline:
        raise SameAsBaseline
    if not content.baseline_source.strip() or (row.frozen_at is not None and not content.reason.strip()):
        raise NoReason
    _refuse(content.statement, content.unit_of_measure, content.baseline_source, content.reason)


def _write(objective: Objective, content: ObjectiveContent) -> None:
    objective.level, objective.statement = content.level, content.statement
    objective.measure, objective.unit_of_measure = content.measure, content.unit_of_measure
    objective.baseline, objective.baseline_source = content.baseline, content.baseline_source
    objective.target = content.target
    objective.save()


def _fill(row: Campaign, content: CampaignContent) -> None:
    _refuse(content.title, content.aim, content.audience, content.messages)
    for name in ("title", "aim", "audience", "messages", "start_on", "end_on", "plan"):
        setattr(row, name, getattr(content, name))
    row.save()
    row.tasks.set(content.tasks)
    row.topics.set(content.topics)
    row.texts.set(content.texts)


def _refuse(*words: str) -> None:
    """Refuse what bears a mark of secrecy, and what asks for an advertising value."""
    refuse_secret(*words)
    if is_advertising_value(*words):
        raise AdvertisingValue
