"""Mail to somebody without an account: sent as every other, answered for by the officer who has it sent."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.analysis.text import nfc
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices import letters
from dongthuan.apps.notices.mailing import FAULT_STATES, tell_office
from dongthuan.apps.notices.models import Message


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to one address outside, in plain text."""

    to: str
    subject: str
    body: str


@transaction.atomic
def mail_outside(*, letter: Letter, by: Actor, at: datetime) -> Message:
    """Queue a mail to the outside in the transaction of the change; it is sent within a minute.

    For operations of other apps, after they have checked and changed; so no rule is asked here. An address
    that takes no mail gives a message that failed, of which `by` and the Office are told.
    """
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
    if fault:
        tell_office(message=message, at=at)
    return message


@transaction.atomic
def take_back_mail(*, message: Message) -> bool:
    """Keep a mail to the outside that waits from being sent, as it no longer holds; whether it waited."""
    waiting = Message.objects.filter(pk=message.pk, is_outside=True, state=Message.State.WAITING)
    return bool(waiting.update(state=Message.State.GIVEN_UP))
