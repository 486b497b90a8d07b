"""A claim is noted on a card, judged, answered with a reason, and closed with what came of it."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction

from dongthuan.analysis.text import fold
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.files.operations import keep
from dongthuan.apps.files.secrecy import refuse_secret, refuse_secret_file
from dongthuan.apps.matters.lifecycle import CARD_NEXT, RESPONSES, CardKind, CardState, Response
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations.locking import locked_card
from dongthuan.apps.matters.operations.refusals import AheadOfTime, NoReason, NotInThatState, NoWords
from dongthuan.apps.matters.queries.cards import awaits_answer
from dongthuan.apps.matters.rules import ACCESS, Act
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.units.models import Unit


class NotForCriticism(Exception):
    """Criticism is taken up or explained; it is not corrected, reported or taken down."""


class NoEvidence(Exception):
    """A claim is refuted, corrected or reported on evidence only."""


class HandedOn(Exception):
    """The criticism went to those who draft a policy: it stays criticism, and is not handed on twice."""


class AwaitsAnswer(Exception):
    """The criticism awaits its answer in the dossier of the draft."""


NEEDS_EVIDENCE = frozenset({Response.DEBUNK, Response.CORRECT, Response.REPORT})


@dataclass(frozen=True, slots=True)
class CardContent:
    """What one writes down of a claim; the has_… are the FIRST marks."""

    unit: Unit
    claim: str
    source_name: str
    seen_at: datetime
    kind: CardKind
    source_url: str = ""
    evidence: str = ""
    matter: Matter | None = None
    item: Item | None = None
    has_fabrication: bool = False
    has_identity: bool = False
    has_rhetoric: bool = False
    has_symbolism: bool = False
    has_technology: bool = False
    goal_affected: str = ""
    likelihood: str = ""
    severity: str = ""
    confidence: str = ""
    is_illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What is done about a claim, and why; explanation: of criticism, what is taken up or explained."""

    response: Response
    reason: str
    explanation: str = ""


@transaction.atomic
def note_card(*, content: CardContent, by: Actor, at: datetime) -> MisinformationCard:
    """Note a claim on a card; raises NoWords, SecretMark, AheadOfTime."""
    card = MisinformationCard(created_by_id=by.pk, created_at=at)
    _fill(card, content, at)
    require(ACCESS, Act.NOTE_CARD, by, card)
    card.is_illustrative = content.is_illustrative
    card.save(force_insert=True)
    audit.note(act=Act.NOTE_CARD, actor=by, record=card, at=at, details={"kind": card.kind})
    return card


@transaction.atomic
def edit_card(
    *, card: MisinformationCard, version: int, content: CardContent, by: Actor, at: datetime
) -> MisinformationCard:
    """Write a card anew while nothing is decided on it.

    Raises ChangedMeanwhile, NotInThatState, NoWords, SecretMark, AheadOfTime.
    """
    card = locked_card(card, version=version)
    require(ACCESS, Act.EDIT_CARD, by, card)
    if card.state != CardState.OPEN:
        raise NotInThatState(card.state)
    _fill(card, content, at)
    require(ACCESS, Act.EDIT_CARD, by, card)
    _save(card, CardState.OPEN)
    audit.note(act=Act.EDIT_CARD, actor=by, record=card, at=at, details={"kind": card.kind})
    return card


@transaction.atomic
def respond_to_claim(
    *, card: MisinformationCard, version: int, reply: Reply, by: Actor, at: datetime
) -> MisinformationCard:
    """Decide what is done about a claim; decided once more, the earlier answer stays in the audit record.

    Raises ChangedMeanwhile, NotInThatState, NoReason, NotForCriticism, NoEvidence, NoWords, SecretMark.
    """
    card = locked_card(card, version=version)
    require(ACCESS, Act.RESPOND, by, card)
    _refuse_step(card, CardState.ANSWERED)
    _check_reply(card, reply)
    card.response, card.response_reason = reply.response.value, reply.reason.strip()
    card.explanation = reply.explanation.strip()
    card.responded_by_id, card.responded_at = by.pk, at
    _save(card, CardState.ANSWERED)
    details = {"response": card.response}
    audit.note(act=Act.RESPOND, actor=by, record=card, at=at, ground=card.response_reason, details=details)
    return card


