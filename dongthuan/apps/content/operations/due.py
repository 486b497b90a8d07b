"""What the machine does by itself: scheduled texts are published at their time, or taken off the schedule."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.content.lifecycle import TextState
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.publishing import (
    Blocked,
    MatterNotConfirmed,
    NoMandate,
    NotCleared,
    publish_text,
    unschedule_text,
)
from dongthuan.apps.content.rules import Act
from dongthuan.apps.notices import operations as notices

FAULTS: dict[type[Exception], str] = {
    NotCleared: "not_cleared",
    NoMandate: "no_mandate",
    MatterNotConfirmed: "not_confirmed",
    Blocked: "blocked",
}


@transaction.atomic
def publish_one_due(*, by: Officer, at: datetime) -> Text | None:
    """Publish the scheduled text whose time came first; None when none is due.

    One that may no longer go out (its speaker's mandate ended, its clearance lapsed) is taken off the
    schedule, and whoever scheduled it is told at once. A second worker takes another text.
    """
    due = Text.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=TextState.SCHEDULED, scheduled_at__lte=at
    )
    text = due.order_by("scheduled_at", "id").first()
    if text is None:
        return None
    try:
        with transaction.atomic():
            return publish_text(text=text, version=text.version, by=by, at=at, has_looked=True)
    except tuple(FAULTS) as refusal:
        fault = next(code for kind, code in FAULTS.items() if isinstance(refusal, kind))
    scheduled_by = text.scheduled_by
    text = unschedule_text(text=text, version=text.version, by=by, at=at, fault=fault)
    if scheduled_by is not None:
        notices.queue(
            kind=Act.UNSCHEDULE.value,
            recipient=scheduled_by,
            title=format_lazy(_("Not published, as it may not go out now: {title}"), title=text.title[:200]),
            at=at,
            record=text,
            url=reverse("content:text", args=[text.pk]),
            key=f"content.unschedule:{text.pk}:{text.version}",
            is_urgent=True,
        )
    return text
