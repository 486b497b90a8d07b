"""Which officers are told of a task."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Role
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.units.models import Unit

WORKERS = (Role.UNIT_OFFICER,)


def officers_of(unit_ids: Iterable[int], roles: Iterable[Role], *, on: date) -> QuerySet[Officer]:
    """Return the officers with an account who hold one of `roles` in one of the units on a day."""
    in_force = Q(roles__start_on__lte=on) & (Q(roles__end_on__isnull=True) | Q(roles__end_on__gt=on))
    wanted = Q(roles__role__in=list(roles), roles__unit_id__in=list(unit_ids))
    return Officer.objects.filter(in_force & wanted, is_active=True).distinct()


def the_office(*, on: date) -> QuerySet[Officer]:
    """Return the coordinators of the agency or its Office (`Unit.is_at_the_top`)."""
    in_force = Q(roles__start_on__lte=on) & (Q(roles__end_on__isnull=True) | Q(roles__end_on__gt=on))
    office = Q(roles__unit__kind=Unit.Kind.OFFICE, roles__unit__parent__parent=None)
    at_the_top = Q(roles__unit__parent=None) | office
    wanted = in_force & at_the_top & Q(roles__role=Role.COORDINATOR)
    return Officer.objects.filter(wanted, is_active=True).distinct()


def head_of(unit: Unit, *, on: date) -> list[Officer]:
    """Return the leaders of a unit; where it has none, those of the unit above."""
    heads = list(officers_of([unit.pk], [Role.LEADER], on=on))
    if heads or unit.parent_id is None:
        return heads
    return list(officers_of([unit.parent_id], [Role.LEADER], on=on))


def owners_seen() -> QuerySet[Officer]:
    """Return the officers who are answerable for some task, by name."""
    return Officer.objects.filter(Exists(Task.objects.filter(owner=OuterRef("pk")))).order_by("full_name")
