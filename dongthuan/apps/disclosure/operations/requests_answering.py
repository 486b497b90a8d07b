"""The time of a request is told or extended; it is answered: given, given in part, or refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.clocks.lifecycle import OPEN
from dongthuan.apps.clocks.models.clocks import Clock, ClockExtension
from dongthuan.apps.clocks.operations.clocks import extend_clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.models.requests_outcomes import Provision, Refusal, WithheldPart
from dongthuan.apps.disclosure.operations.requests import (
    Files,
    OutOfTime,
    clean,
    locked_request,
    noted,
    step_to,
)
from dongthuan.apps.disclosure.operations.requests_classifying import law_day, standing_classification
from dongthuan.apps.disclosure.operations.requests_limits import meet_limit
from dongthuan.apps.disclosure.queries.law_lists import entered_entries
from dongthuan.apps.disclosure.queries.redaction import confirmed_copies
from dongthuan.apps.disclosure.requests_law import ground_cited, restriction_cited
from dongthuan.apps.disclosure.requests_lifecycle import (
    IN_HAND,
    EventKind,
    Openness,
    ProvisionForm,
    RequestState,
)
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct
from dongthuan.apps.files import operations as attachments
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret_file
from dongthuan.apps.notices import operations as notices
from dongthuan.law.openness import Kind
from dongthuan.law.vietnam import ZONE


class NoLimitRuns(Exception):
    """There is no limit that could be extended or told: none is known, or it has ended."""


class NotPaid(Exception):
    """What is to be paid is paid before the information is given."""


class AwaitsConsent(Exception):
    """A party concerned has not answered yet."""


class MustWithhold(Exception):
    """Part of the information may not be given: say which part, on which ground."""


class NoSuchCopy(Exception):
    """What was chosen to be given is no copy of this request that a second person confirmed."""


class NotOpen(Exception):
    """The information was classified as not accessible: it can only be refused."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """One part that is not given. citation: only where the law's list is not known."""

    part: str
    restriction: str
    reason: str
    citation: str = ""


@dataclass(frozen=True, slots=True)
class ProvisionContent:
    """What is given, in which form; what is withheld; files as they are delivered. given_at: None = now.

    copies: keys of the redactions of the request whose confirmed copies are given, never their originals.
    """

    given: str
    form: ProvisionForm
    withheld: Sequence[Withheld] = ()
    files: Files = ()
    given_at: datetime | None = None
    copies: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class RefusalContent:
    """On which listed ground a request is refused, and why. citation: only where no list is known."""

    ground: str
    reason: str
    restriction: str = ""
    citation: str = ""


@transaction.atomic
def tell_time(
    *, request: InformationRequest, version: int, words: str, by: Actor, at: datetime
) -> InformationRequest:
    """Note that the requester was told in writing until when it is handled; the limit for that is met.

    Raises ChangedMeanwhile, NoLimitRuns, SecretMark.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.TELL_TIME, by, request)
    if request.state not in IN_HAND or request.clock is None:
        raise NoLimitRuns
    request.save(update_fields=["version"])
    meet_limit(request.notice_clock, done_at=at, by=by, at=at)
    noted(request, RequestAct.TELL_TIME, EventKind.TIME_TOLD, by=by, at=at, words=clean(words))
    return request


@transaction.atomic
def extend_request(  # an extension has its length and its reason
    *, request: InformationRequest, version: int, amount: int, reason: str, by: Actor, at: datetime
) -> ClockExtension:
    """Extend the limit for the answer: once, before it passes, within the law's cap and in its unit.

    amount: in the unit of the cap (working days at the office, days by network or post). The requester
    reads of it on the page of the code; the notice is drawn up from this. Raises ChangedMeanwhile,
    NoLimitRuns, and what `extend_clock` raises: LimitPassed, AlreadyExtended, ExtensionRefused, NoReason.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.EXTEND, by, request)
    clock = _running(request)
    words = reason_given(reason)
    unit = clock.cap_unit or clock.amount_unit
    extension = extend_clock(clock=clock, amount=amount, unit=unit, reason=words, by=by, at=at)
    request.save(update_fields=["version"])
    until = extension.clock.due_at.astimezone(ZONE)
    told = until.isoformat()
    noted(
        request,
        RequestAct.EXTEND,
        EventKind.EXTENDED,
        by=by,
        at=at,
        words=words,
        amount=amount,
        unit=unit,
        due_at=told,
    )
    return extension


