"""A reader asks for mail, confirms it by a link, and ends it by another; nothing is sent unconfirmed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from dongthuan.analysis.text import nfc
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.lifecycle import DeliveryState
from dongthuan.apps.notices.letters import fault_of_address, new_id
from dongthuan.apps.portal import subscriber_letters
from dongthuan.apps.portal.lifecycle import Rhythm, SubscriptionKind, SubscriptionState
from dongthuan.apps.portal.models.subscriptions import Announcement, Knock, SubscriberLetter, Subscription
from dongthuan.apps.portal.rules import ACCESS, Act
from dongthuan.apps.portal.subscription_links import hash_of, key_in, new_code
from dongthuan.apps.units.queries import current_agency

MOST_AN_HOUR = 5
MOST_A_DAY_OF_ALL = 1000
MOST_TO_ONE_ADDRESS = 2  # mails that ask, in a day: nobody is mailed to death by a stranger
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TO_CONFIRM = timedelta(days=2)
LETTERS_KEPT = timedelta(days=60)
_KNOCKS_LOCK = 0x706B6E6F


class TooManyKnocks(Exception):
    """No more is taken: too many came from this network in an hour, or from everywhere in a day."""


class NoSuchAddress(Exception):
    """Mail cannot go to this address."""


class NothingWanted(Exception):
    """No kind of news was chosen."""


class NoSuchLink(Exception):
    """The link was used already, is too old, or was never ours."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for. network: where it came from, kept as a hash for a day."""

    address: str
    kinds: frozenset[SubscriptionKind]
    rhythm: Rhythm
    language: str = "vi"
    network: str = ""


@transaction.atomic
def ask_subscription(*, wanted: Wanted, by: Actor, at: datetime) -> Subscription | None:
    """Keep the wish and queue the mail that asks whether the address agrees; by: the system.

    Returns None where that address was asked often enough today: its owner may not want it, and the page
    says the same to everybody. Raises TooManyKnocks, NoSuchAddress, NothingWanted.
    """
    require(ACCESS, Act.ASK_SUBSCRIPTION, by, None)
    address = nfc(wanted.address).strip()
    if fault_of_address(address):
        raise NoSuchAddress
    if not wanted.kinds:
        raise NothingWanted
    _knock(wanted.network, at)
    known = hash_of(address.casefold())
    asked = Subscription.objects.filter(address_hash=known, asked_at__gt=at - DAY)
    if asked.filter(state=SubscriptionState.ASKED).count() >= MOST_TO_ONE_ADDRESS:
        return None
    code = new_code()
    subscription = Subscription.objects.create(
        address=address,
        address_hash=known,
        wants_texts=SubscriptionKind.TEXTS in wanted.kinds,
        wants_consultations=SubscriptionKind.CONSULTATIONS in wanted.kinds,
        wants_register=SubscriptionKind.REGISTER in wanted.kinds,
        rhythm=wanted.rhythm,
        language=wanted.language,
        confirm_hash=hash_of(code),
        asked_at=at,
    )
    subject, body = subscriber_letters.asking(subscription, code, agency=agency_name())
    queue_letter(subscription, subject, body, at=at, is_asking=True)
    audit.note(act=Act.ASK_SUBSCRIPTION, actor=by, record=subscription, at=at)
    return subscription


@transaction.atomic
def confirm_subscription(*, code: str, by: Actor, at: datetime) -> Subscription:
    """Let a wish count, in place of an earlier one of the same address; the link works once.

    Told is only what is published from now on. Raises NoSuchLink.
    """
    require(ACCESS, Act.CONFIRM_SUBSCRIPTION, by, None)
    waiting = Subscription.objects.select_for_update().filter(state=SubscriptionState.ASKED)
    row = waiting.filter(confirm_hash=hash_of(code), asked_at__gt=at - TO_CONFIRM).first()
    if row is None:
        raise NoSuchLink
    earlier = Subscription.objects.select_for_update().filter(address_hash=row.address_hash)
    for other in earlier.exclude(pk=row.pk).exclude(state=SubscriptionState.ENDED):
        _end(other, at)
    newest = Announcement.objects.order_by("-id").values_list("id", flat=True).first()
    row.state, row.confirmed_at, row.confirm_hash, row.told = SubscriptionState.CONFIRMED, at, "", newest or 0
    row.save()
    audit.note(act=Act.CONFIRM_SUBSCRIPTION, actor=by, record=row, at=at)
    return row


@transaction.atomic
def end_subscription(*, token: str, by: Actor, at: datetime) -> Subscription:
    """End a subscription; its address is deleted and what waits is not sent. Twice changes nothing.

    Raises NoSuchLink.
    """
    require(ACCESS, Act.END_SUBSCRIPTION, by, None)
    key = key_in(token)
    row = Subscription.objects.select_for_update().filter(pk=key).first() if key else None
    if row is None:
        raise NoSuchLink
    if row.state != SubscriptionState.ENDED:
        _end(row, at)
        audit.note(act=Act.END_SUBSCRIPTION, actor=by, record=row, at=at)
    return row


@transaction.atomic
def forget_subscribers(*, by: Actor, at: datetime) -> int:
    """Delete wishes nobody confirmed, old letters and hashes of networks; returns how many wishes went."""
    require(ACCESS, Act.FORGET_SUBSCRIBERS, by, None)
    Knock.objects.filter(at__lte=at - DAY).delete()
    SubscriberLetter.objects.filter(queued_at__lte=at - LETTERS_KEPT).delete()
    stale = Subscription.objects.filter(state=SubscriptionState.ASKED, asked_at__lte=at - TO_CONFIRM)
    count = stale.count()
    stale.delete()
    return count


def queue_letter(
    subscription: Subscription, subject: str, body: str, *, at: datetime, is_asking: bool = False
) -> SubscriberLetter:
    """Queue one letter in the transaction of the change; no rule is asked here."""
    return SubscriberLetter.objects.create(
        subscription=subscription,
        is_asking=is_asking,
        subject=subject,
        body=body,
        message_id=new_id(),
        queued_at=at,
        next_at=at,
    )


def agency_name() -> str:
    """Return the name under which mail goes out."""
    return str(current_agency() or "Đồng Thuận")


def _end(row: Subscription, at: datetime) -> None:
    row.state, row.ended_at = SubscriptionState.ENDED, at
    row.address, row.address_hash, row.confirm_hash = "", "", ""
    row.save()
    row.letters.filter(state=DeliveryState.QUEUED).update(
        state=DeliveryState.STOPPED, settled_at=at, next_at=None
    )


def _knock(network: str, at: datetime) -> None:
    """Count an attempt; raises TooManyKnocks. Two at the same instant are counted one by one."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_KNOCKS_LOCK])
    known = hash_of(network)
    recent = Knock.objects.filter(at__gt=at - DAY)
    if recent.count() >= MOST_A_DAY_OF_ALL:
        raise TooManyKnocks
    if recent.filter(address_hash=known, at__gt=at - HOUR).count() >= MOST_AN_HOUR:
        raise TooManyKnocks
    Knock.objects.create(address_hash=known, at=at)
