"""Rules that fire raise an alert, its people are told once each, and silence goes up.

Raising, telling and escalating may run twice and at the same time: unique keys and row locks keep each
alert, telling, notice and mail single.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.alert_words import mail_of, notice_body, notice_title
from dongthuan.apps.monitoring.lifecycle import OPEN_SIGNALS, SignalState
from dongthuan.apps.monitoring.models.alerts import Alert, AlertKind, AlertRule, AlertTelling
from dongthuan.apps.monitoring.operations.counting import hour_of
from dongthuan.apps.monitoring.operations.signals import LOOK_BACK, keep_signal
from dongthuan.apps.monitoring.queries.alert_firings import firings, told_from
from dongthuan.apps.monitoring.queries.firing import Firing
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.notices.audiences import Staff, staff_on
from dongthuan.apps.notices.operations import queue
from dongthuan.apps.notices.outside import mail_outside

RECIPIENTS, HEADS, OFFICE = 0, 1, 2
TOLD_AT_ONCE = 200


def raise_alerts(*, rule: AlertRule, by: Actor, at: datetime) -> list[Alert]:
    """Look whether a rule fires in the hours of the last day that are over; return the alerts it raised.

    Each stands on a signal, which is stored where the topic's own watch did not. A clock that jumps back
    raises nothing twice; hours before the rule listened raise nothing.
    """
    require(ACCESS, Act.DETECT, by, rule.topic)
    end = hour_of(at)
    start = max(end - LOOK_BACK, hour_of(rule.watched_from))
    if start >= end:
        return []
    raised = [_raise(rule, firing, at) for firing in firings(rule, start=end - LOOK_BACK, end=end)]
    return [alert for alert in raised if alert is not None]


@transaction.atomic
def _raise(rule: AlertRule, firing: Firing, at: datetime) -> Alert | None:
    rule = AlertRule.objects.select_for_update(of=("self",)).select_related("topic").get(pk=rule.pk)
    if rule.removed_at is not None or firing.hour < hour_of(rule.watched_from):
        return None
    cool = timedelta(hours=rule.cool_down_hours)
    near = rule.alerts.filter(signal__hour__gt=firing.hour - cool, signal__hour__lt=firing.hour + cool)
    if near.filter(signal__story=firing.story).exclude(signal__hour=firing.hour).exists():
        return None
    signal, _is_new = keep_signal(rule.topic, AlertKind(rule.kind).series, firing, at=at)
    if signal.state not in OPEN_SIGNALS:
        return None  # somebody judged it already
    defaults = {"raised_at": at, "told_from": told_from(rule, at)}
    alert, is_new = Alert.objects.get_or_create(rule=rule, signal=signal, defaults=defaults)
    if not is_new:
        return None
    _plan(alert, rule.recipients.filter(is_active=True), RECIPIENTS, due_at=alert.told_from)
    AlertTelling.objects.bulk_create(
        AlertTelling(alert=alert, address=address, due_at=alert.told_from)
        for address in rule.addresses.filter(ended_at=None, confirmed_at__isnull=False)
    )
    return alert


def _plan(alert: Alert, officers: Iterable[Officer], level: int, *, due_at: datetime) -> None:
    AlertTelling.objects.bulk_create(
        (AlertTelling(alert=alert, officer=one, level=level, due_at=due_at) for one in officers),
        ignore_conflicts=True,
    )


def tell_due(*, by: Actor, at: datetime) -> int:
    """Tell everybody whose time has come, each in a transaction with the note of it; returns how many."""
    require(ACCESS, Act.DETECT, by, None)
    count = 0
    while count < TOLD_AT_ONCE and _tell_next(at):
        count += 1
    return count


@transaction.atomic
def _tell_next(at: datetime) -> bool:
    waiting = AlertTelling.objects.filter(told_at=None, dropped_at=None, due_at__lte=at)
    telling = (
        waiting.select_for_update(skip_locked=True, of=("self",))
        .select_related("alert__rule", "alert__signal__topic", "alert__signal__first_item")
        .select_related("alert__signal__story", "officer", "address__asked_by")
        .order_by("due_at", "id")
        .first()
    )
    if telling is None:
        return False
    if _no_longer_holds(telling):
        telling.dropped_at = at
    else:
        telling.told_at = at
        _tell(telling, at)
    telling.save(update_fields=["told_at", "dropped_at", "message"])
    return True


def _no_longer_holds(telling: AlertTelling) -> bool:
    if telling.alert.signal.state not in OPEN_SIGNALS or telling.alert.rule.removed_at is not None:
        return True
    return telling.address is not None and not telling.address.is_told


def _tell(telling: AlertTelling, at: datetime) -> None:
    alert = telling.alert
    if telling.address is not None:
        letter = mail_of(alert, telling.address)
        telling.message = mail_outside(letter=letter, by=telling.address.asked_by, at=at)
    elif telling.officer is not None:
        queue(
            kind="monitoring.alert",
            recipient=telling.officer,
            title=notice_title(alert, telling.level),
            body=notice_body(alert),
            url=reverse("monitoring:signal", args=[alert.signal_id]),
            record=alert.signal,
            key=f"alert:{alert.pk}:{telling.level}",
            is_urgent=True,
            at=at,
        )


def escalate(*, by: Actor, at: datetime) -> int:
    """Tell the heads, later the Office, of alerts that nobody has taken up in time; returns how many rose.

    The time runs from when the recipients were told, so the night does not count where it is quiet.
    """
    require(ACCESS, Act.DETECT, by, None)
    untouched = Alert.objects.filter(
        signal__state=SignalState.NEW, level__lt=OFFICE, told_from__lte=at, rule__removed_at=None
    )
    due = [alert for alert in untouched.select_related("rule") if due_to_rise(alert) <= at]
    staff = staff_on(local_day(at)) if due else None
    return sum(_rise(alert, staff, at) for alert in due if staff is not None)


def due_to_rise(alert: Alert) -> datetime:
    """Return when an alert goes to the next level if nobody takes it up."""
    rule = alert.rule
    minutes = rule.acknowledge_minutes + (rule.escalate_minutes if alert.level == HEADS else 0)
    return alert.told_from + timedelta(minutes=minutes)


@transaction.atomic
def _rise(alert: Alert, staff: Staff, at: datetime) -> int:
    locked = (
        Alert.objects.select_for_update(of=("self",))
        .select_related("rule", "signal__topic__unit")
        .get(pk=alert.pk)
    )
    if locked.signal.state != SignalState.NEW or locked.level >= OFFICE or due_to_rise(locked) > at:
        return 0
    locked.level += 1
    locked.save(update_fields=["level"])
    heads = staff.heads(locked.signal.topic.unit_id)
    told = (heads or staff.office()) if locked.level == HEADS else staff.office()
    _plan(locked, told, locked.level, due_at=told_from(locked.rule, at))
    return 1
