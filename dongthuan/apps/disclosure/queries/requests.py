"""Reads of requests: the desk's list, one request with its parts, the tracking register."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, F, Q

from dongthuan.analysis.text import fold, tokens
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.disclosure.models.requests import InformationRequest, RequestQuerySet
from dongthuan.apps.disclosure.queries.requests_counted import counted
from dongthuan.apps.disclosure.requests_lifecycle import OPEN_REQUESTS, RequestState
from dongthuan.apps.disclosure.requests_rules import RECEIVES
from dongthuan.apps.units.models import Unit

MOST_WORDS = 12
MOST_OPEN = 200
NEAR = timedelta(days=3)


def requests_listed(officer: Actor, wanted: dict[str, Any], *, at: datetime) -> RequestQuerySet:
    """Return the requests an officer may read that pass the filters (keys of RequestFilterForm)."""
    rows = InformationRequest.objects.visible_to(officer).light()
    exact = {name: wanted[name] for name in ("channel", "year") if wanted.get(name)}
    rows = rows.filter(**exact)
    if wanted.get("unit"):
        rows = rows.filter(Q(unit=wanted["unit"]) | Q(source_unit=wanted["unit"]))
    if wanted.get("mine"):
        rows = rows.filter(owner_id=officer.pk)
    if words := tokens(fold(str(wanted.get("q") or "")))[:MOST_WORDS]:
        query = SearchQuery(" & ".join(f"'{word}':*" for word in words), search_type="raw", config="simple")
        rows = rows.annotate(words=SearchVector("folded", config="simple")).filter(words=query)
    if wanted.get("counted"):
        rows = counted(rows, str(wanted["counted"]))
    else:
        rows = _in_state(rows, str(wanted.get("state") or "open"), at=at)
    return rows.select_related("unit", "source_unit", "owner", "clock")


def _in_state(rows: RequestQuerySet, state: str, *, at: datetime) -> RequestQuerySet:
    chosen = {
        "open": rows.open,
        "overdue": lambda: rows.overdue(at=at),
        "near": lambda: rows.due(after=at, until=at + NEAR),
        "no-limit": rows.without_limit,
    }
    if state in chosen:
        return chosen[state]()
    return rows.filter(state=state) if state in RequestState.values else rows


def pressing_first(rows: RequestQuerySet) -> list[InformationRequest]:
    """Return open requests, those whose limit ends soonest first, those without one last; at most 200."""
    return list(rows.order_by(F("clock__due_at").asc(nulls_last=True), "received_at", "id")[:MOST_OPEN])


def counts_of(officer: Actor, *, at: datetime) -> dict[str, int]:
    """Return how many requests stand where, of those an officer may read; one query."""
    rows = InformationRequest.objects.visible_to(officer).order_by()
    is_open = Q(state__in=OPEN_REQUESTS)
    running = is_open & Q(clock__state="running")
    in_hand = is_open & Q(clock=None, limit_unknown_at__isnull=False)
    return dict(
        rows.aggregate(
            received=Count("pk", filter=Q(state=RequestState.RECEIVED)),
            overdue=Count("pk", filter=running & Q(clock__due_at__lte=at)),
            near=Count("pk", filter=running & Q(clock__due_at__gt=at, clock__due_at__lte=at + NEAR)),
            no_limit=Count("pk", filter=in_hand & ~Q(state__in=["received", "guiding"])),
        )
    )


def request_seen(officer: Actor) -> RequestQuerySet:
    """Return the requests an officer may read, with what their page shows."""
    parts = ("unit", "source_unit", "owner", "recorded_by", "clock", "notice_clock")
    return InformationRequest.objects.visible_to(officer).select_related(*parts)


def register_rows(officer: Actor, wanted: dict[str, Any], *, at: datetime) -> RequestQuerySet:
    """Return the tracking register that an officer may read, by year and number."""
    wanted = wanted | {"state": wanted.get("state") or "all"}
    rows = requests_listed(officer, wanted, at=at).select_related("identity", "clock__extension")
    parts = ("costs", "refusals", "provisions", "classifications")
    return rows.prefetch_related(*parts).order_by("year", "number")


def waiting_for(officer: Officer, *, most: int) -> list[InformationRequest]:
    """Return the open requests that an officer has to do with, the most pressing first."""
    rows = InformationRequest.objects.visible_to(officer).open().light()
    mine = Q(owner_id=officer.pk)
    held = officer.held_roles()
    point = Q(unit_id__in=[unit for role, unit in held if role in RECEIVES])
    if not RECEIVES.isdisjoint(officer.held_at_the_top()):
        point = Q()  # the contact point of the agency is that of every unit
    source = [unit for role, unit in held if role in (Role.UNIT_OFFICER, Role.INFORMATION_OFFICER)]
    asked = Q(source_unit_id__in=source, state__in=[RequestState.VALID, RequestState.CLASSIFYING])
    rows = rows.filter(mine | (Q(owner=None) & point) | asked)
    ordered = rows.order_by(F("clock__due_at").asc(nulls_last=True), "received_at", "id")
    return list(ordered.select_related("unit", "clock")[:most])


def units_to_receive_for(officer: Actor) -> Any:
    """Return the units for which an officer may take requests in."""
    units = Unit.objects.filter(end_on__isnull=True).order_by("parent_id", "name")
    if not RECEIVES.isdisjoint(officer.held_at_the_top()):
        return units
    return units.filter(pk__in=[unit for role, unit in officer.held_roles() if role in RECEIVES])
