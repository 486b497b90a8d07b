"""A signal is understood, taken up and judged; a topic is written down and counted."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from dongthuan.analysis.encoder import Encoder
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.monitoring.jobs.workbench import Workbench
from dongthuan.apps.monitoring.models.items import Item
from tests.browser.conftest import Arrival
from tests.integration.monitoring.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOUR = timedelta(hours=1)


@pytest.mark.usefixtures("burst")
def test_a_signal_is_explained_taken_up_and_judged(arrive: Arrival) -> None:
    page = arrive(Role.UNIT_OFFICER, "/giam-sat/tin-hieu/")
    expect(page.get_by_text("Chưa có tín hiệu nào được đánh giá")).to_be_visible()
    page.get_by_role("link", name="Bão lũ: Tin tiêu cực").click()
    expect(page.get_by_role("heading", name="Vì sao bất thường")).to_be_visible()
    expect(page.locator(".chart-canvas canvas").first).to_be_visible()
    expect(page.get_by_text("Báo 0 (6)")).to_be_visible()
    expect(page.locator(".facts")).to_contain_text("chậm gia cố")
    page.get_by_role("button", name="Nhận xử lý").click()
    expect(page.locator(".head-lead")).to_contain_text("Lê Thu Hà")
    page.get_by_label("Không, báo nhầm").check()
    page.get_by_label("Ghi chú").fill("Tin cũ đăng lại")
    page.get_by_role("button", name="Đóng tín hiệu").click()
    expect(page.locator(".head-lead")).to_contain_text("Đã đóng: báo nhầm")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".head-lead")).to_contain_text("Đã nhận")
    page.get_by_label("Không, báo nhầm").check()
    page.get_by_role("button", name="Đóng tín hiệu").click()
    page.get_by_role("link", name="Tín hiệu", exact=True).first.click()
    expect(page.get_by_text("0 đúng, 1 nhầm")).to_be_visible()


def test_a_topic_is_written_down_and_its_items_are_counted(
    arrive: Arrival, system: Officer, encoder: Encoder
) -> None:
    bench, newsroom = Workbench(encoder), Newsroom(clock.now())
    receive(newsroom, "Mưa đá gây thiệt hại", "Gió lốc gây thiệt hại", "Giá cà phê tăng nhẹ")
    work(bench, system)
    page = arrive(Role.COORDINATOR, "/giam-sat/chu-de/")
    page.get_by_role("link", name="Thêm chủ đề").click()
    page.get_by_label("Tên").fill("Thiệt hại")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".field-errors")).to_be_visible()
    page.get_by_label("Cụm từ", exact=True).fill("gây thiệt hại\nthiệt hại nặng")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", level=1, name="Thiệt hại")).to_be_visible()
    expect(page.get_by_role("note").get_by_text("đang được đếm lại")).to_be_visible()
    work(bench, system)
    page.reload()
    expect(page.get_by_role("note").get_by_text("đang được đếm lại")).to_have_count(0)
    tile(page, "Tin bài").click()
    expect(page.get_by_role("heading", name="2 tin")).to_be_visible()


def receive(newsroom: Newsroom, *titles: str) -> None:
    """Let items come in as they come from a source."""
    for number, title in enumerate(titles):
        Item.objects.create(
            source=newsroom.source(),
            url=f"https://a.example/moi/{number}",
            url_key=title.encode()[:32],
            title=title,
            published_at=newsroom.at - HOUR,
            published_origin="feed",
            first_seen_at=newsroom.at,
        )


def work(bench: Workbench, system: Officer) -> None:
    """Let the bench do what waits."""
    while bench.read_next(by=system) or bench.group_next(by=system) or bench.recount_next(by=system):
        pass


def tile(page: Page, name: str) -> Locator:
    """Return the link of a tile."""
    label = page.locator(".tile-label", has_text=re.compile(f"^{name}$"))
    return page.locator(".tile", has=label).get_by_role("link")
