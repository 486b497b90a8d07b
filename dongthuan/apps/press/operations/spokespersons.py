"""Spokespersons are recorded from the decision, made public within the limit, and end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.operations import keep
from dongthuan.apps.files.secrecy import refuse_secret, refuse_secret_file
from dongthuan.apps.press.lifecycle import SpokespersonKind
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations.limits import drop_limit, meet_limit, start_limit
from dongthuan.apps.press.operations.versions import AheadOfTime, NoReason, locked
from dongthuan.apps.press.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit

Upload = tuple[str, bytes]  # the name as uploaded, and the bytes


class NoDecision(Exception):
    """A regular spokesperson is assigned by a decision: its number and the time of signing are needed."""


class TwoHeads(Exception):
    """The unit has a head for some of these days."""


class EndsBeforeStart(Exception):
    """It cannot end before it began."""


class RecordsOneself(Exception):
    """Nobody records his or her own office."""


class NotWhole(Exception):
    """To be public, name, post, telephone and official e-mail are all needed."""


class NowherePublic(Exception):
    """Say where it is public."""


class AlreadyPublic(Exception):
    """It is public."""


class AlreadyEnded(Exception):
    """It has ended by then."""


@dataclass(frozen=True, slots=True)
class SpokespersonContent:
    """What one writes down about a spokesperson. decided_at: when the decision was signed."""

    unit: Unit
    kind: str
    full_name: str
    post: str
    start_on: date
    officer: Officer | None = None
    phone: str = ""
    official_email: str = ""
    decision_no: str = ""
    decided_at: datetime | None = None
    end_on: date | None = None


@transaction.atomic
def record_spokesperson(
    *, content: SpokespersonContent, by: Actor, at: datetime, files: Sequence[Upload] = ()
) -> Spokesperson:
    """Record who speaks for a unit by office; for a regular spokesperson the 24 hours run from the signature.

    files: the decision. Raises RecordsOneself, NoDecision, AheadOfTime, TwoHeads, EndsBeforeStart,
    SecretMark, FileRefused.
    """
    row = Spokesperson(recorded_by_id=by.pk, recorded_at=at, unit=content.unit, kind=content.kind)
    require(ACCESS, Act.RECORD_SPOKESPERSON, by, row)
    refuse_secret(content.full_name, content.post, content.decision_no)
    _fill(row, content)
    if row.officer_id == by.pk:
        raise RecordsOneself
    _refuse_wrong(row, at)
    row.save()
    for name, data in files:
        refuse_secret_file(data, name)
        keep(data=data, name=name, record=row, unit=row.unit, by=by, at=at)
    _start_clock(row, by, at)
    details = {"kind": row.kind, "unit": row.unit.code}
    audit.note(
        act=Act.RECORD_SPOKESPERSON, actor=by, record=row, at=at, ground=row.decision_no, details=details
    )
    return row


def _fill(row: Spokesperson, content: SpokespersonContent) -> None:
    row.officer, row.full_name, row.post = content.officer, content.full_name, content.post
    row.phone, row.official_email = content.phone, content.official_email
    row.decision_no, row.decided_at = content.decision_no, content.decided_at
    row.start_on, row.end_on = content.start_on, content.end_on


def _refuse_wrong(row: Spokesperson, at: datetime) -> None:
    if row.kind == SpokespersonKind.REGULAR and (not row.decision_no or row.decided_at is None):
        raise NoDecision
    if row.decided_at is not None and row.decided_at > at:
        raise AheadOfTime
    if row.end_on is not None and row.end_on <= row.start_on:
        raise EndsBeforeStart
    if row.kind == SpokespersonKind.HEAD:
        others = Spokesperson.objects.select_for_update().heads().filter(unit_id=row.unit_id)
        for other in others.exclude(pk=row.pk):
            begins_later = row.end_on is not None and other.start_on >= row.end_on
            ended_before = other.end_on is not None and other.end_on <= row.start_on
            if not (begins_later or ended_before):
                raise TwoHeads


def _start_clock(row: Spokesperson, by: Actor, at: datetime) -> None:
    if row.kind != SpokespersonKind.REGULAR or row.decided_at is None:
        return
    row.clock = start_limit(
        name="P01",
        unit=row.unit,
        start_at=row.decided_at,
        by=by,
        at=at,
        record=row,
        start_reason=f"Quyết định {row.decision_no}",
        title=row.full_name,
        url=row.get_absolute_url(),
    )
    row.save(update_fields=["clock"])


@transaction.atomic
def publish_spokesperson(
    *, spokesperson: Spokesperson, url: str, published_at: datetime, version: int, by: Actor, at: datetime
) -> Spokesperson:
    """Note that the details became public, on the portal or where `url` leads; the press room shows them.

    The clock ends with that instant, in time or late.
    Raises NotWhole, NowherePublic, AheadOfTime, AlreadyPublic, EndsBeforeStart, ChangedMeanwhile.
    """
    row = locked(spokesperson, version)
    require(ACCESS, Act.PUBLISH_SPOKESPERSON, by, row)
    if row.published_at is not None:
        raise AlreadyPublic
    if not (row.full_name and row.post and row.phone and row.official_email):
        raise NotWhole
    if not url.strip():
        raise NowherePublic
    if published_at > at:
        raise AheadOfTime
    if row.decided_at is not None and published_at < row.decided_at:
        raise EndsBeforeStart
    row.published_at, row.published_url = published_at, url.strip()[:500]
    row.save(update_fields=["published_at", "published_url", "version"])
    meet_limit(row.clock, done_at=published_at, by=by, at=at)
    audit.note(act=Act.PUBLISH_SPOKESPERSON, actor=by, record=row, at=at)
    return row


@transaction.atomic
def correct_details(
    *, spokesperson: Spokesperson, details: dict[str, str], version: int, by: Actor, at: datetime
) -> Spokesperson:
    """Write post, telephone and official e-mail anew, keys of `details`; the published list follows at once.

    Raises NotWhole where something public would be emptied, ChangedMeanwhile.
    """
    row = locked(spokesperson, version)
    require(ACCESS, Act.RECORD_SPOKESPERSON, by, row)
    row.post = details.get("post", row.post)
    row.phone = details.get("phone", row.phone)
    row.official_email = details.get("official_email", row.official_email)
    if row.published_at is not None and not (row.post and row.phone and row.official_email):
        raise NotWhole
    row.save(update_fields=["post", "phone", "official_email", "version"])
    audit.note(act=Act.RECORD_SPOKESPERSON, actor=by, record=row, at=at, details={"changed": sorted(details)})
    return row


@transaction.atomic
def end_spokesperson(
    *, spokesperson: Spokesperson, end_on: date, reason: str, version: int, by: Actor, at: datetime
) -> Spokesperson:
    """Let somebody's office as spokesperson end; `end_on` is the first day on which it is no more.

    A clock that still waits for publication falls away. Raises NoReason, AlreadyEnded, EndsBeforeStart,
    ChangedMeanwhile.
    """
    row = locked(spokesperson, version)
    require(ACCESS, Act.END_SPOKESPERSON, by, row)
    if not reason.strip():
        raise NoReason
    if row.end_on is not None and row.end_on <= end_on:
        raise AlreadyEnded
    if end_on < row.start_on:
        raise EndsBeforeStart
    row.end_on, row.end_reason = end_on, reason.strip()[:500]
    row.save(update_fields=["end_on", "end_reason", "version"])
    if end_on <= local_day(at):
        drop_limit(row.clock, reason=row.end_reason, by=by, at=at)
    audit.note(act=Act.END_SPOKESPERSON, actor=by, record=row, at=at, ground=row.end_reason)
    return row
