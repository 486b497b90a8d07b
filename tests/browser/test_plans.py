"""A directive from its file to a draft plan; a classified one is turned away at the door."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dongthuan.apps.common.roles import Role
from dongthuan.apps.plans.lifecycle import State
from dongthuan.apps.plans.models.directives import Directive, Plan
from tests.browser.conftest import Arrival, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOCUMENT = Path(__file__).parents[1] / "unit/analysis/directive/documents/vien-han-lam.txt"
SECRET = "MẬT\nBỘ THỬ NGHIỆM\nSố: 1/KH-BTN\n\nKẾ HOẠCH\n\n1. Giao Văn phòng thực hiện.\n"


def test_a_directive_becomes_a_draft_plan(arrive: Arrival, tmp_path: Path) -> None:
    secret = tmp_path / "mat.txt"
    secret.write_text(SECRET, encoding="utf-8")
    page = arrive(Role.COORDINATOR, "/ke-hoach/")
    page.get_by_role("link", name="Đọc văn bản chỉ đạo").first.click()
    page.get_by_label("Chỉ thị hoặc kế hoạch").set_input_files(secret)
    page.get_by_label("Cho đơn vị").select_option(label="Cơ quan thử")
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.locator(".field-errors")).to_contain_text(re.compile("mật", re.IGNORECASE))
    assert faults_of(page) == []
    assert not Directive.objects.exists()
    page.get_by_label("Chỉ thị hoặc kế hoạch").set_input_files(DOCUMENT)
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.get_by_role("heading", name="Nhiệm vụ nêu trong văn bản (9)")).to_be_visible()
    expect(page.get_by_text("Số thứ tự 6 bị dùng hai lần")).to_be_visible()
    first = page.locator("#duty-ii1")
    first.get_by_role("link", name="Sửa").click()
    page.get_by_label("Đơn vị chủ trì, thực hiện").fill("Văn phòng\nViện Hải dương học")
    page.get_by_role("button", name="Lưu").click()
    expect(first.get_by_text("Viện Hải dương học")).to_be_visible()
    expect(first.get_by_text("người xác nhận")).to_be_visible()
    page.get_by_role("button", name="Lưu thành dự thảo kế hoạch").click()
    expect(page.get_by_text("Đã lưu thành dự thảo kế hoạch.")).to_be_visible()
    assert Plan.objects.get().state == State.DRAFT
