"""Every main page: readable aloud, as wide as the screen, in both languages, with nothing refused."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.signals import Series, Signal
from dongthuan.apps.monitoring.models.stories import Story
from dongthuan.apps.monitoring.operations.briefs import compile_brief
from dongthuan.apps.plans.operations.plans import read_directive
from dongthuan.apps.units.models import Unit
from tests.browser.conftest import CAST, DESK, PHONE, Arrival, faults_of, fits
from tests.browser.test_plans import DOCUMENT
from tests.integration.conftest import newcomer
from tests.integration.monitoring.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ENGLISH = re.compile(
    r"\b(the|and|with|items?|none|save|filter|yet|search|edit|unit|title|date)\b", re.IGNORECASE
)

SPOKEN = """[...document.querySelectorAll('main :not(code, script)')].flatMap(part => [...part.childNodes])
    .filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join(' ')"""  # all but codes


@pytest.fixture
def pages(newsroom: Newsroom, system: Officer) -> list[str]:
    """The addresses of all main pages, each with something on it."""
    item = Item.objects.filter(polarity="negative").first()
    assert item is not None
    hour = newsroom.at.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    signal = Signal.objects.create(
        topic=newsroom.topic,
        series=Series.NEGATIVE,
        hour=hour,
        observed=9,
        baseline=0.4,
        expected_high=2,
        p_value=0.0001,
        score=3,
        copy_count=0,
        model_id="thử",
        item_count=9,
        detected_at=newsroom.at,
        first_item=item,
    )
    brief = compile_brief(day=clock.local_day(item.published_at), by=system, at=newsroom.at)
    coordinator = newcomer(*CAST[Role.COORDINATOR], system, Role.COORDINATOR).on(system.day)
    plan = read_directive(
        data=DOCUMENT.read_bytes(), name="kh.txt", unit=Unit.objects.get(), by=coordinator, at=newsroom.at
    )
    story = Story.objects.get()
    seen = f"/giam-sat/tin/{item.pk}/ /giam-sat/chum-tin/{story.pk}/ /giam-sat/chu-de/{newsroom.topic.pk}/"
    more = f"/giam-sat/tin-hieu/{signal.pk}/ /giam-sat/diem-bao/{brief.pk}/ /ke-hoach/{plan.pk}/"
    lists = "/ /lanh-dao/ /giam-sat/ /giam-sat/tin/ /giam-sat/chum-tin/ /giam-sat/chu-de/ /giam-sat/tin-hieu/"
    others = "/giam-sat/nguon/ /giam-sat/diem-bao/ /ke-hoach/ /ke-hoach/doc-van-ban/ /can-bo/ /don-vi/"
    return f"{lists} {seen} {more} {others} /giam-sat/chu-de/moi/".split()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page(arrive: Arrival, pages: list[str], language: str) -> None:
    page = arrive(Role.COORDINATOR)
    name = {"vi": "VI", "en": "EN"}[language]
    if language == "en":
        page.get_by_role("button", name=name).click()
    found = {path: said for path in pages if (said := faults_on(page, path, language))}
    assert found == {}


@pytest.mark.parametrize("path", ["/nhat-ky/", "/can-bo/moi/", "/can-bo/", "/don-vi/moi/"])
def test_the_pages_of_the_administrator(arrive: Arrival, newsroom: Newsroom, path: str) -> None:
    assert faults_on(arrive(Role.ADMINISTRATOR), path, "vi") == []


def faults_on(page: Page, path: str, language: str) -> list[str]:
    """Return what is wrong with a page on a phone, and whether it fits the screens."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    page.goto(path)
    said = faults_of(page) if language == "vi" else []
    if page.locator("html").get_attribute("lang") != language:
        said.append("another language")
    words = page.evaluate(SPOKEN)
    if language == "vi" and (english := ENGLISH.findall(words)):
        said.append(f"English: {english}")
    for screen in (PHONE, DESK):
        page.set_viewport_size(screen)  # type: ignore[arg-type]  # width and height
        said += [] if fits(page) else [f"wider than {screen}"]
    return said
