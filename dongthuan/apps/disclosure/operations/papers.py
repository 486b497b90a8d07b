"""Official papers about requests are drawn up; they are signed, numbered and issued as all documents are."""

from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure import papers_notices as notices
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.queries.papers import asked_of, extended_of, periodic_of, refused_of
from dongthuan.apps.disclosure.queries.periodic import periodic_figures
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.documents.queries.issuers import unit_of_the_writer, units_to_write_for, usual_issuer
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.letterhead import Recipient
from dongthuan.docgen.official import Block, Kind

MINISTRY = "Bộ Tư pháp"
AS_ABOVE = (Recipient("Như trên"),)


class NothingToTell(Exception):
    """The request was neither extended nor refused, so there is nothing to give notice of."""


@transaction.atomic
def draw_up_extension(*, request: InformationRequest, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up form 04 from the extension of a request. Raises NothingToTell."""
    require(REQUEST_ACCESS, RequestAct.EXTEND, by, request)
    told = extended_of(request)
    if told is None:
        raise NothingToTell
    asked, issuer = asked_of(request), usual_issuer(request.unit).name
    return _notice(
        request,
        notices.extension_subject(asked),
        notices.extension(asked, told, issuer=issuer),
        by=by,
        at=at,
    )


@transaction.atomic
def draw_up_refusal(*, request: InformationRequest, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up form 05 from the refusal of a request. Raises NothingToTell."""
    require(REQUEST_ACCESS, RequestAct.REFUSE, by, request)
    told = refused_of(request)
    if told is None:
        raise NothingToTell
    asked, issuer = asked_of(request), usual_issuer(request.unit).name
    return _notice(
        request, notices.refusal_subject(asked), notices.refusal(asked, told, issuer=issuer), by=by, at=at
    )


def _notice(
    request: InformationRequest, subject: str, body: list[Block], *, by: Actor, at: datetime
) -> OfficialDocument:
    return draw_up(
        kind=Kind.NOTICE,
        unit=_written_in(request.unit, by=by, at=at),
        issuer=usual_issuer(request.unit),
        subject=subject,
        body=body,
        addressees=(request.asked_by or "Người yêu cầu",),
        recipients=AS_ABOVE,
        record=request,
        by=by,
        at=at,
    )


def _written_in(unit: Unit, *, by: Actor, at: datetime) -> Unit:
    """Return in which unit a paper is drawn up: the contact point, or its officer's own, as the Office."""
    units = units_to_write_for(by, on=local_day(at))
    return units.filter(pk=unit.pk).first() or unit_of_the_writer(by, units) or unit


@transaction.atomic
def draw_up_periodic(
    *, unit: Unit, start_on: date, end_on: date, by: Actor, at: datetime
) -> OfficialDocument:
    """Draw up the periodic report to the Ministry of Justice. end_on: the first day outside."""
    require(REQUEST_ACCESS, RequestAct.EXPORT, by, InformationRequest(unit=unit))
    told = periodic_of(periodic_figures(by, start_on=start_on, end_on=end_on))
    return draw_up(
        kind=Kind.REPORT,
        unit=_written_in(unit, by=by, at=at),
        issuer=usual_issuer(unit),
        subject=notices.periodic_subject(told),
        body=notices.periodic(told, issuer=usual_issuer(unit).name),
        addressees=(MINISTRY,),
        recipients=AS_ABOVE,
        by=by,
        at=at,
    )
