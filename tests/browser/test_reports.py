"""A round of reports as its people meet it, in both languages and at both widths, read aloud by axe.

Set DONGTHUAN_SHOTS to a folder to get pictures to look at.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.syntheses import SynthesisParagraph
from dongthuan.apps.reports.models.unit_reports import UnitReport
from dongthuan.apps.reports.operations import rounds as operations
from dongthuan.apps.reports.outline import STANDARD, AskedFigure, Outline
from dongthuan.apps.units.models import Unit
from tests.browser.conftest import CAST, DESK, SIGHTS, Arrival, faults_of, speak
from tests.integration.reports.conftest import filed, institute_of, officer_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("DONGTHUAN_SHOTS")
OUTLINE = Outline(STANDARD.sections, (AskedFigure("tk1", "Số bài đã đăng", "bài"),))


def look(page: Page, name: str) -> None:
    """Look at the page that is open: in English at a desk, in Vietnamese on a phone."""
    for language, size in SIGHTS:
        speak(page, language)
        page.set_viewport_size(size)  # type: ignore[arg-type]  # Playwright types it as its own mapping
        page.reload()
        assert (name, language, faults_of(page)) == (name, language, [])
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{language}-{size['width']}.png", full_page=True)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]  # as above


@dataclass(frozen=True, slots=True)
class Scene:
    """An opened round: two institutes of which one has filed, and the officer of the other."""

    round_: Round
    waiting: UnitReport
    filed: UnitReport
    writer: Officer


@pytest.fixture
def office(arrive: Arrival) -> Page:
    """The Office, before any round."""
    return arrive(Role.COORDINATOR, "/bao-cao/")


@pytest.fixture
def scene(system: Officer, office: Page) -> Scene:
    """A round of this year on a plan, past its day of filing."""
    at = clock.now()
    today = clock.local_day(at)
    by = Officer.objects.get(username=CAST[Role.COORDINATOR][0]).on(today)
    units = [institute_of("VTT", "Viện Hải dương học", system), institute_of("VKH", "Viện Hóa học", system)]
    writers = [officer_of(unit.code.lower(), f"Cán bộ {unit.name}", unit, system) for unit in units]
    plan = Plan.objects.create(
        unit=Unit.objects.get(parent__isnull=True), title="Kế hoạch truyền thông năm", created_at=at
    )
    _tasks(plan, units)
    content = operations.RoundContent(
        title="Báo cáo truyền thông chính sách năm",
        plan=plan,
        basis="Kế hoạch số 12/KH-CQ",
        start_on=today - timedelta(days=300),
        end_on=today + timedelta(days=1),
        due_on=today - timedelta(days=2),
        instructions="Gửi đúng hạn.",
        outline=OUTLINE,
        units=units,
    )
    draft = operations.save_round(round_=None, content=content, unit=plan.unit, version=0, by=by, at=at)
    round_ = operations.open_round(round_=draft, version=draft.version, by=by, at=at)
    first, second = (round_.unit_reports.get(unit=unit) for unit in units)
    filed(second, writers[1].on(today), at)
    return Scene(round_, first, second, writers[0])


def _tasks(plan: Plan, units: list[Unit]) -> None:
    at = clock.now()
    today = clock.local_day(at)
    for number, unit in enumerate([*units, *units]):
        is_done = number < len(units)
        Task.objects.create(
            plan=plan,
            lead_unit=unit,
            content=f"Tổ chức họp báo quý {number + 1} về kết quả nghiên cứu khoa học và công nghệ",
            due_on=today - timedelta(days=10),
            assigned_at=at - timedelta(days=90),
            position=number + 1,
            state="done" if is_done else "accepted",
            done_at=at - timedelta(days=20) if is_done else None,
        )


@pytest.fixture
def sign_in(live_server: LiveServer, context: Callable[[], BrowserContext]) -> Callable[[Officer, str], Page]:
    """Open a page as one officer."""

    def arrive_as(officer: Officer, path: str) -> Page:
        client = Client()
        client.force_login(officer)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page = context().new_page()
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page.goto(path)
        return page

    return arrive_as


def test_the_office_prepares_a_round(office: Page, system: Officer) -> None:
    institute_of("VTT", "Viện Hải dương học", system)
    look(office, "rounds-empty")
    office.goto("/bao-cao/moi/")
    look(office, "round-new")
    office.get_by_label("Kỳ số liệu từ").fill("2026-12-31")
    office.get_by_label("đến hết ngày").fill("2026-12-14")
    office.locator("#id_due_on").fill("2026-12-20")
    office.get_by_role("button", name="Lưu").click()
    expect(office.locator(".has-errors").first).to_be_visible()
    assert faults_of(office) == []
    assert office.locator("#id_due_on").input_value() in {"2026-12-20", "20/12/2026"}


def test_a_unit_writes_and_files_its_report(scene: Scene, sign_in: Callable[[Officer, str], Page]) -> None:
    page = sign_in(scene.writer, f"/bao-cao/don-vi/{scene.waiting.pk}/")
    look(page, "report-waiting")
    page.locator("form[action$='/lap/'] button").first.click()
    page.wait_for_url("**/soan/")
    look(page, "report-edit")
    page.get_by_label("Số bài đã đăng (bài)").fill("nhiều")
    page.locator("textarea").first.fill("Viện đã phân công từng phòng.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".has-errors .field-errors, .figure-row .field-errors").first).to_be_visible()
    assert page.locator("textarea").first.input_value() == "Viện đã phân công từng phòng."
    assert faults_of(page) == []
    page.get_by_label("Số bài đã đăng (bài)").fill("12")
    page.locator("button[name=go]").click()
    page.wait_for_url(f"**/don-vi/{scene.waiting.pk}/")
    page.locator("[data-opens=file]").click()
    page.get_by_role("dialog").locator("button[type=submit]").click()
    expect(page.get_by_text("Lần 1")).to_be_visible()
    look(page, "report-filed")
    page.locator(".measure a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(": 2")
    look(page, "report-rows")


def test_the_office_reads_returns_and_synthesises(scene: Scene, office: Page) -> None:
    office.goto(f"/bao-cao/{scene.round_.pk}/")
    look(office, "round")
    office.goto(f"/bao-cao/don-vi/{scene.filed.pk}/lan/1/")
    look(office, "report-version")
    office.goto(f"/bao-cao/{scene.round_.pk}/tong-hop/")
    look(office, "synthesis-none")
    office.locator("form[action$='/cap-nhat/'] button").click()
    expect(office.get_by_text("Viện Hải dương học").first).to_be_visible()
    look(office, "synthesis")
    office.locator(".unit-figures tfoot a").first.click()
    expect(office.get_by_role("heading", level=1)).to_contain_text(": 2")
    look(office, "figure")
    office.goto(f"/bao-cao/{scene.round_.pk}/tong-hop/xem-truoc/")
    expect(office.get_by_text("Phụ lục III").first).to_be_visible()
    look(office, "preview")


def test_two_of_the_office_edit_one_paragraph(scene: Scene, office: Page, arrive: Arrival) -> None:
    office.goto(f"/bao-cao/{scene.round_.pk}/tong-hop/")
    office.locator("form[action$='/cap-nhat/'] button").click()
    paragraph = SynthesisParagraph.objects.get(source_key="stat:tasks")
    address = f"/bao-cao/{scene.round_.pk}/tong-hop/doan/{paragraph.pk}/"
    other = arrive(Role.COORDINATOR, address)
    office.goto(address)
    look(office, "paragraph")
    for page, words in ((other, "Câu của người kia."), (office, "Câu của tôi.")):
        page.locator("#id_text").fill(f"{paragraph.text} {words}")
        page.locator("form.card button[type=submit]").click()
        page.wait_for_load_state()
    expect(office.locator("[role=alert]").first).to_be_visible()
    assert "Câu của tôi." in office.locator("#id_text").input_value()
    expect(office.get_by_text("Câu của người kia.").first).to_be_visible()
    assert faults_of(office) == []
    office.locator("#id_text").fill("Không còn số liệu nào. Câu của tôi.")
    office.locator("form.card button[type=submit]").click()
    expect(office.locator(".is-error")).to_contain_text("toàn cơ quan")
    office.locator("#id_is_loss_meant").check()
    office.locator("form.card button[type=submit]").click()
    expect(office.locator(f"#doan-{paragraph.pk}")).to_contain_text("Không còn số liệu nào. Câu của tôi.")
