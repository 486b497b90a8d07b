"""The rounds of a request to correct: the dispatch, its sending, the outlet's answer, the authority."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.lifecycle import NUMBERED_STATES
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.documents.queries.issuers import usual_issuer
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.press import correction_papers as papers
from dongthuan.apps.press.lifecycle import CORRECTION_NEXT, CorrectionState
from dongthuan.apps.press.models.corrections import CorrectionRequest, CorrectionRound
from dongthuan.apps.press.operations.corrections import WrongState, go_to
from dongthuan.apps.press.operations.limits import meet_limit, start_limit
from dongthuan.apps.press.operations.versions import AheadOfTime, NoReason, locked
from dongthuan.apps.press.queries.corrections import correction_law, most_rounds, request_paper
from dongthuan.apps.press.rules import ACCESS, Act
from dongthuan.docgen.letterhead import Recipient
from dongthuan.docgen.official import Kind

RULE = "P17"
AS_ABOVE = (Recipient("Như trên"),)


class NoMoreRounds(Exception):
    """After the last round without agreement the way leads to the authority, or the request is closed."""


class NotSigned(Exception):
    """The dispatch of this round is not signed yet."""


class StillInTime(Exception):
    """The outlet still has time to answer."""


class PaperOpen(Exception):
    """A dispatch for this round is already drawn up."""


@transaction.atomic
def draw_up_request(*, request: CorrectionRequest, version: int, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the dispatch of the next round.

    Raises PaperOpen, NoMoreRounds, WrongState, ChangedMeanwhile.
    """
    row = locked(request, version)
    require(ACCESS, Act.DRAW_UP_CORRECTION, by, row)
    number = _next_round(row, at)
    if request_paper(row) is not None:
        raise PaperOpen
    paper = draw_up(
        kind=Kind.DISPATCH,
        unit=row.unit,
        subject=papers.subject(row, number),
        body=papers.request(
            row,
            list(row.rounds.select_related("document")),
            issuer=usual_issuer(row.unit).name,
            law=correction_law(event_on=local_day(row.item_published_at), asked_on=local_day(at)),
        ),
        addressees=(row.outlet.name,),
        recipients=AS_ABOVE,
        record=row,
        by=by,
        at=at,
    )
    row.save(update_fields=["version"])
    return paper


def _next_round(row: CorrectionRequest, at: datetime) -> int:
    if CorrectionState.SENT not in CORRECTION_NEXT[CorrectionState(row.state)]:
        raise WrongState(row.state)
    number = row.rounds.count() + 1
    first = row.first_sent_at or at
    if number > most_rounds(on=local_day(first)):
        raise NoMoreRounds
    return number


@transaction.atomic
def send_request(  # sent and received are two instants, and the version is seen
    *,
    request: CorrectionRequest,
    sent_at: datetime,
    received_at: datetime,
    version: int,
    by: Actor,
    at: datetime,
) -> CorrectionRound:
    """Record that the signed dispatch went out; the outlet's 15 working days run from its receipt.

    Raises NotSigned, AheadOfTime, NoMoreRounds, WrongState, ChangedMeanwhile.
    """
    row = locked(request, version)
    require(ACCESS, Act.SEND_CORRECTION, by, row)
    number = _next_round(row, at)
    paper = request_paper(row)
    if paper is None or paper.state not in NUMBERED_STATES:
        raise NotSigned
    if not sent_at <= received_at <= at or sent_at < row.item_published_at:
        raise AheadOfTime
    go_to(row, CorrectionState.SENT)
    row.first_sent_at = row.first_sent_at or sent_at
    row.save()
    one = CorrectionRound.objects.create(
        request=row, number=number, document=paper, sent_at=sent_at, received_at=received_at
    )
    one.clock = start_limit(
        name=RULE,
        unit=row.unit,
        start_at=received_at,
        by=by,
        at=at,
        record=row,
        start_reason=f"Cơ quan báo chí nhận được yêu cầu ({paper.symbol or paper.subject})"[:500],
        title=row.item_title[:300],
        url=row.get_absolute_url(),
    )
    one.save(update_fields=["clock"])
    audit.note(act=Act.SEND_CORRECTION, actor=by, record=row, at=at, details={"round": number})
    return one


