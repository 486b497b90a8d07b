"""What may be given: the unit that made it says so, the contact point checks, others concerned consent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.models.requests_handling import Classification, Consent
from dongthuan.apps.disclosure.operations.requests import (
    NoSuchStep,
    clean,
    locked_request,
    noted,
    step_to,
)
from dongthuan.apps.disclosure.operations.requests_telling import tell, tell_desk
from dongthuan.apps.disclosure.queries.law_lists import entered_entries
from dongthuan.apps.disclosure.requests_law import restriction_cited
from dongthuan.apps.disclosure.requests_lifecycle import ConsentAnswer, EventKind, Openness, RequestState
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct
from dongthuan.apps.files.reasons import reason_given
from dongthuan.law.openness import Kind


class SamePerson(Exception):
    """Whoever classified cannot check: two pairs of eyes."""


class NothingToCheck(Exception):
    """There is no classification that waits to be checked."""


class NotClassified(Exception):
    """The information is not classified, or the classification was not agreed by another officer."""


class NoRestriction(Exception):
    """Information that is not open to all names the restriction of law; open information names none."""


class AlreadyAnswered(Exception):
    """The consent was answered or decided on before."""


@dataclass(frozen=True, slots=True)
class ClassificationContent:
    """What the unit says. restrictions: keys of the law's list, or `stated` with the article cited."""

    openness: Openness
    restrictions: Sequence[str] = ()
    citation: str = ""
    parts: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConsentAsked:
    """Whose consent is asked for what."""

    party: str
    scope: str
    restriction: str
    citation: str = ""
    contact: str = ""


@transaction.atomic
def classify_request(
    *, request: InformationRequest, version: int, content: ClassificationContent, by: Actor, at: datetime
) -> Classification:
    """Say what of the information may be given; it stands once another officer has agreed.

    Raises ChangedMeanwhile, NoSuchStep, NoRestriction, NotListed, SecretMark.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.CLASSIFY, by, request)
    step_to(request, RequestState.CLASSIFYING, at=at)
    on, entered = law_day(request), entered_entries(Kind.RESTRICTION)
    cited = [restriction_cited(on, key, content.citation, entered) for key in content.restrictions]
    if (content.openness == Openness.OPEN) == bool(cited):
        raise NoRestriction
    made = Classification.objects.create(
        request=request,
        openness=content.openness,
        restrictions=[key for key, _citation in cited],
        citations=[citation for _key, citation in cited],
        parts=clean(content.parts),
        note=clean(content.note),
        classified_by_id=by.pk,
        classified_at=at,
    )
    request.save(update_fields=["state", "settled_at", "version"])
    noted(request, RequestAct.CLASSIFY, EventKind.CLASSIFIED, by=by, at=at, openness=content.openness.value)
    tell_desk(request, EventKind.CLASSIFIED, by=by, at=at)
    return made


@transaction.atomic
def check_classification(  # a check says yes or no, and why
    *, request: InformationRequest, version: int, is_agreed: bool, note: str, by: Actor, at: datetime
) -> Classification:
    """Agree to a classification or return it with a reason; never by whoever classified.

    Raises ChangedMeanwhile, NothingToCheck, SamePerson, NoReason, SecretMark.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.CHECK, by, request)
    made = Classification.objects.select_for_update(of=("self",)).filter(request=request).first()
    if made is None or made.is_agreed is not None or request.state != RequestState.CLASSIFYING:
        raise NothingToCheck
    if made.classified_by_id == by.pk:
        raise SamePerson
    made.is_agreed, made.check_note = is_agreed, clean(note) if is_agreed else reason_given(note)
    made.checked_by_id, made.checked_at = by.pk, at
    made.save()
    request.save(update_fields=["version"])
    kind = EventKind.CHECKED if is_agreed else EventKind.RETURNED
    noted(request, RequestAct.CHECK, kind, by=by, at=at, words=made.check_note, is_agreed=is_agreed)
    tell(request, kind, {None, made.classified_by_id} - {by.pk}, at=at)
    return made


def standing_classification(request: InformationRequest) -> Classification:
    """Return the classification that stands; raises NotClassified."""
    latest = request.classifications.first()
    if latest is None or not latest.is_agreed:
        raise NotClassified
    return latest


@transaction.atomic
def ask_consent(
    *, request: InformationRequest, version: int, content: ConsentAsked, by: Actor, at: datetime
) -> Consent:
    """Ask a person or organisation concerned for consent.

    Raises ChangedMeanwhile, NoSuchStep, NotClassified, NotListed, NoReason, SecretMark.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.ASK_CONSENT, by, request)
    standing_classification(request)
    step_to(request, RequestState.CONSENT, at=at)
    entered = entered_entries(Kind.RESTRICTION)
    key, citation = restriction_cited(law_day(request), content.restriction, content.citation, entered)
    asked = Consent.objects.create(
        request=request,
        party=reason_given(content.party)[:300],
        contact=clean(content.contact, 300),
        restriction=key,
        citation=citation,
        scope=reason_given(content.scope),
        asked_at=at,
        asked_by_id=by.pk,
    )
    request.save(update_fields=["state", "settled_at", "version"])
    noted(request, RequestAct.ASK_CONSENT, EventKind.CONSENT_ASKED, by=by, at=at, consent=asked.pk)
    return asked


@transaction.atomic
def note_consent(  # an answer has its words
    *, consent: Consent, version: int, answer: ConsentAnswer, note: str, by: Actor, at: datetime
) -> Consent:
    """Note what a party answered; raises ChangedMeanwhile, AlreadyAnswered, SecretMark."""
    request = locked_request(consent.request, version)
    require(REQUEST_ACCESS, RequestAct.NOTE_CONSENT, by, request)
    consent = _waiting(consent, request)
    consent.answer, consent.note = answer, clean(note)
    consent.answered_at, consent.recorded_by_id = at, by.pk
    consent.save()
    request.save(update_fields=["version"])
    noted(
        request,
        RequestAct.NOTE_CONSENT,
        EventKind.CONSENT_ANSWERED,
        by=by,
        at=at,
        consent=consent.pk,
        answer=answer.value,
    )
    return consent


@transaction.atomic
def override_consent(*, consent: Consent, version: int, reason: str, by: Actor, at: datetime) -> Consent:
    """Let information be given without consent, in the public interest: only the head, with the reason.

    Raises ChangedMeanwhile, AlreadyAnswered where it was given or decided, NoReason, SecretMark.
    """
    request = locked_request(consent.request, version)
    require(REQUEST_ACCESS, RequestAct.OVERRIDE_CONSENT, by, request)
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if consent.lets_give or not request.is_open:
        raise AlreadyAnswered
    consent.override_reason = reason_given(reason)
    consent.overridden_at, consent.overridden_by_id = at, by.pk
    consent.save()
    request.save(update_fields=["version"])
    kind = EventKind.CONSENT_OVERRIDDEN
    noted(request, RequestAct.OVERRIDE_CONSENT, kind, by=by, at=at, consent=consent.pk)
    return consent


def law_day(request: InformationRequest) -> date:
    """Return the day by which the law is chosen: that of the valid request, before it that of receipt."""
    return local_day(request.valid_at or request.received_at)


def _waiting(consent: Consent, request: InformationRequest) -> Consent:
    found = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if not request.is_open:
        raise NoSuchStep(request.state)
    if found.answer:
        raise AlreadyAnswered
    return found
