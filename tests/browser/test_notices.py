"""An officer reads what concerns him, the Office sees what the mail did; every page is read aloud by axe.

Set DONGTHUAN_SHOTS to a folder to get pictures to look at.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.notices import operations
from dongthuan.apps.notices.models import Message
from dongthuan.apps.notices.reminding import Deadline
from dongthuan.apps.units.models import Unit
from dongthuan.law.vietnam import vietnamese_calendar
from tests.browser.conftest import CAST, DESK, PHONE, Arrival, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("DONGTHUAN_SHOTS")


def shoot(page: Page, name: str) -> None:
    """Look at a page at both widths, and leave pictures where wished."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # Playwright types it as its own dict
        assert faults_of(page) == []
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{size['width']}.png", full_page=True)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]  # as above


def fill(reader: Officer, office: Officer) -> None:
    """Give the officer a morning's notices, and the Office messages of each kind."""
    at = clock.now()
    today, calendar, agency = (
        clock.local_day(at),
        vietnamese_calendar(),
        Unit.objects.get(parent__isnull=True),
    )
    records = [
        ("Báo cáo kết quả truyền thông dự thảo Luật Báo chí", -3),
        ("Họp báo quý IV về chuyển đổi số", 1),
    ]
    for number, (title, days) in enumerate(records):
        record = Unit.objects.create(code=f"V{number}", name=title, parent=agency, start_on=agency.start_on)
        due_on = calendar.add_working_days(today, days)
        deadline = Deadline(record, title, "/ke-hoach/", due_on, reader, agency.pk)
        operations.remind(deadlines=[deadline], fires_on=calendar.add_working_days, at=at)
    operations.queue(
        kind="documents.return",
        recipient=reader,
        at=at,
        is_urgent=True,
        url="/van-ban/",
        title="Công văn gửi các đơn vị về cung cấp thông tin bị trả lại để sửa",
        body="Lý do: thiếu phụ lục.",
    )
    read = operations.queue(kind="plans.assign", recipient=reader, at=at, title="Được giao nhiệm vụ 12")
    assert read is not None
    operations.mark_read(notice=read, by=reader, at=at)
    for number, state in enumerate(("sent", "waiting", "bounced", "no_address")):
        Message.objects.create(
            recipient=reader if state != "no_address" else office,
            to="" if state == "no_address" else "don-vi@co-quan.vn",
            subject=f"{number + 2} việc cần xem ngày 26/11/2026",
            body="Kính gửi Lê Thu Hà,\n\nNHẮC HẠN, ĐÔN ĐỐC\n\n1. Đến hạn\n   http://127.0.0.1:8000/ke-hoach/\n",
            state=state,
            fault={"bounced": "refused", "no_address": "no_address"}.get(state, ""),
            error="550 5.1.1 <don-vi@co-quan.vn>: Recipient address rejected: User unknown"
            if state == "bounced"
            else "",
            message_id=f"<{number}@co-quan.vn>",
            queued_at=at,
            next_at=at,
            sent_at=at if state == "sent" else None,
            attempts=1,
        )


def test_an_officer_reads_and_settles_his_notices(arrive: Arrival) -> None:
    page = arrive(Role.UNIT_OFFICER, "/thong-bao/")
    shoot(page, "mine-empty")
    office = arrive(Role.COORDINATOR, "/thong-bao/thu/")
    shoot(office, "outbox-empty")
    reader, keeper = (
        Officer.objects.get(username=CAST[role][0]) for role in (Role.UNIT_OFFICER, Role.COORDINATOR)
    )
    fill(reader, keeper)
    page.reload()
    shoot(page, "mine")
    page.get_by_role("button", name="Đánh dấu đã đọc", exact=True).first.click()
    expect(page.locator(".head-lead", has_text="2 thông báo chưa đọc")).to_be_visible()
    page.get_by_role("button", name="Đánh dấu đã đọc tất cả").click()
    expect(page.get_by_text("Không có gì mới")).to_be_visible()
    page.get_by_role("link", name="Giờ nhận thư").click()
    page.get_by_label("Gửi thư tổng hợp từ").select_option("05:00")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("sẽ không bao giờ được gửi")).to_be_visible()
    shoot(page, "preferences")
    page.get_by_label("Gửi thư tổng hợp từ").select_option("09:00")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu cách nhận thông báo.")).to_be_visible()


def test_the_office_sees_what_became_of_every_mail(arrive: Arrival) -> None:
    page = arrive(Role.COORDINATOR, "/thong-bao/don-doc/")
    shoot(page, "reminders-empty")
    arrive(Role.UNIT_OFFICER)
    reader, keeper = (
        Officer.objects.get(username=CAST[role][0]) for role in (Role.UNIT_OFFICER, Role.COORDINATOR)
    )
    fill(reader, keeper)
    page.reload()
    shoot(page, "reminders")
    page.goto("/thong-bao/thu/")
    shoot(page, "outbox")
    page.get_by_label("Trạng thái").select_option("bounced")
    page.get_by_role("link", name="4 việc cần xem").click()
    expect(page.get_by_text("User unknown")).to_be_visible()
    shoot(page, "message")
    page.get_by_role("button", name="Thôi gửi").click()
    page.get_by_role("dialog").get_by_role("button", name="Thôi gửi").click()
    expect(page.get_by_text("Đã thôi gửi thư này")).to_be_visible()
    page.goto("/thong-bao/thu/?state=no_address")
    page.get_by_role("link", name="5 việc cần xem").click()
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.get_by_text("Thư sẽ được gửi lại trong vòng một phút.")).to_be_visible()
