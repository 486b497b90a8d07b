"""The identity of a requester: looked at only by an act of its own, let go when the rule says so."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.queries.parameters import parameters_in_force_now
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.requests import InformationRequest, RequesterIdentity
from dongthuan.apps.disclosure.operations.requests import happened
from dongthuan.apps.disclosure.requests_law import keep_months
from dongthuan.apps.disclosure.requests_lifecycle import OPEN_REQUESTS, EventKind
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct
from dongthuan.apps.files.reasons import reason_given
from dongthuan.law.model import Parameter

PURGED_AT_ONCE = 200
_BARE = ("requester_name", "proxy_name", "address", "phone", "email", "person_hash")


class NoIdentity(Exception):
    """No number of a paper is kept for this request."""


@transaction.atomic
def look_at_identity(
    *, request: InformationRequest, reason: str, by: Actor, at: datetime
) -> RequesterIdentity:
    """Return the identity unmasked; who looked, when and why stays. Raises NoIdentity, NoReason."""
    require(REQUEST_ACCESS, RequestAct.LOOK_AT_IDENTITY, by, request)
    words = reason_given(reason)
    identity = RequesterIdentity.objects.filter(request=request).first()
    if identity is None:
        raise NoIdentity
    audit.note(act=RequestAct.LOOK_AT_IDENTITY, actor=by, record=request, at=at, ground=words[:300])
    return identity


@transaction.atomic
def purge_identities(*, by: Actor, at: datetime) -> int:
    """Let personal data of settled requests go once the rule of their day says so; returns of how many.

    Where no rule is known (`access.identity.keep-months`), nothing goes, and the page says so.
    """
    require(REQUEST_ACCESS, RequestAct.PURGE, by, None)
    rows = InformationRequest.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.filter(purged_at=None, settled_at__isnull=False).exclude(state__in=OPEN_REQUESTS)
    gone, known = 0, parameters_in_force_now()
    for request in rows.order_by("settled_at", "pk").iterator(chunk_size=500):
        if gone < PURGED_AT_ONCE and _has_come(request, known, at):
            _bare(request, by=by, at=at)
            gone += 1
    return gone


def _has_come(request: InformationRequest, known: list[Parameter], at: datetime) -> bool:
    assert request.settled_at is not None
    settled_on, today = local_day(request.settled_at), local_day(at)
    months = keep_months(settled_on, known)
    if months is None:
        return False
    passed = (today.year - settled_on.year) * 12 + today.month - settled_on.month
    return passed > months or (passed == months and today.day >= settled_on.day)


def _bare(request: InformationRequest, *, by: Actor, at: datetime) -> None:
    RequesterIdentity.objects.filter(request=request).delete()
    for name in _BARE:
        setattr(request, name, "")
    request.folded, request.purged_at = "", at
    request.version += 1
    request.save()
    happened(request, EventKind.PURGED, by=by, at=at)
    audit.note(act=RequestAct.PURGE, actor=by, record=request, at=at)
