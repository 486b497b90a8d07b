"""A dispatch from the hand to number 01 and its files; each page of documents read aloud and on a phone."""

import io
import re

import pytest
from docx import Document
from playwright.sync_api import Page
from pypdf import PdfReader

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.documents.lifecycle import Capacity
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations import documents, signing
from dongthuan.apps.documents.operations.authorities import AuthorityContent, grant_authority
from dongthuan.apps.units.models import Agency, Unit
from dongthuan.docgen.official import Kind
from tests.browser.conftest import CAST, DESK, PHONE, Arrival, faults_of, fits
from tests.integration.conftest import FIRST_DAY, newcomer
from tests.unit.docgen.official_samples import MINUTES, REPORT, plan

SAMPLES = {"draft": plan(rows=3), "signed": plan(rows=3), "submitted": MINUTES}
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def agency(system: Officer) -> Unit:
    """An agency with a long name, and the code of its documents."""
    Unit.objects.filter(parent__isnull=True).update(name="Viện Hàn lâm Khoa học và Công nghệ Việt Nam")
    Agency.objects.update(document_code="VHL", parent_name="Chính phủ")
    return Unit.objects.get(parent__isnull=True)


@pytest.fixture
def authority(agency: Unit, system: Officer) -> SigningAuthority:
    """The leader signs as a deputy in place of the head."""
    leader = newcomer(*CAST[Role.LEADER], system, Role.LEADER)
    content = AuthorityContent(leader, agency, Capacity.DEPUTY, "Phó Chủ tịch", "Chủ tịch", FIRST_DAY)
    return grant_authority(content=content, by=system, at=clock.now())


@pytest.fixture
def pages(agency: Unit, authority: SigningAuthority, system: Officer) -> list[str]:
    """The addresses of all pages, with a document in each state."""
    at, leader = clock.now(), authority.officer.on(system.day)
    found = []
    for state in ("draft", "submitted", "returned", "signed", "issued", "cancelled"):
        sample = SAMPLES.get(state, REPORT)
        one = documents.draw_up(
            kind=Kind(sample.kind),
            unit=agency,
            subject=sample.subject,
            body=sample.body,
            annexes=sample.annexes,
            recipients=sample.recipients,
            by=system,
            at=at,
        )
        found.append(f"/van-ban/{one.pk}/")
        _bring(one, state, authority=authority, leader=leader, system=system)
    others = f"/van-ban/ /van-ban/moi/ /van-ban/tham-quyen-ky/ /van-ban/tham-quyen-ky/{authority.pk}/"
    more = f"/van-ban/tham-quyen-ky/moi/ /van-ban/so-van-ban-di/ {found[0]}sua/"
    return [*found, *others.split(), *more.split()]


def _bring(
    one: OfficialDocument, state: str, *, authority: SigningAuthority, leader: Officer, system: Officer
) -> None:
    """Take a draft to its state."""
    at = clock.now()
    if state == "cancelled":
        signing.cancel(document=one, version=1, reason="Thôi", by=system, at=at)
    if state in ("draft", "cancelled"):
        return
    one = signing.submit(document=one, version=1, by=system, at=at)
    if state == "returned":
        signing.send_back(document=one, version=one.version, reason="Bổ sung", by=leader, at=at)
    if state in ("signed", "issued"):
        one = signing.sign(document=one, authority=authority, version=one.version, by=leader, at=at)
    if state == "issued":
        signing.issue(document=one, version=one.version, by=leader, at=at)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page(arrive: Arrival, pages: list[str], language: str) -> None:
    page = arrive(Role.COORDINATOR)
    if language == "en":
        page.get_by_role("button", name="EN").click()
    found = {path: said for path in pages if (said := _faults(page, path, language))}
    assert found == {}


def _faults(page: Page, path: str, language: str) -> list[str]:
    said: list[str] = []
    for screen in (PHONE, DESK):
        page.set_viewport_size(screen)  # type: ignore[arg-type]  # width and height
        page.goto(path)
        said += faults_of(page) if screen is PHONE else []
        said += [] if fits(page) else [f"wider than {screen}"]
    said += [] if page.locator("html").get_attribute("lang") == language else ["another language"]
    return said


