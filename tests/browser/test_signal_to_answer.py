"""From a signal to the answer: matter, facts, line, statement cleared by two, portal, correction, report."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.demonstration import operations as demonstration
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations.moods import measure_mood
from dongthuan.apps.monitoring.jobs.collecting import collect_one
from dongthuan.apps.monitoring.jobs.reading import group, understand
from dongthuan.apps.monitoring.jobs.watching import watch
from dongthuan.apps.monitoring.models.signals import Signal
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.press.operations.outlets import OutletContent, save_outlet
from dongthuan.apps.press.operations.spokespersons import (
    SpokespersonContent,
    publish_spokesperson,
    record_spokesperson,
)
from dongthuan.apps.units.models import Agency, Unit
from tests.browser.conftest import DESK, HOUR, PHONE, ArriveAs, faults_of, press, vi
from tests.integration.conftest import FIRST_DAY, newcomer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Doors = Callable[[str, str], Page]


@pytest.fixture
def stream(
    system: Officer, live_server: LiveServer, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The demonstration's newspapers, fetched, read, grouped, counted and watched by the jobs themselves."""
    settings.OUTGOING_ALLOWED = [live_server.url.removeprefix("http://")]
    settings.MODEL_FOLDER = tmp_path_factory.mktemp("models")
    at = clock.now()
    Agency.objects.update(is_demonstration=True)  # its robots.txt lets our own collector in
    demonstration._topics({}, by=system, at=at)
    demonstration._sources(live_server.url, at=at)
    for source in Source.objects.filter(is_illustrative=True):
        collect_one(source=source.pk)
    for job in (understand, group, watch):
        job()


@pytest.fixture
def cast(stream: None, system: Officer) -> dict[str, Officer]:
    """Who works on the matter, a speaker whose details are public, an outlet, and a spike in the news."""
    at, unit = clock.now(), Unit.objects.get(parent__isnull=True)
    cast = {
        "leader": newcomer("lanh-dao", "Nguyễn Văn Minh", system, Role.LEADER),
        "office": newcomer("van-phong", "Trần Thị Hòa", system, Role.COORDINATOR),
        "officer": newcomer("don-vi", "Lê Thu Hà", system, Role.UNIT_OFFICER),
        "speaker": newcomer("phat-ngon", "Phạm Quốc Anh", system, Role.SPOKESPERSON),
        "lawyer": newcomer("phap-che", "Bùi Thảo", system, Role.LEGAL_OFFICER),
    }
    head = SpokespersonContent(
        unit,
        "head",
        "Nguyễn Văn Minh",
        "Chủ tịch",
        FIRST_DAY,
        officer=cast["leader"],
        phone="024 3756 1234",
        official_email="chu-tich@cq.example",
    )
    office = cast["office"].on(clock.local_day(at))
    row = record_spokesperson(content=head, by=office, at=at)
    publish_spokesperson(
        spokesperson=row, version=row.version, published_at=at, url="/cong/", by=office, at=at
    )
    outlet = OutletContent("Báo Thử", "online", "daily", "Hội Thử", emails=("toa-soan@baothu.example",))
    save_outlet(outlet=None, content=outlet, by=office, at=at)
    return cast


@pytest.fixture
def door(context: Callable[[], BrowserContext], arrive_as: ArriveAs, cast: dict[str, Officer]) -> Doors:
    """Open a page as one of the cast, already signed in; "" = as a reader without an account."""

    def opened(who: str, path: str) -> Page:
        if who:
            return arrive_as(cast[who], path)
        page = context().new_page()
        page.goto(path)
        return page

    return opened


def well_made(page: Page) -> None:
    """Look for what keeps people out, at the desk and on a phone."""
    page.set_viewport_size(PHONE)
    assert faults_of(page) == []
    page.set_viewport_size(DESK)
    assert faults_of(page) == []


