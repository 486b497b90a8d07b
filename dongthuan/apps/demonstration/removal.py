"""Take the invented news out and close the doors of the demonstration, so that real work can begin."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.accounts.operations import close_account
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Role
from dongthuan.apps.demonstration.awareness import remove_awareness
from dongthuan.apps.demonstration.capacity import remove_capacity
from dongthuan.apps.demonstration.commissions import remove_commissions
from dongthuan.apps.demonstration.disclosure import remove_disclosure
from dongthuan.apps.demonstration.measurement import remove_measurement
from dongthuan.apps.demonstration.money import remove_money
from dongthuan.apps.demonstration.operations import DIRECTIVE, sign_ins
from dongthuan.apps.demonstration.partners import remove_partners
from dongthuan.apps.demonstration.policies import remove_policies
from dongthuan.apps.demonstration.press_removal import remove_press
from dongthuan.apps.demonstration.requests import end_requests
from dongthuan.apps.demonstration.work import cast_of, end_work
from dongthuan.apps.monitoring.lifecycle import Stage
from dongthuan.apps.monitoring.models.briefs import Brief
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.signals import Forecast, Signal
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.stories import Story
from dongthuan.apps.monitoring.models.trend_reports import TrendReport
from dongthuan.apps.monitoring.operations.grouping import count_items, forget_grouping, refresh_stories
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.plans.models.directives import Directive, Plan
from dongthuan.apps.units.models import Agency, Unit

AT_ONCE = 500


class NobodyElse(Exception):
    """No administrator would remain: add your own first."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out."""

    item_count: int
    source_count: int
    account_count: int


@transaction.atomic
def remove_demonstration(*, by: Officer, at: datetime) -> Removed:
    """Delete the invented items, feeds and plan, move the counts, close the accounts whose password is known.

    Units, topics and what people did stay; topics and units may be edited like any other.
    Raises NobodyElse if no administrator outside the demonstration can sign in.
    """
    require(ACCESS, Act.REMOVE_SOURCE, by, None)
    names = [who.username for who in sign_ins()]
    others = RoleHeld.objects.in_force(on=by.day).filter(role=Role.ADMINISTRATOR, officer__is_active=True)
    if not others.exclude(officer__username__in=names).exists():
        raise NobodyElse
    remove_policies()
    remove_measurement()
    remove_commissions()
    remove_partners(at=at)
    remove_press(cast=cast_of(on=by.day), at=at)
    end_requests(cast=cast_of(on=by.day), at=at)
    remove_disclosure()
    remove_capacity(at=at)
    remove_awareness(at=at)
    accounts = list(Officer.objects.filter(username__in=names, is_active=True))
    for officer in accounts:
        close_account(officer=officer, by=by, at=at)
    remove_money()
    Brief.objects.filter(entries__item__is_illustrative=True).delete()
    TrendReport.objects.filter(is_illustrative=True).delete()
    Signal.objects.filter(is_illustrative=True).delete()
    Forecast.objects.all().delete()
    count = _remove_items()
    _remove_plan()
    sources, _kinds = Source.objects.filter(is_illustrative=True).delete()
    agency = Agency.objects.get()
    agency.is_demonstration = False
    agency.save(update_fields=["is_demonstration"])
    Unit.objects.filter(parent__isnull=True).update(is_illustrative=False)
    audit.note(act="demonstration.remove", actor=by, record=agency, at=at, details={"items": count})
    return Removed(count, sources, len(accounts))


def _remove_plan() -> None:
    invented = Directive.objects.filter(sha256=hashlib.sha256(DIRECTIVE.read_bytes()).hexdigest())
    plans = Plan.objects.filter(directive__in=invented, parent__isnull=True)
    end_work(list(plans.values_list("pk", flat=True)))
    Plan.objects.filter(directive__in=invented).delete()
    invented.delete()


def _remove_items() -> int:
    count = 0
    touched: set[int] = set()
    while items := list(Item.objects.filter(is_illustrative=True).order_by("pk")[:AT_ONCE]):
        count_items([item for item in items if item.stage == Stage.COUNTED], by=-1)
        touched |= {item.story_id for item in items if item.story_id is not None}
        Item.objects.filter(pk__in=[item.pk for item in items]).delete()
        count += len(items)
    Story.objects.filter(pk__in=touched, items__isnull=True).delete()
    refresh_stories(touched)
    forget_grouping()
    return count
