"""An officer's way through the news: from a figure to its items, to one item, to a corrected label."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import AgencyContent, found_agency
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.monitoring.lifecycle import Origin, Polarity
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import FIRST_DAY, newcomer
from tests.integration.monitoring.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@pytest.fixture
def newsroom(transactional_db: None) -> Newsroom:
    """A newsroom with a day of news, in an agency founded for the test."""
    now = clock.now()
    found_agency(
        content=AgencyContent("CQ", "Cơ quan thử", "CQ", "Hà Nội", FIRST_DAY), at=now, on=clock.local_day(now)
    )
    room = Newsroom(now)
    for number in range(3):
        room.publish(f"Bão số {number} gây thiệt hại", polarity="negative", ago=timedelta(hours=number + 1))
    room.story("Giải thưởng khoa học", "Trao giải thưởng khoa học", polarity="positive")
    return room


@pytest.fixture
def page(newsroom: Newsroom, live_server: LiveServer, browser: Browser) -> Page:
    """A page of a signed-in coordinator, at the width of a phone."""
    system = Officer.objects.get()
    officer = newcomer("van-phong", "Trần Thị Hòa", system.on(clock.local_day(newsroom.at)), Role.COORDINATOR)
    assert Unit.objects.exists()
    client = Client()
    client.force_login(officer)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="vi-VN")
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    return opened


def faults(page: Page) -> list[str]:
    """Return what axe finds wrong on the page, and whether it is wider than the screen."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa']})")
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    said = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]
    return said + (["wider than the screen"] if wide else [])


def test_from_a_figure_to_a_corrected_label(page: Page, live_server: LiveServer, newsroom: Newsroom) -> None:
    page.goto(f"{live_server.url}/giam-sat/?period=24h")
    expect(page.locator(".chart-canvas canvas").first).to_be_visible()
    assert faults(page) == []
    page.locator(".tile", has_text="Tiêu cực").get_by_role("link").click()
    expect(page.get_by_role("heading", name="3 tin")).to_be_visible()
    page.get_by_label("Từ cần tìm").fill("bao so 0")
    page.get_by_label("Từ cần tìm").press("Enter")
    expect(page.get_by_role("heading", name="1 tin")).to_be_visible()
    assert "q=bao" in page.url
    assert faults(page) == []
    page.get_by_role("link", name="Bão số 0 gây thiệt hại").click()
    assert faults(page) == []
    page.locator("summary", has_text="Sửa hoặc xác nhận").click()
    page.locator("button[name=polarity][value=neutral]").click()
    expect(page.get_by_text("Người xác nhận: Trần Thị Hòa")).to_be_visible()
    item = newsroom.everything.mentions.get(item__title="Bão số 0 gây thiệt hại").item
    assert (item.polarity, item.polarity_origin) == (Polarity.NEUTRAL, Origin.HUMAN)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đây là nhãn máy đoán")).to_be_visible()


def test_a_story_is_retitled_and_the_keys_walk(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/giam-sat/chum-tin/")
    assert faults(page) == []
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chum-tin/*/")
    assert faults(page) == []
    page.get_by_role("button", name="Sửa tiêu đề").click()
    page.locator("#story-title input[name=title]").fill("Giải thưởng năm nay")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", level=1, name="Giải thưởng năm nay")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_role("heading", level=1, name="Giải thưởng khoa học")).to_be_visible()
