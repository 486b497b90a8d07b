"""What all journeys share: an agency, its officers, a day of news, and a browser that remembers faults."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dongthuan.analysis.encoder import Encoder, load_encoder
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import AgencyContent, found_agency, system_officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.monitoring.lifecycle import Polarity
from dongthuan.apps.monitoring.models.signals import Series
from dongthuan.apps.monitoring.models.topics import TopicHour
from dongthuan.apps.monitoring.operations.signals import detect
from tests.integration.conftest import FIRST_DAY, newcomer
from tests.integration.monitoring.newsroom import Newsroom

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 800}
# A fault comes from the width or from the language: these two looks show both, four would show them twice.
SIGHTS = (("en", DESK), ("vi", PHONE))
CAST = {
    Role.LEADER: ("lanh-dao", "Nguyễn Văn Minh"),
    Role.COORDINATOR: ("van-phong", "Trần Thị Hòa"),
    Role.UNIT_OFFICER: ("don-vi", "Lê Thu Hà"),
    Role.ADMINISTRATOR: ("quan-tri", "Đỗ Quang Huy"),
}
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'best-practice'], resultTypes: ['violations'], preload: false}"
Arrival = Callable[..., Page]
ArriveAs = Callable[[Officer, str], Page]
HOUR = timedelta(hours=1)


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    """N-grams, so that nothing has to be built."""
    return load_encoder(tmp_path_factory.mktemp("models"))


@pytest.fixture
def system(transactional_db: None) -> Officer:
    """The officer under whose name jobs act, in an agency founded for the test."""
    now = clock.now()
    content = AgencyContent("CQ", "Cơ quan thử", "CQ", "Hà Nội", FIRST_DAY)
    return found_agency(content=content, at=now, on=clock.local_day(now))


@pytest.fixture
def newsroom(system: Officer) -> Newsroom:
    """A day of news: three unfavourable items of two outlets, and a story told twice."""
    room = Newsroom(clock.now())
    for number in range(3):
        room.publish(f"Bão số {number} gây thiệt hại", polarity="negative", ago=timedelta(hours=number + 1))
    room.story("Giải thưởng khoa học", "Trao giải thưởng khoa học", polarity="positive")
    return room


@pytest.fixture
def context(live_server: LiveServer, browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """Open contexts of a Vietnamese browser; a fault on any of their pages fails the test at its end."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def open_one() -> BrowserContext:
        one = browser.new_context(base_url=live_server.url, viewport=DESK, locale="vi-VN")  # type: ignore[arg-type]
        one.set_default_timeout(15_000)
        one.on("console", lambda said: _remember(said, faults))
        one.on("weberror", lambda error: faults.append(str(error.error)))
        opened.append(one)
        return one

    yield open_one
    for one in opened:
        one.close()
    assert faults == []


def _remember(said: ConsoleMessage, faults: list[str]) -> None:
    """Keep what the console complains of; refused forms and doors are meant so."""
    if said.type in {"error", "warning"} and not any(
        code in said.text for code in ("status of 400", "status of 403", "status of 409", "status of 410")
    ):
        faults.append(said.text)


@pytest.fixture
def burst(newsroom: Newsroom, system: Officer) -> None:
    """Four calm weeks of a topic, then twelve unfavourable items in the last full hour; looked at once."""
    last = newsroom.at.replace(minute=0, second=0, microsecond=0) - HOUR
    TopicHour.objects.bulk_create(
        TopicHour(topic=newsroom.topic, hour=last - HOUR * step, polarity=Polarity.NEUTRAL, original_count=2)
        for step in range(1, 24 * 28)
    )
    for number in range(12):
        newsroom.publish(
            f"Vỡ đê lần {number} vì chậm gia cố",
            outlet=f"Báo {number % 2}",
            polarity="negative",
            topics=[newsroom.topic],
            ago=newsroom.at - last - timedelta(minutes=number),
        )
    detect(topic=newsroom.topic, series=Series.NEGATIVE, by=system, at=newsroom.at)


@pytest.fixture
def arrive_as(live_server: LiveServer, context: Callable[[], BrowserContext]) -> ArriveAs:
    """Open a page as one officer, already signed in."""

    def arrive(officer: Officer, path: str) -> Page:
        client = Client()
        client.force_login(officer)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page = context().new_page()
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page.goto(path)
        return page

    return arrive


@pytest.fixture
def arrive(system: Officer, arrive_as: ArriveAs) -> Arrival:
    """Open a page as an officer with a role, already signed in."""

    def arrive_with(role: Role, path: str = "/") -> Page:
        officer = Officer.objects.filter(username=CAST[role][0]).first()
        officer = officer or newcomer(*CAST[role], system_officer(on=system.day), role)
        return arrive_as(officer, path)

    return arrive_with


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Passwords of tests need no strength; the real hash takes most of a second."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def vi(message: str) -> str:
    """Return a message as a Vietnamese page writes it."""
    with translation.override("vi"):
        return gettext(message)


def press(page: Page, message: str) -> None:
    """Press the first button with these words."""
    page.get_by_role("button", name=vi(message), exact=True).first.click()
    page.wait_for_load_state()


def faults_of(page: Page) -> list[str]:
    """Return what axe finds wrong on the page, and whether it is wider than the screen."""
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run({RULES})")
    said = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]
    return said + ([] if fits(page) else ["wider than the screen"])


def faults_at(page: Page, path: str) -> list[str]:
    """Return what is wrong with a page that opens: in English at a desk, in Vietnamese on a phone."""
    said = []
    for language, size in SIGHTS:
        speak(page, language)
        page.set_viewport_size(size)  # type: ignore[arg-type]  # Playwright types it as its own mapping
        answer = page.goto(path)
        if answer is None or answer.status != 200:
            said.append(f"answers {answer and answer.status}")
        said += [f"{language} {size['width']} {fault}" for fault in faults_of(page)]
    page.set_viewport_size(DESK)  # type: ignore[arg-type]  # as above
    return said


def speak(page: Page, language: str) -> None:
    """Have the pages that follow speak a language."""
    page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": urljoin(page.url, "/")}]
    )


def fits(page: Page) -> bool:
    """Return whether the page is no wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
