"""Agreements are entered, rewritten, ended early with a reason, and the end undone."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import locked
from dongthuan.apps.files.operations import keep
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret, refuse_secret_file
from dongthuan.apps.notices.operations import withdraw
from dongthuan.apps.partners.lifecycle import AskBefore
from dongthuan.apps.partners.models import Agreement, Partner
from dongthuan.apps.partners.operations.partners import IsClosed
from dongthuan.apps.partners.rules import ACCESS, Act


class EndsBeforeStart(Exception):
    """The last day lies before the first."""


class SignedAhead(Exception):
    """It cannot be signed after today."""


class EndedAlready(Exception):
    """The agreement was ended early."""


class NotEnded(Exception):
    """The agreement was not ended early."""


class EndOutside(Exception):
    """An early end lies between the first day and today, and not after the last."""


@dataclass(frozen=True, slots=True)
class AgreementContent:
    """What was agreed; file: data and name of one to be kept, None = as it was."""

    title: str
    signed_on: date
    start_on: date
    until: date | None = None
    number: str = ""
    our_duties: str = ""
    their_duties: str = ""
    ask_before: int = AskBefore.FORTY
    file: tuple[bytes, str] | None = None


@transaction.atomic
def add_agreement(*, partner: Partner, content: AgreementContent, by: Actor, at: datetime) -> Agreement:
    """Enter an agreement with a partner.

    Raises IsClosed, EndsBeforeStart, SignedAhead, SecretMark, FileRefused.
    """
    row = Agreement(partner=Partner.objects.select_for_update().get(pk=partner.pk))
    return _written(row, content, by, at)


@transaction.atomic
def rewrite_agreement(
    *, agreement: Agreement, content: AgreementContent, version: int, by: Actor, at: datetime
) -> Agreement:
    """Write an agreement anew; a later last day begins its reminders anew.

    Raises ChangedMeanwhile, EndedAlready, IsClosed, EndsBeforeStart, SignedAhead, SecretMark, FileRefused.
    """
    row = locked(agreement, version)
    if row.ended_on is not None:
        raise EndedAlready
    if (row.until, row.ask_before) != (content.until, content.ask_before):
        withdraw(record=row, at=at)
    return _written(row, content, by, at)


def _written(row: Agreement, content: AgreementContent, by: Actor, at: datetime) -> Agreement:
    require(ACCESS, Act.KEEP_AGREEMENT, by, row)
    if row.partner.closed_at is not None:
        raise IsClosed
    if content.until is not None and content.until < content.start_on:
        raise EndsBeforeStart
    if content.signed_on > local_day(at):
        raise SignedAhead
    refuse_secret(content.title, content.number, content.our_duties, content.their_duties)
    for name in (
        "title",
        "number",
        "signed_on",
        "start_on",
        "until",
        "our_duties",
        "their_duties",
        "ask_before",
    ):
        setattr(row, name, getattr(content, name))
    row.saved_by_id, row.saved_at = by.pk, at
    row.save()
    if content.file is not None:
        data, name = content.file
        refuse_secret_file(data, name)
        row.file = keep(data=data, name=name, record=row, unit=row.partner.unit, by=by, at=at)
        row.save(update_fields=["file"])
    audit.note(act=Act.KEEP_AGREEMENT, actor=by, record=row, at=at, details={"until": str(row.until)})
    return row


@transaction.atomic
def end_agreement(  # a day beside what every step says
    *, agreement: Agreement, ended_on: date, reason: str, version: int, by: Actor, at: datetime
) -> Agreement:
    """End an agreement before its time; its reminders end.

    Raises ChangedMeanwhile, EndedAlready, EndOutside, NoReason, SecretMark.
    """
    row = locked(agreement, version)
    require(ACCESS, Act.END_AGREEMENT, by, row)
    if row.ended_on is not None:
        raise EndedAlready
    last = min(local_day(at), row.until or date.max)
    if not row.start_on <= ended_on <= last:
        raise EndOutside
    row.ended_on, row.end_reason = ended_on, reason_given(reason)[:500]
    row.save()
    withdraw(record=row, at=at)
    audit.note(act=Act.END_AGREEMENT, actor=by, record=row, at=at, ground=row.end_reason)
    return row


@transaction.atomic
def undo_end(*, agreement: Agreement, version: int, by: Actor, at: datetime) -> Agreement:
    """Undo an early end. Raises ChangedMeanwhile, NotEnded."""
    row = locked(agreement, version)
    require(ACCESS, Act.END_AGREEMENT, by, row)
    if row.ended_on is None:
        raise NotEnded
    row.ended_on, row.end_reason = None, ""
    row.save()
    audit.note(act=Act.END_AGREEMENT, actor=by, record=row, at=at, details={"undone": True})
    return row
