"""A request is guided until it is valid, weighed, given to somebody, sent to the unit that made it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.operations.owners import hand_over
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.requests import InformationRequest, MissingContent
from dongthuan.apps.disclosure.operations.requests import (
    Files,
    NoSuchStep,
    OutOfTime,
    clean,
    happened,
    keep_files,
    locked_request,
    noted,
    step_to,
)
from dongthuan.apps.disclosure.operations.requests_limits import drop_limits, start_limits
from dongthuan.apps.disclosure.operations.requests_telling import tell, tell_source
from dongthuan.apps.disclosure.requests_lifecycle import (
    IN_HAND,
    Complexity,
    EventKind,
    RequestState,
)
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret_file
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.units.models import Unit


class NothingMissing(Exception):
    """Who guides a requester says what is missing."""


class NotOfTheHouse(Exception):
    """Whoever handles a request holds a role on that day."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing. key: of the law's list; "" = in the officer's own words."""

    words: str
    key: str = ""


@transaction.atomic
def guide_request(
    *, request: InformationRequest, version: int, lacks: Sequence[Lack], by: Actor, at: datetime
) -> InformationRequest:
    """Tell the requester what is missing; no limit runs until the request is valid.

    Raises ChangedMeanwhile, NoSuchStep, NothingMissing, SecretMark.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.GUIDE, by, request)
    step_to(request, RequestState.GUIDING, at=at)
    rows = [
        MissingContent(request=request, key=lack.key[:60], words=words, told_at=at)
        for lack in lacks
        if (words := clean(lack.words, 500))
    ]
    if not rows:
        raise NothingMissing
    request.missing.filter(filled_at=None).delete()
    MissingContent.objects.bulk_create(rows)
    request.save(update_fields=["state", "settled_at", "version"])
    noted(request, RequestAct.GUIDE, EventKind.GUIDED, by=by, at=at, keys=[row.key for row in rows])
    return request


@transaction.atomic
def validate_request(
    *,
    request: InformationRequest,
    version: int,
    valid_at: datetime,
    complexity: Complexity,
    by: Actor,
    at: datetime,
) -> InformationRequest:
    """Say since when a request is valid and whether it is simple; the limits of law run from then.

    valid_at: not before it was received, nor before the requester was guided. Raises ChangedMeanwhile,
    NoSuchStep, OutOfTime.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.VALIDATE, by, request)
    guided = request.missing.order_by("-told_at").first()
    earliest = max(request.received_at, guided.told_at) if guided else request.received_at
    if not earliest.replace(second=0, microsecond=0) <= valid_at <= at:  # officers know it to the minute
        raise OutOfTime
    valid_at = max(valid_at, earliest)
    step_to(request, RequestState.VALID, at=at)
    request.valid_at, request.complexity = valid_at, complexity
    request.missing.filter(filled_at=None).update(filled_at=valid_at)
    start_limits(request, by=by, at=at)
    request.save()
    noted(request, RequestAct.VALIDATE, EventKind.VALIDATED, by=by, at=at, complexity=complexity.value)
    return request


@transaction.atomic
def weigh_request(  # a change of the limit has its reason
    *,
    request: InformationRequest,
    version: int,
    complexity: Complexity,
    reason: str,
    by: Actor,
    at: datetime,
) -> InformationRequest:
    """Decide anew whether a request is simple: limits that ran fall away, others run from the valid day.

    Raises ChangedMeanwhile, NoSuchStep where nothing changes or it is settled, NoReason, SecretMark.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.WEIGH, by, request)
    is_decided = complexity != Complexity.UNDECIDED
    if request.state not in IN_HAND or complexity == request.complexity or not is_decided:
        raise NoSuchStep(request.state)
    words = reason_given(reason)
    drop_limits(request, reason=f"Xác định lại mức độ phức tạp: {words}"[:500], by=by, at=at)
    request.complexity, request.clock, request.notice_clock = complexity, None, None
    start_limits(request, by=by, at=at)
    request.save()
    noted(
        request, RequestAct.WEIGH, EventKind.WEIGHED, by=by, at=at, words=words, complexity=complexity.value
    )
    return request


@transaction.atomic
def give_request(
    *, request: InformationRequest, version: int, owner: Officer, by: Actor, at: datetime
) -> InformationRequest:
    """Say who handles a request; its limits are then called to that officer's mind.

    Raises ChangedMeanwhile, NoSuchStep once it is settled, NotOfTheHouse.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.GIVE, by, request)
    if not request.is_open:
        raise NoSuchStep(request.state)
    if not owner.on(local_day(at)).held_roles():
        raise NotOfTheHouse(owner.pk)
    request.owner = owner
    request.save(update_fields=["owner", "version"])
    for clock in (request.clock, request.notice_clock):
        hand_over(clock=clock, owner=owner, by=by, at=at)
    noted(request, RequestAct.GIVE, EventKind.GIVEN_TO, by=by, at=at, owner=owner.pk)
    tell(request, EventKind.GIVEN_TO, {None, owner.pk} - {by.pk}, at=at)
    return request


@transaction.atomic
def send_to_source(
    *, request: InformationRequest, version: int, unit: Unit, by: Actor, at: datetime
) -> InformationRequest:
    """Ask the unit that made the information to classify it; from now on it reads the request.

    Raises ChangedMeanwhile, NoSuchStep.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.SEND_TO_SOURCE, by, request)
    if request.state not in IN_HAND:
        raise NoSuchStep(request.state)
    request.source_unit = unit
    request.save(update_fields=["source_unit", "version"])
    noted(request, RequestAct.SEND_TO_SOURCE, EventKind.SOURCE, by=by, at=at, unit=unit.code)
    tell_source(request, EventKind.SOURCE, by=by, at=at)
    return request


@transaction.atomic
def lapse_request(
    *, request: InformationRequest, version: int, reason: str, by: Actor, at: datetime
) -> InformationRequest:
    """End a request that was never completed; raises ChangedMeanwhile, NoSuchStep, NoReason, SecretMark."""
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.LAPSE, by, request)
    step_to(request, RequestState.LAPSED, at=at)
    request.closed_reason = reason_given(reason)
    request.save()
    notices.withdraw(record=request, at=at)
    noted(request, RequestAct.LAPSE, EventKind.LAPSED, by=by, at=at)
    return request


@transaction.atomic
def attach_file(*, request: InformationRequest, data: bytes, name: str, by: Actor, at: datetime) -> None:
    """Keep a file with a request, as the scan of a letter; raises FileRefused, SecretMark."""
    require(REQUEST_ACCESS, RequestAct.ATTACH, by, request)
    refuse_secret_file(data, name)
    given: Files = [(name, data)]
    keep_files(request, given, by=by, at=at)
    happened(request, EventKind.FILE, by=by, at=at)