@transaction.atomic
def prepare_answer(
    *, request: InformationRequest, version: int, by: Actor, at: datetime
) -> InformationRequest:
    """Begin the answer, once the classification stands.

    Raises ChangedMeanwhile, NoSuchStep, NotClassified, AwaitsConsent, NotPaid.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.PREPARE, by, request)
    standing_classification(request)
    if request.consents.filter(answer="", overridden_at=None).exists():
        raise AwaitsConsent
    step_to(request, RequestState.ANSWERING, at=at)
    _refuse_unpaid(request)
    request.save(update_fields=["state", "settled_at", "version"])
    noted(request, RequestAct.PREPARE, EventKind.PREPARING, by=by, at=at)
    return request


@transaction.atomic
def provide(
    *, request: InformationRequest, version: int, content: ProvisionContent, by: Actor, at: datetime
) -> Provision:
    """Give information, whole or in part; its limits are met, its files can be fetched with the code.

    Raises ChangedMeanwhile, NoSuchStep, NotClassified, NotOpen, AwaitsConsent, NotPaid, MustWithhold,
    NotListed, OutOfTime, NoReason, NoSuchCopy, SecretMark, FileRefused.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.PROVIDE, by, request)
    files = [*content.files, *_copies(request, content.copies)]
    given_at = content.given_at or at
    if request.valid_at is None or not request.valid_at <= given_at <= at:
        raise OutOfTime
    _refuse_closed(request, is_whole=not content.withheld)
    _refuse_unpaid(request)
    is_whole = not content.withheld
    step_to(request, RequestState.PROVIDED if is_whole else RequestState.PARTLY, at=given_at)
    for name, data in files:
        refuse_secret_file(data, name)
    provision = Provision.objects.create(
        request=request,
        given=reason_given(content.given),
        form=content.form,
        is_whole=is_whole,
        given_at=given_at,
        given_by_id=by.pk,
    )
    for row in content.withheld:
        _withhold(provision, row)
    for name, data in files:
        attachments.keep(data=data, name=name, record=provision, unit=request.unit, by=by, at=at)
    _settle(request, done_at=given_at, by=by, at=at)
    count = len(files)
    noted(request, RequestAct.PROVIDE, EventKind.PROVIDED, by=by, at=at, is_whole=is_whole, files=count)
    return provision


@transaction.atomic
def refuse_request(
    *, request: InformationRequest, version: int, content: RefusalContent, by: Actor, at: datetime
) -> Refusal:
    """Refuse a valid request in writing, on a ground that the law of its day lists, with the reason.

    Where that law's list is not known, the officer cites the article (`requests_law.STATED`). Raises
    ChangedMeanwhile, NoSuchStep, NotListed, NoReason, SecretMark.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.REFUSE, by, request)
    on, entered = law_day(request), entered_entries()
    ground, citation = ground_cited(on, content.ground, content.citation, entered)
    restriction = ""
    if content.restriction:
        restriction, more = restriction_cited(on, content.restriction, content.citation, entered)
        citation = citation if more == citation else f"{citation}; {more}"[:500]
    step_to(request, RequestState.REFUSED, at=at)
    refusal = Refusal.objects.create(
        request=request,
        ground=ground,
        restriction=restriction,
        citation=citation,
        reason=reason_given(content.reason),
        refused_at=at,
        refused_by_id=by.pk,
    )
    _settle(request, done_at=at, by=by, at=at)
    noted(request, RequestAct.REFUSE, EventKind.REFUSED, by=by, at=at, ground=ground)
    return refusal


def _settle(request: InformationRequest, *, done_at: datetime, by: Actor, at: datetime) -> None:
    request.limit_unknown_at = None if request.clock_id else request.limit_unknown_at
    request.save()
    meet_limit(request.clock, done_at=done_at, by=by, at=at)
    meet_limit(request.notice_clock, done_at=done_at, by=by, at=at)
    notices.withdraw(record=request, at=at)


def _copies(request: InformationRequest, chosen: Sequence[int]) -> list[tuple[str, bytes]]:
    try:
        return confirmed_copies(request, chosen)
    except KeyError as unknown:
        raise NoSuchCopy from unknown


def _withhold(provision: Provision, row: Withheld) -> None:
    on, entered = law_day(provision.request), entered_entries(Kind.RESTRICTION)
    key, citation = restriction_cited(on, row.restriction, row.citation, entered)
    WithheldPart.objects.create(
        provision=provision,
        part=reason_given(row.part)[:500],
        restriction=key,
        citation=citation,
        reason=reason_given(row.reason),
    )


def _refuse_closed(request: InformationRequest, *, is_whole: bool) -> None:
    standing = standing_classification(request)
    consents = list(request.consents.all())
    if any(not consent.is_settled for consent in consents):
        raise AwaitsConsent
    if standing.openness == Openness.CLOSED:
        raise NotOpen
    is_consented = bool(consents) and all(consent.lets_give for consent in consents)
    if standing.openness == Openness.CONDITIONAL and not consents and is_whole:
        raise AwaitsConsent
    lacks_consent = standing.openness == Openness.CONDITIONAL and not is_consented
    if is_whole and (standing.openness == Openness.PARTLY or lacks_consent):
        raise MustWithhold


def _refuse_unpaid(request: InformationRequest) -> None:
    if request.costs.filter(replaced_at=None, paid_at=None, total_vnd__gt=0).exists():
        raise NotPaid


def _running(request: InformationRequest) -> Clock:
    clock = request.clock
    if request.state not in IN_HAND or clock is None or clock.state not in OPEN:
        raise NoLimitRuns
    return clock


def is_extendable(request: InformationRequest) -> bool:
    """Say whether a limit runs that the law lets be extended; how long is for the clock to say."""
    clock = request.clock
    return bool(request.state in IN_HAND and clock and clock.state in OPEN and clock.cap)
