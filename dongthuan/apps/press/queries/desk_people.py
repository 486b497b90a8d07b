"""Whom the forms of the desk offer: units one works for, officers, speakers, readers of a draft."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from dongthuan.apps.accounts.models import SYSTEM_NAME, Officer
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.queries.mandates import speakers_at
from dongthuan.apps.units.models import Unit


def officers_at_work(*, on: date) -> QuerySet[Officer]:
    """Return the officers who hold a role on a day, by name, without the system."""
    in_force = Q(roles__start_on__lte=on) & (Q(roles__end_on__isnull=True) | Q(roles__end_on__gt=on))
    rows = Officer.objects.filter(in_force, is_active=True).exclude(username=SYSTEM_NAME)
    return rows.exclude(roles__role=Role.SYSTEM).distinct().order_by("full_name")


def units_to_receive_for(officer: Actor, *, on: date) -> QuerySet[Unit]:
    """Return the standing units for which an officer may take inquiries in, by name."""
    standing = Unit.objects.filter(start_on__lte=on).filter(Q(end_on__isnull=True) | Q(end_on__gt=on))
    allowed = [
        unit.pk
        for unit in standing
        if DESK_ACCESS[DeskAct.RECEIVE_INQUIRY](officer, Inquiry(unit_id=unit.pk))
    ]
    return Unit.objects.filter(pk__in=allowed).order_by("name")


def speakers_for(unit: Unit, *, at: datetime, record: Inquiry | None) -> list[tuple[int, str]]:
    """Return who may speak for a unit now and has an account: key of the officer, name and capacity."""
    found: dict[int, str] = {}
    for standing in speakers_at(unit=unit, at=at, record=record):
        if standing.officer_id is not None:
            words = f"{standing.name} · {standing.post} · {standing.capacity.label}"
            if standing.matter_title:
                words = f"{words}: {standing.matter_title}"
            found.setdefault(standing.officer_id, words)
    return list(found.items())


def readers_of(unit: Unit, *, but_not: Iterable[int], on: date) -> QuerySet[Officer]:
    """Return the officers who may be asked to clear a draft: none who wrote on it."""
    return officers_at_work(on=on).exclude(pk__in=list(but_not))
