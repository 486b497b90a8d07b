"""Requests for information are taken in, completed, withdrawn; what all their acts begin and end with."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from dongthuan.analysis.text import fold, nfc
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.requests import (
    InformationRequest,
    RequesterIdentity,
    RequestEvent,
)
from dongthuan.apps.disclosure.operations.requests_limits import drop_limits
from dongthuan.apps.disclosure.operations.requests_telling import tell_desk
from dongthuan.apps.disclosure.requests_lifecycle import (
    BEFORE_VALID,
    REQUEST_NEXT,
    SETTLED,
    EventKind,
    ProvisionForm,
    RequestChannel,
    RequesterKind,
    RequestState,
)
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct
from dongthuan.apps.files import operations as attachments
from dongthuan.apps.files.secrecy import refuse_secret, refuse_secret_file
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.press.operations.versions import locked
from dongthuan.apps.press.tracking import hash_of_code, new_code
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.queries import current_agency

LONGEST = 20_000
OLDEST = timedelta(days=400)
MOST_FILES = 10
_NUMBERS_LOCK = 0x74746371  # one number at a time in a year, held until the transaction ends
_LINES = {
    "requester_name": 200,
    "organisation_name": 300,
    "proxy_name": 200,
    "address": 500,
    "phone": 60,
    "email": 254,
    "form_details": 300,
}
_PASSAGES = ("content", "documents_named", "reason")

Files = Sequence[tuple[str, bytes]]


class NothingAsked(Exception):
    """A request says which information is asked for."""


class TooLong(Exception):
    """The words are longer than a request can be."""


class TooManyFiles(Exception):
    """More files came with it than MOST_FILES."""


class OutOfTime(Exception):
    """It lies in the future, too long ago, or before what it follows."""


class NoSuchStep(Exception):
    """The request cannot go there from where it stands, which is the argument."""


@dataclass(frozen=True, slots=True)
class RequestContent:
    """What somebody asks for, as written; what is lacking is found afterwards, not here.

    unit: the contact point, None = the agency. received_at: when it reached us, None = now.
    identity_*: of the paper that proves who asks; kept in a table of its own.
    """

    content: str
    channel: RequestChannel = RequestChannel.PORTAL
    requester_kind: RequesterKind = RequesterKind.INDIVIDUAL
    requester_name: str = ""
    organisation_name: str = ""
    proxy_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    identity_paper: str = ""
    identity_number: str = ""
    identity_issued: str = ""
    documents_named: str = ""
    form_wanted: ProvisionForm = ProvisionForm.EMAIL
    form_details: str = ""
    reason: str = ""
    unit: Unit | None = None
    received_at: datetime | None = None


@transaction.atomic
def receive_request(
    *, content: RequestContent, files: Files = (), by: Actor, at: datetime
) -> tuple[InformationRequest, str]:
    """Take a request in under the next number of its year; returns it and the code to follow it by.

    The code is shown once and kept as a hash. No limit runs yet: it runs from the valid request. The
    contact point is told. Raises NothingAsked, TooLong, TooManyFiles, OutOfTime, SecretMark, FileRefused.
    """
    received_at = content.received_at or at
    request = InformationRequest(
        unit=content.unit or _agency_unit(),
        channel=content.channel,
        received_at=received_at,
        recorded_at=at,
        recorded_by_id=by.pk,
    )
    require(REQUEST_ACCESS, RequestAct.RECEIVE, by, request)
    if received_at > at or received_at < at - OLDEST:
        raise OutOfTime
    write_down(request, content)
    _check_files(files)
    code = new_code()
    request.tracking_hash = hash_of_code(code)
    request.year = local_day(received_at).year
    request.number = _next_number(request.year)
    request.save(force_insert=True)
    write_identity(request, content)
    keep_files(request, files, by=by, at=at)
    happened(request, EventKind.RECEIVED, by=by, at=at)
    tell_desk(request, EventKind.RECEIVED, by=by, at=at)
    details = {"channel": request.channel, "unit": request.unit.code, "files": len(files)}
    audit.note(act=RequestAct.RECEIVE, actor=by, record=request, at=at, details=details)
    return request, code


@dataclass(frozen=True, slots=True)
class Completion:
    """What a requester adds or mends; "" leaves what stands."""

    content: str = ""
    requester_name: str = ""
    organisation_name: str = ""
    proxy_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    identity_paper: str = ""
    identity_number: str = ""
    identity_issued: str = ""
    documents_named: str = ""
    form_details: str = ""
    reason: str = ""


@transaction.atomic
def complete_request(  # an officer's version beside what everybody says
    *,
    request: InformationRequest,
    completion: Completion,
    files: Files = (),
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> InformationRequest:
    """Add what a request lacked, as its sender or an officer who helps gives it; it is then checked anew.

    version: what an officer saw; None = from outside. Raises ChangedMeanwhile, NoSuchStep once it is
    valid, and what receiving raises.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.COMPLETE, by, request)
    if request.state not in BEFORE_VALID:
        raise NoSuchStep(request.state)
    content = _standing(request)
    told = {field.name: getattr(completion, field.name) for field in fields(completion)}
    content = replace(content, **{name: words for name, words in told.items() if words.strip()})
    write_down(request, content)
    _check_files(files)
    request.state = RequestState.RECEIVED
    request.save()
    write_identity(request, content)
    keep_files(request, files, by=by, at=at)
    request.missing.filter(filled_at=None).update(filled_at=at)
    happened(request, EventKind.COMPLETED, by=by, at=at)
    tell_desk(request, EventKind.COMPLETED, by=by, at=at)
    audit.note(act=RequestAct.COMPLETE, actor=by, record=request, at=at, details={"files": len(files)})
    return request