@transaction.atomic
def keep_evidence(*, card: MisinformationCard, name: str, data: bytes, by: Actor, at: datetime) -> Attachment:
    """Keep a file that shows what is true, or a picture of the claim; not with a closed card.

    Raises NotInThatState, SecretMark, FileRefused.
    """
    card = MisinformationCard.objects.select_for_update(of=("self",)).select_related("unit").get(pk=card.pk)
    require(ACCESS, Act.EDIT_CARD, by, card)
    if card.state == CardState.CLOSED:
        raise NotInThatState(card.state)
    refuse_secret_file(data, name)
    kept = keep(data=data, name=name, record=card, unit=card.unit, by=by, at=at)
    audit.note(act=Act.EDIT_CARD, actor=by, record=card, at=at, details={"attachment": kept.pk})
    return kept


@transaction.atomic
def close_card(
    *, card: MisinformationCard, version: int, effect: str, by: Actor, at: datetime
) -> MisinformationCard:
    """Close a card with what the response brought; handed-on criticism first has its answer.

    Raises ChangedMeanwhile, NotInThatState, NoWords, AwaitsAnswer, SecretMark.
    """
    card = locked_card(card, version=version)
    require(ACCESS, Act.CLOSE_CARD, by, card)
    _refuse_step(card, CardState.CLOSED)
    if not effect.strip():
        raise NoWords
    refuse_secret(effect)
    if awaits_answer(card):
        raise AwaitsAnswer
    card.effect, card.closed_by_id, card.closed_at = effect.strip(), by.pk, at
    _save(card, CardState.CLOSED)
    audit.note(act=Act.CLOSE_CARD, actor=by, record=card, at=at)
    return card


@transaction.atomic
def reopen_card(
    *, card: MisinformationCard, version: int, reason: str, by: Actor, at: datetime
) -> MisinformationCard:
    """Judge a claim anew, with a reason; once reported, it can no longer be called criticism.

    Raises ChangedMeanwhile, NotInThatState, NoReason, SecretMark.
    """
    card = locked_card(card, version=version)
    require(ACCESS, Act.REOPEN_CARD, by, card)
    _refuse_step(card, CardState.OPEN)
    if not reason.strip():
        raise NoReason
    refuse_secret(reason)
    card.response, card.response_reason, card.explanation = "", "", ""
    card.responded_by, card.responded_at = None, None
    card.closed_by, card.closed_at = None, None
    _save(card, CardState.OPEN)
    audit.note(act=Act.REOPEN_CARD, actor=by, record=card, at=at, ground=reason.strip())
    return card


def _fill(card: MisinformationCard, content: CardContent, at: datetime) -> None:
    if not content.claim.strip() or not content.source_name.strip():
        raise NoWords
    if content.seen_at > at:
        raise AheadOfTime
    refuse_secret(content.claim, content.source_name, content.evidence, content.goal_affected)
    if content.kind == CardKind.CRITICISM and card.dispatch_id:
        raise NotForCriticism
    if content.kind != CardKind.CRITICISM and card.opinion_id:
        raise HandedOn
    for field in fields(content):
        if field.name != "is_illustrative":
            setattr(card, field.name, getattr(content, field.name))
    card.folded = fold(f"{card.claim} {card.source_name}")


def _check_reply(card: MisinformationCard, reply: Reply) -> None:
    if reply.response not in RESPONSES[CardKind(card.kind)]:
        raise NotForCriticism
    if not reply.reason.strip():
        raise NoReason
    if reply.response == Response.COMMENT and not reply.explanation.strip():
        raise NoWords
    if reply.response in NEEDS_EVIDENCE and not card.evidence.strip():
        raise NoEvidence
    refuse_secret(reply.reason, reply.explanation)


def _refuse_step(card: MisinformationCard, to: CardState) -> None:
    if to not in CARD_NEXT[CardState(card.state)]:
        raise NotInThatState(card.state)


def _save(card: MisinformationCard, to: CardState) -> None:
    card.state = to
    card.version += 1
    card.save()
