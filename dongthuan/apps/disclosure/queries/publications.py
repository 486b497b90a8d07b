"""Reads of the register: what officers list, what the link check takes next."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.publications import (
    ErrorNotice,
    ErrorNoticeQuerySet,
    PublicInformation,
    PublicInformationQuerySet,
)
from dongthuan.apps.disclosure.publications_lifecycle import LOOKS_AT_ONCE, InformationState, LinkState
from dongthuan.apps.disclosure.queries.coverage import outdated_groups


def items_listed(
    officer: Actor, wanted: dict[str, Any], *, on: date, at: datetime
) -> PublicInformationQuerySet:
    """Return what the officer may read and the filters (q, group, unit, state, only) pass, newest first."""
    rows = PublicInformation.objects.visible_to(officer).select_related("unit", "clock")
    rows = rows.matching(str(wanted.get("q") or ""))
    for name in ("group", "unit", "state"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    narrowed: dict[str, Callable[[], PublicInformationQuerySet]] = {
        "dead": rows.dead,
        "late": lambda: rows.late(at=at),
        "ended": lambda: rows.filter(
            Q(state=InformationState.ENDED) | Q(state=InformationState.PUBLISHED, shown_until__lt=on)
        ),
        "outdated": lambda: rows.filter(state=InformationState.PUBLISHED, group__in=outdated_groups(on=on)),
        "provisional": lambda: rows.filter(is_provisional=True),
        "notices": lambda: rows.filter(pk__in=ErrorNotice.objects.filter(answered_at=None).values("item_id")),
    }
    choose = narrowed.get(str(wanted.get("only") or ""))
    return (choose() if choose else rows).order_by("-created_on", "-pk")


def to_be_looked_at(*, at: datetime) -> list[PublicInformation]:
    """Return the public items whose address is to be looked at now: a few, longest waiting first."""
    rows = PublicInformation.objects.filter(state=InformationState.PUBLISHED, look_at__lte=at)
    return list(rows.exclude(link="").order_by("look_at", "pk")[:LOOKS_AT_ONCE])


def link_words(item: PublicInformation) -> str:
    """Return what is known of the address of an item; "" where it has none."""
    return str(LinkState(item.link_state).label) if item.link else ""


def earlier_versions(officer: Actor, item: PublicInformation | None) -> PublicInformationQuerySet:
    """Return what an item may replace: what was made public and is not the item; by name, newest first."""
    rows = PublicInformation.objects.visible_to(officer).exclude(state=InformationState.DRAFT)
    rows = rows.exclude(pk=item.pk) if item else rows
    return rows.order_by("title", "-created_on")


def notices_listed(officer: Actor, *, only_open: bool) -> ErrorNoticeQuerySet:
    """Return the notices of errors an officer may read, those whose limit ends soonest first."""
    rows = ErrorNotice.objects.visible_to(officer).select_related("item__unit", "clock")
    rows = rows.open() if only_open else rows
    return rows.order_by(F("clock__due_at").asc(nulls_last=True), "received_at", "pk")
