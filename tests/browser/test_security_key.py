"""A security key: added, then asked for at sign-in; the browser holds one of its own making."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Role
from tests.browser.conftest import faults_of
from tests.integration.conftest import newcomer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "Nắng-sớm-hồ-Tây-84"


def plug_in_a_key(page: Page) -> None:
    """Give the browser a security key that answers by itself."""
    door = page.context.new_cdp_session(page)
    door.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "usb", "automaticPresenceSimulation": True}
    door.send("WebAuthn.addVirtualAuthenticator", {"options": kind})


def sign_in(page: Page, base: str, officer: Officer) -> None:
    page.goto(f"{base}/tai-khoan/login/")
    page.get_by_label("Tên đăng nhập").fill(officer.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def test_a_key_is_added_and_asked_for(
    system: Officer, settings: Settings, live_server: LiveServer, context: Callable[[], BrowserContext]
) -> None:
    settings.SECOND_FACTOR = "approvers"
    leader = newcomer("lanh-dao", "Nguyễn Văn Minh", system, Role.LEADER)
    leader.set_password(PASSWORD)
    leader.save()
    base = live_server.url.replace("127.0.0.1", "localhost")  # a key belongs to a name, not to a number
    page = context().new_page()
    plug_in_a_key(page)
    sign_in(page, base, leader)
    expect(page.get_by_text("quyền phê duyệt")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("link", name="Thêm khóa").click()
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_label("Tên khóa").fill("Khóa ở cơ quan")
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    page.get_by_role("link", name="Tiếp tục").click()
    expect(page.get_by_text("Khóa ở cơ quan")).to_be_visible()
    page.goto(f"{base}/tai-khoan/logout/")
    page.get_by_role("button", name="Đăng xuất").click()
    sign_in(page, base, leader)
    expect(page.get_by_role("button", name="Dùng khóa bảo mật")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    expect(page.get_by_role("heading", level=1, name="Việc của tôi")).to_be_visible()
