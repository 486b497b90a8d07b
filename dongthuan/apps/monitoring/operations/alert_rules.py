"""Rules of alerts are data: saved, paused and removed by officers; addresses outside confirm themselves."""

from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from dongthuan.analysis.text import nfc, tidy
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.alert_links import is_token_of, link_of
from dongthuan.apps.monitoring.models.alerts import (
    WITH_LINE,
    AlertAddress,
    AlertKind,
    AlertRule,
    AlertTelling,
)
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.notices.letters import fault_of_address
from dongthuan.apps.notices.outside import Letter, mail_outside
from dongthuan.apps.units.queries import current_agency

MOST_ADDRESSES = 30


class RuleChangedMeanwhile(Exception):
    """Somebody else saved this rule since it was opened."""


class RuleRemoved(Exception):
    """The rule was removed meanwhile."""


class NoLine(Exception):
    """A rule that listens for a line, or for a chance, needs the number of it."""


class AlreadyPast(Exception):
    """A pause ends in the time to come."""


class BadAddress(Exception):
    """Mail cannot go to this address."""


class AddressThere(Exception):
    """The address is on the rule already."""


class TooManyAddresses(Exception):
    """A rule has at most MOST_ADDRESSES addresses."""


class NoSuchLink(Exception):
    """The link was never ours, or what it was for has ended."""


@dataclass(frozen=True, slots=True)
class RuleContent:
    """What an officer writes down about a rule; see models.alerts.AlertRule."""

    name: str
    topic: Topic
    kind: AlertKind
    false_alarms_per_week: float = 1.0
    minimum_count: int = 4
    line: int | None = None
    chance_percent: int | None = None
    quiet_from: time = time(22)
    quiet_to: time = time(6)
    cool_down_hours: int = 6
    acknowledge_minutes: int = 60
    escalate_minutes: int = 120
    recipients: tuple[Officer, ...] = ()

    @property
    def lacks_number(self) -> bool:
        """Whether it listens for a line or a chance and does not say which."""
        if self.kind == AlertKind.WARNING:
            return not self.chance_percent
        return self.kind in WITH_LINE and not self.line

    def put_on(self, rule: AlertRule) -> AlertRule:
        """Write this on a rule without storing it, as the preview needs it."""
        rule.name, rule.topic, rule.kind = tidy(self.name), self.topic, self.kind
        rule.false_alarms_per_week, rule.minimum_count = self.false_alarms_per_week, self.minimum_count
        rule.line = self.line if self.kind in WITH_LINE else None
        rule.chance_percent = self.chance_percent if self.kind == AlertKind.WARNING else None
        rule.quiet_from, rule.quiet_to = self.quiet_from, self.quiet_to
        rule.cool_down_hours = self.cool_down_hours
        rule.acknowledge_minutes, rule.escalate_minutes = self.acknowledge_minutes, self.escalate_minutes
        return rule


@transaction.atomic
def save_rule(
    *, rule: AlertRule | None, content: RuleContent, version: int, by: Officer, at: datetime
) -> AlertRule:
    """Add a rule (`rule` None) or rewrite one; it listens from now on, never to hours that are over.

    version: the one that was opened. Raises RuleChangedMeanwhile, RuleRemoved, NoLine.
    """
    fresh = AlertRule(created_by=by, created_at=at, watched_from=at, version=0)
    kept = _locked(rule) if rule is not None else fresh
    require(ACCESS, Act.SAVE_ALERT_RULE, by, kept)
    if rule is not None and kept.version != version:
        raise RuleChangedMeanwhile(kept.name)
    if content.lacks_number:
        raise NoLine
    if kept.pk is not None and (kept.topic_id != content.topic.pk or kept.kind != content.kind):
        kept.watched_from = at
    content.put_on(kept)
    kept.version += 1
    kept.save()
    kept.recipients.set(content.recipients)
    audit.note(act=Act.SAVE_ALERT_RULE, actor=by, record=kept, at=at, details={"version": kept.version})
    return kept


@transaction.atomic
def pause_rule(*, rule: AlertRule, until: datetime, by: Actor, at: datetime) -> AlertRule:
    """Let a rule be silent until an instant; what happened meanwhile raises nothing. Raises AlreadyPast."""
    rule = _locked(rule)
    require(ACCESS, Act.SAVE_ALERT_RULE, by, rule)
    if until <= at:
        raise AlreadyPast
    rule.paused_until = rule.watched_from = until
    return _saved(rule, by=by, at=at, paused_until=until.isoformat())


@transaction.atomic
def resume_rule(*, rule: AlertRule, by: Actor, at: datetime) -> AlertRule:
    """Let a paused rule listen again, from now on."""
    rule = _locked(rule)
    require(ACCESS, Act.SAVE_ALERT_RULE, by, rule)
    if rule.paused_until is not None:
        rule.paused_until, rule.watched_from = None, at
        _saved(rule, by=by, at=at, resumed=True)
    return rule


