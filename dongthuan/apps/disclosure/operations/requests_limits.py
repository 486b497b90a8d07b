"""Limits of law on requests: started at the valid request, met, dropped; asked for where law is not known.

Where no figure is known, nothing is guessed: the request stays as it is, the legal officer is told which
rule must be entered, and `start_waiting_limits` lets the limit run from the valid request once it is.
"""

from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.lifecycle import OPEN
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.operations.clocks import cancel_clock, finish_clock, start_clock
from dongthuan.apps.clocks.rules import ACCESS as CLOCKS
from dongthuan.apps.clocks.rules import Act as ClockAct
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.disclosure.models.requests import InformationRequest, RequestEvent
from dongthuan.apps.disclosure.models.requests_outcomes import SuppliedCorrection
from dongthuan.apps.disclosure.requests_lifecycle import (
    ANSWER_RULE,
    CORRECTION_RULES,
    LAW_CHANNEL,
    NOTICE_RULE,
    Complexity,
    EventKind,
    RequestChannel,
)
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct
from dongthuan.apps.notices import operations as notices
from dongthuan.law.model import CannotCompute, Facts
from dongthuan.law.selection import UnknownLimit

UNKNOWN_KIND = "disclosure.limit_unknown"
VALID = "Nhận được yêu cầu hợp lệ"
SAID_WRONG = "Thông tin đã cung cấp được cho là không chính xác"


def start_limits(request: InformationRequest, *, by: Actor, at: datetime) -> None:
    """Let the limits for the answer and for the notice run from the valid request; the caller saves.

    While it is not decided whether the case is simple, none runs. Where the law's figure is not known,
    `limit_unknown_at` is set and the legal officer is told, once for each request.
    """
    if request.valid_at is None or request.complexity == Complexity.UNDECIDED:
        return
    try:
        request.clock = _started(request, ANSWER_RULE, by=by, at=at)
    except CannotCompute:
        request.clock = None
        if request.limit_unknown_at is None:
            request.limit_unknown_at = at
            _write(request, EventKind.LIMIT_UNKNOWN, by=by, at=at)
        tell_legal_officers(request, at=at)
        return
    request.limit_unknown_at = None
    try:
        request.notice_clock = _started(request, NOTICE_RULE, by=by, at=at)
    except CannotCompute as problem:
        # The law asks for such a notice in some cases only; one without a figure waits with the answer's.
        request.notice_clock = None
        if isinstance(problem, UnknownLimit):
            tell_legal_officers(request, at=at)


def drop_limits(request: InformationRequest, *, reason: str, by: Actor, at: datetime) -> None:
    """Let the limits of a request fall away; nothing where none runs."""
    for clock in (request.clock, request.notice_clock):
        drop_limit(clock, reason=reason, by=by, at=at)


def drop_limit(clock: Clock | None, *, reason: str, by: Actor, at: datetime) -> None:
    """Let one limit fall away; nothing where there is none or where it has ended."""
    found = _open(clock)
    if found is not None:
        cancel_clock(clock=found, reason=reason, by=keeper(ClockAct.CANCEL, found, by, at), at=at)


def meet_limit(clock: Clock | None, *, done_at: datetime, by: Actor, at: datetime) -> None:
    """Say that what a limit waits for was done; nothing where there is none or where it has ended."""
    found = _open(clock)
    if found is not None:
        done_at = min(at, max(done_at, found.start_at))
        finish_clock(clock=found, by=keeper(ClockAct.FINISH, found, by, at), at=at, done_at=done_at)


def start_correction_limit(correction: SuppliedCorrection, *, by: Actor, at: datetime) -> None:
    """Let the limit for a correction run; where it is not known, the legal officer is told. Caller saves."""
    rule = CORRECTION_RULES[correction.basis]
    correction.clock = correction_clock(correction, rule, SAID_WRONG, correction.raised_at, by=by, at=at)
    correction.limit_unknown_at = None if correction.clock else correction.limit_unknown_at or at


