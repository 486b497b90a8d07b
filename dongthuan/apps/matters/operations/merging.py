"""Two matters turn out to be one: the one goes on in the other, and may be parted again."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.matters.lifecycle import MATTER_NEXT, MatterState
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations.locking import locked_matter
from dongthuan.apps.matters.operations.refusals import (
    HasMerged,
    LosesLimit,
    NoChange,
    NoReason,
    NotInThatState,
    SpokenTogether,
)
from dongthuan.apps.matters.operations.statements import count_first
from dongthuan.apps.matters.rules import ACCESS, Act


@transaction.atomic
def merge_matter(
    *, matter: Matter, version: int, into: Matter, reason: str, by: Actor, at: datetime
) -> Matter:
    """Let an open matter go on in another open one, with a reason; returns that one.

    Its records, clock and history stay its own and are shown there; what the agency says there ends its
    clock too. Raises ChangedMeanwhile, NotInThatState, NoReason, NoChange, HasMerged, LosesLimit, SecretMark.
    """
    if matter.pk == into.pk:
        raise NoChange
    _lock_in_order(matter, into)
    matter, into = locked_matter(matter, version=version), locked_matter(into)
    require(ACCESS, Act.MERGE, by, matter)
    require(ACCESS, Act.MERGE, by, into)
    if MatterState.MERGED not in MATTER_NEXT[MatterState(matter.state)] or into.state != MatterState.OPEN:
        raise NotInThatState(matter.state)
    if not reason.strip():
        raise NoReason
    refuse_secret(reason)
    if matter.merged.exists():
        raise HasMerged
    _refuse_lost_limit(matter, into)
    matter.state, matter.merged_into = MatterState.MERGED, into
    matter.merged_by_id, matter.merged_at, matter.merge_reason = by.pk, at, reason.strip()[:500]
    _save(matter)
    details = {"into": into.pk}
    audit.note(act=Act.MERGE, actor=by, record=matter, at=at, ground=matter.merge_reason, details=details)
    count_first(into, by, at)
    return into


@transaction.atomic
def part_matter(*, matter: Matter, version: int, reason: str, by: Actor, at: datetime) -> Matter:
    """Open a merged matter again by itself, with a reason, while nothing was said on the two together.

    Raises ChangedMeanwhile, NotInThatState, NoReason, SpokenTogether, SecretMark.
    """
    if matter.merged_into is not None:
        _lock_in_order(matter, matter.merged_into)
    matter = locked_matter(matter, version=version)
    require(ACCESS, Act.PART, by, matter)
    if matter.state != MatterState.MERGED or matter.merged_into_id is None:
        raise NotInThatState(matter.state)
    if not reason.strip():
        raise NoReason
    refuse_secret(reason)
    into = locked_matter(Matter(pk=matter.merged_into_id))
    if _spoke_together(matter, into):
        raise SpokenTogether
    matter.state, matter.merged_into, matter.merged_by, matter.merged_at = MatterState.OPEN, None, None, None
    matter.merge_reason = ""
    _save(matter)
    details = {"from": into.pk}
    audit.note(act=Act.PART, actor=by, record=matter, at=at, ground=reason.strip()[:500], details=details)
    return matter


def _lock_in_order(one: Matter, other: Matter) -> None:
    """Lock both rows by key, so that two merges the other way round do not wait for each other."""
    keys = [one.pk, other.pk]
    list(Matter.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _refuse_lost_limit(matter: Matter, into: Matter) -> None:
    if not matter.clause:
        return
    if matter.clause != into.clause or matter.t0_at is None or into.t0_at is None:
        raise LosesLimit
    if matter.t0_at < into.t0_at:
        raise LosesLimit


def _spoke_together(matter: Matter, into: Matter) -> bool:
    """Say whether a first word counts for both: said on the one, or since they are one."""
    assert matter.merged_at is not None
    since = into.statements.official().filter(recorded_at__gte=matter.merged_at)
    own = into.statements.official().order_by("said_at").values_list("said_at", flat=True).first()
    return since.exists() or into.first_statement_at != own


def _save(matter: Matter) -> None:
    matter.version += 1
    fields = ["state", "merged_into", "merged_by", "merged_at", "merge_reason", "version"]
    matter.save(update_fields=fields)
