"""Who is told what about a clearance; each thing once."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import SYSTEM_NAME, Officer
from dongthuan.apps.clearances.models.clearances import Clearance, ClearanceStep
from dongthuan.apps.notices import operations as notices

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def tell_asked(steps: Iterable[ClearanceStep], *, at: datetime) -> None:
    """Tell those asked that a text awaits them; urgent, as texts are cleared within hours."""
    for step in steps:
        if step.officer is not None and not step.decision:
            words = _("A text awaits your clearance: {title}")
            tell(step.clearance, step.officer, words, f"clearances.ask:{step.pk}", at=at)


def tell_writers(clearance: Clearance, words: "_StrPromise", key: str, *, at: datetime) -> None:
    """Tell the authors and whoever asked for the clearance."""
    people = {one.pk: one for one in (*clearance.authors.all(), clearance.requested_by)}
    for officer in people.values():
        tell(clearance, Officer.objects.get(pk=officer.pk), words, key, at=at)


def tell(clearance: Clearance, officer: Officer, words: "_StrPromise", key: str, *, at: datetime) -> None:
    """Tell one officer one thing, once for each key."""
    if officer.username == SYSTEM_NAME:
        return
    notices.queue(
        kind=key.partition(":")[0],
        recipient=officer,
        title=format_lazy(words, title=clearance.title[:200]),
        at=at,
        record=clearance,
        url=reverse("clearances:clearance", args=[clearance.pk]),
        key=key,
        is_urgent=True,
    )


def settle(clearance: Clearance, *, at: datetime) -> None:
    """Stop asking for attention: the clearance has ended."""
    notices.withdraw(record=clearance, at=at)
