"""Who is told of what happens to a request: whoever handles it, else the contact point; never with names."""

from datetime import datetime

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.requests_lifecycle import EventKind
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.units.models import Unit

TITLES = {
    EventKind.RECEIVED: _("Request for information {symbol} came in: check whether it is complete"),
    EventKind.COMPLETED: _("Request for information {symbol} was completed: check it again"),
    EventKind.WITHDRAWN: _("Request for information {symbol} was withdrawn"),
    EventKind.CORRECTION_RAISED: _("Request {symbol}: the information given is said to be wrong"),
    EventKind.COMPLAINED: _("Request {symbol}: a complaint was made"),
    EventKind.CLASSIFIED: _("Request {symbol}: check the classification"),
    EventKind.CHECKED: _("Request {symbol}: the classification is agreed"),
    EventKind.RETURNED: _("Request {symbol}: classify again"),
    EventKind.SOURCE: _("Request {symbol}: say what of this information may be given"),
    EventKind.GIVEN_TO: _("Request {symbol} is yours to handle"),
}
TO_HEADS = frozenset({EventKind.COMPLAINED})
URGENT = frozenset({EventKind.RECEIVED, EventKind.COMPLETED, EventKind.SOURCE, EventKind.GIVEN_TO}) | TO_HEADS


def tell_desk(request: InformationRequest, kind: EventKind, *, by: Actor, at: datetime) -> None:
    """Tell whoever handles the request, else the contact point, and of complaints its heads."""
    keys: set[int | None] = {request.owner_id}
    keys = keys if request.owner_id else _holders(request.unit, Role.INFORMATION_OFFICER, at=at)
    keys = keys or _holders(request.unit, Role.COORDINATOR, at=at)
    if kind in TO_HEADS:
        keys = keys | _holders(request.unit, Role.LEADER, at=at)
    tell(request, kind, keys - {by.pk}, at=at)


def tell_source(request: InformationRequest, kind: EventKind, *, by: Actor, at: datetime) -> None:
    """Tell the officers of the unit that made the information."""
    unit = request.source_unit or request.unit
    keys = _holders(unit, Role.INFORMATION_OFFICER, at=at) or _holders(unit, Role.UNIT_OFFICER, at=at)
    tell(request, kind, (keys or _holders(unit, Role.LEADER, at=at)) - {by.pk}, at=at)


def tell(request: InformationRequest, kind: EventKind, keys: set[int | None], *, at: datetime) -> None:
    """Tell some officers, in words that name neither the requester nor what is asked."""
    wanted = [key for key in keys if key is not None]
    for officer in Officer.objects.filter(pk__in=wanted, is_active=True).order_by("pk"):
        notices.queue(
            kind=f"disclosure.request_{kind.value}",
            recipient=officer,
            title=format_lazy(TITLES[kind], symbol=request.symbol),
            at=at,
            record=request,
            url=request.get_absolute_url(),
            is_urgent=kind in URGENT,
        )


def _holders(unit: Unit, role: Role, *, at: datetime) -> set[int | None]:
    """Return who holds a role in a unit; where nobody does, in the agency or its Office."""
    held = RoleHeld.objects.in_force(on=local_day(at)).filter(role=role)
    there: set[int | None] = set(held.filter(unit=unit).values_list("officer_id", flat=True))
    if there or role == Role.UNIT_OFFICER:
        return there
    top = Q(unit__parent=None) | Q(unit__kind=Unit.Kind.OFFICE, unit__parent__parent=None)
    return set(held.filter(top).values_list("officer_id", flat=True))
