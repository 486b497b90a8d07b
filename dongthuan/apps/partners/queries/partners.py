"""Lists of partners and agreements, whose end is near, and the units one keeps partners for."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices.reminding import Deadline
from dongthuan.apps.partners.lifecycle import AgreementState, AskBefore
from dongthuan.apps.partners.models import Agreement, AgreementQuerySet, Horizons, Partner, PartnerQuerySet
from dongthuan.apps.partners.rules import KEEPERS, keeps_all
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.vcard import Card

REMINDED_WITHIN = timedelta(days=75)  # forty working days and the longest holidays lie within


def units_kept(officer: Actor) -> QuerySet[Unit]:
    """Return the standing units whose partners an officer keeps, by name."""
    rows = Unit.objects.filter(end_on__isnull=True).order_by("name")
    if keeps_all(officer, None):
        return rows
    return rows.filter(pk__in=[unit for role, unit in officer.held_roles() if role in KEEPERS])


def horizons_on(on: date) -> Horizons:
    """Return, for each choice of asking before, the last end for which it is time to ask on a day."""
    calendar = working_calendar()
    return {days: calendar.add_working_days(on, days) for days in AskBefore.values}


def partners_listed(officer: Actor, wanted: dict[str, Any], *, on: date) -> PartnerQuerySet:
    """Return the partners an officer may read that pass the filters, running agreements counted, by name."""
    rows = Partner.objects.visible_to(officer).matching(str(wanted.get("q") or ""))
    rows = rows.filter(closed_at__isnull=not wanted.get("closed"))
    for name in ("kind", "unit"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if wanted.get("press"):
        rows = rows.filter(outlet__isnull=False)
    running = Q(agreements__ended_on__isnull=True) & (
        Q(agreements__until__isnull=True) | Q(agreements__until__gte=on)
    )
    counted = rows.annotate(agreement_count=Count("agreements", filter=running & Q(agreements__isnull=False)))
    return counted.select_related("unit", "outlet").prefetch_related("contacts").order_by("name", "pk")


def agreements_listed(officer: Actor, wanted: dict[str, Any], *, on: date) -> AgreementQuerySet:
    """Return the agreements an officer may read that pass the filters, the next end first."""
    rows = Agreement.objects.visible_to(officer)
    if words := wanted.get("q"):
        rows = rows.filter(
            Q(title__icontains=words) | Q(number__icontains=words) | Q(partner__name__icontains=words)
        )
    match wanted.get("state"):
        case AgreementState.RUNNING:
            rows = rows.running(on=on)
        case AgreementState.ENDED:
            rows = rows.ended(on=on)
        case AgreementState.ENDED_EARLY:
            rows = rows.filter(ended_on__isnull=False)
    if wanted.get("soon"):
        rows = rows.ending_soon(horizons_on(on), on=on)
    return rows.select_related("partner__unit").order_by("until", "pk")


def ending(ask_before: int, *, on: date) -> Iterator[Deadline]:
    """Give a deadline for each agreement of one choice of asking before that ends soon."""
    rows = Agreement.objects.running(on=on).filter(
        ask_before=ask_before, until__lte=on + REMINDED_WITHIN, partner__closed_at__isnull=True
    )
    for row in rows.select_related("partner").order_by("pk").iterator(chunk_size=500):
        assert row.until is not None
        yield Deadline(
            record=row,
            title=f"{row.title} – {row.partner.name}",
            url=row.get_absolute_url(),
            due_on=row.until,
            owner=None,
            unit_id=row.partner.unit_id,
        )


def cards_of(partners: Iterable[Partner]) -> Iterator[Card]:
    """Give a card for each contact of partners; for a partner without one, a card of its own."""
    for partner in partners:
        contacts = list(partner.contacts.all())
        for one in contacts:
            yield Card(
                f"urn:dongthuan:partner:{partner.pk}:{one.pk}",
                one.name,
                partner.name,
                one.post,
                one.phone,
                one.email,
            )
        if not contacts:
            yield Card(f"urn:dongthuan:partner:{partner.pk}", organisation=partner.name)
