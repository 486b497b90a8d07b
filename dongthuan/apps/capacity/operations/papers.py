"""Official documents drawn up from what stands here: the contact list, the report of a drill."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.capacity import papers
from dongthuan.apps.capacity.lifecycle import DrillState
from dongthuan.apps.capacity.models.drills import Drill
from dongthuan.apps.capacity.operations.needs import NotOpen
from dongthuan.apps.capacity.queries.contacts import contacts, speakers
from dongthuan.apps.capacity.queries.drills import acts_of, scores_shown
from dongthuan.apps.capacity.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.official import Kind

MOST_ROWS = 2_000


class TooLongAList(Exception):
    """More people than one document holds: take the workbook."""


@transaction.atomic
def draw_up_contacts(*, unit: Unit, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the dispatch with the contact list as it stands today, for signature. Raises TooLongAList.

    unit: which writes it, of the Office.
    """
    require(ACCESS, Act.DRAW_UP_CONTACTS, by, unit)
    on = local_day(at)
    staff, public = list(contacts(by, on=on)[: MOST_ROWS + 1]), list(speakers(on=on))
    if len(staff) > MOST_ROWS:
        raise TooLongAList
    paper = draw_up(
        kind=Kind.DISPATCH,
        unit=unit,
        subject=papers.CONTACTS_SUBJECT,
        body=papers.contacts_body(on, staff_count=len(staff), speaker_count=len(public)),
        annexes=papers.contacts_annexes(staff, public),
        by=by,
        at=at,
    )
    audit.note(act=Act.DRAW_UP_CONTACTS, actor=by, record=paper, at=at, details={"staff": len(staff)})
    return paper


@transaction.atomic
def draw_up_report(*, drill: Drill, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the internal report of a drill that is over. Raises NotOpen, SecretMark, TooLong."""
    row = Drill.objects.select_related("unit").get(pk=drill.pk)
    require(ACCESS, Act.KEEP_DRILL, by, row)
    if row.state != DrillState.ENDED:
        raise NotOpen
    return draw_up(
        kind=Kind.REPORT,
        unit=row.unit,
        subject=papers.drill_subject(row),
        body=papers.drill_body(row, list(acts_of(row)), scores_shown(row)),
        record=row,
        by=by,
        at=at,
    )
