"""The demonstration's press desk: invented inquiries at every stage, answers, lines to take, incoming mail.

All times lie around the instant at which it is set up. Setting up twice changes nothing.
"""

from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from django.db.models import Q

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import Decision, Part
from dongthuan.apps.clearances.models.clearances import ClearanceStep
from dongthuan.apps.clearances.operations.clearances import StepAsked
from dongthuan.apps.clearances.operations.deciding import decide_step
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.demonstration.work import ILLUSTRATIVE, Cast
from dongthuan.apps.press.desk_lifecycle import Basis, InquiryChannel, LineKind, MailSource, SentHow
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.lines import Line
from dongthuan.apps.press.operations.answers import AnswerContent, ask_clearance, draft_answer, send_answer
from dongthuan.apps.press.operations.grounds import refuse_inquiry
from dongthuan.apps.press.operations.inquiries import InquiryContent, answer_together, receive_inquiry
from dongthuan.apps.press.operations.inquiries_giving import offer_inquiry
from dongthuan.apps.press.operations.lines import LineContent, approve_line, use_line, write_line
from dongthuan.apps.press.operations.mail import take_in_mail
from dongthuan.apps.press.queries.mandates import live_mandate
from dongthuan.apps.units.models import Unit

STATION = "Kinh phí xây dựng trạm đo địa chấn"
SAID = (
    "Kinh phí xây dựng trạm đo địa chấn là 2 tỷ đồng, lấy từ ngân sách nhà nước. "
    "Trạm sẽ hoạt động từ quý I năm sau."
)
NOW_SAID = "Kinh phí xây dựng trạm đo địa chấn là 3,2 tỷ đồng, lấy từ ngân sách nhà nước."
LINES = (
    (
        "Độ chính xác của bản tin động đất",
        LineKind.MESSAGE,
        "",
        "Bản tin động đất được phát trong vòng 15 phút; độ chính xác về vị trí đạt trên 90%.",
        150,
    ),
    (
        "Người dân cần làm gì khi có rung chấn",
        LineKind.QA,
        "Người dân cần làm gì khi thấy rung chấn?",
        "Giữ bình tĩnh, chui xuống gầm bàn chắc chắn, không dùng thang máy; theo dõi bản tin của Viện.",
        10,
    ),
)
_LETTERS = (
    (
        "From: Bạn đọc <bandoc@toasoan.example>\nSubject: Hỏi về rung chấn (minh hoạ)\n\n"
        "Kính gửi quý Viện, xin hỏi rung chấn tuần qua có bất thường không?\n"
    ),
    (
        "From: Phóng viên <tt@bao.example>\nSubject: Trả lời tự động (minh hoạ)\n"
        "Auto-Submitted: auto-replied\n\nTôi vắng mặt đến hết tuần.\n"
    ),
    (
        "From: x@la.example\nSubject: Thư hỏng (minh hoạ)\n"
        'Content-Type: multipart/mixed; boundary="x"\n\nKhông có phần nào.\n'
    ),
)
MAILS = tuple(letter.encode() for letter in _LETTERS)


class More(TypedDict, total=False):
    """What differs from a plain question by telephone."""

    channel: InquiryChannel
    basis: Basis
    parent: Inquiry | None


def set_up_inquiries(*, cast: Cast, at: datetime) -> None:
    """Fill the press desk; a second time changes nothing."""
    if Inquiry.objects.filter(topic__startswith=STATION).exists():
        return
    agency = Unit.objects.get(parent__isnull=True)
    speaker = _speaker(cast, agency, at)
    _lines(cast, agency, at=at)
    _answered(cast, agency, speaker, at=at)
    _under_way(cast, agency, speaker, at=at)
    for raw in MAILS:
        take_in_mail(data=raw, source=MailSource.FILE, unit=agency, by=cast.coordinator, at=_ago(at, 3))


def _speaker(cast: Cast, agency: Unit, at: datetime) -> Officer | None:
    """Return who may speak for the agency now, the leader first; None where nobody was recorded."""
    for officer in (cast.leader, cast.spokesperson):
        if live_mandate(officer=officer, at=_ago(at, 60), unit=agency) is not None:
            return officer
    return None


def _lines(cast: Cast, agency: Unit, *, at: datetime) -> None:
    on = local_day(at)
    for title, kind, question, text, days in LINES:
        content = LineContent(
            agency,
            title + ILLUSTRATIVE,
            kind,
            text,
            cast.spokesperson,
            on - timedelta(days=20),
            on + timedelta(days=days),
            question=question,
            topics=("động đất",),
            sources="Quy trình báo tin động đất của Viện (minh hoạ)",
        )
        line = write_line(line=None, content=content, by=cast.spokesperson, at=_ago(at, 480))
        approve_line(line=line, version=line.version, by=cast.leader, at=_ago(at, 470))


