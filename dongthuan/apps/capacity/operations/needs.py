"""What somebody should learn is stated, dropped with a reason, and taken up again."""

from datetime import datetime

from django.db import IntegrityError, transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.capacity.lifecycle import OPEN_NEEDS, NeedState
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.capacity.models.training import TrainingNeed
from dongthuan.apps.capacity.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import locked
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret


class NeededAlready(Exception):
    """A need of this skill is open for this person."""


class NotOpen(Exception):
    """What is to be done does not go with the state it is in."""


@transaction.atomic
def state_need(
    *, member: Member, skill: str, level: int, words: str = "", by: Actor, at: datetime
) -> TrainingNeed:
    """State that somebody should reach a level of a skill. Raises NeededAlready, SecretMark."""
    require(ACCESS, Act.STATE_NEED, by, member)
    refuse_secret(words)
    row = TrainingNeed(member=member, skill=skill, level=level, words=words, stated_by_id=by.pk, stated_at=at)
    _save_once(row)
    audit.note(act=Act.STATE_NEED, actor=by, record=row, at=at, details={"skill": skill, "level": level})
    return row


@transaction.atomic
def drop_need(*, need: TrainingNeed, reason: str, version: int, by: Actor, at: datetime) -> TrainingNeed:
    """Drop a need that is open, with a reason. Raises ChangedMeanwhile, NotOpen, NoReason, SecretMark."""
    row = locked(need, version)
    require(ACCESS, Act.DROP_NEED, by, row.member)
    if row.state not in OPEN_NEEDS:
        raise NotOpen
    row.state, row.reason, row.course = NeedState.DROPPED, reason_given(reason)[:500], None
    row.save()
    audit.note(act=Act.DROP_NEED, actor=by, record=row, at=at, ground=row.reason)
    return row


@transaction.atomic
def reopen_need(*, need: TrainingNeed, version: int, by: Actor, at: datetime) -> TrainingNeed:
    """Undo the drop of a need. Raises ChangedMeanwhile, NotOpen, NeededAlready."""
    row = locked(need, version)
    require(ACCESS, Act.STATE_NEED, by, row.member)
    if row.state != NeedState.DROPPED:
        raise NotOpen
    row.state, row.reason = NeedState.OPEN, ""
    _save_once(row)
    audit.note(act=Act.STATE_NEED, actor=by, record=row, at=at, details={"undone": True})
    return row


def _save_once(row: TrainingNeed) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as fault:
        if "capacity_needs_it_once" in str(fault):
            raise NeededAlready from fault
        raise
