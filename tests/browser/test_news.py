"""From a figure to its items, to one item, to a corrected label and back; search, filters, sheet, stories."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dongthuan.apps.common.roles import Role
from dongthuan.apps.monitoring.lifecycle import Origin, Polarity
from tests.browser.conftest import PHONE, Arrival
from tests.integration.monitoring.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def negatives(page: Page) -> str:
    """Return how many unfavourable items the overview counts, in its own words."""
    page.goto("/giam-sat/?period=24h")
    expect(page.locator(".chart-canvas canvas").first).to_be_visible()
    return page.locator(".tile", has_text="Tiêu cực").locator(".tile-note").inner_text()


def test_a_leader_corrects_a_label_in_two_clicks_and_the_counts_follow(
    arrive: Arrival, newsroom: Newsroom
) -> None:
    page = arrive(Role.LEADER, "/lanh-dao/")
    page.get_by_role("link", name="Bão số 0 gây thiệt hại").click()
    here = page.url
    page.locator("summary", has_text="Sửa hoặc xác nhận").click()
    page.locator("button[name=polarity][value=neutral]").click()
    expect(page.get_by_text("Người xác nhận: Nguyễn Văn Minh")).to_be_visible()
    item = newsroom.everything.mentions.get(item__title="Bão số 0 gây thiệt hại").item
    assert (item.polarity, item.polarity_origin) == (Polarity.NEUTRAL, Origin.HUMAN)
    assert negatives(page) == "2 tin"
    page.goto(here)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đây là nhãn máy đoán")).to_be_visible()
    assert negatives(page) == "3 tin"


def test_from_a_figure_through_the_search_to_an_item_and_back(arrive: Arrival, newsroom: Newsroom) -> None:
    page = arrive(Role.UNIT_OFFICER, "/giam-sat/?period=24h")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    page.locator(".tile", has_text="Tiêu cực").get_by_role("link").click()
    expect(page.get_by_role("heading", name="3 tin")).to_be_visible()
    for typed, found in (
        ("bảo số", "Không có tin nào chứa các từ này"),
        ("Bão số 0", "1 tin"),
        ("bao so", "3 tin"),
    ):
        page.get_by_label("Từ cần tìm").fill(typed)
        page.get_by_label("Từ cần tìm").press("Enter")
        expect(page.locator("#items-result").get_by_text(found, exact=True)).to_be_visible()
    page.get_by_role("link", name="Bão số 1 gây thiệt hại").click()
    expect(page.get_by_role("heading", level=1, name="Bão số 1 gây thiệt hại")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="3 tin")).to_be_visible()
    expect(page.get_by_label("Từ cần tìm")).to_have_value("bao so")


def test_a_filtered_list_is_taken_along_as_a_sheet(
    arrive: Arrival, newsroom: Newsroom, tmp_path: Path
) -> None:
    page = arrive(Role.COORDINATOR, "/giam-sat/tin/")
    expect(page.get_by_role("heading", name="5 tin")).to_be_visible()
    page.get_by_label("Sắc thái").select_option("positive")
    expect(page.get_by_role("heading", name="2 tin")).to_be_visible()
    assert "polarity=positive" in page.url
    with page.expect_download() as given:
        page.get_by_role("link", name="CSV").click()
    given.value.save_as(tmp_path / "tin.csv")
    rows = list(csv.reader((tmp_path / "tin.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 3
    assert any("Trao giải thưởng khoa học" in cell for cell in rows[1])


def test_a_story_is_retitled_merged_and_both_taken_back(arrive: Arrival, newsroom: Newsroom) -> None:
    newsroom.story("Trao giải cho nhà khoa học nữ", outlet="Báo B")
    page = arrive(Role.COORDINATOR, "/giam-sat/chum-tin/")
    page.get_by_role("link", name="Giải thưởng khoa học").first.click()
    page.get_by_role("button", name="Sửa tiêu đề").click()
    page.locator("#story-title input[name=title]").fill("Giải thưởng năm nay")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", level=1, name="Giải thưởng năm nay")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_role("heading", level=1, name="Giải thưởng khoa học")).to_be_visible()
    page.get_by_role("link", name="Gộp chùm tin khác").click()
    page.get_by_label("Từ có trong các tin của chùm tin kia").fill("khoa hoc nu")
    page.get_by_role("button", name="Gộp", exact=True).click()
    expect(page.get_by_role("link", name="Trao giải cho nhà khoa học nữ").first).to_be_visible()
    assert newsroom.everything.mentions.filter(item__story__title="Giải thưởng khoa học").count() == 3
    page.get_by_role("button", name="Hoàn tác").first.click()
    expect(page.get_by_text("đã hoàn tác").first).to_be_visible()
    assert newsroom.everything.mentions.filter(item__story__title="Giải thưởng khoa học").count() == 2


def test_the_keys_walk_the_stories(arrive: Arrival, newsroom: Newsroom) -> None:
    page = arrive(Role.LEADER, "/giam-sat/chum-tin/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Giải thưởng khoa học")).to_be_visible()
