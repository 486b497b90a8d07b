"""From a directive to the signed report: cascade, refusal, reminder, round, synthesis, Word and PDF."""

import io
import os
import re
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
from docx import Document
from playwright.sync_api import Page, expect

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import OfficerContent, give_role, save_officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.documents.lifecycle import Capacity
from dongthuan.apps.documents.operations.authorities import AuthorityContent, grant_authority
from dongthuan.apps.notices.models import Notice, Reminder
from dongthuan.apps.plans.jobs import remind
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.operations import UnitContent, save_unit
from tests.browser.conftest import Arrival, ArriveAs, faults_of, press, vi
from tests.integration.conftest import FIRST_DAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOCUMENT = Path(__file__).parents[1] / "unit/analysis/directive/documents/vien-han-lam.txt"
UNITS = {
    "VA": "Viện Hải dương học",
    "VB": "Viện Hóa học",
    "VC": "Viện Sinh học",
    "VD": "Trung tâm Vũ trụ Việt Nam",
}


@pytest.fixture
def officers(system: Officer) -> dict[str, Officer]:
    """One communications officer in each of four institutes."""
    agency, at = Unit.objects.get(parent__isnull=True), clock.now()
    found = {}
    for code, name in UNITS.items():
        content = UnitContent(code, name, "", Unit.Kind.INSTITUTE, agency, FIRST_DAY)
        unit = save_unit(unit=None, content=content, by=system, at=at)
        who = OfficerContent(code.lower(), f"Cán bộ {name}", email=f"{code.lower()}@vien.example")
        officer = save_officer(officer=None, content=who, by=system, at=at)
        give_role(officer=officer, role=Role.UNIT_OFFICER, unit=unit, start_on=FIRST_DAY, by=system, at=at)
        found[code] = officer
    return found


