"""A person says that two tasks do not contradict each other."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.plans.models.campaigns import ConflictPardon
from dongthuan.apps.plans.queries.conflicts import Conflict
from dongthuan.apps.plans.rules import ACCESS, Act


@transaction.atomic
def pardon_conflict(*, conflict: Conflict, reason: str, by: Actor, at: datetime) -> ConflictPardon:
    """Note that a conflict is none, and why; it counts until one of the days changes. Raises NoReason.

    Said twice, the first saying stands.
    """
    require(ACCESS, Act.PARDON, by, conflict.first.plan)
    if conflict.second is not None:
        require(ACCESS, Act.PARDON, by, conflict.second.plan)
    pardon, is_new = ConflictPardon.objects.get_or_create(
        first=conflict.first,
        second=conflict.second,
        kind=conflict.kind,
        dues=conflict.dues,
        defaults={"reason": reason_given(reason), "by_id": by.pk, "at": at},
    )
    if is_new:
        details = {"kind": conflict.kind, "second": conflict.second.pk if conflict.second else None}
        audit.note(
            act=Act.PARDON, actor=by, record=conflict.first, at=at, ground=pardon.reason, details=details
        )
    return pardon
