"""The frame as Django writes it: language, outsiders, errors, the content policy."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.integration.common.kitchen")]
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def signed_in(client: Client) -> Client:
    """A client with somebody signed in."""
    officer = Officer.objects.create_user("binh", password="x", full_name="Nguyễn Thị Bình")
    client.force_login(officer.on(date(2026, 11, 23)))
    return client


def test_the_page_is_vietnamese_until_one_asks_for_english(signed_in: Client) -> None:
    assert '<html lang="vi">' in signed_in.get("/monitoring/items/").content.decode()
    signed_in.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = signed_in.get("/monitoring/items/").content.decode()
    assert '<html lang="en">' in page
    assert "Sign out" in page


def test_the_current_page_is_marked_in_the_navigation(signed_in: Client) -> None:
    page = signed_in.get("/monitoring/items/").content.decode()
    assert re.findall(r'<a href="([^"]+)" aria-current="page">', page) == ["/monitoring/items/"]


def test_an_outsider_sees_no_navigation(client: Client) -> None:
    page = client.get("/tai-khoan/login/").content.decode()
    assert "side-section" not in page
    assert "Đăng nhập" in page


def test_going_on_keeps_the_filters(signed_in: Client) -> None:
    page = signed_in.get("/monitoring/items/?q=đất&polarity=negative&page=old").content.decode()
    assert "?q=%C4%91%E1%BA%A5t&amp;polarity=negative&amp;page=b" in page


@pytest.mark.parametrize(("path", "code"), [("/bep/404/", 404), ("/bep/403/", 403)])
def test_errors_are_said_in_vietnamese_with_a_way_on(client: Client, path: str, code: int) -> None:
    answer = client.get(path)
    assert answer.status_code == code
    assert "Về trang đầu" in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_worst_errors_need_no_request(name: str) -> None:
    assert "Về trang đầu" in render_to_string(name)


def test_no_template_writes_what_the_content_policy_refuses() -> None:
    data = r'\btype="application/json"'  # is read, never run
    script = rf"<script(?![^>]*(?:\bsrc=|{data}))"
    refused = re.compile(rf"{script}|<style|\sstyle=|\son[a-z]+=|hx-on|https?://", re.IGNORECASE)
    for template in (ROOT / "dongthuan").rglob("templates/**/*.html"):
        found = refused.search(template.read_text("utf-8"))
        assert found is None, f"{template}: {found}"


@pytest.mark.urls("dongthuan.config.urls")
def test_an_outsider_can_choose_the_language_before_signing_in(client: Client) -> None:
    client.post(reverse("set_language"), {"language": "en", "next": "/tai-khoan/login/"})
    assert "Sign in" in client.get("/tai-khoan/login/").content.decode()
