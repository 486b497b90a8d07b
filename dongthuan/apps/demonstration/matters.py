"""Matters and misinformation cards of the demonstration: one closed in time, one running, one watched.

To be set up after the press registers: who speaks must hold an office to be the official view.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dongthuan.apps.demonstration.work import Cast
from dongthuan.apps.matters.lifecycle import CardKind, Clause, Form, Grade, Response
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations.cards import (
    CardContent,
    Reply,
    close_card,
    note_card,
    respond_to_claim,
)
from dongthuan.apps.matters.operations.clauses import Duty
from dongthuan.apps.matters.operations.matters import Grading, MatterContent, close_matter, open_matter
from dongthuan.apps.matters.operations.statements import Spoken, record_statement
from dongthuan.apps.matters.operations.verifying import Question, answer_facts, ask_facts
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.queries import current_agency

HOUR = timedelta(hours=1)
OPINIONS = "Lãnh đạo cơ quan xác định vụ việc có thể tác động đến dư luận"


@dataclass(frozen=True, slots=True)
class _Stage:
    """Who acts, for which unit, on which topic."""

    cast: Cast
    agency: Unit
    topic: Topic | None
    at: datetime


def set_up_matters(*, cast: Cast, at: datetime) -> None:
    """Open the invented matters and cards; a second time changes nothing."""
    agency = current_agency()
    if agency is None or Matter.objects.filter(is_illustrative=True).exists():
        return
    topics = Topic.objects.filter(unit__isnull=False, is_illustrative=True)
    topic = topics.filter(slug="dong-dat").first() or topics.order_by("pk").first()
    stage = _Stage(cast, agency.unit, topic, at)
    closed = _closed(stage)
    running = _running(stage)
    _watched(stage)
    _cards(stage, closed, running)


def _closed(stage: _Stage) -> Matter:
    """A matter of ten days ago, spoken on within the limit, and closed with its lesson."""
    begun = stage.at - timedelta(days=10)
    matter = _opened(
        stage,
        "Tin đồn đóng cửa đài quan trắc (minh hoạ)",
        Grading(Grade.NOTABLE, "Nhiều trang đăng lại trong một buổi sáng"),
        Duty(Clause.OPINIONS, begun, OPINIONS),
        begun,
    )
    _asked(stage, matter, begun + HOUR, "Đài quan trắc có dừng hoạt động không?")
    earth = stage.cast.earth
    question = matter.verifications.get()
    answer = "Đài hoạt động bình thường; chỉ tạm dừng một cảm biến để hiệu chuẩn trong hai ngày."
    answer_facts(verification=question, version=1, answer=answer, by=earth, at=begun + 4 * HOUR)
    said_at = begun + 9 * HOUR
    spokesperson = stage.cast.spokesperson
    spoken = Spoken(Form.DIRECT, said_at, "Trả lời phỏng vấn Báo Minh hoạ về đài quan trắc", spokesperson)
    record_statement(matter=matter, spoken=spoken, by=spokesperson, at=said_at + HOUR)
    matter.refresh_from_db()
    lesson = "Thông báo trước lịch hiệu chuẩn thiết bị trên cổng thông tin thì không phát sinh tin đồn."
    leader = stage.cast.leader
    close_matter(
        matter=matter,
        version=matter.version,
        lesson=lesson,
        by=leader,
        at=stage.at - timedelta(days=5),
    )
    return matter


def _running(stage: _Stage) -> Matter:
    """A matter whose clock runs: five hours have passed, facts are awaited."""
    begun = stage.at - 5 * HOUR
    matter = _opened(
        stage,
        "Ý kiến trái chiều về kết quả quan trắc (minh hoạ)",
        Grading(Grade.URGENT, "Báo trung ương đăng, nhiều bình luận trái chiều"),
        Duty(Clause.OPINIONS, begun, OPINIONS),
        begun + HOUR / 4,
    )
    _asked(stage, matter, begun + HOUR, "Số liệu gốc và sai số của kỳ quan trắc là bao nhiêu?")
    return matter


def _watched(stage: _Stage) -> Matter:
    """A matter that nothing obliges to speak on."""
    return _opened(
        stage,
        "Bài phản ánh về thủ tục tuyển nghiên cứu viên (minh hoạ)",
        Grading(Grade.WATCH, "Một bài, chưa lan rộng"),
        None,
        stage.at - timedelta(days=2),
    )


def _cards(stage: _Stage, closed: Matter, running: Matter) -> None:
    spokesperson = stage.cast.spokesperson
    fake = CardContent(
        unit=stage.agency,
        claim="“Đài quan trắc đã bị đóng cửa vì cháy”",
        source_name="Trang “Tin nóng mỗi giờ” (minh hoạ)",
        seen_at=closed.opened_at,
        kind=CardKind.FAKE,
        evidence="Nhật ký vận hành của đài; ảnh chụp cùng ngày.",
        matter=closed,
        has_fabrication=True,
        has_identity=True,
        goal_affected="Niềm tin vào số liệu quan trắc",
        likelihood="high",
        severity="medium",
        confidence="high",
        is_illustrative=True,
    )
    at = closed.opened_at + 10 * HOUR
    card = note_card(content=fake, by=spokesperson, at=at)
    reply = Reply(Response.DEBUNK, "Đã lan rộng, có bằng chứng rõ ràng")
    card = respond_to_claim(card=card, version=1, reply=reply, by=spokesperson, at=at)
    effect = "Sau 24 giờ các trang lớn đã đăng lại thông tin đúng; không phát sinh tin mới."
    later = at + 30 * HOUR
    close_card(card=card, version=2, effect=effect, by=spokesperson, at=later)
    criticism = CardContent(
        unit=stage.agency,
        claim="“Số liệu công bố chưa kèm sai số nên khó kiểm chứng”",
        source_name="Diễn đàn Khoa học (minh hoạ)",
        seen_at=running.opened_at,
        kind=CardKind.CRITICISM,
        matter=running,
        is_illustrative=True,
    )
    card = note_card(content=criticism, by=spokesperson, at=stage.at)
    reply = Reply(
        Response.COMMENT,
        "Góp ý có cơ sở",
        "Tiếp thu: từ kỳ sau công bố kèm sai số. Giải trình: số liệu thô đã đăng tại kho dữ liệu.",
    )
    respond_to_claim(card=card, version=1, reply=reply, by=spokesperson, at=stage.at)


def _opened(stage: _Stage, title: str, grading: Grading, duty: Duty | None, at: datetime) -> Matter:
    spokesperson = stage.cast.spokesperson
    content = MatterContent(title, stage.agency, "", spokesperson, stage.topic, is_illustrative=True)
    return open_matter(content=content, grading=grading, duty=duty, by=spokesperson, at=at)


def _asked(stage: _Stage, matter: Matter, at: datetime, text: str) -> None:
    unit = Unit.objects.filter(code="VLDC").first() or stage.agency
    question = Question(unit, text, at + 6 * HOUR)
    ask_facts(matter=matter, question=question, by=stage.cast.spokesperson, at=at)
