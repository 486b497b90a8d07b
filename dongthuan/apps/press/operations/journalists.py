"""Journalists' work data are entered on a ground, used for a time, and let go."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from django.db import transaction

from dongthuan.analysis.text import fold
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.versions import NoReason, locked
from dongthuan.apps.press.rules import ACCESS, Act

LONGEST_KEEPING = timedelta(days=2 * 366)  # our own rule: after two years one asks again
PURGED_AT_ONCE = 500


class NoConsent(Exception):
    """Data given by the journalist need the day on which he or she agreed, and not a day to come."""


class KeptTooLong(Exception):
    """The data would be kept for longer than two years, or are to be gone already."""


@dataclass(frozen=True, slots=True)
class JournalistContent:
    """What one writes down about a journalist: work data only."""

    full_name: str
    outlet: Outlet | None
    source: str
    keep_until: date
    consent_at: date | None = None
    post: str = ""
    beats: tuple[str, ...] = ()
    language: str = "vi"
    email: str = ""
    phone: str = ""
    press_card_no: str = ""


@transaction.atomic
def save_journalist(
    *, journalist: Journalist | None, content: JournalistContent, by: Actor, at: datetime, version: int = 0
) -> Journalist:
    """Enter a journalist (None), or write one anew; the audit record holds the key, never the name.

    Raises NoConsent, KeptTooLong, ChangedMeanwhile.
    """
    row = locked(journalist, version) if journalist is not None else Journalist()
    require(ACCESS, Act.KEEP_JOURNALISTS, by, row)
    today = local_day(at)
    if content.source == Journalist.Source.GIVEN and (
        content.consent_at is None or content.consent_at > today
    ):
        raise NoConsent
    if not today < content.keep_until <= today + LONGEST_KEEPING:
        raise KeptTooLong
    for field in fields(content):
        setattr(row, field.name, getattr(content, field.name))
    row.beats = list(content.beats)
    outlet_name = content.outlet.name if content.outlet else ""
    row.folded = fold(" ".join([content.full_name, outlet_name, *content.beats]))
    row.changed_at = at
    row.save()
    details = {"source": row.source, "keep_until": row.keep_until.isoformat()}
    audit.note(act=Act.KEEP_JOURNALISTS, actor=by, record=row, at=at, details=details)
    return row


@transaction.atomic
def erase_journalist(*, journalist: Journalist, reason: str, by: Actor, at: datetime) -> None:
    """Let a journalist's data go at once, as when he or she no longer agrees; lists lose the address.

    What stands in records of inquiries and conferences, as given there, stays. Raises NoReason.
    """
    row = Journalist.objects.select_for_update().get(pk=journalist.pk)
    require(ACCESS, Act.ERASE_JOURNALIST, by, row)
    if not reason.strip():
        raise NoReason
    audit.note(act=Act.ERASE_JOURNALIST, actor=by, record=row, at=at, ground=reason.strip()[:500])
    row.delete()


@transaction.atomic
def purge_journalists(*, by: Actor, at: datetime) -> int:
    """Let the data go whose day has come; returns how many went, at most 500 a turn."""
    require(ACCESS, Act.PURGE_JOURNALISTS, by, None)
    due = Journalist.objects.outlived(on=local_day(at)).select_for_update(skip_locked=True).order_by("pk")
    rows = list(due[:PURGED_AT_ONCE])
    for row in rows:
        details = {"keep_until": row.keep_until.isoformat()}
        audit.note(act=Act.PURGE_JOURNALISTS, actor=by, record=row, at=at, details=details)
    Journalist.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