@dataclass(frozen=True, slots=True)
class OutletAnswer:
    """What the outlet answered. url: where the correction stands, if it corrected."""

    is_corrected: bool
    text: str
    answered_at: datetime
    url: str = ""


@transaction.atomic
def record_answer(
    *, request: CorrectionRequest, answer: OutletAnswer, version: int, by: Actor, at: datetime
) -> CorrectionRequest:
    """Record the outlet's answer to the last round, also one that comes after its time.

    Raises NoReason (a correction names its place, a refusal its words), AheadOfTime, WrongState,
    SecretMark, ChangedMeanwhile.
    """
    row = locked(request, version)
    require(ACCESS, Act.SEND_CORRECTION, by, row)
    go_to(row, CorrectionState.CORRECTED if answer.is_corrected else CorrectionState.REFUSED)
    if not (answer.url.strip() if answer.is_corrected else answer.text.strip()):
        raise NoReason
    one = row.rounds.order_by("-number")[0]
    if not one.sent_at <= answer.answered_at <= at:
        raise AheadOfTime
    refuse_secret(answer.text)
    one.answer, one.answered_at = answer.text.strip(), answer.answered_at
    one.outcome = row.state
    one.save()
    if answer.is_corrected:
        row.correction_url = answer.url.strip()[:500]
    row.save()
    meet_limit(one.clock, done_at=answer.answered_at, by=by, at=at)
    audit.note(act=Act.SEND_CORRECTION, actor=by, record=row, at=at, details={"outcome": one.outcome})
    return row


@transaction.atomic
def note_silence(*, request: CorrectionRequest, version: int, by: Actor, at: datetime) -> CorrectionRequest:
    """Record that the outlet let its time pass. Raises StillInTime, WrongState, ChangedMeanwhile."""
    row = locked(request, version)
    require(ACCESS, Act.SEND_CORRECTION, by, row)
    go_to(row, CorrectionState.UNANSWERED)
    one = row.rounds.select_related("clock").order_by("-number")[0]
    if one.clock is not None and at < one.clock.due_at:
        raise StillInTime
    one.outcome = CorrectionRound.Outcome.NONE
    one.save(update_fields=["outcome"])
    row.save()
    audit.note(act=Act.SEND_CORRECTION, actor=by, record=row, at=at, details={"outcome": one.outcome})
    return row


@transaction.atomic
def escalate(  # addressee, reason and the version seen, beside the act
    *, request: CorrectionRequest, addressee: str, reason: str, version: int, by: Actor, at: datetime
) -> OfficialDocument:
    """Put the case before the competent authority: the dispatch is drawn up from the rounds.

    Raises NoReason, WrongState, SecretMark, ChangedMeanwhile.
    """
    row = locked(request, version)
    require(ACCESS, Act.ESCALATE_CORRECTION, by, row)
    if not reason.strip():
        raise NoReason
    refuse_secret(reason)
    go_to(row, CorrectionState.ESCALATED)
    row.escalation_reason = reason.strip()
    row.escalation = draw_up(
        kind=Kind.DISPATCH,
        unit=row.unit,
        subject=papers.escalation_subject(row),
        body=papers.escalation(
            row, list(row.rounds.select_related("document")), issuer=usual_issuer(row.unit).name
        ),
        addressees=(addressee,),
        recipients=AS_ABOVE,
        record=row,
        by=by,
        at=at,
    )
    row.save()
    audit.note(act=Act.ESCALATE_CORRECTION, actor=by, record=row, at=at, ground=row.escalation_reason[:500])
    return row.escalation
