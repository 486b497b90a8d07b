"""What a look at the address of an item found is noted; a dead one is told to who answers for it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.publications import PublicInformation
from dongthuan.apps.disclosure.operations.publications import note_event
from dongthuan.apps.disclosure.publications_lifecycle import (
    FAILURES_TO_BE_DEAD,
    LOOK_AGAIN,
    LOOK_AGAIN_SOON,
    LinkState,
    PublicationEventKind,
)
from dongthuan.apps.disclosure.publications_rules import INFORMATION_ACCESS, InformationAct


@dataclass(frozen=True, slots=True)
class Look:
    """What was found at `link`. reason: "" = it answered."""

    link: str
    reason: str


@transaction.atomic
def note_look(*, item: PublicInformation, look: Look, by: Actor, at: datetime) -> PublicInformation:
    """Note what a look found and when to look again; nothing where the address changed meanwhile.

    Two failures in a row make an address dead; one answer makes it alive. Only a change of that is audited.
    """
    row = PublicInformation.objects.select_for_update(of=("self",)).get(pk=item.pk)
    require(INFORMATION_ACCESS, InformationAct.LOOK_AT_LINK, by, row)
    if row.link != look.link:
        return row
    before = row.link_state
    row.looked_at, row.link_reason = at, look.reason[:300]
    if look.reason:
        row.link_failures = min(row.link_failures + 1, 30)
        row.look_at = at + min(LOOK_AGAIN_SOON * 2 ** min(row.link_failures - 1, 10), LOOK_AGAIN)
        if row.link_failures >= FAILURES_TO_BE_DEAD:
            row.link_state = LinkState.DEAD
    else:
        row.link_failures, row.link_state, row.look_at = 0, LinkState.ALIVE, at + LOOK_AGAIN
    row.save(update_fields=["looked_at", "link_reason", "link_failures", "look_at", "link_state"])
    if row.link_state != before and LinkState.DEAD in (row.link_state, before):
        is_dead = row.link_state == LinkState.DEAD
        kind = PublicationEventKind.LINK_DEAD if is_dead else PublicationEventKind.LINK_ALIVE
        note_event(row, kind, by=by, at=at, words=row.link_reason)
        details = {"link": row.link_state}
        audit.note(act=InformationAct.LOOK_AT_LINK, actor=by, record=row, at=at, details=details)
    return row