def _answered(cast: Cast, agency: Unit, speaker: Officer | None, *, at: datetime) -> None:
    """Two papers asked the same and got one answer; a third was refused on a listed ground."""
    lead = _received(cast, agency, STATION, 0, _ago(at, 60), channel=InquiryChannel.MAIL)
    lead = _taken(cast, lead, _ago(at, 59))
    other = _received(cast, agency, f"{STATION}, hỏi lại", 1, _ago(at, 58))
    answer_together(inquiry=other, version=other.version, lead=lead, by=cast.spokesperson, at=_ago(at, 57))
    answer = _drafted(lead, SAID, cast, speaker, _ago(at, 56))
    _cleared(answer, cast, _ago(at, 55))
    answer.refresh_from_db()
    send_answer(
        answer=answer, version=answer.version, how=SentHow.MAIL, by=cast.spokesperson, at=_ago(at, 50)
    )
    secret = _received(cast, agency, "Danh sách lương của cán bộ một viện", 1, _ago(at, 40))
    refused = _taken(cast, secret, _ago(at, 39))
    refuse_inquiry(
        inquiry=refused,
        version=refused.version,
        ground="private",
        reason="Thông tin về lương của từng cá nhân là bí mật cá nhân. (minh hoạ)",
        how=SentHow.MAIL,
        by=cast.leader,
        at=_ago(at, 38),
    )


def _under_way(cast: Cast, agency: Unit, speaker: Officer | None, *, at: datetime) -> None:
    """A follow-up whose draft contradicts what was said; one with a line used; one nobody has taken."""
    first = Inquiry.objects.filter(topic__startswith=STATION).order_by("pk").first()
    follow = _received(cast, agency, f"{STATION}: vì sao tăng", 0, _ago(at, 5), parent=first)
    follow = _taken(cast, follow, _ago(at, 4))
    _drafted(follow, NOW_SAID, cast, speaker, _ago(at, 3))
    opinion = _received(
        cast, agency, "Kiến nghị của người dân về bản tin động đất", 2, _ago(at, 30), basis=Basis.OPINION
    )
    opinion = _taken(cast, opinion, _ago(at, 29))
    answer = _drafted(opinion, LINES[0][3], cast, speaker, _ago(at, 28))
    line = Line.objects.get(title=LINES[0][0] + ILLUSTRATIVE)
    use_line(
        line=line,
        record=answer,
        title=str(opinion),
        url=answer.get_absolute_url(),
        by=cast.spokesperson,
        at=_ago(at, 28),
    )
    _received(cast, agency, "Lịch tham quan phòng thí nghiệm cho học sinh", 2, _ago(at, 1))


def _received(
    cast: Cast, agency: Unit, topic: str, asker: int, at: datetime, **more: Unpack[More]
) -> Inquiry:
    journalists = list(Journalist.objects.filter(full_name__endswith=ILLUSTRATIVE).order_by("pk")[:3])
    person = journalists[asker] if asker < len(journalists) else None
    content = InquiryContent(
        unit=agency,
        topic=topic + ILLUSTRATIVE,
        questions=f"{topic}?\nXin quý cơ quan cho biết cụ thể. (minh hoạ)",
        channel=more.get("channel", InquiryChannel.PHONE),
        received_at=at - timedelta(minutes=20),
        basis=more.get("basis", Basis.REQUEST),
        journalist=person,
        journalist_name="" if person else "Phóng viên thường trú (minh hoạ)",
        outlet_name="" if person else "Báo Minh Hoạ",
        journalist_deadline_at=at + timedelta(hours=26),
        parent=more.get("parent"),
    )
    return receive_inquiry(content=content, by=cast.spokesperson, at=at)


def _taken(cast: Cast, inquiry: Inquiry, at: datetime) -> Inquiry:
    by = cast.spokesperson
    return offer_inquiry(inquiry=inquiry, version=inquiry.version, owner=by, by=by, at=at)


def _drafted(inquiry: Inquiry, text: str, cast: Cast, speaker: Officer | None, at: datetime) -> Answer:
    content = AnswerContent(text, speaker, is_official=speaker is not None)
    return draft_answer(inquiry=inquiry, content=content, by=cast.spokesperson, at=at)


def _cleared(answer: Answer, cast: Cast, at: datetime) -> None:
    due = at + timedelta(hours=2)
    steps = [
        StepAsked(Part.UNIT, cast.earth, due),
        StepAsked(Part.SECRECY, cast.coordinator, due),
        StepAsked(Part.LEADER, cast.leader, due),
    ]
    ask_clearance(answer=answer, version=answer.version, steps=steps, by=cast.spokesperson, at=at)
    asked = Q(clearance__record_type="press.answer", clearance__record_key=str(answer.pk))
    for step in ClearanceStep.objects.filter(asked, decision="").order_by("pk"):
        decide_step(
            step=step,
            decision=Decision.APPROVED,
            comment="",
            text_hash=step.clearance.text_hash,
            by=step.officer.on(local_day(at)) if step.officer else cast.leader,
            at=at + timedelta(minutes=30),
        )


def _ago(at: datetime, hours: int) -> datetime:
    return at - timedelta(hours=hours)
