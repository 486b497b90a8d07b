"""What the code of a request opens to whoever holds it: how it stands, until when; nothing personal."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet

from dongthuan.apps.clocks.lifecycle import OPEN
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.disclosure.models.requests import InformationRequest, RequestEvent
from dongthuan.apps.disclosure.models.requests_handling import CostStatement
from dongthuan.apps.disclosure.models.requests_outcomes import (
    Complaint,
    Provision,
    Refusal,
    SuppliedCorrection,
)
from dongthuan.apps.disclosure.queries.requests_papers import PublicPaper, papers_of_code
from dongthuan.apps.disclosure.requests_lifecycle import (
    BEFORE_VALID,
    COMPLAINABLE,
    GIVEN,
    PUBLIC_EVENTS,
    REQUEST_NEXT,
    RequestState,
)
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.press.tracking import hash_of_code


@dataclass(frozen=True, slots=True)
class PublicRequest:
    """How a request stands, for whoever holds its code.

    due_on: the last day of the limit; None = none runs. is_limit_unknown: the law's figure is being asked
    for. missing: what to add. files: what was given. papers: what may be fetched as PDF. is_over: its time
    is over, so nothing is handed out any more.
    """

    symbol: str
    state: RequestState
    received_at: datetime
    valid_at: datetime | None
    due_at: datetime | None
    due_on: date | None
    extended_until: datetime | None
    is_limit_unknown: bool
    missing: tuple[str, ...]
    cost: CostStatement | None
    provision: Provision | None
    files: tuple[Attachment, ...]
    refusal: Refusal | None
    papers: tuple[PublicPaper, ...] = ()
    corrections: tuple[SuppliedCorrection, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    is_over: bool = False
    events: tuple[RequestEvent, ...] = field(default=())
    can_complete: bool = False
    can_withdraw: bool = False
    can_complain: bool = False
    can_correct: bool = False


def request_by_code(code: str) -> InformationRequest | None:
    """Return the request that a code follows, or None; how the code is written does not matter."""
    rows = InformationRequest.objects.select_related("unit", "clock")
    return rows.filter(tracking_hash=hash_of_code(code)).first()


def public_request(request: InformationRequest) -> PublicRequest:
    """Return how a request stands in what its sender may read: neither names nor what was asked."""
    state = RequestState(request.state)
    clock = request.clock if request.clock and request.clock.state in OPEN else None
    provision = request.provisions.prefetch_related("withheld").first() if state in GIVEN else None
    return PublicRequest(
        symbol=request.symbol,
        state=state,
        received_at=request.received_at,
        valid_at=request.valid_at,
        due_at=clock.due_at if clock else None,
        due_on=clock.due_on if clock else None,
        extended_until=clock.due_at if clock and _is_extended(clock) else None,
        is_limit_unknown=request.is_open and request.limit_unknown_at is not None,
        missing=tuple(request.missing.filter(filled_at=None).values_list("words", flat=True)),
        cost=request.costs.filter(replaced_at=None).prefetch_related("items").first(),
        provision=provision,
        files=tuple(attachments_of(provision)) if provision and not request.purged_at else (),
        papers=tuple(papers_of_code(request)),
        corrections=tuple(request.corrections.select_related("clock").prefetch_related("inquiries__clock")),
        complaints=tuple(request.complaints.all()),
        is_over=request.purged_at is not None,
        refusal=request.refusals.first() if state == RequestState.REFUSED else None,
        events=tuple(request.events.filter(kind__in=PUBLIC_EVENTS)),
        can_complete=state in BEFORE_VALID,
        can_withdraw=RequestState.WITHDRAWN in REQUEST_NEXT[state],
        can_complain=state in COMPLAINABLE,
        can_correct=state in GIVEN,
    )


def given_files(request: InformationRequest) -> QuerySet[Attachment]:
    """Return the files that the holder of the code may download: those of what was given, nothing else.

    None once personal data has been let go: the time for which the request is kept is over.
    """
    if request.state not in GIVEN or request.purged_at is not None:
        return Attachment.objects.none()
    keys = [str(key) for key in request.provisions.values_list("pk", flat=True)]
    return Attachment.objects.filter(record_type=Provision._meta.label_lower, record_key__in=keys)


def _is_extended(clock: Clock) -> bool:
    return hasattr(clock, "extension")
