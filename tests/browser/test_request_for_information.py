"""A citizen asks online: incomplete, completed, valid, extended, given in part without some words."""

import io
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import BrowserContext, Page

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.redaction_check import found_in
from tests.browser.conftest import DESK, PHONE, ArriveAs, faults_of, speak
from tests.integration.disclosure.requests_cast import placed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("DONGTHUAN_SHOTS", "")
MONDAY = datetime(2026, 3, 2, 2, tzinfo=UTC)  # under the law of 2016, whose limits are known
NAME, NUMBER = "Nguyễn Thị Hồng Vân", "001088012345"
ASK, FOLLOW = "/cong/yeu-cau-thong-tin/", "/cong/yeu-cau-thong-tin/theo-doi/"


@pytest.fixture(autouse=True)
def _that_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time goes on from a Monday, ten times as fast, so that nobody waits for a form to be read."""
    began = time.monotonic()
    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(seconds=10 * (time.monotonic() - began)))


@pytest.fixture
def agency(system: Officer) -> Unit:
    """The contact point."""
    return Unit.objects.get(parent=None)


def word_file() -> bytes:
    """Return a list of projects that names a person."""
    document, out = Document(), io.BytesIO()
    document.add_paragraph(f"Chủ nhiệm: {NAME}, CCCD {NUMBER}.")
    document.add_paragraph("Kinh phí: 120 triệu đồng.")
    document.save(out)
    return out.getvalue()


def look(page: Page, name: str) -> None:
    """Let axe look at the page, and keep a picture where one is wanted."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
    assert faults_of(page) == [], name


def fill(page: Page, form: str, told: dict[str, str]) -> None:
    """Fill the form whose address ends so, open or folded up, and send it."""
    box = page.locator(form)
    box.evaluate("one => one.closest('details')?.setAttribute('open', '')")
    for name, words in told.items():
        field = box.locator(f'[name="{name}"]').first
        kind = field.evaluate("one => one.tagName + one.type")
        if kind == "SELECTselect-one":
            field.select_option(words)
        elif kind == "INPUTcheckbox":
            box.locator(f'[name="{name}"][value="{words}"]').check()
        else:
            field.fill(words)
    box.get_by_role("button").last.click()
    page.wait_for_load_state()


def step(page: Page, slug: str, **told: str) -> None:
    """Take one step on the page of a request or a redaction."""
    fill(page, f'form[action$="/{slug}/"]', told)
    assert page.locator(".invalid-feedback, .errorlist").count() == 0, page.content()


def ask(page: Page, words: str) -> str:
    """Ask for information as a citizen does, and return the tracking code."""
    page.goto(ASK)
    look(page, f"ask-1-{page.viewport_size['width']}")  # type: ignore[index]  # a size was set
    page.locator('[name="q"]').fill(words)
    page.get_by_role("button").first.click()
    page.wait_for_timeout(500)  # read at ten times the speed: five seconds
    look(page, f"ask-2-{page.viewport_size['width']}")  # type: ignore[index]  # as above
    told = {"requester_name": "Lý Thị Dân", "email": "dan@vi-du.example", "form_wanted": "by_portal"}
    page.locator('[name="consent"]').check()
    fill(page, 'form[enctype="multipart/form-data"]', told)
    look(page, f"ask-3-{page.viewport_size['width']}")  # type: ignore[index]  # as above
    return page.locator(".public-code").inner_text()


def follow(page: Page, code: str, name: str) -> None:
    """Open the page of a code."""
    page.goto(FOLLOW)
    page.locator('[name="code"]').fill(code)
    page.locator("main").get_by_role("button").click()
    page.wait_for_load_state()
    look(page, f"{name}-{page.viewport_size['width']}")  # type: ignore[index]  # as above


