"""Inquiries are taken in, written down anew, joined to the same question, and closed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max, Model

from dongthuan.analysis.text import fold, nfc
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clearances.operations.clearances import text_changed
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.press.desk_lifecycle import (
    IN_HAND,
    INQUIRY_NEXT,
    OLD_RULE,
    OPEN_INQUIRIES,
    RULES,
    AnswerState,
    Basis,
    InquiryChannel,
    InquiryState,
    Outcome,
)
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.limits import drop_limit, start_limit
from dongthuan.apps.press.operations.versions import locked
from dongthuan.apps.units.models import Unit

LONGEST_QUESTIONS = 20_000
OLDEST = timedelta(days=400)
FOLLOWED = ("state", "owner", "offered_by", "offered_at", "accepted_at")
_NUMBERS_LOCK = 0x70726571  # one number at a time in a year, held until the transaction ends


class NothingAsked(Exception):
    """An inquiry says what it is about and what is asked."""


class TooLong(Exception):
    """The questions are longer than an inquiry can be."""


class NobodyAsks(Exception):
    """An inquiry names who asks: a journalist or a press agency."""


class OutOfTime(Exception):
    """It cannot have been received in the future, nor the limit run from there."""


class TooLongAgo(Exception):
    """It was received longer than OLDEST ago."""


class DeadlineBefore(Exception):
    """The journalist's deadline does not come after the receipt."""


class NoSuchStep(Exception):
    """The inquiry cannot go there from where it stands, which is the argument."""


class NothingRepeated(Exception):
    """A duplicate names the other inquiry that it repeats."""


class NotTheSame(Exception):
    """The two inquiries cannot share an answer: one of them is settled, or is answered with a third."""


@dataclass(frozen=True, slots=True)
class InquiryContent:
    """What one writes down. counted_from: what the limit of law runs from, None = the receipt."""

    unit: Unit
    topic: str
    questions: str
    channel: InquiryChannel
    received_at: datetime
    basis: Basis = Basis.REQUEST
    journalist: Journalist | None = None
    outlet: Outlet | None = None
    journalist_name: str = ""
    outlet_name: str = ""
    email: str = ""
    phone: str = ""
    journalist_deadline_at: datetime | None = None
    counted_from: datetime | None = None
    parent: Inquiry | None = None


@transaction.atomic
def receive_inquiry(*, content: InquiryContent, by: Actor, at: datetime) -> Inquiry:
    """Write an inquiry down under the next number of its year, and start the limit of law that it has.

    A follow-up of an inquiry keeps its journalist and outlet where none are named. Raises NothingAsked,
    NobodyAsks, TooLong, OutOfTime, TooLongAgo, DeadlineBefore, SecretMark.
    """
    inquiry = Inquiry(recorded_at=at, recorded_by_id=by.pk)
    write_down(inquiry, content)
    require(DESK_ACCESS, DeskAct.RECEIVE_INQUIRY, by, inquiry)
    return save_new(inquiry, content, by=by, at=at)


def save_new(inquiry: Inquiry, content: InquiryContent, *, by: Actor, at: datetime) -> Inquiry:
    """Number and save a filled inquiry, with its clock and its entry; the caller has asked the rule."""
    if content.received_at > at:
        raise OutOfTime
    if content.received_at < at - OLDEST:
        raise TooLongAgo
    inquiry.year = local_day(inquiry.received_at).year
    inquiry.number = _next_number(inquiry.year)
    inquiry.save(force_insert=True)
    inquiry.clock = start_law(inquiry, content.counted_from, by=by, at=at)
    if inquiry.clock is not None:
        inquiry.save(update_fields=["clock"])
    details = {"channel": inquiry.channel, "basis": inquiry.basis, "unit": inquiry.unit.code}
    audit.note(act=DeskAct.RECEIVE_INQUIRY, actor=by, record=inquiry, at=at, details=details)
    return inquiry


@transaction.atomic
def rewrite_inquiry(
    *, inquiry: Inquiry, version: int, content: InquiryContent, by: Actor, at: datetime
) -> Inquiry:
    """Write an open inquiry anew; another sort of request or receipt starts the limit of law anew.

    Raises ChangedMeanwhile, NoSuchStep, NothingAsked, NobodyAsks, TooLong, OutOfTime, DeadlineBefore,
    SecretMark.
    """
    inquiry = locked(inquiry, version)
    require(DESK_ACCESS, DeskAct.REWRITE_INQUIRY, by, inquiry)
    if inquiry.state not in OPEN_INQUIRIES:
        raise NoSuchStep(inquiry.state)
    if content.received_at > inquiry.recorded_at:
        raise OutOfTime
    before = (inquiry.basis, inquiry.received_at)
    write_down(inquiry, content)
    require(DESK_ACCESS, DeskAct.REWRITE_INQUIRY, by, inquiry)
    is_moved = before != (inquiry.basis, inquiry.received_at) or content.counted_from is not None
    if is_moved:
        drop_limit(inquiry.clock, reason="Ghi lại yêu cầu của báo chí", by=by, at=at)
        inquiry.clock = start_law(inquiry, content.counted_from, by=by, at=at)
    inquiry.save()
    details = {"version": inquiry.version, "is_redated": is_moved}
    audit.note(act=DeskAct.REWRITE_INQUIRY, actor=by, record=inquiry, at=at, details=details)
    return inquiry


