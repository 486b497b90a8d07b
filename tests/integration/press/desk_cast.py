"""Inquiries, answers and lines for the tests of the desk."""

from datetime import date, datetime, timedelta
from typing import Any

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import Decision, Part
from dongthuan.apps.clearances.models.clearances import ClearanceStep
from dongthuan.apps.clearances.operations.clearances import StepAsked
from dongthuan.apps.clearances.operations.deciding import decide_step
from dongthuan.apps.press.desk_lifecycle import InquiryChannel, LineKind, SentHow
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.lines import Line
from dongthuan.apps.press.operations.answers import AnswerContent, ask_clearance, draft_answer, send_answer
from dongthuan.apps.press.operations.inquiries import InquiryContent, receive_inquiry
from dongthuan.apps.press.operations.inquiries_giving import offer_inquiry
from dongthuan.apps.press.operations.lines import LineContent, approve_line, write_line
from dongthuan.apps.units.models import Unit

AT = datetime.fromisoformat("2026-09-07T02:00:00+00:00")  # 09:00 on a Monday in Hà Nội
HOUR = timedelta(hours=1)


def content_of(unit: Unit, **changed: Any) -> InquiryContent:
    """Return what a journalist asked, with changes."""
    told: dict[str, Any] = {
        "unit": unit,
        "topic": "Kinh phí trạm quan trắc (minh hoạ)",
        "questions": "Kinh phí của trạm quan trắc là bao nhiêu?",
        "channel": InquiryChannel.PHONE,
        "received_at": AT - HOUR,
        "journalist_name": "Lý Văn Tin (minh hoạ)",
        "outlet_name": "Báo Minh Hoạ",
    }
    return InquiryContent(**(told | changed))


def an_inquiry(by: Officer, *, unit: Unit | None = None, at: datetime = AT, **changed: Any) -> Inquiry:
    """Return an inquiry that was taken in."""
    unit = unit or Unit.objects.get(parent=None)
    return receive_inquiry(content=content_of(unit, **changed), by=by, at=at)


def in_hand(by: Officer, **changed: Any) -> Inquiry:
    """Return an inquiry that an officer took upon himself or herself."""
    at = changed.get("at", AT)
    inquiry = an_inquiry(by, **changed)
    return offer_inquiry(inquiry=inquiry, version=inquiry.version, owner=by, by=by, at=at)


def a_draft(inquiry: Inquiry, by: Officer, text: str = "Kinh phí là 2 tỷ đồng.", **more: Any) -> Answer:
    """Return a draft answer in the name of whoever drafts it."""
    at = more.pop("at", AT)
    told = AnswerContent(text, more.get("speaker", by), more.get("is_official", True))
    return draft_answer(inquiry=inquiry, content=told, by=by, at=at)


def cleared(answer: Answer, by: Officer, *, reader: Officer, at: datetime = AT) -> Answer:
    """Return the answer, its text cleared in the parts that every answer needs."""
    steps = [StepAsked(part, reader, at + HOUR) for part in (Part.SECRECY, Part.LEADER)]
    ask_clearance(answer=answer, version=answer.version, steps=steps, by=by, at=at)
    for step in ClearanceStep.objects.filter(clearance__record_key=str(answer.pk), decision=""):
        seen = step.clearance.text_hash
        decide_step(step=step, decision=Decision.APPROVED, comment="", text_hash=seen, by=reader, at=at)
    answer.refresh_from_db()
    return answer


def sent(inquiry: Inquiry, speaker: Officer, *, reader: Officer, text: str, at: datetime = AT) -> Answer:
    """Return an answer that went out in the speaker's name, by the one who answers for the inquiry."""
    by = inquiry.owner
    assert by is not None
    by.on(at.date())
    answer = cleared(a_draft(inquiry, by, text, at=at, speaker=speaker), by, reader=reader, at=at)
    return send_answer(answer=answer, version=answer.version, how=SentHow.MAIL, by=by, at=at)


def a_line(by: Officer, *, approver: Officer | None = None, at: datetime = AT, **changed: Any) -> Line:
    """Return a line, approved where an approver is given."""
    told: dict[str, Any] = {
        "unit": Unit.objects.get(parent=None),
        "title": "Kinh phí trạm quan trắc (minh hoạ)",
        "kind": LineKind.MESSAGE,
        "text": "Kinh phí của trạm quan trắc là 2 tỷ đồng.",
        "owner": by,
        "valid_from": date(2026, 9, 1),
        "valid_until": date(2026, 12, 1),
    }
    line = write_line(line=None, content=LineContent(**(told | changed)), by=by, at=at)
    return approve_line(line=line, version=line.version, by=approver, at=at) if approver else line
