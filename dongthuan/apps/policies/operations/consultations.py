"""Consultations are set up, looked through for secrets by another, and opened by another."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from dongthuan.analysis.text import fold, nfc
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.policies.consultations_lifecycle import CONSULTATION_NEXT, ConsultationState
from dongthuan.apps.policies.consultations_rules import CONSULTATION_ACCESS, ConsultationAct
from dongthuan.apps.policies.models.consultations import Consultation, ConsultationQuestion
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.operations.dossiers import NotOfTheHouse
from dongthuan.apps.policies.operations.versions import NotInThatState, line_of, locked, words_of
from dongthuan.apps.policies.queries.consultations import lacks, minimum_from

MOST_QUESTIONS = 30
LONGEST = 20_000


class EndsBeforeStart(Exception):
    """A consultation closes after it opens."""


class TooManyQuestions(Exception):
    """More questions than people would answer."""


class NotReady(Exception):
    """The consultation cannot be opened yet; `codes` say what is lacking."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


@dataclass(frozen=True, slots=True)
class ConsultationContent:
    """What one sets up. questions: each with what helps to answer it; legal_basis: of its length."""

    title: str
    purpose: str
    responsible: Officer
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    legal_basis: str = ""
    contact: str = ""
    moderation_policy: str = ""
    response_due_on: date | None = None
    questions: tuple[tuple[str, str], ...] = field(default=())


@transaction.atomic
def set_up_consultation(
    *, dossier: PolicyDossier, content: ConsultationContent, by: Actor, at: datetime
) -> Consultation:
    """Set a consultation up on a dossier in hand; nothing of it is public yet.

    Raises NotInThatState, NoWords, EndsBeforeStart, TooManyQuestions, NotOfTheHouse, SecretMark.
    """
    consultation = Consultation(dossier=dossier, created_by_id=by.pk, created_at=at)
    require(CONSULTATION_ACCESS, ConsultationAct.SET_UP_CONSULTATION, by, consultation)
    if not dossier.is_open:
        raise NotInThatState(dossier.state)
    _write_down(consultation, content, at=at)
    consultation.slug = _free_slug(consultation.title)
    consultation.save(force_insert=True)
    _ask(consultation, content)
    details = {"dossier": dossier.pk}
    audit.note(act=ConsultationAct.SET_UP_CONSULTATION, actor=by, record=consultation, at=at, details=details)
    return consultation


@transaction.atomic
def rewrite_consultation(
    *, consultation: Consultation, version: int, content: ConsultationContent, by: Actor, at: datetime
) -> Consultation:
    """Write a consultation that is not open yet anew; it must be looked through for secrets again.

    Raises ChangedMeanwhile, and what `set_up_consultation` raises.
    """
    consultation = locked(consultation, version)
    require(CONSULTATION_ACCESS, ConsultationAct.SET_UP_CONSULTATION, by, consultation)
    if consultation.state != ConsultationState.DRAFT:
        raise NotInThatState(consultation.state)
    _write_down(consultation, content, at=at)
    consultation.secrecy_checked_by, consultation.secrecy_checked_at = None, None
    consultation.save()
    consultation.questions.all().delete()
    _ask(consultation, content)
    if by.pk != consultation.created_by_id:
        consultation.editors.add(by.pk)
    details = {"version": consultation.version}
    audit.note(act=ConsultationAct.SET_UP_CONSULTATION, actor=by, record=consultation, at=at, details=details)
    return consultation


@transaction.atomic
def check_secrecy(*, consultation: Consultation, version: int, by: Actor, at: datetime) -> Consultation:
    """Answer for it that nothing in the draft and the consultation is secret; raises NotInThatState."""
    consultation = locked(consultation, version)
    require(CONSULTATION_ACCESS, ConsultationAct.CHECK_SECRECY, by, consultation)
    if consultation.state != ConsultationState.DRAFT:
        raise NotInThatState(consultation.state)
    consultation.secrecy_checked_by_id, consultation.secrecy_checked_at = by.pk, at
    consultation.save(update_fields=["secrecy_checked_by", "secrecy_checked_at", "version"])
    audit.note(act=ConsultationAct.CHECK_SECRECY, actor=by, record=consultation, at=at)
    return consultation


@transaction.atomic
def open_consultation(*, consultation: Consultation, version: int, by: Actor, at: datetime) -> Consultation:
    """Let the public comment from its first instant on, never from before now; another set it up.

    The shortest length is that of the rule in force on the day it opens; where none has a figure, the
    legal basis that the officer stated stands. Raises ChangedMeanwhile, NotInThatState, NotReady.
    """
    consultation = locked(consultation, version)
    require(CONSULTATION_ACCESS, ConsultationAct.OPEN_CONSULTATION, by, consultation)
    if ConsultationState.OPEN not in CONSULTATION_NEXT[ConsultationState(consultation.state)]:
        raise NotInThatState(consultation.state)
    if codes := lacks(consultation, at=at):
        raise NotReady(codes)
    assert consultation.opens_at is not None
    consultation.opens_at = max(consultation.opens_at, at)
    minimum = minimum_from(consultation.opens_at)
    consultation.minimum_until = minimum.until
    consultation.minimum_citation = minimum.words[:500] if minimum.until else ""
    consultation.state, consultation.opened_by_id, consultation.opened_at = (
        ConsultationState.OPEN,
        by.pk,
        at,
    )
    consultation.save()
    assert consultation.closes_at is not None
    details = {"opens": consultation.opens_at.isoformat(), "closes": consultation.closes_at.isoformat()}
    audit.note(
        act=ConsultationAct.OPEN_CONSULTATION,
        actor=by,
        record=consultation,
        at=at,
        ground=consultation.minimum_citation or consultation.legal_basis,
        details=details,
    )
    return consultation


def _write_down(consultation: Consultation, content: ConsultationContent, *, at: datetime) -> None:
    consultation.title, consultation.purpose = words_of(line_of(content.title), content.purpose)
    opens_at, closes_at = content.opens_at, content.closes_at
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        raise EndsBeforeStart
    if len(content.questions) > MOST_QUESTIONS:
        raise TooManyQuestions
    if not content.responsible.on(local_day(at)).held_roles():
        raise NotOfTheHouse(content.responsible.pk)
    told = [content.legal_basis, content.contact, content.moderation_policy]
    legal_basis, contact, policy = (nfc(text).strip()[:LONGEST] for text in told)
    refuse_secret(legal_basis, contact, policy, *(text for pair in content.questions for text in pair))
    consultation.opens_at, consultation.closes_at = opens_at, closes_at
    consultation.legal_basis, consultation.contact = legal_basis, line_of(contact, 500)
    consultation.moderation_policy, consultation.responsible = policy, content.responsible
    consultation.response_due_on = content.response_due_on


def _ask(consultation: Consultation, content: ConsultationContent) -> None:
    ConsultationQuestion.objects.bulk_create(
        ConsultationQuestion(
            consultation=consultation, place=place, text=nfc(text).strip(), hint=nfc(hint).strip()
        )
        for place, (text, hint) in enumerate(content.questions, start=1)
    )


def _free_slug(title: str) -> str:
    """Return an address made of the title that no other consultation has."""
    wanted = slugify(fold(title))[:100].strip("-") or "lay-y-kien"
    slug, number = wanted, 1
    while Consultation.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug
