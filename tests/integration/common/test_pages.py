"""The frame and the parts in a real browser: nothing refused or overflowing, readable aloud, both languages.

Set DONGTHUAN_SHOTS to a folder to get pictures to look at.
"""

import os
from collections.abc import Iterator
from contextvars import Context, copy_context
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from dongthuan.apps.accounts.models import Officer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.urls("tests.integration.common.kitchen"),
]
AXE = Path(__file__).resolve().parents[2] / "browser/vendor/axe.min.js"
SHOTS = os.environ.get("DONGTHUAN_SHOTS")
DESK, PHONE = 1280, 360
HOST = "http://localhost"


def answer(route: Any, context: Context) -> None:
    """Answer the browser from Django inside the test's transaction, whose connection hangs on its context."""
    address = urlsplit(route.request.url)
    if address.path.startswith("/static/"):
        route.fulfill(path=finders.find(address.path.removeprefix("/static/")))
        return
    cookies = {one["name"]: one["value"] for one in route.request.frame.page.context.cookies()}
    client = Client(headers={"host": "localhost"})
    client.cookies.load(cookies)
    given = context.run(client.get, f"{address.path}?{address.query}")
    route.fulfill(status=given.status_code, headers=dict(given.headers), body=given.content)


@pytest.fixture
def officer(db: None) -> Officer:
    """Somebody signed in."""
    return Officer.objects.create_user("binh", password="x", full_name="Nguyễn Thị Thanh Bình").on(
        date(2026, 11, 23)
    )


@pytest.fixture
def page(browser: Any, officer: Officer) -> Iterator[Any]:
    """A page of the browser, signed in, that remembers what the console complains of."""
    client = Client()
    client.force_login(officer)
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
    }
    context = browser.new_context(base_url=HOST)
    context.add_cookies([{**cookie, "url": HOST}])
    own = copy_context()
    context.route("**/*", lambda route: answer(route, own))
    opened = context.new_page()
    opened.complaints = []
    opened.on(
        "console", lambda line: line.type in {"error", "warning"} and opened.complaints.append(line.text)
    )
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    context.close()


def visit(page: Any, path: str, *, width: int = DESK, language: str = "vi") -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": HOST}])
    page.goto(path, wait_until="networkidle")


def shoot(page: Any, name: str) -> None:
    if SHOTS:
        height = page.evaluate("document.documentElement.scrollHeight")
        width = page.viewport_size["width"]
        for place in range(0, height, 1300):
            clip = {"x": 0, "y": place, "width": width, "height": min(1300, height - place)}
            page.screenshot(path=f"{SHOTS}/{name}-{place // 1300}.png", full_page=True, clip=clip)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_part_fits_and_nothing_is_refused(page: Any, width: int, language: str) -> None:
    visit(page, "/monitoring/items/", width=width, language=language)
    page.wait_for_selector("#bars canvas")
    page.wait_for_timeout(500)
    shoot(page, f"kitchen-{width}-{language}")
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.unicodeRange)")
    assert any("U+1EA0-1EF9" in letters for letters in loaded)
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize(
    "path", ["/monitoring/items/", "/monitoring/items/?sai=1", "/bep/404/", "/tai-khoan/login/"]
)
def test_a_reader_aloud_finds_no_fault(page: Any, path: str) -> None:
    if "login" in path:
        page.context.clear_cookies()
    visit(page, path)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    shoot(page, "axe" + path.strip("/").replace("/", "-").replace("?", "-"))
    assert [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]] == []


def test_a_chart_tells_what_is_under_the_pointer_and_opens_it(page: Any) -> None:
    visit(page, "/monitoring/items/")
    canvas = page.wait_for_selector("#bars canvas")
    box = canvas.bounding_box()
    middle = {"x": box["width"] / 2, "y": box["height"] / 2}
    page.hover("#bars canvas", position=middle)
    page.wait_for_selector("#bars .chart-canvas >> text=Tiêu cực:")
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/tip.png")
    assert page.complaints == []
    page.click("#bars canvas", position=middle)
    page.wait_for_url("**/?d=*")


def test_the_keyboard_walks_the_list_and_shows_its_help(page: Any) -> None:
    visit(page, "/monitoring/items/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/2"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/1"
    page.keyboard.press("?")
    assert page.locator("#shortcuts").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#shortcuts").is_visible()


def test_a_dialog_asks_before_it_deletes(page: Any) -> None:
    visit(page, "/monitoring/items/")
    page.click("text=Xoá >> nth=0")
    dialog = page.locator("#drop")
    assert dialog.is_visible()
    assert dialog.locator("input[name=source]").input_value() == "12"
    shoot(page, "dialog")
    dialog.get_by_role("button", name="Huỷ").click()
    assert not dialog.is_visible()


def test_the_navigation_opens_on_a_phone(page: Any) -> None:
    visit(page, "/monitoring/items/", width=PHONE)
    assert not page.locator("#side").is_visible()
    page.click(".menu-button")
    page.get_by_role("link", name="Điểm báo").wait_for()
    page.wait_for_timeout(300)
    shoot(page, "phone-nav")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert not page.locator("#side").is_visible()


def test_paper_shows_figures_and_no_navigation(page: Any) -> None:
    visit(page, "/monitoring/items/")
    page.wait_for_selector("#bars canvas")
    if SHOTS:
        page.pdf(path=f"{SHOTS}/paper.pdf", prefer_css_page_size=True)
    page.emulate_media(media="print")
    assert not page.locator("#side").is_visible()
    assert page.locator("#bars canvas").is_visible()