@transaction.atomic
def answer_together(*, inquiry: Inquiry, version: int, lead: Inquiry, by: Actor, at: datetime) -> Inquiry:
    """Say that an inquiry asks the same as another, whose answer then serves both.

    Raises ChangedMeanwhile, NotTheSame.
    """
    inquiry = locked(inquiry, version)
    lead = Inquiry.objects.select_for_update(of=("self",)).get(pk=lead.pk)
    require(DESK_ACCESS, DeskAct.GROUP_INQUIRY, by, inquiry)
    require(DESK_ACCESS, DeskAct.READ_INQUIRY, by, lead)
    is_settled = {inquiry.state, lead.state} - OPEN_INQUIRIES
    if is_settled or lead.pk == inquiry.pk or lead.same_as_id or inquiry.same_questions.exists():
        raise NotTheSame
    if inquiry.answers.open().exists():
        raise NotTheSame
    inquiry.same_as = lead
    follow_lead(inquiry, lead, at=at)
    inquiry.save(update_fields=["same_as", *FOLLOWED, "version"])
    for answer in lead.answers.open():
        answer.inquiries.add(inquiry)
    audit.note(act=DeskAct.GROUP_INQUIRY, actor=by, record=inquiry, at=at, details={"lead": lead.pk})
    return inquiry


def follow_lead(inquiry: Inquiry, lead: Inquiry, *, at: datetime) -> None:
    """Let whoever answers for the lead answer for a locked inquiry too, once the lead is in hand."""
    if lead.state not in IN_HAND or inquiry.state not in OPEN_INQUIRIES:
        return
    if inquiry.state not in IN_HAND:
        step_to(inquiry, InquiryState.ASSIGNED)
        step_to(inquiry, InquiryState.DRAFTING)
    if inquiry.state != lead.state:
        step_to(inquiry, InquiryState(lead.state))
    inquiry.owner, inquiry.offered_by, inquiry.offered_at = lead.owner, lead.offered_by, lead.offered_at
    inquiry.accepted_at = inquiry.accepted_at or at


@transaction.atomic
def answer_apart(*, inquiry: Inquiry, version: int, by: Actor, at: datetime) -> Inquiry:
    """Take an inquiry out of a shared answer; raises ChangedMeanwhile, NoSuchStep."""
    inquiry = locked(inquiry, version)
    require(DESK_ACCESS, DeskAct.GROUP_INQUIRY, by, inquiry)
    if inquiry.state not in OPEN_INQUIRIES or inquiry.same_as_id is None:
        raise NoSuchStep(inquiry.state)
    for answer in inquiry.answers.open():
        answer.inquiries.remove(inquiry)
    inquiry.same_as = None
    inquiry.save(update_fields=["same_as", "version"])
    audit.note(act=DeskAct.GROUP_INQUIRY, actor=by, record=inquiry, at=at, details={"lead": None})
    return inquiry


@transaction.atomic
def close_inquiry(  # noqa: PLR0913  # as what it is closed stands beside why, and by whom
    *,
    inquiry: Inquiry,
    version: int,
    outcome: Outcome,
    reason: str,
    by: Actor,
    at: datetime,
    repeats: Inquiry | None = None,
) -> Inquiry:
    """Close an inquiry that is no request of its own or was withdrawn; its limit of law falls away.

    repeats: the inquiry that a duplicate repeats. Any other request is answered, or refused on a listed
    ground. Raises ChangedMeanwhile, NoSuchStep, NothingRepeated, NoReason, SecretMark.
    """
    inquiry = locked(inquiry, version)
    require(DESK_ACCESS, DeskAct.CLOSE_INQUIRY, by, inquiry)
    is_repeat = outcome == Outcome.DUPLICATE
    if is_repeat and (repeats is None or inquiry.pk in (repeats.pk, repeats.repeats_id)):
        raise NothingRepeated
    inquiry.closed_reason, inquiry.closed_at, inquiry.closed_by_id = reason_given(reason), at, by.pk
    inquiry.outcome, inquiry.repeats = outcome, repeats if is_repeat else None
    step_to(inquiry, InquiryState.CLOSED)
    closing = ["closed_reason", "closed_at", "closed_by", "outcome", "repeats"]
    inquiry.save(update_fields=["state", *closing, "version"])
    leave_drafts(inquiry, inquiry.closed_reason, by=by, at=at)
    drop_limit(inquiry.clock, reason=inquiry.closed_reason[:500], by=by, at=at)
    notices.withdraw(record=inquiry, at=at)
    audit.note(
        act=DeskAct.CLOSE_INQUIRY,
        actor=by,
        record=inquiry,
        at=at,
        ground=inquiry.closed_reason,
        details={"outcome": outcome, "repeats": inquiry.repeats_id},
    )
    return inquiry


