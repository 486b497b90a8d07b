"""A person says whether an item carries a message; the one-page result is drawn up for signature."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.measurement import papers
from dongthuan.apps.measurement.lifecycle import CampaignState
from dongthuan.apps.measurement.models.campaigns import Campaign, MessageCheck
from dongthuan.apps.measurement.operations.campaigns import NotInThatState
from dongthuan.apps.measurement.queries.campaigns import reached
from dongthuan.apps.measurement.queries.figures import effect_on_topics, items_of
from dongthuan.apps.measurement.rules import ACCESS, Act
from dongthuan.docgen.official import Kind


@transaction.atomic
def check_message(
    *, campaign: Campaign, item: int, is_carried: bool, by: Actor, at: datetime
) -> MessageCheck:
    """Say whether an item of a running campaign carries one of its messages; saying it anew replaces it.

    item: key of one that counts for the campaign. Raises NotInThatState.
    """
    row = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    require(ACCESS, Act.CHECK_MESSAGE, by, row)
    found = items_of(row, on=local_day(at)).filter(pk=item).first()
    if row.state != CampaignState.RUNNING or found is None or not row.message_list:
        raise NotInThatState
    said = {"is_carried": is_carried, "by_id": by.pk, "at": at}
    check, _made = MessageCheck.objects.update_or_create(campaign=row, item=found, defaults=said)
    details = {"item": found.pk, "is_carried": is_carried}
    audit.note(act=Act.CHECK_MESSAGE, actor=by, record=row, at=at, details=details)
    return check


@transaction.atomic
def draw_up_result(*, campaign: Campaign, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the one-page result as a report for signature, running or closed. Raises NotInThatState."""
    row = Campaign.objects.select_related("unit").get(pk=campaign.pk)
    require(ACCESS, Act.DRAW_UP, by, row)
    if row.state == CampaignState.PREPARED:
        raise NotInThatState
    return draw_up(
        kind=Kind.REPORT,
        unit=row.unit,
        subject=papers.result_subject(row),
        body=papers.result_body(row, reached(row, on=local_day(at)), effect_on_topics(row, at=at)),
        record=row,
        by=by,
        at=at,
    )