def test_from_the_signal_to_the_answer(door: Doors, system: Officer) -> None:
    matter = open_the_matter(door)
    establish_the_facts(door, matter)
    agree_the_line(door, matter)
    draw_up_the_statement(door, matter)
    clear_it(door)
    publish_it(door, matter)
    see_it_in_public(door)
    ask_for_a_correction(door, matter)
    measure_mood(
        matter=matter, by=system.on(clock.local_day(clock.now())), at=clock.now() + timedelta(hours=25)
    )
    desk = door("speaker", matter.get_absolute_url())
    expect(desk.locator("#du-luan")).to_contain_text("24")
    well_made(desk)
    count_it_in_the_year(door)


def open_the_matter(door: Doors) -> Matter:
    """Two clicks from the signal that the stream set off: the button, then the form with clause and t0."""
    fired = Signal.objects.filter(topic__slug="vu-tru").order_by("-score").first()
    assert fired is not None
    page = door("speaker", f"/giam-sat/tin-hieu/{fired.pk}/")
    expect(page.get_by_text("vệ tinh").first).to_be_visible()
    page.get_by_role("link", name=vi("Open a matter")).click()
    page.locator('[name="grade"]').select_option("urgent")
    page.locator('[name="grade_reason"]').fill("Nhiều báo đưa tin bất lợi trong vài giờ.")
    page.locator('input[name="clause"][value="7.4"]').check()
    page.locator('[name="t0_reason"]').fill("Lãnh đạo xác định vụ việc ảnh hưởng dư luận.")
    well_made(page)
    press(page, "Open the matter")
    matter = Matter.objects.get()
    assert matter.clock is not None
    assert matter.clock.due_at - matter.clock.start_at == timedelta(hours=24)
    expect(page.get_by_role("heading", name=matter.title, level=1)).to_be_visible()
    well_made(page)
    return matter


def establish_the_facts(door: Doors, matter: Matter) -> None:
    """The unit in charge is asked for the facts, and answers."""
    page = door("speaker", matter.get_absolute_url())
    page.get_by_text(vi("Ask a unit for facts"), exact=True).first.click()
    form = page.locator("#viec-xac-minh form")
    form.locator('[name="ask-unit"]').select_option(label="Cơ quan thử")
    form.locator('[name="ask-text"]').fill("Thiết bị đã được lắp đặt từ bao giờ?")
    due = clock.now().astimezone() + timedelta(hours=3)
    form.locator('[name="ask-due_at"]').fill(due.strftime("%Y-%m-%dT%H:%M"))
    form.get_by_role("button").click()
    unit = door("officer", matter.get_absolute_url())
    unit.get_by_label(vi("What the unit established")).fill("Thiết bị được lắp đặt xong ngày 05/11/2026.")
    press(unit, "Send")
    expect(unit.locator("#xac-minh")).to_contain_text("lắp đặt xong ngày 05/11/2026")


def agree_the_line(door: Doors, matter: Matter) -> None:
    """The line to take is drawn up from the steps of the matter, and another lets it be used."""
    page = door("speaker", matter.get_absolute_url())
    page.locator("#can-lam").get_by_role(
        "link", name=vi("Agree the line to take, with questions and answers")
    ).click()
    page.locator('[name="title"]').fill("Dự án vệ tinh đúng tiến độ")
    page.locator('[name="text"]').fill("Thiết bị đã được lắp đặt xong, không có thiết bị bị bỏ không.")
    well_made(page)
    press(page, "Save")
    leader = door("leader", page.url)
    press(leader, "Approve for use")
    leader.goto(matter.get_absolute_url())
    expect(leader.locator("#dien-bien")).to_contain_text("Dự án vệ tinh đúng tiến độ")