def downloaded(page: Page, kind: str) -> bytes:
    """Return a download of the page that is open."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=kind, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


def plan_in_force(page: Page) -> str:
    """Read the Academy's plan, save it, draft its tasks, put it in force; returns the plan's address."""
    page.get_by_role("link", name=vi("Read a directive")).first.click()
    page.get_by_label(vi("Directive or plan")).set_input_files(DOCUMENT)
    page.get_by_label(vi("For the unit")).select_option(label="Cơ quan thử")
    press(page, "Read the file")
    press(page, "Save as draft plan")
    press(page, "Draft tasks from the duties")
    assert Task.objects.count() == 9
    assert faults_of(page) == []
    press(page, "Put the plan in force")
    return page.url


def late_task() -> Task:
    """Make the first task of the first unit late, as days pass in life."""
    task = Task.objects.filter(plan__parent__isnull=False, lead_unit__code="VA").order_by("position")[0]
    Task.objects.filter(pk=task.pk).update(due_on=clock.local_day(clock.now()) - timedelta(days=3))
    return task


def test_from_the_directive_to_the_signed_report(
    arrive: Arrival, arrive_as: ArriveAs, officers: dict[str, Officer], system: Officer, tmp_path: Path
) -> None:
    office = arrive(Role.COORDINATOR, "/ke-hoach/")
    plan_url = plan_in_force(office)
    give_to_the_units(office)
    answer(arrive_as, officers)
    remind_of_what_is_late(arrive_as, officers)
    office.goto(plan_url)
    expect(office.get_by_text(vi("Refused")).first).to_be_visible()
    round_url = open_round(office)
    file_one(arrive_as, officers["VA"], round_url)
    synthesise_and_sign(office, arrive, system, round_url)


def give_to_the_units(office: Page) -> None:
    """Cascade the plan to four units; what is meant for each unit reaches all of them."""
    Task.objects.update(is_for_each_unit=True, due_words="")
    office.get_by_role("link", name=vi("Cascade to units")).click()
    for name in UNITS.values():
        office.get_by_label(name).check()
    assert faults_of(office) == []
    press(office, "Cascade")
    assert Task.objects.filter(plan__parent__isnull=False).count() == 9 * len(UNITS)


def answer(arrive_as: ArriveAs, officers: dict[str, Officer]) -> None:
    """Let one unit accept, another refuse with a reason."""
    task = Task.objects.filter(plan__parent__isnull=False, lead_unit__code="VA").order_by("position")[0]
    page = arrive_as(officers["VA"], f"/ke-hoach/cong-viec/{task.pk}/")
    press(page, "Accept")
    task.refresh_from_db()
    assert task.state == "accepted"
    other = Task.objects.filter(plan__parent__isnull=False, lead_unit__code="VB").order_by("position")[0]
    page = arrive_as(officers["VB"], f"/ke-hoach/cong-viec/{other.pk}/")
    page.get_by_text(vi("Refuse"), exact=True).first.click()
    page.locator("details[open] textarea").fill("Không đúng chức năng của Viện")
    press(page, "Refuse")
    other.refresh_from_db()
    assert (other.state, other.reason) == ("refused", "Không đúng chức năng của Viện")


def remind_of_what_is_late(arrive_as: ArriveAs, officers: dict[str, Officer]) -> None:
    """Let the scheduler run twice; the unit is urged on once, and sees it."""
    task = late_task()
    remind(0)
    remind(0)
    urged = Reminder.objects.filter(record_key=str(task.pk), recipient=officers["VA"], state="sent")
    assert urged.count() == 1
    assert Notice.objects.filter(recipient=officers["VA"], record_key=str(task.pk)).exists()
    page = arrive_as(officers["VA"], "/thong-bao/")
    expect(page.get_by_text(re.compile("quá hạn", re.IGNORECASE)).first).to_be_visible()


def open_round(office: Page) -> str:
    """Open a round of reports to the four units; returns its address."""
    today = clock.local_day(clock.now())
    office.goto("/bao-cao/moi/")
    office.get_by_label(vi("Title")).fill("Báo cáo kết quả năm")
    office.get_by_label(vi("Period from")).fill((today - timedelta(days=300)).isoformat())
    office.get_by_label(vi("to (last day counted)")).fill(today.isoformat())
    office.locator("#id_due_on").fill((today + timedelta(days=10)).isoformat())
    for name in UNITS.values():
        office.get_by_label(name).check()
    press(office, "Save")
    press(office, "Open to the units")
    office.get_by_role("dialog").get_by_role("button", name=vi("Open"), exact=True).click()
    expect(office.get_by_text(vi("Units are reporting")).first).to_be_visible()
    assert faults_of(office) == []
    return office.url


def file_one(arrive_as: ArriveAs, officer: Officer, round_url: str) -> None:
    """Let one unit fill its report from the records, add a word of its own, and file it."""
    page = arrive_as(officer, round_url)
    page.get_by_role("link", name=UNITS["VA"]).first.click()
    press(page, "Begin: fill from the records")
    if not page.url.endswith("/soan/"):
        page.get_by_role("link", name=vi("Write"), exact=True).click()
    page.locator("textarea").first.fill("Viện đã ban hành kế hoạch và phân công từng phòng.")
    press(page, "Save and read through")
    press(page, "File the report")
    page.get_by_role("dialog").get_by_role("button", name=vi("File"), exact=True).click()
    expect(page.get_by_text(vi("Filed")).first).to_be_visible()


def synthesise_and_sign(office: Page, arrive: Arrival, system: Officer, round_url: str) -> None:
    """Assemble the synthesis, draw it up, have the leader sign it; look into both files."""
    office.goto(round_url + "tong-hop/")
    press(office, "Put together what is filed")
    expect(office.get_by_text("phân công từng phòng").first).to_be_visible()
    expect(office.get_by_text(UNITS["VB"]).first).to_be_visible()
    assert faults_of(office) == []
    press(office, "Draw up the report")
    if "/van-ban/" not in office.url:
        office.locator("a[href*='/van-ban/']:has-text('Báo cáo')").last.click()
    leader = arrive(Role.LEADER, "/")
    officer = Officer.objects.get(username="lanh-dao")
    agency, at = Unit.objects.get(parent__isnull=True), clock.now()
    authority = AuthorityContent(officer, agency, Capacity.DEPUTY, "Phó Chủ tịch", "Chủ tịch", FIRST_DAY)
    grant_authority(content=authority, by=system, at=at)
    office.reload()
    press(office, "Submit for signature")
    leader.goto(office.url)
    press(leader, "Sign")
    expect(leader.get_by_text("01/BC-CQ").first).to_be_visible()
    assert faults_of(leader) == []
    word, pdf = downloaded(leader, "DOCX"), downloaded(leader, "PDF")
    if folder := os.environ.get("DONGTHUAN_SHOTS"):
        Path(folder, "bao-cao.docx").write_bytes(word)
        Path(folder, "bao-cao.pdf").write_bytes(pdf)
    told = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(word)).paragraphs)
    printed = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    for text in (told, printed):
        assert "phân công từng phòng" in " ".join(text.split())
    for words in ("BÁO CÁO", "Kết quả năm", "KT. CHỦ TỊCH", "Nơi nhận:", UNITS["VB"]):
        assert words in printed
