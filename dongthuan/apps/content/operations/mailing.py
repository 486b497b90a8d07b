"""A published version is mailed to a list: queued in one go, each mail handed over at most once by machine.

A row is committed as "sending" before it is handed to the mail server. A worker that dies with it in hand
leaves it so; it then stands as unsure and is never handed over again but by a person who decides it.
So nobody gets a mail twice by a machine; at most the one mail in hand of each killed worker stays unsure.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.letters import release_body, release_subject
from dongthuan.apps.content.lifecycle import DeliveryState, TextState
from dongthuan.apps.content.models.mailings import Delivery, Mailing
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.texts import NotInThatState, locked
from dongthuan.apps.content.queries.corrections import latest_revision
from dongthuan.apps.content.queries.mailings import recipients_of
from dongthuan.apps.content.rules import ACCESS, Act
from dongthuan.apps.notices.delivery import Outcome, attempt
from dongthuan.apps.notices.models import Message
from dongthuan.apps.press.models.contacts import ContactList

Send = Callable[[EmailMessage], object]
BATCH = 1000
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
IN_HAND = timedelta(minutes=10)
# Faults after which the server certainly has nothing: it answered no, or nobody was there to answer.
SAFE_FAULTS = frozenset({"postponed", "sign_in"})
NOBODY_THERE = ("ConnectionRefusedError", "gaierror", "SMTPConnectError")


class NobodyToMail(Exception):
    """The list has nobody who has not got this version already."""


class NotUnsure(Exception):
    """Only what failed, was stopped, or may or may not have left is sent again, by a person."""


@transaction.atomic
def queue_mailing(*, text: Text, contact_list: ContactList, by: Actor, at: datetime) -> Mailing:
    """Queue one mail for everybody on a list who has not got the published version; all or none.

    Under embargo the mail says so in its first line. Raises NotInThatState, NobodyToMail.
    """
    text = locked(text)
    require(ACCESS, Act.MAIL, by, text)
    revision = latest_revision(text)
    if text.state != TextState.PUBLISHED or revision is None:
        raise NotInThatState(text.state)
    found = recipients_of(contact_list, revision, at=at)
    if not found.taken:
        raise NobodyToMail
    mailing = Mailing.objects.create(
        revision=revision,
        contact_list=contact_list,
        list_name=contact_list.name,
        subject=release_subject(text, revision, at=at),
        body=release_body(text, revision, at=at),
        queued_by_id=by.pk,
        queued_at=at,
    )
    rows = [
        Delivery(
            mailing=mailing,
            revision=revision,
            address=one.address,
            name=one.name[:200],
            message_id=_message_id(revision.pk, one.address),
            next_at=at,
        )
        for one in found.taken
    ]
    Delivery.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    details = {"mailing": mailing.pk, "revision": revision.number, "count": len(rows)}
    audit.note(act=Act.MAIL, actor=by, record=text, at=at, details=details)
    return mailing


def _message_id(revision: int, address: str) -> str:
    """Return the same Message-ID for the same version and address, so that a reader may know it again."""
    mark = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return f"<dt-{revision}-{mark}@{domain}>"


def send_one(*, at: datetime, send: Send) -> Delivery | None:
    """Take the mail that waits longest, hand it over, and write what came of it; None when none is due."""
    delivery = _take(at)
    if delivery is None:
        return None
    # An unsaved message, so that addresses, headers and faults are judged as for every other mail.
    mailing = delivery.mailing
    message = Message(
        recipient=mailing.queued_by,  # to whom answers go
        to=delivery.address,
        is_outside=True,
        subject=mailing.subject,
        body=mailing.body,
        message_id=delivery.message_id,
    )
    return _settle(delivery, attempt(message, send), at=at)


@transaction.atomic
def _take(at: datetime) -> Delivery | None:
    waiting = Delivery.objects.filter(state=DeliveryState.QUEUED, next_at__lte=at)
    rows = waiting.select_for_update(skip_locked=True, of=("self",))
    found = rows.select_related("mailing__queued_by").order_by("next_at", "id").first()
    if found is not None:
        found.state, found.taken_at = DeliveryState.SENDING, at
        found.attempts += 1
        found.save(update_fields=["state", "taken_at", "attempts"])
    return found


@transaction.atomic
def _settle(delivery: Delivery, outcome: Outcome, *, at: datetime) -> Delivery:
    row = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    row.fault, row.error = outcome.fault, outcome.error[:1000]
    row.state = _state_after(row, outcome)
    row.settled_at = at
    row.next_at = at + PAUSES[row.attempts - 1] if row.state == DeliveryState.QUEUED else None
    row.save(update_fields=["fault", "error", "state", "settled_at", "next_at"])
    return row


def _state_after(row: Delivery, outcome: Outcome) -> DeliveryState:
    if not outcome.fault:
        return DeliveryState.SENT
    if outcome.is_final:
        return DeliveryState.FAILED
    is_safe = outcome.fault in SAFE_FAULTS or outcome.error.startswith(NOBODY_THERE)
    if not is_safe:
        return DeliveryState.UNSURE
    return DeliveryState.QUEUED if row.attempts <= len(PAUSES) else DeliveryState.FAILED


@transaction.atomic
def own_up(*, by: Actor, at: datetime) -> int:
    """Say of mails whose worker died with them in hand that nobody knows whether they left; how many."""
    require(ACCESS, Act.DELIVER, by, None)
    lost = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=DeliveryState.SENDING, taken_at__lte=at - IN_HAND
    )
    keys = list(lost.values_list("pk", flat=True)[:BATCH])
    return Delivery.objects.filter(pk__in=keys).update(
        state=DeliveryState.UNSURE, settled_at=at, fault="interrupted"
    )


@transaction.atomic
def send_again(*, delivery: Delivery, by: Actor, at: datetime) -> Delivery:
    """Let a person have a mail sent again that did not arrive, or may not have; raises NotUnsure."""
    row = (
        Delivery.objects.select_for_update(of=("self",)).select_related("revision__text").get(pk=delivery.pk)
    )
    text = row.revision.text
    require(ACCESS, Act.RESEND, by, text)
    if row.state not in (DeliveryState.UNSURE, DeliveryState.FAILED, DeliveryState.STOPPED):
        raise NotUnsure(row.state)
    before, row.state, row.next_at = row.state, DeliveryState.QUEUED, at
    row.attempts, row.fault, row.error = 0, "", ""
    row.save(update_fields=["state", "next_at", "attempts", "fault", "error"])
    details = {"delivery": row.pk, "before": before}
    audit.note(act=Act.RESEND, actor=by, record=text, at=at, details=details)
    return row


@transaction.atomic
def stop_mailing(*, mailing: Mailing, by: Actor, at: datetime) -> int:
    """Keep what has not left of a mailing from leaving; returns how many."""
    text = mailing.revision.text
    require(ACCESS, Act.MAIL, by, text)
    waiting = Delivery.objects.filter(mailing=mailing, state=DeliveryState.QUEUED)
    count = waiting.update(state=DeliveryState.STOPPED, settled_at=at)
    details = {"mailing": mailing.pk, "stopped": count}
    audit.note(act=Act.MAIL, actor=by, record=text, at=at, details=details)
    return count
