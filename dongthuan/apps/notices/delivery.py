"""Send the messages that wait: one row in hand at a time, at least once, never an error out of here.

A message is claimed, sent outside any transaction, then settled. A worker that dies between sending and
settling leaves the claim to run out; the second mail carries the same Message-ID, by which a mail server
or reader may know it again.
"""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices import letters
from dongthuan.apps.notices.bounces import Bounce
from dongthuan.apps.notices.mailing import tell_office
from dongthuan.apps.notices.models import Message
from dongthuan.apps.notices.rules import ACCESS, Act

Send = Callable[[EmailMessage], object]

KEPT_AS_FILE = "django.core.mail.backends.filebased.EmailBackend"
CLAIM = timedelta(minutes=5)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))
MOST_ATTEMPTS = 3 * len(PAUSES)  # only a worker that dies each time comes so far
REFUSALS = frozenset({"refused", "rejected"})
LONGEST_ERROR = 1000


class UnknownMessage(Exception):
    """No message that was sent from here has this identity."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt. fault: "" = sent, else a code of wording.FAULTS; error: the server's words."""

    fault: str = ""
    error: str = ""
    is_final: bool = False


def deliver_one(*, at: datetime, send: Send) -> Message | None:
    """Send the message that has waited longest; None when none is due. Faults end up in the row."""
    message = _claim(at)
    if message is not None:
        is_worn = message.attempts > MOST_ATTEMPTS
        outcome = Outcome("interrupted", is_final=True) if is_worn else attempt(message, send)
        _settle(message, outcome, at)
    return message


@transaction.atomic
def _claim(at: datetime) -> Message | None:
    free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    waiting = Message.objects.filter(free, state=Message.State.WAITING, next_at__lte=at)
    message = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("recipient")
    found = message.order_by("next_at", "id").first()
    if found is not None:
        found.claimed_until = at + CLAIM
        found.attempts += 1
        found.save(update_fields=["claimed_until", "attempts"])
    return found


def attempt(message: Message, send: Send) -> Outcome:
    """Hand the message over, and say what came of it."""
    fault = letters.fault_of_address(message.to)
    if fault:
        return Outcome(fault, is_final=True)
    try:
        send(letters.as_mail(message))
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()), (0, b""))
        return _answered(code, words, "refused")
    except smtplib.SMTPAuthenticationError as refused:
        return Outcome("sign_in", _shown(refused.smtp_code, refused.smtp_error))
    except smtplib.SMTPDataError as refused:
        return _answered(refused.smtp_code, refused.smtp_error, "rejected")
    except smtplib.SMTPResponseException as refused:
        return Outcome("postponed", _shown(refused.smtp_code, refused.smtp_error))
    except (smtplib.SMTPException, OSError) as failure:  # TimeoutError and TLS faults are OSErrors
        return Outcome("unreachable", f"{type(failure).__name__}: {failure}"[:LONGEST_ERROR])
    except (ValueError, LookupError) as failure:  # a header or letter that no mail can hold
        return Outcome("not_written", f"{type(failure).__name__}: {failure}"[:LONGEST_ERROR], is_final=True)
    return Outcome()


def _answered(code: int, words: bytes | str, fault: str) -> Outcome:
    is_final = 500 <= code < 600
    return Outcome(fault if is_final else "postponed", _shown(code, words), is_final)


def _shown(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", errors="replace") if isinstance(words, bytes) else words
    return f"{code} {letters.one_line(text, most=LONGEST_ERROR)}"[:LONGEST_ERROR]


@transaction.atomic
def _settle(message: Message, outcome: Outcome, at: datetime) -> None:
    """Write what came of an attempt, unless somebody settled the message meanwhile."""
    locked = Message.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=message.pk)
    if locked.state != Message.State.WAITING:
        return
    locked.claimed_until, locked.fault, locked.error = None, outcome.fault, outcome.error
    locked.state = _state_after(locked, outcome)
    if not outcome.fault:
        locked.sent_at = at
    elif locked.state == Message.State.WAITING:
        locked.next_at = at + PAUSES[locked.attempts - 1]
    else:
        tell_office(message=locked, at=at)
    locked.save(update_fields=["claimed_until", "fault", "error", "state", "sent_at", "next_at"])
    message.state, message.fault = locked.state, locked.fault


@transaction.atomic
def note_bounce(*, bounce: Bounce, by: Actor, at: datetime) -> Message:
    """Note that a message which the server had accepted came back; the Office is told of the address.

    It may be sent again. A second report of the same message changes nothing. Raises UnknownMessage.
    """
    require(ACCESS, Act.NOTE_BOUNCE, by, None)
    sent = Message.objects.filter(message_id__in=bounce.message_ids)
    found = sent.filter(state__in=[Message.State.SENT, Message.State.BOUNCED]).first()
    if found is None:
        raise UnknownMessage
    message = Message.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=found.pk)
    if message.state != Message.State.SENT:
        return message
    message.state, message.fault, message.error = Message.State.BOUNCED, "returned", bounce.said
    message.save(update_fields=["state", "fault", "error"])
    tell_office(message=message, at=at)
    audit.note(act=Act.NOTE_BOUNCE, actor=by, record=message, at=at)
    return message


def _state_after(message: Message, outcome: Outcome) -> Message.State:
    if not outcome.fault:
        return Message.State.FILED if settings.EMAIL_BACKEND == KEPT_AS_FILE else Message.State.SENT
    if outcome.is_final:
        return Message.State.BOUNCED if outcome.fault in REFUSALS else Message.State.FAILED
    return Message.State.WAITING if message.attempts <= len(PAUSES) else Message.State.FAILED
