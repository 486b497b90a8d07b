"""The secret address of an officer's own calendar of tasks: made anew, taken back."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.plans.models.campaigns import CalendarFeed
from dongthuan.apps.plans.rules import ACCESS, Act


def hash_of(token: str) -> str:
    """Return what is kept of a token: its SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def renew_feed(*, by: Actor, at: datetime) -> str:
    """Make a new secret address for the officer's own feed and return its token, which is kept nowhere.

    The address before it is worth nothing from now on.
    """
    require(ACCESS, Act.RENEW_FEED, by, CalendarFeed(officer_id=by.pk))
    token = secrets.token_urlsafe(32)
    feed, _ = CalendarFeed.objects.update_or_create(
        officer_id=by.pk, defaults={"token_hash": hash_of(token), "made_at": at}
    )
    audit.note(act=Act.RENEW_FEED, actor=by, record=feed, at=at)
    return token


@transaction.atomic
def revoke_feed(*, by: Actor, at: datetime) -> bool:
    """Take the officer's own feed back; returns whether there was one."""
    feed = CalendarFeed.objects.select_for_update().filter(officer_id=by.pk).first()
    if feed is None:
        return False
    require(ACCESS, Act.REVOKE_FEED, by, feed)
    audit.note(act=Act.REVOKE_FEED, actor=by, record=feed, at=at)
    feed.delete()
    return True
