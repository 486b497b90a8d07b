"""State-funded tasks of science are listed, one by one or from a sheet, with evidence of communication."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import locked
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.measurement.models.science import ScienceTask
from dongthuan.apps.measurement.rules import ACCESS, Act
from dongthuan.apps.press.operations.versions import AheadOfTime
from dongthuan.apps.units.models import Unit


class StandsAlready(Exception):
    """The unit lists such a code already."""


class WantsBoth(Exception):
    """A task counts as communicated with both: the day and where one sees it."""


class SaysTooMuch(Exception):
    """Of a state secret nothing but its code is kept here."""


@dataclass(frozen=True, slots=True)
class ScienceContent:
    """What one enters of a state-funded task; told_on and evidence: both or none."""

    unit: Unit
    code: str
    year: int
    title: str = ""
    is_outside: bool = False
    told_on: date | None = None
    evidence: str = ""


@transaction.atomic
def save_science_task(
    *, task: ScienceTask | None, content: ScienceContent, version: int, by: Actor, at: datetime
) -> ScienceTask:
    """List a task, or change one. Raises StandsAlready, WantsBoth, SaysTooMuch, AheadOfTime, SecretMark.

    A task stays with its unit. Raises ChangedMeanwhile too.
    """
    row = ScienceTask(unit=content.unit) if task is None else locked(task, version)
    require(ACCESS, Act.KEEP_SCIENCE, by, row)
    _check(content, at)
    for name in ("code", "year", "title", "is_outside", "told_on", "evidence"):
        setattr(row, name, getattr(content, name))
    row.saved_by_id, row.saved_at = by.pk, at
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as refusal:
        if "measurement_science_code_once" in str(refusal):
            raise StandsAlready from refusal
        raise
    audit.note(act=Act.KEEP_SCIENCE, actor=by, record=row, at=at, details={"code": row.code})
    return row


@transaction.atomic
def take_in_science_tasks(*, contents: Sequence[ScienceContent], by: Actor, at: datetime) -> tuple[int, int]:
    """Take in the rows of a sheet, all or none: returns how many were new and how many changed.

    A row with a code that its unit lists already replaces what it said. Raises as `save_science_task`.
    """
    new = 0
    for content in contents:
        standing = ScienceTask.objects.filter(unit=content.unit, code=content.code).first()
        new += standing is None
        version = 0 if standing is None else standing.version
        save_science_task(task=standing, content=content, version=version, by=by, at=at)
    return new, len(contents) - new


def _check(content: ScienceContent, at: datetime) -> None:
    if content.is_outside and (content.title or content.evidence or content.told_on):
        raise SaysTooMuch
    if (content.told_on is None) != (not content.evidence):
        raise WantsBoth
    if content.told_on is not None and content.told_on > local_day(at):
        raise AheadOfTime
    refuse_secret(content.code, content.title)
