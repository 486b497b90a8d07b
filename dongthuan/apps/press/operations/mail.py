"""Mail is taken in once, whoever wrote it; it becomes an inquiry, belongs to one, or is put aside."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files import operations as files
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import SecretMark, refuse_secret, refuse_secret_file
from dongthuan.apps.notices.bounces import NotABounce, OnlyDelayed, read_bounce
from dongthuan.apps.notices.delivery import UnknownMessage, note_bounce
from dongthuan.apps.press.desk_lifecycle import InquiryChannel, MailKind, MailSource, MailState
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.intake.mail import MailFile, ReadMail, read_mail
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.mail import IncomingMail
from dongthuan.apps.press.operations.inquiries import InquiryContent, receive_inquiry
from dongthuan.apps.units.models import Unit

RAW_NAME = "thu-goc.eml"
NOT_KEPT_WHOLE = frozenset({"too_large", "empty"})


class AlreadyDecided(Exception):
    """Somebody decided on this mail before, or it bears a mark of secrecy and cannot become an inquiry."""


@transaction.atomic
def take_in_mail(
    *, data: bytes, source: MailSource, unit: Unit, by: Actor, at: datetime
) -> tuple[IncomingMail, bool]:
    """Take a mail in, with its files; returns it and whether it is new (the same bytes come in once).

    Nothing is dropped: a broken mail is kept with its faults, a file that may not be kept is named, and of
    a mail that bears a mark of state secrecy only the fact, its sender and its hash are kept.
    """
    require(DESK_ACCESS, DeskAct.TAKE_IN_MAIL, by, None)
    read = read_mail(data)
    known = IncomingMail.objects.filter(raw_hash=read.raw_hash).first()
    if known is not None:
        return known, False
    mail = _drafted(read, source, by, at)
    if mail.is_secret:
        mail.save(force_insert=True)
    else:
        kept = Journalist.objects.kept(on=local_day(at))
        mail.journalist = kept.filter(email__iexact=read.from_address or "-").order_by("pk").first()
        mail.save(force_insert=True)
        _keep_files(mail, read, data, unit, by=by, at=at)
    if mail.kind == MailKind.BOUNCE and not mail.is_secret:
        _note_return(data, by=by, at=at)
    details = {"kind": mail.kind, "source": mail.source, "faults": mail.faults, "is_secret": mail.is_secret}
    audit.note(act=DeskAct.TAKE_IN_MAIL, actor=by, record=mail, at=at, details=details)
    return mail, True


def _note_return(data: bytes, *, by: Actor, at: datetime) -> None:
    """Let the outbox know of a mail of ours that came back, where the report names it."""
    system = acting_system(on=by.day)
    if system is None:
        return
    with suppress(NotABounce, OnlyDelayed, UnknownMessage):
        note_bounce(bounce=read_bounce(data), by=system, at=at)


def _drafted(read: ReadMail, source: MailSource, by: Actor, at: datetime) -> IncomingMail:
    mail = IncomingMail(
        raw_hash=read.raw_hash,
        message_id=read.message_id,
        source=source,
        kind=read.kind,
        from_address=read.from_address,
        dated_at=read.dated_at,
        taken_at=at,
        taken_by_id=by.pk,
        faults=read.faults,
    )
    if _is_secret(read):
        mail.is_secret, mail.message_id = True, ""
        return mail
    mail.from_name, mail.subject, mail.text = read.from_name, read.subject, read.text
    return mail


def _is_secret(read: ReadMail) -> bool:
    try:
        refuse_secret(read.from_name, read.subject, read.text)
        for file in read.files:
            refuse_secret_file(file.data, file.name)
    except SecretMark:
        return True
    return False


def _keep_files(
    mail: IncomingMail, read: ReadMail, data: bytes, unit: Unit, *, by: Actor, at: datetime
) -> None:
    kept = list(read.files)
    if not NOT_KEPT_WHOLE & set(read.faults):
        kept.insert(0, MailFile(RAW_NAME, data))
    unkept = []
    for file in kept:
        try:
            files.keep(data=file.data, name=file.name, record=mail, unit=unit, by=by, at=at)
        except FileRefused as refusal:
            unkept.append(f"{file.name}|{refusal.code}"[:400])
    if unkept:
        mail.unkept = unkept
        mail.save(update_fields=["unkept"])


@transaction.atomic
def inquiry_from_mail(*, mail: IncomingMail, content: InquiryContent, by: Actor, at: datetime) -> Inquiry:
    """Make an inquiry of a mail, as the officer put it; raises AlreadyDecided and what receiving raises."""
    mail = _waiting(mail, by)
    inquiry = receive_inquiry(content=replace(content, channel=InquiryChannel.MAIL), by=by, at=at)
    _attach(mail, inquiry, by=by, at=at)
    return inquiry


@transaction.atomic
def attach_mail(*, mail: IncomingMail, inquiry: Inquiry, by: Actor, at: datetime) -> IncomingMail:
    """Say to which inquiry a mail belongs; raises AlreadyDecided."""
    mail = _waiting(mail, by)
    require(DESK_ACCESS, DeskAct.READ_INQUIRY, by, inquiry)
    return _attach(mail, inquiry, by=by, at=at)


@transaction.atomic
def discard_mail(*, mail: IncomingMail, reason: str, by: Actor, at: datetime) -> IncomingMail:
    """Put a mail aside, with a reason; it stays and can still be read. Raises AlreadyDecided, NoReason."""
    mail = IncomingMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    require(DESK_ACCESS, DeskAct.DECIDE_MAIL, by, mail)
    if mail.state != MailState.QUARANTINED:
        raise AlreadyDecided(mail.state)
    mail.state, mail.discard_reason = MailState.DISCARDED, reason_given(reason)
    return _decided(mail, by=by, at=at)


@transaction.atomic
def take_back(*, mail: IncomingMail, by: Actor, at: datetime) -> IncomingMail:
    """Let a mail that was put aside wait again; raises AlreadyDecided."""
    mail = IncomingMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    require(DESK_ACCESS, DeskAct.DECIDE_MAIL, by, mail)
    if mail.state != MailState.DISCARDED:
        raise AlreadyDecided(mail.state)
    mail.state, mail.discard_reason = MailState.QUARANTINED, ""
    return _decided(mail, by=by, at=at)


def _waiting(mail: IncomingMail, by: Actor) -> IncomingMail:
    mail = IncomingMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    require(DESK_ACCESS, DeskAct.DECIDE_MAIL, by, mail)
    if mail.state != MailState.QUARANTINED or mail.is_secret:
        raise AlreadyDecided(mail.state)
    return mail


def _attach(mail: IncomingMail, inquiry: Inquiry, *, by: Actor, at: datetime) -> IncomingMail:
    mail.state, mail.inquiry = MailState.ATTACHED, inquiry
    return _decided(mail, by=by, at=at)


def _decided(mail: IncomingMail, *, by: Actor, at: datetime) -> IncomingMail:
    mail.decided_by_id, mail.decided_at = by.pk, at
    mail.save(update_fields=["state", "inquiry", "discard_reason", "decided_by", "decided_at"])
    details = {"state": mail.state, "inquiry": mail.inquiry_id}
    audit.note(
        act=DeskAct.DECIDE_MAIL, actor=by, record=mail, at=at, ground=mail.discard_reason, details=details
    )
    return mail