def test_a_dispatch_from_the_hand_to_number_01(arrive: Arrival, authority: SigningAuthority) -> None:
    desk = arrive(Role.COORDINATOR, "/van-ban/moi/?kind=CV")
    desk.locator("[name=unit]").select_option(str(authority.unit_id))
    desk.locator("[name=subject]").fill("đôn đốc báo cáo quý I")
    desk.locator("[name=addressees]").fill("Viện Hóa học\nViện Vật lý")
    desk.locator("[name=body]").fill("Đề nghị các đơn vị gửi báo cáo.\nTrân trọng.")
    desk.locator("main form button[type=submit]").last.click()
    desk.wait_for_url(re.compile(r"/van-ban/\d+/$"))
    address = desk.url
    desk.locator("form[action$='/trinh/'] button").click()
    desk.wait_for_load_state()
    chief = arrive(Role.LEADER, address)
    chief.locator("form[action$='/ky/'] button").click()
    chief.wait_for_load_state()
    assert "01/VHL" in chief.locator(".paper-number").inner_text()
    assert "KT. CHỦ TỊCH" in chief.locator(".paper-signature").inner_text()
    word = Document(io.BytesIO(chief.request.get(f"{address}tai-ve/docx").body()))
    cells = [[p.text for p in cell.paragraphs] for table in word.tables for cell in table._cells]
    day = f"ngày {clock.local_day(clock.now()):%d tháng %m}"
    assert any("Số: 01/VHL" in words for words in cells)
    assert any(day in line for words in cells for line in words)
    assert ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", CAST[Role.LEADER][1]] in cells
    assert not any("DỰ THẢO" in line for words in cells for line in words)
    printed = PdfReader(io.BytesIO(chief.request.get(f"{address}tai-ve/pdf").body()))
    assert "01/VHL" in printed.pages[0].extract_text()


def _typed(desk: Page, kind: str, authority: SigningAuthority, **given: str) -> str:
    """Draw a document up by hand and hand it in; returns its address."""
    desk.goto(f"/van-ban/moi/?kind={kind}")
    desk.locator("[name=unit]").select_option(str(authority.unit_id))
    for name, words in given.items():
        field = desk.locator(f"[name={name.replace('_', '-')}]")
        if not field.is_visible():
            desk.locator("details.annex-fields summary").last.click()
        field.fill(words)
    desk.locator("main form button[type=submit]").last.click()
    desk.wait_for_url(re.compile(r"/van-ban/\d+/$"))
    address = desk.url
    desk.locator("form[action$='/trinh/'] button").click()
    desk.wait_for_load_state()
    return address


def test_minutes_carry_the_names_of_secretary_and_chair(arrive: Arrival, authority: SigningAuthority) -> None:
    address = _typed(
        arrive(Role.COORDINATOR),
        "BB",
        authority,
        subject="Họp Tổ truyền thông",
        body="Nội dung cuộc họp.",
        **{"annex-1-title": "Thành phần", "annex-1-body": "| TT | Họ tên |\n| 1 | Trần Thị Hòa |"},
    )
    chief = arrive(Role.LEADER, address)
    assert CAST[Role.COORDINATOR][1] in chief.locator(".paper-signature").first.inner_text()
    chief.locator("form[action$='/ky/'] button").click()
    chief.wait_for_load_state()
    left, right = chief.locator(".paper-signature").all_inner_texts()
    assert left.split("\n")[0] == "THƯ KÝ"
    assert CAST[Role.COORDINATOR][1] in left
    assert right.split("\n")[0] == "CHỦ TỌA"
    assert CAST[Role.LEADER][1] in right
    assert chief.locator(".paper-annex td").all_inner_texts() == ["1", "Trần Thị Hòa"]
    printed = PdfReader(io.BytesIO(chief.request.get(f"{address}tai-ve/pdf").body()))
    words = printed.pages[0].extract_text()
    assert all(one in words for one in ("THƯ KÝ", "CHỦ TỌA", "01/BB-VHL"))
    assert len(printed.pages) == 2


def test_a_release_goes_out_without_number_once_the_office_says_so(
    arrive: Arrival, authority: SigningAuthority
) -> None:
    desk = arrive(Role.COORDINATOR, "/van-ban/so-van-ban-di/")
    desk.locator("form[action$='/danh-so/']").locator("xpath=..").locator("summary").click()
    desk.locator("form[action$='/danh-so/'] [name=issuer]").select_option(str(authority.unit_id))
    desk.locator("form[action$='/danh-so/'] button").click()
    desk.wait_for_load_state()
    assert faults_of(desk) == []
    address = _typed(
        desk, "TC", authority, subject="Động đất không gây thiệt hại", body="Không có thiệt hại."
    )
    chief = arrive(Role.LEADER, address)
    chief.locator("form[action$='/ky/'] button").click()
    chief.wait_for_load_state()
    assert chief.locator(".paper-number").count() == 0
    assert chief.locator(".paper-stamp").count() == 0
    chief.goto("/van-ban/")
    assert chief.locator("tbody tr").count() == 1
    assert faults_of(chief) == []


def test_a_row_that_does_not_fit_is_said_beside_it(arrive: Arrival, authority: SigningAuthority) -> None:
    desk = arrive(Role.COORDINATOR, "/van-ban/moi/?kind=BC")
    desk.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    desk.locator("[name=subject]").fill("Kết quả")
    desk.locator("[name=body]").fill("| TT | Việc |\n| 1 | Họp | thừa |")
    desk.locator("main form button[type=submit]").last.click()
    desk.wait_for_load_state()
    assert "thừa" in desk.locator("[name=body]").input_value()
    assert desk.locator("[aria-invalid=true]").get_attribute("name") == "body"
    assert faults_of(desk) == []