def draw_up_the_statement(door: Doors, matter: Matter) -> None:
    """The officer draws the statement up for the matter, by its line, and puts it before two."""
    page = door("officer", f"/noi-dung/moi/?for=matters.matter:{matter.pk}")
    page.locator('[name="kind"]').select_option("statement")
    page.locator('[name="title"]').fill("Về tiến độ dự án vệ tinh")
    page.locator('[name="lead"]').fill("Dự án vệ tinh đúng tiến độ.")
    page.locator('[name="body"]').fill("Thiết bị đã được lắp đặt xong ngày 05 tháng 11 năm 2026.")
    page.locator('[name="speaker"]').select_option(index=1)
    well_made(page)
    press(page, "Save")
    page.locator('select[name="line"]').select_option(label="Dự án vệ tinh đúng tiến độ")
    press(page, "It follows this line")
    page.get_by_role("link", name=vi("Put for clearance")).click()
    page.locator('select[name="secrecy_officer"]').select_option(label="Bùi Thảo")
    page.locator('select[name="leader_officer"]').select_option(label="Nguyễn Văn Minh")
    for part in ("facts", "unit", "legal"):
        if page.locator(f'select[name="{part}_officer"]').count():
            page.locator(f'select[name="{part}_officer"]').select_option("")
    well_made(page)
    press(page, "Put for clearance")


def clear_it(door: Doors) -> None:
    """Two people read the frozen words and approve them, each for a part."""
    for who in ("lawyer", "leader"):
        page = door(who, "/thong-qua/")
        page.get_by_role("link", name="Về tiến độ dự án vệ tinh").first.click()
        well_made(page)
        press(page, "Approve")


def publish_it(door: Doors, matter: Matter) -> None:
    """The spokesperson publishes it on the page of the matter, having looked at what the checks found."""
    page = door("speaker", matter.get_absolute_url())
    waiting = page.locator("#cong-bo")
    expect(waiting).to_contain_text("Về tiến độ dự án vệ tinh")
    well_made(page)
    looked = waiting.locator('[name="has_looked"]')
    if looked.count():
        looked.check()
    press(page, "Publish now")
    expect(page.locator("#cong-bo")).to_have_count(0)
    matter.refresh_from_db()
    assert matter.first_statement_at is not None
    assert matter.clock is not None
    assert matter.clock.is_late is False


def see_it_in_public(door: Doors) -> None:
    """Anybody reads it in the press room and in the feed."""
    page = door("", "/cong/")
    page.get_by_role("link", name="Về tiến độ dự án vệ tinh").first.click()
    expect(page.get_by_role("heading", name="Về tiến độ dự án vệ tinh")).to_be_visible()
    expect(page.get_by_text("Nguyễn Văn Minh")).to_be_visible()
    well_made(page)
    assert "Về tiến độ dự án vệ tinh" in page.request.get("/cong/thong-cao/atom.xml").text()
    for path in ("", "thong-cao/", "nguoi-phat-ngon/", "hop-bao/", "cai-chinh/", "gui-cau-hoi/", "theo-doi/"):
        page.goto(f"/cong/{path}")
        well_made(page)


def ask_for_a_correction(door: Doors, matter: Matter) -> None:
    """The outlet that wrote something false is asked to correct it; the matter shows it."""
    page = door("speaker", matter.get_absolute_url())
    page.get_by_role("link", name=vi("Ask an outlet to correct")).click()
    page.locator('[name="outlet"]').select_option(label="Báo Thử")
    page.locator('[name="item_title"]').fill("Thiết bị vệ tinh đắp chiếu")
    seen = clock.now().astimezone() - HOUR
    page.locator('[name="item_published_at"]').fill(seen.strftime("%Y-%m-%dT%H:%M"))
    page.locator('[name="false_content"]').fill("Thiết bị chưa được lắp đặt.")
    page.locator('[name="correct_content"]').fill("Thiết bị được lắp đặt xong ngày 05/11/2026.")
    page.locator('[name="grounds"]').fill("Biên bản nghiệm thu số 12/BB-CQ ngày 05/11/2026.")
    well_made(page)
    press(page, "Save")
    expect(page).to_have_url(re.compile(r"/bao-chi/cai-chinh/\d+/$"))
    well_made(page)
    page.goto(matter.get_absolute_url())
    expect(page.get_by_text("Thiết bị vệ tinh đắp chiếu").first).to_be_visible()


def count_it_in_the_year(door: Doors) -> None:
    """The report of Decree 244 counts the case, and that it was in time; the figure opens the case."""
    page = door("speaker", "/bao-cao/nghi-dinh-244/")
    expect(page.get_by_text("1/1").first).to_be_visible()
    well_made(page)
