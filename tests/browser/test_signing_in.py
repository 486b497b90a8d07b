"""In through the door, both languages, and out again; an officer let in by the administrator."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Role
from tests.browser.conftest import Arrival, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "Nắng-sớm-hồ-Tây-84"


def sign_in(page: Page, name: str, password: str) -> None:
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def test_in_and_out_in_both_languages(system: Officer, context: Callable[[], BrowserContext]) -> None:
    system.set_password(PASSWORD)
    system.save()
    page = context().new_page()
    sign_in(page, system.username, "sai mật khẩu")
    expect(page.get_by_text("không đúng")).to_be_visible()
    assert faults_of(page) == []
    sign_in(page, system.username, PASSWORD)
    expect(page.get_by_role("heading", level=1, name="Việc của tôi")).to_be_visible()
    page.get_by_role("button", name="EN").click()
    expect(page.get_by_role("heading", level=1, name="My desk")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="VI").click()
    page.locator("summary", has_text="Tài khoản").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.goto("/giam-sat/")
    expect(page).to_have_url(re.compile(r"/tai-khoan/login/\?next="))


def test_an_officer_is_added_with_a_role_and_signs_in(
    arrive: Arrival, context: Callable[[], BrowserContext]
) -> None:
    page = arrive(Role.ADMINISTRATOR, "/can-bo/")
    page.get_by_role("link", name="Thêm cán bộ").click()
    page.get_by_label("Tên đăng nhập").fill("moi")
    page.get_by_label("Họ và tên").fill("Bùi Thị Mới")
    page.get_by_label("Mật khẩu").fill("12345678")
    page.get_by_role("button", name="Lưu").click()
    assert faults_of(page) == []
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", level=1, name="Bùi Thị Mới")).to_be_visible()
    page.get_by_label("Vai trò").select_option(Role.UNIT_OFFICER.value)
    page.get_by_label("Đơn vị").select_option(index=1)
    page.get_by_role("button", name="Giao vai trò này").click()
    expect(page.locator(".row-title", has_text="Cơ quan thử")).to_be_visible()
    other = context().new_page()
    sign_in(other, "moi", PASSWORD)
    expect(other.get_by_text("Bùi Thị Mới").first).to_be_visible()
    other.get_by_role("link", name="Tin bài").click()
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    assert other.goto("/can-bo/moi/").status == 403  # type: ignore[union-attr]
