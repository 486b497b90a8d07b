"""People who do communication are entered, rewritten, leave and come back; nothing private is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.capacity.lifecycle import Engagement
from dongthuan.apps.capacity.models.staff import Member, SkillHeld, SkillNeed
from dongthuan.apps.capacity.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import locked
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.units.models import Unit


class StandsAlready(Exception):
    """This account stands among the unit's staff already."""


class EndsBeforeStart(Exception):
    """The last day lies before the first."""


@dataclass(frozen=True, slots=True)
class MemberContent:
    """What one enters of a person; work details only."""

    unit: Unit
    full_name: str
    post: str
    start_on: date
    officer: Officer | None = None
    phone: str = ""
    official_email: str = ""
    engagement: str = Engagement.PART
    duties: Sequence[str] = ()
    languages: Sequence[str] = ()


@transaction.atomic
def enter_member(*, content: MemberContent, by: Actor, at: datetime) -> Member:
    """Enter somebody as communications staff of a unit. Raises StandsAlready, SecretMark."""
    row = Member(entered_by_id=by.pk, entered_at=at)
    _fill(row, content)
    require(ACCESS, Act.ENTER, by, row)
    _save_once(row)
    audit.note(act=Act.ENTER, actor=by, record=row, at=at, details={"unit": row.unit_id})
    return row


@transaction.atomic
def rewrite_member(
    *, member: Member, content: MemberContent, version: int, by: Actor, at: datetime
) -> Member:
    """Change what is written of a person, also the unit, where the officer keeps both.

    Raises ChangedMeanwhile, StandsAlready, EndsBeforeStart, SecretMark.
    """
    row = locked(member, version)
    require(ACCESS, Act.REWRITE, by, row)
    details = {"unit": f"{row.unit_id} → {content.unit.pk}"}
    _fill(row, content)
    require(ACCESS, Act.REWRITE, by, row)
    if row.end_on is not None and row.end_on < row.start_on:
        raise EndsBeforeStart
    _save_once(row)
    audit.note(act=Act.REWRITE, actor=by, record=row, at=at, details=details)
    return row


@transaction.atomic
def end_member(*, member: Member, end_on: date, reason: str, version: int, by: Actor, at: datetime) -> Member:
    """Note from which day somebody no longer does communication, and why.

    Raises ChangedMeanwhile, NoReason, EndsBeforeStart, SecretMark.
    """
    row = locked(member, version)
    require(ACCESS, Act.END, by, row)
    row.end_on, row.end_reason = end_on, reason_given(reason)[:500]
    if end_on < row.start_on:
        raise EndsBeforeStart
    row.save()
    audit.note(act=Act.END, actor=by, record=row, at=at, ground=row.end_reason)
    return row


@transaction.atomic
def reinstate_member(*, member: Member, version: int, by: Actor, at: datetime) -> Member:
    """Undo an end. Raises ChangedMeanwhile, StandsAlready."""
    row = locked(member, version)
    require(ACCESS, Act.END, by, row)
    row.end_on, row.end_reason = None, ""
    _save_once(row)
    audit.note(act=Act.END, actor=by, record=row, at=at, details={"undone": True})
    return row


@transaction.atomic
def assess_skills(
    *, member: Member, levels: Mapping[str, int | None], version: int, by: Actor, at: datetime
) -> Member:
    """Note how well somebody can do each skill; None = not at all. What certificates say stays.

    Raises ChangedMeanwhile.
    """
    row = locked(member, version)
    require(ACCESS, Act.ASSESS, by, row)
    row.save(update_fields=["version"])
    for skill, level in levels.items():
        assessed = SkillHeld.objects.filter(member=row, skill=skill, certificate__isnull=True)
        if level is None:
            assessed.delete()
        else:
            SkillHeld.objects.update_or_create(
                member=row,
                skill=skill,
                certificate=None,
                defaults={"level": level, "by_id": by.pk, "at": at},
            )
    audit.note(act=Act.ASSESS, actor=by, record=row, at=at, details={"levels": dict(levels)})
    return row


@transaction.atomic
def set_levels_needed(
    *, unit: Unit | None, duty: str, levels: Mapping[str, int | None], by: Actor, at: datetime
) -> None:
    """Say which level a unit (None = every unit without its own) or a duty there needs of each skill.

    None as level: of one unit = it needs none, whatever holds for every unit; of every unit = no need.
    """
    rule = SkillNeed(unit=unit, duty=duty)
    require(ACCESS, Act.SET_LEVEL, by, rule)
    for skill, level in levels.items():
        rows = SkillNeed.objects.filter(unit=unit, duty=duty, skill=skill)
        if level is None and unit is None:
            rows.delete()
            continue
        SkillNeed.objects.update_or_create(
            unit=unit, duty=duty, skill=skill, defaults={"level": level, "by_id": by.pk, "at": at}
        )
    subject = unit or Unit.objects.get(parent__isnull=True)
    details = {"levels": dict(levels), "duty": duty, "every_unit": unit is None}
    audit.note(act=Act.SET_LEVEL, actor=by, record=subject, at=at, details=details)


@transaction.atomic
def forget_levels_needed(*, unit: Unit, duty: str, by: Actor, at: datetime) -> None:
    """Let what holds for every unit hold for this one again."""
    require(ACCESS, Act.SET_LEVEL, by, SkillNeed(unit=unit, duty=duty))
    SkillNeed.objects.filter(unit=unit, duty=duty).delete()
    audit.note(act=Act.SET_LEVEL, actor=by, record=unit, at=at, details={"forgotten": True, "duty": duty})


def _fill(row: Member, content: MemberContent) -> None:
    refuse_secret(content.full_name, content.post)
    for name in MemberContent.__slots__:
        value = getattr(content, name)
        setattr(row, name, list(value) if name in ("duties", "languages") else value)


def _save_once(row: Member) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as fault:
        if "capacity_member_stands_once" in str(fault):
            raise StandsAlready from fault
        raise
