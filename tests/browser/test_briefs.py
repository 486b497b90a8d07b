"""The brief of a day from one click to the signed-ready document, with two pairs of eyes."""

from pathlib import Path

import docx
import pypdf
import pytest
from playwright.sync_api import Page, expect

from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from tests.browser.conftest import Arrival, faults_of
from tests.integration.monitoring.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SUMMARY = "Ba xã báo mất điện; Văn phòng đã cử người xuống."


def taken(page: Page, form: str, place: Path) -> Path:
    """Return the document as it was downloaded."""
    with page.expect_download() as given:
        page.get_by_role("link", name=form, exact=True).click()
    given.value.save_as(place / f"diem-bao.{form.lower()}")
    return place / f"diem-bao.{form.lower()}"


def test_a_brief_is_compiled_edited_and_approved_by_another(
    arrive: Arrival, newsroom: Newsroom, tmp_path: Path
) -> None:
    item = newsroom.everything.mentions.get(item__title="Bão số 0 gây thiệt hại").item
    page = arrive(Role.COORDINATOR, "/giam-sat/diem-bao/")
    page.get_by_label("Ngày").fill(clock.local_day(item.published_at).isoformat())
    page.get_by_role("button", name="Tổng hợp điểm báo").click()
    entry = page.locator("li", has=page.get_by_role("link", name=item.title))
    entry.get_by_role("link", name="Sửa").click()
    page.get_by_label("Tóm tắt").fill(SUMMARY)
    page.get_by_label("Đơn vị").select_option(label="Cơ quan thử")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text(SUMMARY).first).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("button", name="Trình duyệt").click()
    expect(page.get_by_text("chưa có đơn vị").first).to_be_visible()
    for number in (1, 2):
        other = page.locator("li", has=page.get_by_role("link", name=f"Bão số {number} gây thiệt hại"))
        other.get_by_role("button", name="Bỏ ra").click()
    page.get_by_role("button", name="Trình duyệt").click()
    expect(page.get_by_text("Bản điểm báo đang chờ người khác duyệt.")).to_be_visible()
    expect(page.get_by_role("button", name="Duyệt", exact=True)).to_have_count(0)

    leader = arrive(Role.LEADER)
    leader.get_by_role("note").get_by_role("link").click()
    leader.get_by_role("button", name="Duyệt", exact=True).click()
    expect(leader.locator(".head-lead")).to_contain_text("Nguyễn Văn Minh")
    written = docx.Document(str(taken(leader, "DOCX", tmp_path)))
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(taken(leader, "PDF", tmp_path)).pages)
    said = "".join(written.element.body.itertext())
    assert SUMMARY in said
    assert "đề xuất xử lý" in said.casefold()
    assert "Bão số 0 gây thiệt hại" in " ".join(printed.split())
