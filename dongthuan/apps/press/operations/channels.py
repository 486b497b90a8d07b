"""Official channels are opened by a decision, listed on the portal as the law asks, and closed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.press.models.channels import OfficialChannel
from dongthuan.apps.press.operations.versions import NoReason, locked
from dongthuan.apps.press.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit


class ChannelTaken(Exception):
    """There is a channel at that address."""


class ChannelClosed(Exception):
    """The channel is no longer in use."""


@dataclass(frozen=True, slots=True)
class ChannelContent:
    """What one writes down about a channel. is_listed: whether the portal lists it."""

    name: str
    platform: str
    url: str
    unit: Unit
    ground: str = ""
    is_listed: bool = False


@transaction.atomic
def save_channel(
    *, channel: OfficialChannel | None, content: ChannelContent, by: Actor, at: datetime, version: int = 0
) -> OfficialChannel:
    """Enter a channel (None), or write one anew. Raises ChannelTaken, ChannelClosed, ChangedMeanwhile."""
    row = locked(channel, version) if channel is not None else OfficialChannel(unit=content.unit)
    require(ACCESS, Act.KEEP_CHANNELS, by, row)
    if not row.is_active:
        raise ChannelClosed
    row.unit = content.unit
    require(ACCESS, Act.KEEP_CHANNELS, by, row)
    if OfficialChannel.objects.filter(url__iexact=content.url).exclude(pk=row.pk).exists():
        raise ChannelTaken(content.url)
    row.name, row.platform, row.url, row.ground = content.name, content.platform, content.url, content.ground
    row.listed_at = (row.listed_at or at) if content.is_listed else None
    row.changed_at = at
    row.save()
    details = {"platform": row.platform, "is_listed": content.is_listed}
    audit.note(act=Act.KEEP_CHANNELS, actor=by, record=row, at=at, ground=row.ground, details=details)
    return row


@transaction.atomic
def close_channel(
    *, channel: OfficialChannel, reason: str, by: Actor, at: datetime, version: int
) -> OfficialChannel:
    """Take a channel out of use; the portal no longer lists it.

    Raises NoReason, ChannelClosed, ChangedMeanwhile.
    """
    row = locked(channel, version)
    require(ACCESS, Act.KEEP_CHANNELS, by, row)
    if not reason.strip():
        raise NoReason
    if not row.is_active:
        raise ChannelClosed
    row.is_active, row.listed_at, row.closed_reason, row.changed_at = False, None, reason.strip()[:500], at
    row.save()
    audit.note(act=Act.KEEP_CHANNELS, actor=by, record=row, at=at, ground=row.closed_reason)
    return row