@transaction.atomic
def remove_rule(*, rule: AlertRule, by: Actor, at: datetime) -> AlertRule:
    """Remove a rule: it raises nothing more, and what was not told yet is not told; its alerts stay."""
    rule = _locked(rule)
    require(ACCESS, Act.SAVE_ALERT_RULE, by, rule)
    rule.removed_at = at
    rule.addresses.filter(ended_at=None).update(ended_at=at)
    AlertTelling.objects.filter(alert__rule=rule, told_at=None, dropped_at=None).update(dropped_at=at)
    return _saved(rule, by=by, at=at, removed=True)


def _saved(rule: AlertRule, *, by: Actor, at: datetime, **details: object) -> AlertRule:
    rule.version += 1
    rule.save()
    audit.note(act=Act.SAVE_ALERT_RULE, actor=by, record=rule, at=at, details=details)
    return rule


def _locked(rule: AlertRule) -> AlertRule:
    found = AlertRule.objects.select_for_update(of=("self",)).select_related("topic").get(pk=rule.pk)
    if found.removed_at is not None:
        raise RuleRemoved(found.name)
    return found


@transaction.atomic
def add_address(*, rule: AlertRule, name: str, email: str, by: Officer, at: datetime) -> AlertAddress:
    """Ask somebody without an account by mail whether to be told; nothing else is sent before.

    Raises BadAddress, AddressThere, TooManyAddresses, RuleRemoved.
    """
    rule = _locked(rule)
    require(ACCESS, Act.SAVE_ALERT_RULE, by, rule)
    there = rule.addresses.filter(ended_at=None)
    email = nfc(email).strip()
    if fault_of_address(email):
        raise BadAddress
    if there.filter(email__iexact=email).exists():
        raise AddressThere
    if there.count() >= MOST_ADDRESSES:
        raise TooManyAddresses
    address = AlertAddress.objects.create(rule=rule, name=tidy(name), email=email, asked_by=by, asked_at=at)
    mail_outside(letter=_asking(address), by=by, at=at)
    audit.note(act=Act.SAVE_ALERT_RULE, actor=by, record=rule, at=at, details={"address": address.pk})
    return address


def _asking(address: AlertAddress) -> Letter:
    agency = current_agency()
    with translation.override(settings.LANGUAGE_CODE):
        values = {
            "name": address.name,
            "agency": agency or "Đồng Thuận",
            "topic": address.rule.topic.name,
            "link": link_of(address),
        }
        subject = _("Do you agree to be told of alerts? %(topic)s") % values
        body = _(
            "Dear %(name)s,\n\n%(agency)s would like to tell you by mail when news about “%(topic)s” is"
            " unusual. Nothing is sent unless you agree. To agree, open this page and press the button:\n\n"
            "%(link)s\n\nIf you do not agree you need do nothing. The same page ends the mail at any time."
        )
        return Letter(address.email, subject, body % values)


@transaction.atomic
def drop_address(*, address: AlertAddress, by: Officer, at: datetime) -> AlertAddress:
    """Take an address off its rule; what waits for it is not sent."""
    address = AlertAddress.objects.select_for_update(of=("self",)).select_related("rule").get(pk=address.pk)
    require(ACCESS, Act.SAVE_ALERT_RULE, by, address.rule)
    _end(address, at)
    audit.note(act=Act.SAVE_ALERT_RULE, actor=by, record=address.rule, at=at, details={"dropped": address.pk})
    return address


def address_of(*, key: int, token: str) -> AlertAddress:
    """Return what a link was made for; raises NoSuchLink where it is not ours or has ended."""
    address = AlertAddress.objects.select_related("rule__topic").filter(pk=key, ended_at=None).first()
    if address is None or address.rule.removed_at is not None or not is_token_of(address, token):
        raise NoSuchLink
    return address


@transaction.atomic
def confirm_address(*, key: int, token: str, by: Actor, at: datetime) -> AlertAddress:
    """Let mail go to the address from now on; a second time changes nothing. Raises NoSuchLink."""
    address = _by_link(key, token, by)
    if address.confirmed_at is None:
        address.confirmed_at = at
        address.save(update_fields=["confirmed_at"])
        audit.note(act=Act.CONFIRM_ALERT_ADDRESS, actor=by, record=address, at=at)
    return address


@transaction.atomic
def end_address(*, key: int, token: str, by: Actor, at: datetime) -> AlertAddress:
    """Send nothing more to the address; raises NoSuchLink."""
    address = _by_link(key, token, by)
    _end(address, at)
    audit.note(act=Act.CONFIRM_ALERT_ADDRESS, actor=by, record=address, at=at, details={"ended": True})
    return address


def _by_link(key: int, token: str, by: Actor) -> AlertAddress:
    require(ACCESS, Act.CONFIRM_ALERT_ADDRESS, by, None)
    locked = AlertAddress.objects.select_for_update().filter(pk=key).first()
    if locked is None:
        raise NoSuchLink
    return address_of(key=key, token=token)


def _end(address: AlertAddress, at: datetime) -> None:
    if address.ended_at is None:
        address.ended_at = at
        address.save(update_fields=["ended_at"])
    waiting = AlertTelling.objects.filter(address=address, told_at=None, dropped_at=None)
    waiting.update(dropped_at=at)