@transaction.atomic
def withdraw_request(
    *, request: InformationRequest, reason: str = "", version: int | None = None, by: Actor, at: datetime
) -> InformationRequest:
    """End a request because its sender no longer wants it; limits fall away. Raises NoSuchStep."""
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.WITHDRAW, by, request)
    step_to(request, RequestState.WITHDRAWN, at=at)
    request.closed_reason = clean(reason)
    request.save()
    drop_limits(request, reason="Người yêu cầu rút yêu cầu", by=by, at=at)
    notices.withdraw(record=request, at=at)
    happened(request, EventKind.WITHDRAWN, by=by, at=at)
    tell_desk(request, EventKind.WITHDRAWN, by=by, at=at)
    audit.note(act=RequestAct.WITHDRAW, actor=by, record=request, at=at)
    return request


def locked_request(request: InformationRequest, version: int | None = None) -> InformationRequest:
    """Return the request as it stands, locked, its version raised; raises ChangedMeanwhile.

    version: the one the officer saw; None = whoever asks from outside saw none.
    """
    if version is not None:
        return locked(request, version)
    found = InformationRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    found.version += 1
    return found


def step_to(request: InformationRequest, to: RequestState, *, at: datetime) -> None:
    """Move a locked request on; raises NoSuchStep."""
    if to not in REQUEST_NEXT[RequestState(request.state)]:
        raise NoSuchStep(request.state)
    request.state = to
    request.settled_at = at if to in SETTLED else None


def happened(
    request: InformationRequest, kind: EventKind, *, by: Actor, at: datetime, words: str = ""
) -> RequestEvent:
    """Write into the history of a request what happened to it."""
    return RequestEvent.objects.create(request=request, kind=kind, at=at, by_id=by.pk, words=words[:2000])


def noted(  # the history of a request and the audit record are written together
    request: InformationRequest,
    act: RequestAct,
    kind: EventKind,
    *,
    by: Actor,
    at: datetime,
    words: str = "",
    **details: Any,
) -> None:
    """Write an act into the history of a request and into the audit record; words stay in the history."""
    happened(request, kind, by=by, at=at, words=words)
    audit.note(act=act, actor=by, record=request, at=at, details=details)


def clean(text: str, most: int = 4000) -> str:
    """Return words in composed letters, cut; raises SecretMark."""
    kept = nfc(text.replace("\x00", "")).strip()[:most]
    refuse_secret(kept)
    return kept


def write_down(request: InformationRequest, content: RequestContent) -> None:
    """Put clean words into a row that is not saved here; raises before anything is kept."""
    for name, most in _LINES.items():
        setattr(request, name, " ".join(clean(getattr(content, name)).split())[:most])
    request.email = request.email.lower()
    for name in _PASSAGES:
        if len(getattr(content, name)) > LONGEST:
            raise TooLong
        setattr(request, name, clean(getattr(content, name), LONGEST))
    if not request.content:
        raise NothingAsked
    request.requester_kind, request.form_wanted = content.requester_kind, content.form_wanted
    request.person_hash = person_hash_of(content)
    request.words_hash = _keyed(" ".join(fold(request.content).split()))
    request.folded = fold(f"{request.content} {request.documents_named} {request.asked_by}")[:30_000]


def write_identity(request: InformationRequest, content: RequestContent) -> None:
    """Keep the number of the paper apart from the request; nothing where none was given."""
    number = " ".join(clean(content.identity_number).split())[:40]
    if number:
        told = {
            "number": number,
            "paper": clean(content.identity_paper, 60),
            "issued": clean(content.identity_issued, 200),
        }
        RequesterIdentity.objects.update_or_create(request=request, defaults=told)


def person_hash_of(content: RequestContent) -> str:
    """Return a keyed hash that is the same for the same person; "" where nothing tells who it is."""
    number = "".join(filter(str.isalnum, fold(content.identity_number)))
    if number:
        return _keyed(f"number:{number}")
    name = " ".join(fold(content.requester_name or content.organisation_name).split())
    digits = "".join(filter(str.isdigit, content.phone))
    reached = content.email.strip().lower() or digits or " ".join(fold(content.address).split())
    return _keyed(f"name:{name}:{reached}") if name and reached else ""


def keep_files(request: InformationRequest, given: Files, *, by: Actor, at: datetime) -> None:
    """Keep what came with a request; raises FileRefused."""
    for name, data in given:
        attachments.keep(data=data, name=name, record=request, unit=request.unit, by=by, at=at)


def _check_files(given: Files) -> None:
    if len(given) > MOST_FILES:
        raise TooManyFiles
    for name, data in given:
        refuse_secret_file(data, name)


def _standing(request: InformationRequest) -> RequestContent:
    identity = RequesterIdentity.objects.filter(request=request).first()
    told = {
        field.name: getattr(request, field.name)
        for field in fields(RequestContent)
        if not field.name.startswith("identity_")
    }
    if identity is not None:
        told |= {
            "identity_number": identity.number,
            "identity_paper": identity.paper,
            "identity_issued": identity.issued,
        }
    return RequestContent(**told)


def _keyed(words: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()


def _agency_unit() -> Unit:
    agency = current_agency()
    return agency.unit if agency else Unit.objects.agency().get()


def _next_number(year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_NUMBERS_LOCK, year])
    last = InformationRequest.objects.filter(year=year).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1
