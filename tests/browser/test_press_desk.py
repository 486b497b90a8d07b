"""The press desk: an inquiry taken by the keyboard's way to a draft; each page read aloud and on a phone."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role, system_officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.press.desk_lifecycle import Basis, InquiryChannel, LineKind, MailSource
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.operations.answers import AnswerContent, draft_answer
from dongthuan.apps.press.operations.inquiries import InquiryContent, receive_inquiry
from dongthuan.apps.press.operations.inquiries_giving import offer_inquiry
from dongthuan.apps.press.operations.lines import LineContent, approve_line, write_line
from dongthuan.apps.press.operations.mail import take_in_mail
from dongthuan.apps.units.models import Unit
from tests.browser.conftest import CAST, DESK, PHONE, Arrival, faults_of
from tests.integration.conftest import FIRST_DAY, newcomer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("DONGTHUAN_SHOTS", "")
Filled = dict[str, str]


def _as(name: Role, system: Officer) -> Officer:
    officer = newcomer(*CAST[name], system_officer(on=system.day), name)
    return officer.on(system.day)


@pytest.fixture
def filled(system: Officer) -> Filled:
    """Inquiries, a draft that contradicts a line, and a mail; the addresses of their pages."""
    at, agency = clock.now(), Unit.objects.get(parent=None)
    worker, leader = _as(Role.COORDINATOR, system), _as(Role.LEADER, system)
    give_role(officer=worker, role=Role.SPOKESPERSON, unit=agency, start_on=FIRST_DAY, by=system, at=at)
    worker.on(system.day)
    days = {"valid_from": system.day, "valid_until": system.day + timedelta(days=30)}
    line = write_line(
        line=None,
        content=LineContent(
            agency,
            "Kinh phí trạm quan trắc hồ Minh Hoạ",
            LineKind.QA,
            "Kinh phí của trạm quan trắc hồ là 2 tỷ đồng, lấy từ ngân sách nhà nước.",
            worker,
            question="Kinh phí của trạm quan trắc là bao nhiêu?",
            topics=("quan trắc", "kinh phí"),
            sources="Quyết định 12/QĐ-MH ngày 01/08/2026 (minh hoạ)",
            **days,
        ),
        by=worker,
        at=at,
    )
    approve_line(line=line, version=1, by=leader, at=at)
    inquiry = _inquiry(agency, "Kinh phí trạm quan trắc hồ Minh Hoạ", worker, Basis.OPINION)
    taken = offer_inquiry(inquiry=inquiry, version=1, owner=worker, by=worker, at=at)
    text = "Cảm ơn quý báo.\nKinh phí của trạm quan trắc hồ là 3 tỷ đồng, lấy từ ngân sách nhà nước."
    answer = draft_answer(inquiry=taken, content=AnswerContent(text, worker), by=worker, at=at)
    waiting = _inquiry(agency, "Lịch tham quan phòng thí nghiệm", worker, Basis.REQUEST)
    raw = "From: Toà soạn <hoi@bao.example>\nSubject: Hỏi về hồ\n\nNước hồ có an toàn không?\n".encode()
    mail, _new = take_in_mail(data=raw, source=MailSource.FILE, unit=agency, by=worker, at=at)
    return {
        "inquiries": "/bao-chi/yeu-cau/",
        "inquiry": taken.get_absolute_url(),
        "waiting": waiting.get_absolute_url(),
        "new": f"/bao-chi/yeu-cau/moi/?mail={mail.pk}",
        "answer": answer.get_absolute_url(),
        "draft": f"{answer.get_absolute_url()}sua/",
        "answers": "/bao-chi/tra-loi/",
        "lines": "/bao-chi/thong-diep/",
        "line": line.get_absolute_url(),
        "line-new": "/bao-chi/thong-diep/moi/",
        "mails": "/bao-chi/thu-den/",
        "mail": mail.get_absolute_url(),
    }


def _inquiry(unit: Unit, topic: str, by: Officer, basis: Basis) -> Inquiry:
    at = clock.now()
    content = InquiryContent(
        unit=unit,
        topic=topic,
        questions=f"{topic}: xin cho biết?\nNguồn kinh phí lấy từ đâu?",
        channel=InquiryChannel.PHONE,
        received_at=at - timedelta(hours=1),
        basis=basis,
        journalist_name="Lý Văn Tin (minh hoạ)",
        outlet_name="Báo Minh Hoạ",
        journalist_deadline_at=at + timedelta(hours=3),
    )
    return receive_inquiry(content=content, by=by, at=at)


def test_every_page_can_be_read_aloud_and_on_a_phone(filled: Filled, arrive: Arrival) -> None:
    page = arrive(Role.COORDINATOR, "/")
    for name, address in filled.items():
        for size, screen in (("desk", DESK), ("phone", PHONE)):
            page.set_viewport_size(screen)  # type: ignore[arg-type]
            page.goto(address)
            if SHOTS:
                page.screenshot(path=Path(SHOTS) / f"press-{name}-{size}.png", full_page=True)
            assert faults_of(page) == [], (name, size)


def test_an_inquiry_is_taken_and_a_contradiction_decided(filled: Filled, arrive: Arrival) -> None:
    page = arrive(Role.COORDINATOR, filled["waiting"])
    page.get_by_role("button", name="Tôi tự nhận").click()
    page.get_by_role("link", name="Soạn câu trả lời").wait_for()
    page.goto(filled["answer"])
    page.get_by_label("Cả hai đều đúng, có giải thích").check()
    page.get_by_label("Lý do").first.fill("Đã điều chỉnh dự toán")
    page.get_by_role("button", name="Quyết định").click()
    page.get_by_text("Không còn chỗ mâu thuẫn cần quyết định").wait_for()
