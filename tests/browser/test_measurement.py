"""A campaign from its objectives to its lesson, by clicking."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Role
from dongthuan.apps.measurement.models.campaigns import Campaign
from tests.browser.conftest import Arrival, faults_at, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_objectives_to_the_lesson(system: Officer, arrive: Arrival) -> None:
    page = arrive(Role.COORDINATOR, "/do-luong/")
    expect(page.get_by_text("Chưa có chiến dịch nào được đo")).to_be_visible()
    page.get_by_role("link", name="Lập chiến dịch").first.click()
    assert faults_of(page) == []
    page.locator("[name=title]").fill("Báo tin động đất")
    page.locator("[name=start_on]").fill(str(system.day))
    page.locator("[name=end_on]").fill(str(system.day + timedelta(days=20)))
    page.locator("[name=unit]").select_option(index=1)
    page.get_by_role("button", name="Lưu").click()
    there = Campaign.objects.get().get_absolute_url()
    wanted = {"statement": "Giá trị quy đổi quảng cáo", "baseline": "20", "target": "60"}
    take(page, "muc-tieu", wanted | {"baseline_source": "Khảo sát"})
    expect(page.get_by_text("Nguyên tắc Barcelona")).to_be_visible()
    page.locator("[name=statement]").fill("Người dân biết báo tin")
    page.locator("form[action$='muc-tieu/'] button").click()
    take(page, "bat-dau", {})
    take(page, "ket-qua", {"value": "72,5", "source": "Khảo sát lần hai"})
    expect(page.get_by_text("72,5")).to_be_visible()
    assert faults_at(page, there) == []
    page.goto(there)
    take(page, "dong", {"lesson": "Tranh được nhớ lâu hơn.", "next_time": "Làm tranh trước."})
    expect(page.get_by_text("Tranh được nhớ lâu hơn.")).to_be_visible()
    assert faults_at(page, "/do-luong/") == []


def take(page: Page, slug: str, filled: dict[str, str]) -> None:
    """Open a step, fill it in and take it."""
    form = page.locator(f"form[action$='/{slug}/']")
    if filled:
        page.locator("details", has=form).locator("summary").click()
    if slug == "ket-qua":
        form.locator("[name=objective]").select_option(index=1)
    for name, words in filled.items():
        form.locator(f"[name={name}]").fill(words)
    form.get_by_role("button").click()
    page.wait_for_load_state()