def test_from_the_question_to_the_figures(
    agency: Unit, system: Officer, arrive_as: ArriveAs, context: Callable[[], BrowserContext], tmp_path: Path
) -> None:
    desk = placed("dau-moi", Role.INFORMATION_OFFICER, agency, system)
    second = placed("dau-moi-2", Role.INFORMATION_OFFICER, agency, system)
    citizen = context().new_page()
    code = ask(citizen, "Danh mục nhiệm vụ khoa học năm 2025")
    row = InformationRequest.objects.get()
    officer, other = arrive_as(desk, row.get_absolute_url()), arrive_as(second, row.get_absolute_url())
    complete(officer, citizen, row, code)
    classify(officer, other, row)
    redact(officer, other, row, tmp_path)
    step(officer, "chuan-bi")
    give(officer, tmp_path / "che.docx")
    follow(citizen, code, "follow-4")
    with citizen.expect_download() as kept:
        citizen.get_by_role("button", name="che.docx").click()
    delivered = Path(kept.value.path()).read_bytes()
    assert found_in(delivered, "docx", [NAME, NUMBER]) == []
    assert "Kinh phí" in "\n".join(one.text for one in Document(io.BytesIO(delivered)).paragraphs)
    for name, path in {
        "figures": "yeu-cau/so-lieu/",
        "papers": f"giay/{row.pk}/",
        "periodic": "giay/bao-cao-dinh-ky/",
        "summary": f"yeu-cau/{row.pk}/cong-khai/",
        "notices": "danh-muc/phan-anh/",
    }.items():
        officer.goto(f"/tiep-can-thong-tin/{path}")
        look(officer, name)


def complete(officer: Page, citizen: Page, row: InformationRequest, code: str) -> None:
    """Guide the citizen to what is missing, take it in, let the limit run, and extend it."""
    look(officer, "desk-1")
    step(officer, "huong-dan")
    follow(citizen, code, "follow-1")
    added = {"address": "Số 1 phố Ví dụ, Hà Nội", "identity_number": NUMBER, "reason": "Nghiên cứu"}
    fill(citizen, 'form[enctype="multipart/form-data"]', added)
    look(citizen, "follow-2")
    officer.goto(row.get_absolute_url())
    step(officer, "hop-le", complexity="complex")
    step(officer, "gia-han", amount="5", reason="Phải tập hợp từ nhiều đơn vị")
    follow(citizen, code, "follow-3")


def classify(officer: Page, other: Page, row: InformationRequest) -> None:
    """Say which part may not be given, and have it checked by another."""
    told = {"openness": "partly", "restrictions": "personal-secret", "parts": "Họ tên, số căn cước"}
    step(officer, "phan-loai", **told)
    other.goto(row.get_absolute_url())
    step(other, "kiem-tra", is_agreed="1")


def redact(officer: Page, other: Page, row: InformationRequest, folder: Path) -> None:
    """Mark the person's name and number in a file, have it confirmed, and keep the copy."""
    officer.goto(f"/tiep-can-thong-tin/che/yeu-cau/{row.pk}/")
    look(officer, "redactions")
    officer.locator('[name="file"]').set_input_files(
        {"name": "danh muc.docx", "mimeType": "application/octet-stream", "buffer": word_file()}
    )
    officer.locator("form:has([name='file']) button").click()
    told = {"found": NUMBER, "passages": NAME, "restriction": "personal-secret", "reason": "Bí mật đời tư"}
    fill(officer, "form:has([name='passages'])", told)
    look(officer, "redaction-1")
    step(officer, "de-nghi")
    other.goto(officer.url)
    step(other, "xac-nhan")
    look(other, "redaction-2")
    officer.goto(other.url)
    with officer.expect_download() as kept:
        officer.locator("a[href$='/ban-che/']").click()
    kept.value.save_as(folder / "che.docx")
    officer.goto(row.get_absolute_url())


def give(officer: Page, file: Path) -> None:
    """Give the copy, and say what is withheld on which ground."""
    officer.locator('form[action$="/cung-cap/"] [name="attached"]').set_input_files(file)
    told = {"given_words": "Danh mục nhiệm vụ", "form": "by_portal", "withheld": "Họ tên, số căn cước"}
    step(officer, "cung-cap", **told, restriction="personal-secret", why="Bí mật đời tư")


def test_in_english_on_a_phone(system: Officer, context: Callable[[], BrowserContext]) -> None:
    page = context().new_page()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # Playwright types it as its own mapping
    page.goto(ASK)
    speak(page, "en")
    code = ask(page, "List of research projects of 2025")
    follow(page, code, "follow")
    assert "Your request has arrived." in page.inner_text("main")
    with page.expect_download() as kept:
        page.get_by_role("button", name="Receipt").click()
    assert Path(kept.value.path()).read_bytes().startswith(b"%PDF")
    for name in ("bao-sai", "da-tra-loi"):
        page.goto(f"/cong/tiep-can-thong-tin/{name}/")
        look(page, name)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]  # as above
