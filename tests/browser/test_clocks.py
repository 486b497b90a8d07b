"""A figure that the law leaves open is entered and approved; a clock runs on it; a swap moves the clock."""

import pytest
from playwright.sync_api import Page, expect

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.roles import Role
from tests.browser.conftest import PHONE, ArriveAs, faults_at, faults_of, vi
from tests.integration.conftest import newcomer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def two_eyes(system: Officer) -> tuple[Officer, Officer]:
    """Two legal officers."""
    first = newcomer("phap-che", "Đặng Thị Thu", system, Role.LEGAL_OFFICER)
    return first, newcomer("phap-che-2", "Trịnh Văn Sơn", system, Role.LEGAL_OFFICER)


def press(page: Page, words: str) -> None:
    """Press the button of these words in the main part of the page."""
    page.locator("main").get_by_role("button", name=vi(words), exact=True).click()


def enter_figure(page: Page) -> str:
    """Enter A17's figure for the network as the legal officer does; return the proposal's address."""
    page.goto("/thoi-han/quy-dinh/khoa/access.answer.network.complex/")
    page.get_by_role("link", name=vi("Propose a correction")).first.click()
    page.fill("[name=amount]", "10")
    page.select_option("[name=unit]", "working_days")
    page.fill("[name=article]", "Điều 25 khoản 2")
    page.fill("[name=source]", "Công báo")
    page.select_option("[name=verified]", "V1")
    page.fill("[name=ground]", "Đã đọc bản ký")
    press(page, "Propose")
    return page.url


def open_clock(page: Page) -> None:
    """Open a clock on A17 for an event of 5 October 2026."""
    page.goto("/thoi-han/mo/")
    page.select_option("[name=name]", "access.answer.network.complex")
    page.select_option("[name=channel]", "network")
    page.select_option("[name=complexity]", "complex")
    page.fill("[name=start_at]", "2026-10-05T09:00")
    page.fill("[name=start_reason]", "Nhận yêu cầu hợp lệ số 12")
    page.fill("[name=title]", "Yêu cầu số 12")
    press(page, "Open the clock")


def test_from_an_open_figure_to_a_clock_that_a_swap_moves(
    two_eyes: tuple[Officer, Officer], arrive_as: ArriveAs
) -> None:
    first, second = two_eyes
    one, other = arrive_as(first, "/thoi-han/quy-dinh/?on=2026-10-05"), arrive_as(second, "/thoi-han/")
    proposal = enter_figure(one)
    expect(one.locator("main")).not_to_contain_text(vi("Approve"))  # two pairs of eyes
    other.goto(proposal)
    press(other, "Approve")
    expect(other.locator("main")).to_contain_text("Điều 25 khoản 2")

    open_clock(one)
    expect(one.locator("main")).to_contain_text("19/10/2026")
    expect(one.locator("#vi-sao")).to_contain_text("Điều 25 khoản 2")
    clock = Clock.objects.get()

    one.goto("/thoi-han/lich/de-xuat/hoan-doi/")
    one.fill("[name=day_off]", "2026-10-12")
    one.fill("[name=day_worked]", "2026-10-24")
    one.fill("[name=ground]", "Công văn 99")
    press(one, "Propose")
    other.goto(one.url)
    expect(other.locator("#se-doi")).to_contain_text("1 trong 1 đồng hồ đang mở sẽ đổi hạn")
    expect(other.locator("#se-doi")).to_contain_text("24:00 20/10/2026")
    change = other.url
    assert faults_at(other, change) == []
    other.goto(change)
    press(other, "Sign off")
    expect(other.locator("main")).to_contain_text("Yêu cầu số 12")
    one.goto(clock.get_absolute_url())
    expect(one.locator("main")).to_contain_text("20/10/2026")
    expect(one.locator("main")).to_contain_text("Công văn 99")

    runs = other.url
    pages = [
        "/thoi-han/",
        clock.get_absolute_url(),
        "/thoi-han/mo/",
        "/thoi-han/?q=khong-co",
        "/thoi-han/quy-dinh/?on=2026-10-05",
        "/thoi-han/quy-dinh/muc-chi/",
        "/thoi-han/quy-dinh/muc-chi/?q=khong-co",
        "/thoi-han/quy-dinh/khoa/access.answer.network.complex/",
        "/thoi-han/quy-dinh/de-xuat/",
        proposal,
        "/thoi-han/lich/?year=2026",
        "/thoi-han/lich/?year=2027",
        "/thoi-han/lich/de-xuat/hoan-doi/",
        "/thoi-han/lich/nhap/",
        "/thoi-han/tinh-lai/",
        runs,
    ]
    assert {path: said for path in pages for said in [faults_at(one, path)] if said} == {}


def test_a_refusal_stands_beside_what_was_typed(
    two_eyes: tuple[Officer, Officer], arrive_as: ArriveAs
) -> None:
    page = arrive_as(two_eyes[0], "/thoi-han/mo/")
    page.select_option("[name=name]", "access.answer.network.complex")
    page.fill("[name=start_at]", "2026-10-05T09:00")
    page.fill("[name=start_reason]", "Nhận yêu cầu hợp lệ số 12")
    page.fill("[name=title]", "Yêu cầu số 12")
    press(page, "Open the clock")
    expect(page.locator("main")).to_contain_text("A17")
    expect(page.locator("[name=title]")).to_have_value("Yêu cầu số 12")
    assert faults_of(page) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # playwright's own mapping type
    assert faults_of(page) == []
    assert not Clock.objects.exists()
