"""An order of the press from its price basis to its settlement, with one deliverable missing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.budgets.models import Line
from dongthuan.apps.budgets.operations.lines import LineContent, allocate, open_line
from dongthuan.apps.commissions.jobs import propose
from dongthuan.apps.commissions.models.orders import Order
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.documents.lifecycle import Capacity
from dongthuan.apps.documents.operations.authorities import AuthorityContent, grant_authority
from dongthuan.apps.documents.operations.signing import sign, submit
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.press.operations.outlets import OutletContent, save_outlet
from dongthuan.apps.units.models import Unit
from tests.browser.conftest import Arrival, ArriveAs, faults_at, faults_of
from tests.integration.conftest import FIRST_DAY, newcomer
from tests.integration.monitoring.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(system: Officer, live_server: LiveServer, settings: Settings) -> Officer:
    """The coordinator, with an outlet and twenty million; the collector found an article of that outlet."""
    settings.OUTGOING_ALLOWED = [live_server.url.removeprefix("http://")]
    officer, at = newcomer("van-phong", "Trần Thị Hòa", system, Role.COORDINATOR), clock.now()
    office = officer.on(clock.local_day(at))
    save_outlet(
        outlet=None, content=OutletContent("Báo Thử", "online", emails=("a@bao.example",)), by=office, at=at
    )
    content = LineContent(office.day.year, Unit.objects.get(), "Ngân sách", "press_order")
    line = open_line(content=content, by=office, at=at)
    allocate(line=line, amount_vnd=20_000_000, on=office.day, ground="QĐ 1", by=office, at=at)
    Newsroom(at).publish("Kết quả quan trắc động đất", outlet="Báo Thử", ago=timedelta(minutes=1))
    Item.objects.update(url=f"{live_server.url}/robots.txt")
    return office


def test_from_the_price_basis_to_the_settlement(
    office: Officer,
    system: Officer,
    arrive: Arrival,
    arrive_as: ArriveAs,
    context: Callable[[], BrowserContext],
) -> None:
    lawyer = newcomer("phap-che", "Bùi Thảo", system, Role.LEGAL_OFFICER)
    page = arrive_as(office, "/dat-hang/")
    prepare(page, office)
    order = Order.objects.get()
    there = order.get_absolute_url()
    confirm(arrive_as(lawyer, there))
    page.goto(there)
    page.get_by_role("button", name="Lập văn bản và đặt hàng").click()
    ask_the_outlet(page, context)
    signed(order, arrive(Role.LEADER, there), office)
    page.goto(there)
    take(page, "Cho hiệu lực và cam kết chi")
    take(page, "Chi tạm ứng", {"Số tiền": "900.000", "Chứng từ": "UNC 1"})
    evidence(page)
    leader = arrive(Role.LEADER, there)
    accept(leader)
    page.goto(there)
    assert faults_at(page, there) == []
    page.goto(there)
    take(page, "Thanh toán phần nghiệm thu", {"Chứng từ": "UNC 2"})
    page.get_by_role("button", name="Quyết toán đơn").click()
    expect(page.get_by_text("Đã quyết toán")).to_be_visible()
    line = Line.objects.get()
    assert (line.paid_vnd, line.committed_vnd) == (2_000_000, 0)  # two of three articles


def prepare(page: Page, office: Officer) -> None:
    """Fill in the order and one deliverable; a sum that is none is refused beside what was typed."""
    page.get_by_role("link", name="Chuẩn bị đặt hàng").first.click()
    assert faults_of(page) == []
    page.get_by_label("Tên đơn đặt hàng").fill("Tuyên truyền động đất")
    page.get_by_label("Cơ quan báo chí").select_option(label="Báo Thử")
    page.get_by_label("Chủ đề").fill("Kết quả quan trắc động đất")
    page.get_by_label("Từ ngày").fill(str(office.day - timedelta(days=2)))
    page.get_by_label("Đến", exact=False).first.fill(str(office.day + timedelta(days=20)))
    page.get_by_label("Mục trong danh mục dịch vụ").fill("Mục 3")
    page.locator("[name=price_basis]").select_option(value="none")
    page.get_by_label("Dòng kinh phí").select_option(index=1)
    page.get_by_label("Mức tạm ứng").fill("30")
    page.get_by_role("button", name="Lưu").click()
    page.locator("summary").filter(has_text="Thêm sản phẩm đặt hàng").click()
    page.get_by_label("Nội dung sản phẩm").fill("Bài về động đất")
    page.get_by_label("Kênh").fill("Báo điện tử")
    page.get_by_label("Đơn giá").fill("1.000.000,50 đ")
    page.get_by_label("Số lượng").fill("3")
    page.get_by_role("button", name="Thêm sản phẩm đặt hàng").click()
    expect(page.locator(".field-errors").first).to_be_visible()
    page.get_by_label("Đơn giá").fill("1.000.000 đ")
    page.get_by_role("button", name="Thêm sản phẩm đặt hàng").click()
    expect(page.get_by_text("Ba triệu đồng")).to_be_visible()
    page.get_by_role("link", name="Sửa đơn đặt hàng").click()
    page.get_by_label("Lý do vẫn làm khi chưa có căn cứ giá").fill("Chưa ban hành")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Kho bạc có thể từ chối chi")).to_be_visible()
    assert faults_of(page) == []


def confirm(page: Page) -> None:
    """Let the legal officer confirm the form."""
    take(page, "Pháp chế xác nhận hình thức", {"Đã đối chiếu gì": "Điều 12"})


def ask_the_outlet(page: Page, context: Callable[[], BrowserContext]) -> None:
    """Make the link, and let the outlet accept by it without an account."""
    page.get_by_role("link", name="Hỏi cơ quan báo chí qua đường dẫn").click()
    page.get_by_role("button", name="Tạo và gửi đường dẫn").click()
    address = page.locator("code").inner_text()
    outside = context().new_page()
    outside.goto(address)
    assert faults_at(outside, address) == []
    outside.get_by_role("button").filter(has_text="Nhận đặt hàng").click()
    expect(outside.get_by_role("heading", name="Đã nhận đặt hàng")).to_be_visible()


def signed(order: Order, page: Page, office: Officer) -> None:
    """Have the contract signed by the leader, whose page of the order is open."""
    at, leader = clock.now(), Officer.objects.get(username="lanh-dao").on(office.day)
    administrator = newcomer("quan-tri", "Đỗ Quang Huy", office_system(), Role.ADMINISTRATOR)
    content = AuthorityContent(leader, order.unit, Capacity.HEAD, "Chủ tịch", "", start_on=FIRST_DAY)
    authority = grant_authority(content=content, by=administrator.on(office.day), at=at)
    order.refresh_from_db()
    assert order.paper is not None
    paper = submit(document=order.paper, version=order.paper.version, by=office, at=at)
    sign(document=paper, authority=authority, version=paper.version, by=leader, at=at)
    expect(page.get_by_role("heading", name="Tuyên truyền động đất")).to_be_visible()


def office_system() -> Officer:
    """Return the system's officer as of today."""
    return Officer.objects.get(username="he-thong").on(clock.local_day(clock.now()))