def correction_clock(  # a limit has its rule, its event and its day
    correction: SuppliedCorrection, rule: str, reason: str, start_at: datetime, *, by: Actor, at: datetime
) -> Clock | None:
    """Return a limit that now runs for a correction; None where the law's figure is not known.

    The legal officer is then told, once for each request.
    """
    request = correction.request
    try:
        return start_clock(
            name=rule,
            unit=request.unit,
            start_at=start_at,
            by=keeper(ClockAct.START, Clock(unit=request.unit), by, at),
            at=at,
            record=request,
            start_reason=reason,
            title=f"Yêu cầu cung cấp thông tin {request.symbol}: đính chính",
            url=request.get_absolute_url(),
            owner=clock_owner(request, at=at),
        )
    except CannotCompute:
        tell_legal_officers(request, at=at, purpose="correction")
        return None


def keeper(act: ClockAct, clock: Clock, by: Actor, at: datetime) -> Actor:
    """Return in whose name a clock is kept: the officer's where the rule lets, else the system's."""
    return by if CLOCKS[act](by, clock) else acting_system(on=local_day(at)) or by


def clock_owner(request: InformationRequest, *, at: datetime) -> Officer | None:
    """Return who is reminded: whoever handles the request, else the first of the contact point."""
    if request.owner is not None:
        return request.owner
    held = RoleHeld.objects.in_force(on=local_day(at)).filter(role=Role.INFORMATION_OFFICER)
    there = held.filter(unit=request.unit, officer__is_active=True).order_by("officer_id")
    first = there.select_related("officer").first()
    return first.officer if first else None


def tell_legal_officers(request: InformationRequest, *, at: datetime, purpose: str = "answer") -> None:
    """Ask the legal officers, once for each request, to enter the rule that is missing."""
    held = RoleHeld.objects.in_force(on=local_day(at)).filter(role=Role.LEGAL_OFFICER)
    for officer in Officer.objects.filter(pk__in=held.values("officer_id"), is_active=True).order_by("pk"):
        notices.queue(
            kind=UNKNOWN_KIND,
            recipient=officer,
            title=format_lazy(
                _("Limit not known: enter the rule for request {symbol}"), symbol=request.symbol
            ),
            body=_(
                "The request is kept and valid, but the law's limit is not in the rules. Enter the rule "
                "with its article and let another officer approve it; the limit then runs from the day "
                "on which the request was valid."
            ),
            at=at,
            record=request,
            url=request.get_absolute_url(),
            key=f"{UNKNOWN_KIND}:{purpose}:{request.pk}",
            is_urgent=True,
        )


@transaction.atomic
def start_waiting_limits(*, by: Actor, at: datetime) -> int:
    """Let the limits run for which a rule was entered and approved meanwhile; returns how many began.

    Those of corrections: `requests_creator.start_waiting_corrections`.
    """
    require(REQUEST_ACCESS, RequestAct.START_LIMIT, by, None)
    begun = 0
    waiting = InformationRequest.objects.without_limit().select_for_update(of=("self",), skip_locked=True)
    for request in waiting.select_related("unit").order_by("valid_at", "pk")[:500]:
        start_limits(request, by=by, at=at)
        if request.clock is not None:
            request.version += 1
            request.save(update_fields=["clock", "notice_clock", "limit_unknown_at", "version"])
            _write(request, EventKind.LIMIT_STARTED, by=by, at=at)
            details = {"rule": request.clock.alias or request.clock.rule_key}
            audit.note(act=RequestAct.START_LIMIT, actor=by, record=request, at=at, details=details)
            begun += 1
    return begun


def _started(request: InformationRequest, rule: str, *, by: Actor, at: datetime) -> Clock:
    assert request.valid_at is not None
    facts = Facts(channel=LAW_CHANNEL[RequestChannel(request.channel)], complexity=request.complexity)
    is_notice = rule == NOTICE_RULE
    title = f"Yêu cầu cung cấp thông tin {request.symbol}"
    return start_clock(
        name=rule,
        unit=request.unit,
        start_at=request.valid_at,
        by=keeper(ClockAct.START, Clock(unit=request.unit), by, at),
        at=at,
        record=request,
        facts=facts,
        start_reason=VALID,
        title=f"{title}: báo thời hạn" if is_notice else title,
        url=request.get_absolute_url(),
        owner=clock_owner(request, at=at),
    )


def _write(request: InformationRequest, kind: EventKind, *, by: Actor, at: datetime) -> None:
    RequestEvent.objects.create(request=request, kind=kind, at=at, by_id=by.pk)


def _open(clock: Clock | None) -> Clock | None:
    return Clock.objects.filter(pk=clock.pk, state__in=OPEN).first() if clock is not None else None
