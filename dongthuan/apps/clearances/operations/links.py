"""Links by which somebody outside clears a part: made, mailed, and dead once used or replaced."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.letters import link_letter
from dongthuan.apps.clearances.models.clearances import Clearance, ClearanceStep, OutsideLink
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices.outside import mail_outside, take_back_mail

LATE_LIFE = timedelta(days=1)  # of a link mailed anew once the part is late already


def send_link_for(step: ClearanceStep, *, by: Actor, at: datetime) -> str:
    """Make and mail a link for a part asked of somebody outside, and return its token; older ones die.

    It ends with the part's deadline, which the letter names; mailed anew after that, it lasts LATE_LIFE.
    """
    _end([step.pk], at=at)
    token = secrets.token_urlsafe(32)
    link = OutsideLink.objects.create(
        step=step,
        token_hash=token_hash(token),
        name=step.outside_name,
        email=step.outside_email,
        made_by_id=by.pk,
        made_at=at,
        expires_at=step.due_at if step.due_at > at else at + LATE_LIFE,
    )
    letter = link_letter(link, step, token, Officer.objects.get(pk=by.pk))
    link.message = mail_outside(letter=letter, by=by, at=at)
    link.save(update_fields=["message"])
    return token


def end_links(clearance: Clearance, *, at: datetime) -> None:
    """Make every link of a clearance worthless from now on; mails that still waited are not sent."""
    _end(clearance.steps.values_list("pk", flat=True), at=at)


def token_hash(token: str) -> str:
    """Return the SHA-256 of a token, in hexadecimal."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _end(steps: Iterable[int], *, at: datetime) -> None:
    live = OutsideLink.objects.filter(step__in=steps, used_at=None, expires_at__gt=at)
    for link in live.select_related("message"):
        link.expires_at = at
        link.save(update_fields=["expires_at"])
        if link.message is not None:
            take_back_mail(message=link.message)
