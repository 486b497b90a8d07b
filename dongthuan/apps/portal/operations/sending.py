"""Letters to subscribers are handed over, each at most once by machine; the same way as mailings of texts."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.lifecycle import DeliveryState
from dongthuan.apps.notices.delivery import Outcome, attempt
from dongthuan.apps.notices.models import Message
from dongthuan.apps.portal.lifecycle import SubscriptionState
from dongthuan.apps.portal.models.subscriptions import SubscriberLetter
from dongthuan.apps.portal.rules import ACCESS, Act
from dongthuan.apps.portal.subscription_links import end_url

Send = Callable[[EmailMessage], object]
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
IN_HAND = timedelta(minutes=10)
# Faults after which the server certainly has nothing: it answered no, or nobody was there to answer.
SAFE_FAULTS = frozenset({"postponed", "sign_in"})
NOBODY_THERE = ("ConnectionRefusedError", "gaierror", "SMTPConnectError")


def send_letter(*, by: Officer, at: datetime, send: Send) -> SubscriberLetter | None:
    """Take the letter that waits longest, hand it over, write what came of it; None when none is due."""
    require(ACCESS, Act.TELL_SUBSCRIBERS, by, None)
    letter = _take(at)
    if letter is None:
        return None
    row = letter.subscription
    message = Message(
        recipient=by,  # an unsaved message, so that addresses and faults are judged as for every other mail
        to=row.address,
        is_outside=True,
        subject=letter.subject,
        body=letter.body,
        message_id=letter.message_id,
    )

    def handed_over(mail: EmailMessage) -> object:
        if not letter.is_asking:
            mail.extra_headers |= {
                "List-Unsubscribe": f"<{end_url(row.pk, row.asked_at)}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
        return send(mail)

    return _settle(letter, attempt(message, handed_over), at=at)


@transaction.atomic
def own_up(*, by: Actor, at: datetime) -> int:
    """Say of letters whose worker died with them in hand that nobody knows whether they left; how many."""
    require(ACCESS, Act.TELL_SUBSCRIBERS, by, None)
    lost = SubscriberLetter.objects.filter(state=DeliveryState.SENDING, taken_at__lte=at - IN_HAND)
    return lost.update(state=DeliveryState.UNSURE, settled_at=at, fault="interrupted")


@transaction.atomic
def _take(at: datetime) -> SubscriberLetter | None:
    may_get = Q(subscription__state=SubscriptionState.CONFIRMED) | Q(
        is_asking=True, subscription__state=SubscriptionState.ASKED
    )
    waiting = SubscriberLetter.objects.filter(may_get, state=DeliveryState.QUEUED, next_at__lte=at)
    rows = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("subscription")
    letter = rows.order_by("next_at", "id").first()
    if letter is not None:
        letter.state, letter.taken_at = DeliveryState.SENDING, at
        letter.attempts += 1
        letter.save(update_fields=["state", "taken_at", "attempts"])
    return letter


@transaction.atomic
def _settle(letter: SubscriberLetter, outcome: Outcome, *, at: datetime) -> SubscriberLetter | None:
    row = SubscriberLetter.objects.select_for_update(of=("self",)).filter(pk=letter.pk).first()
    if row is None:
        return letter
    row.fault, row.settled_at = outcome.fault, at
    row.state = _state_after(row, outcome)
    row.next_at = at + PAUSES[row.attempts - 1] if row.state == DeliveryState.QUEUED else None
    row.save(update_fields=["fault", "settled_at", "state", "next_at"])
    return row


def _state_after(row: SubscriberLetter, outcome: Outcome) -> DeliveryState:
    if not outcome.fault:
        return DeliveryState.SENT
    if outcome.is_final:
        return DeliveryState.FAILED
    if outcome.fault not in SAFE_FAULTS and not outcome.error.startswith(NOBODY_THERE):
        return DeliveryState.UNSURE
    return DeliveryState.QUEUED if row.attempts <= len(PAUSES) else DeliveryState.FAILED
