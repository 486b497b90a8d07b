"""Mail to somebody without an account: sent as every other, answered for by the officer who has it sent."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.analysis.text import fold, nfc
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices import letters
from dongthuan.apps.notices.mailing import FAULT_STATES, tell_office
from dongthuan.apps.notices.models import Message, MessageFile

MOST_BYTES = 10 * 1024 * 1024  # of all files of one mail, which grow by a third on the way
MOST_FILES = 10
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")


class FilesTooLarge(Exception):
    """The files of a mail are more than MOST_FILES, or together larger than MOST_BYTES; or one is empty."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes with a mail. reference: what it is of, as its number and the hash of its register."""

    name: str
    media_type: str
    content: bytes
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to one address outside, in plain text, with its files."""

    to: str
    subject: str
    body: str
    files: tuple[Enclosed, ...] = ()


@transaction.atomic
def mail_outside(*, letter: Letter, by: Actor, at: datetime) -> Message:
    """Queue a mail to the outside in the transaction of the change; it is sent within a minute.

    For operations of other apps, after they have checked and changed; so no rule is asked here. An address
    that takes no mail gives a message that failed, of which `by` and the Office are told. Its files are kept
    with it byte by byte, under names that no header can be broken with. Raises FilesTooLarge.
    """
    _refuse_large(letter.files)
    address = nfc(letter.to).strip()
    fault = letters.fault_of_address(address)
    message = Message.objects.create(
        recipient_id=by.pk,
        to=address[:254],
        is_outside=True,
        subject=letters.one_line(letter.subject, most=300),
        body=nfc(letter.body.replace("\x00", "")),
        message_id=letters.new_id(),
        state=FAULT_STATES.get(fault, Message.State.WAITING),
        fault=fault,
        queued_at=at,
        next_at=at,
    )
    MessageFile.objects.bulk_create(_kept(message, one) for one in letter.files)
    if fault:
        tell_office(message=message, at=at)
    return message


def _refuse_large(files: Sequence[Enclosed]) -> None:
    sizes = [len(one.content) for one in files]
    if len(sizes) > MOST_FILES or sum(sizes) > MOST_BYTES or 0 in sizes:
        raise FilesTooLarge(sum(sizes))


def _kept(message: Message, file: Enclosed) -> MessageFile:
    known = _MEDIA_TYPE.fullmatch(file.media_type)
    return MessageFile(
        message=message,
        name=plain_name(file.name),
        media_type=file.media_type if known else "application/octet-stream",
        content=file.content,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        reference=letters.one_line(file.reference, most=200),
    )


def plain_name(name: str) -> str:
    """Return a file name of plain letters, as it may stand in a header of a mail.

    >>> plain_name('Công văn "12"\\r\\nBcc: x.pdf'), plain_name("///")
    ('cong-van-12-bcc-x.pdf', 'tep')
    """
    bare = name if name.isascii() else fold(name)
    return _UNSAFE.sub("-", bare).strip("-._")[-120:].lstrip("-._") or "tep"


@transaction.atomic
def take_back_mail(*, message: Message) -> bool:
    """Keep a mail to the outside that waits from being sent, as it no longer holds; whether it waited."""
    waiting = Message.objects.filter(pk=message.pk, is_outside=True, state=Message.State.WAITING)
    return bool(waiting.update(state=Message.State.GIVEN_UP))