@transaction.atomic
def belong_to(*, inquiry: Inquiry, record: Model, by: Actor, at: datetime) -> Inquiry:
    """Say to which matter an inquiry belongs, so that mandates for the matter count; for apps above."""
    inquiry = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)
    require(DESK_ACCESS, DeskAct.READ_INQUIRY, by, inquiry)
    inquiry.record_type, inquiry.record_key = record._meta.label_lower, str(record.pk)
    inquiry.save(update_fields=["record_type", "record_key"])
    details = {"record_type": inquiry.record_type, "record_key": inquiry.record_key}
    audit.note(act="press.belong", actor=by, record=inquiry, at=at, details=details)
    return inquiry


def leave_drafts(inquiry: Inquiry, reason: str, *, by: Actor, at: datetime) -> None:
    """Take a settled inquiry out of shared drafts; one for it alone is given up, and stays seen."""
    for answer in inquiry.answers.open().select_for_update(of=("self",)):
        if answer.inquiries.count() > 1:
            answer.inquiries.remove(inquiry)
            continue
        answer.state, answer.drop_reason = AnswerState.DROPPED, reason
        answer.version += 1
        answer.save(update_fields=["state", "drop_reason", "version"])
        text_changed(record=answer, text="", by=by, at=at)
        audit.note(act=DeskAct.DROP_ANSWER, actor=by, record=answer, at=at, ground=reason)


def step_to(inquiry: Inquiry, to: InquiryState) -> None:
    """Move a locked inquiry on; raises NoSuchStep."""
    if to not in INQUIRY_NEXT[InquiryState(inquiry.state)]:
        raise NoSuchStep(inquiry.state)
    inquiry.state = to


def start_law(inquiry: Inquiry, counted_from: datetime | None, *, by: Actor, at: datetime) -> Clock | None:
    """Start the limit that the law of the day sets for this sort of request; None where it sets none."""
    start_at = counted_from or inquiry.received_at
    if start_at > at:
        raise OutOfTime
    for name in (RULES[Basis(inquiry.basis)], OLD_RULE):
        clock = start_limit(
            name=name,
            unit=inquiry.unit,
            start_at=start_at,
            by=by,
            at=at,
            record=inquiry,
            start_reason="Nhận được yêu cầu của báo chí",
            title=f"{inquiry.symbol} {inquiry.topic}"[:300],
            url=inquiry.get_absolute_url(),
        )
        if clock is not None:
            return clock
    return None


def write_down(inquiry: Inquiry, content: InquiryContent) -> None:
    """Put clean words into a row that is not saved here; raises before anything is kept."""
    topic, questions = " ".join(nfc(content.topic).split())[:300], nfc(content.questions).strip()
    if not topic or not questions:
        raise NothingAsked
    if len(questions) > LONGEST_QUESTIONS:
        raise TooLong
    refuse_secret(topic, questions)
    deadline = content.journalist_deadline_at
    if deadline is not None and deadline <= content.received_at:
        raise DeadlineBefore
    parent, journalist = content.parent, content.journalist
    named = content.outlet or (journalist.outlet if journalist else None)
    inquiry.unit, inquiry.topic, inquiry.questions = content.unit, topic, questions
    inquiry.channel, inquiry.basis = content.channel, content.basis
    inquiry.received_at, inquiry.journalist_deadline_at = content.received_at, deadline
    inquiry.journalist = journalist or (parent.journalist if parent else None)
    inquiry.outlet = named or (parent.outlet if parent else None)
    inquiry.parent = parent
    _name(inquiry, content)
    if not inquiry.journalist_name and not inquiry.outlet_name:
        raise NobodyAsks
    names = f"{inquiry.journalist_name} {inquiry.outlet_name}"
    inquiry.folded = fold(f"{topic} {names} {questions}")[:30_000]


def _name(inquiry: Inquiry, content: InquiryContent) -> None:
    """Write the names as they were given, or as they are registered, so that they outlive the register."""
    person, outlet = inquiry.journalist, inquiry.outlet
    inquiry.journalist_name = _line(content.journalist_name or (person.full_name if person else ""), 120)
    inquiry.outlet_name = _line(content.outlet_name or (outlet.name if outlet else ""), 200)
    inquiry.email = _line(content.email or (person.email if person else ""), 254).lower()
    inquiry.phone = _line(content.phone or (person.phone if person else ""), 30)


def _line(text: str, most: int) -> str:
    return " ".join(nfc(text).split())[:most]


def _next_number(year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_NUMBERS_LOCK, year])
    last = Inquiry.objects.filter(year=year).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1
