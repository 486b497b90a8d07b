"""An inquiry whose owner is away does not wait: who stands in is told to take it over."""

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.queries import Away, away_on
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.operations.summaries import spokespersons_on
from dongthuan.apps.press.queries.inquiries import owned_by

AT_ONCE = 500


@transaction.atomic
def warn_of_absent_owners(*, by: Actor, at: datetime) -> int:
    """Tell, once for each absence, who stands in for the owner of an open inquiry; how many were told.

    Where nobody stands in, the spokespersons are told: it is to be given to somebody who is there.
    """
    require(DESK_ACCESS, DeskAct.SUM_UP, by, None)
    away = away_on(local_day(at))
    count = 0
    for inquiry in owned_by(away)[:AT_ONCE]:
        assert inquiry.owner_id is not None
        row = away[inquiry.owner_id]
        people = [row.stand_in] if row.stand_in is not None else spokespersons_on(local_day(at))
        for person in people:
            count += _tell(inquiry, row, person, at=at)
    return count


def _tell(inquiry: Inquiry, row: Away, person: Officer, *, at: datetime) -> bool:
    if person.pk == inquiry.owner_id:
        return False
    title = format_lazy(
        _("{name} is away until {last} and answers for an open inquiry; take it over: {topic}"),
        name=row.absence.officer.full_name,
        last=date_format(row.absence.last_on, "d/m/Y"),
        topic=inquiry.topic[:120],
    )
    notice = notices.queue(
        kind="press.owner_away",
        recipient=person,
        title=title,
        at=at,
        record=inquiry,
        url=inquiry.get_absolute_url(),
        key=f"press.owner_away:{inquiry.pk}:{row.absence.pk}",
        is_urgent=True,
    )
    return notice is not None
