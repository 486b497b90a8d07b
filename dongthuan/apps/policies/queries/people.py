"""Whom and what the forms offer: officers at work, standing units, topics watched, units one drafts for."""

from datetime import date

from django.db.models import Q, QuerySet

from dongthuan.apps.accounts.models import SYSTEM_NAME, Officer
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.policies.dossiers_rules import DOSSIER_ACCESS, GIVES_OPINIONS, DossierAct
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.units.models import Unit


def officers_at_work(*, on: date) -> QuerySet[Officer]:
    """Return the officers who hold a role on a day, by name, without the system."""
    in_force = Q(roles__start_on__lte=on) & (Q(roles__end_on__isnull=True) | Q(roles__end_on__gt=on))
    rows = Officer.objects.filter(in_force, is_active=True).exclude(username=SYSTEM_NAME)
    return rows.exclude(roles__role=Role.SYSTEM).distinct().order_by("full_name")


def units_standing(*, on: date) -> QuerySet[Unit]:
    """Return the units that exist on a day, by name."""
    rows = Unit.objects.filter(start_on__lte=on).filter(Q(end_on__isnull=True) | Q(end_on__gt=on))
    return rows.order_by("name")


def units_to_draft_for(officer: Actor, *, on: date) -> QuerySet[Unit]:
    """Return the standing units for which an officer may open dossiers, by name."""
    rule = DOSSIER_ACCESS[DossierAct.OPEN_DOSSIER]
    allowed = [
        unit.pk
        for unit in units_standing(on=on)
        if rule(officer, PolicyDossier(unit_id=unit.pk, drafter_id=0))
    ]
    return units_standing(on=on).filter(pk__in=allowed)


def units_to_speak_for(officer: Actor) -> QuerySet[Unit]:
    """Return the units in whose name an officer gives opinions on drafts."""
    held = [unit for role, unit in officer.held_roles() if role in GIVES_OPINIONS]
    return Unit.objects.filter(pk__in=held).order_by("name")


def topics_offered() -> QuerySet[Topic]:
    """Return the topics that are watched, by name."""
    return Topic.objects.filter(is_active=True).order_by("name")
