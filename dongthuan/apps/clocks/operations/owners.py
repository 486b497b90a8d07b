"""A clock is handed to another officer, who is then reminded of it."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.lifecycle import OPEN
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.roles import Actor


@transaction.atomic
def hand_over(*, clock: Clock | None, owner: Officer | None, by: Actor, at: datetime) -> None:
    """Let an officer answer for an open clock; nothing where there is none or where it has ended.

    For operations of apps above, after they have asked whether `by` may give the record to that officer.
    """
    if clock is None:
        return
    for one in Clock.objects.select_for_update(of=("self",)).filter(pk=clock.pk, state__in=OPEN):
        one.owner = owner
        one.version += 1
        one.save(update_fields=["owner", "version"])
        details = {"owner": owner.pk if owner else None}
        audit.note(act="clocks.hand_over", actor=by, record=one, at=at, details=details)