def evidence(page: Page) -> None:
    """Note one piece that is there and one that is not; confirm what the collector found by itself."""
    base = page.url.partition("/dat-hang/")[0]
    for title, path in (("Bài một", "/cong/"), ("Bài hai", "/khong-co/")):
        page.get_by_role("link", name="Ghi sản phẩm đã đăng").click()
        page.get_by_label("Thuộc sản phẩm nào").select_option(index=1)
        page.get_by_label("Tiêu đề").fill(title)
        page.get_by_label("Ngày đăng, phát").fill(str(clock.local_day(clock.now())))
        page.get_by_label("Đường dẫn sản phẩm đã đăng").fill(base + path)
        page.get_by_role("button", name="Kiểm tra và lưu bản sao").click()
    expect(page.get_by_text("đường dẫn hỏng").first).to_be_visible()
    propose()
    page.reload()
    row = page.get_by_role("listitem").filter(has_text="máy thu thập tìm thấy")
    row.get_by_label("Lượt tiếp cận do báo khai").fill("1200")
    row.get_by_role("button", name="Đúng sản phẩm: xác nhận").click()
    expect(page.get_by_text("Đã xác nhận sản phẩm")).to_be_visible()


def accept(page: Page) -> None:
    """Let the leader accept the two that are there, as the final acceptance."""
    page.reload()
    page.get_by_role("link", name="Nghiệm thu sản phẩm").click()
    assert faults_of(page) == []
    page.get_by_label("Đây là lần nghiệm thu cuối").check()
    page.get_by_role("button", name="Nghiệm thu và lập biên bản").click()
    expect(page.get_by_text("2.000.000 đ").first).to_be_visible()


def take(page: Page, step: str, fields: dict[str, str] | None = None) -> None:
    """Open a step of the order's page, fill it in and take it."""
    box = page.locator("details").filter(has_text=step)
    box.locator("summary").click()
    for label, words in (fields or {}).items():
        box.get_by_label(label).fill(words)
    box.get_by_role("button", name=step, exact=True).click()
    page.wait_for_load_state()
