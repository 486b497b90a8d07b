"""Officers say after how many months without a new item a group counts as out of date."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.publications import GroupPeriod
from dongthuan.apps.disclosure.operations.publications import NoSuchGroup
from dongthuan.apps.disclosure.publications_rules import INFORMATION_ACCESS, InformationAct
from dongthuan.apps.disclosure.queries.law_lists import sorted_by
from dongthuan.law.openness import Kind


@transaction.atomic
def set_group_period(*, group: str, months: int | None, by: Actor, at: datetime) -> GroupPeriod | None:
    """Set the period of a group, or take it away (months None). Raises NoSuchGroup."""
    require(INFORMATION_ACCESS, InformationAct.SET_PERIOD, by, None)
    if sorted_by(Kind.GROUP, local_day(at))[0].get(group) is None:
        raise NoSuchGroup(group)
    row = GroupPeriod.objects.select_for_update().filter(group=group).first() or GroupPeriod(group=group)
    row.months, row.set_by_id, row.set_at = months or 0, by.pk, at
    row.save()
    audit.note(
        act=InformationAct.SET_PERIOD, actor=by, record=row, at=at, details={"group": group, "months": months}
    )
    return row
