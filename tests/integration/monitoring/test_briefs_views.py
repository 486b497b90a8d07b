"""The pages of the brief: from one click to the approved document, and what happens when two save at once."""

import io
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.monitoring.models.briefs import Brief
from dongthuan.apps.monitoring.operations.briefs import compile_brief
from dongthuan.config.cli import BadInput
from dongthuan.config.commands import brief as command
from tests.integration.monitoring.briefing import DAY, News, add_officer

EVENING = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the evening of the day (the clock is outside the house)."""
    monkeypatch.setattr(clock, "now", lambda: EVENING)


@pytest.fixture
def news(system: Officer, today: None) -> News:
    """A day of invented news."""
    return News()


@pytest.fixture
def leader(system: Officer) -> Officer:
    """Approves."""
    return add_officer(Role.LEADER, "lanh-dao", "Nguyễn Minh Họa", "Chánh Văn phòng")


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def desk(unit_officer: Officer) -> Client:
    """The unit officer's browser."""
    return signed_in(unit_officer)


@pytest.fixture
def brief(news: News, unit_officer: Officer) -> Brief:
    """The compiled brief."""
    return compile_brief(day=DAY, by=unit_officer, at=EVENING)


def page(client: Client, brief: Brief) -> str:
    answer = client.get(reverse("monitoring:brief", args=[brief.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_click_compiles(news: News, desk: Client) -> None:
    answer = desk.post(reverse("monitoring:brief-compile"), {"day": DAY.isoformat()}, follow=True)
    assert answer.status_code == 200
    told = answer.content.decode()
    assert "Dân phản ánh Viện gây ồn" in told
    assert "Viện Thử nghiệm" in told
    assert 'style="' not in told


def test_every_figure_opens_its_items(brief: Brief, desk: Client) -> None:
    told = page(desk, brief).replace("&amp;", "&")
    links = set(re.findall(r'href="(/[^"]*tin/\?[^"]*polarity=negative[^"]*)"', told))
    assert len(links) == 1
    listed = desk.get(links.pop())
    assert listed.context["tally"].count == 2


def test_the_way_from_draft_to_document(brief: Brief, desk: Client, leader: Officer) -> None:
    desk.post(reverse("monitoring:brief-submit", args=[brief.pk]), {"version": brief.version})
    chief = signed_in(leader)
    told = page(chief, brief)
    given = dict(re.findall(r'name="(version|content_hash)" value="(\w+)"', told))
    chief.post(reverse("monitoring:brief-approve", args=[brief.pk]), given)
    brief.refresh_from_db()
    assert brief.state == "approved"
    assert "Nguyễn Minh Họa" in page(desk, brief)
    answer = desk.get(reverse("monitoring:brief-document", args=[brief.pk, "docx"]))
    assert answer["Content-Disposition"] == 'attachment; filename="diem-bao-2026-03-02.docx"'
    assert "DỰ THẢO" not in Document(io.BytesIO(answer.content)).tables[0].rows[1].cells[0].text


@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_a_draft_is_named_so(brief: Brief, desk: Client, form: str) -> None:
    answer = desk.get(reverse("monitoring:brief-document", args=[brief.pk, form]))
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="du-thao-diem-bao-2026-03-02.{form}"'
    if form == "pdf":
        assert "DỰ THẢO" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


def test_an_unknown_form_is_not_found(brief: Brief, desk: Client) -> None:
    assert desk.get(reverse("monitoring:brief-document", args=[brief.pk, "exe"])).status_code == 404


def test_what_was_typed_survives_a_conflict(brief: Brief, desk: Client, news: News) -> None:
    entry = brief.entries.get(item__title="Viện mở cửa đón khách")
    address = reverse("monitoring:brief-entry", args=[brief.pk, entry.pk])
    typed = {
        "group": "II",
        "level": "none",
        "unit": news.institute.pk,
        "proposal": "",
        "version": brief.version,
    }
    assert desk.post(address, typed | {"summary": "Bản một."}).status_code == 302
    second = desk.post(address, typed | {"summary": "Bản hai."})
    assert second.status_code == 409
    told = second.content.decode()
    assert "Bản hai." in told
    assert "Bản một." in told
    brief.refresh_from_db()
    assert f'name="version" value="{brief.version}"' in told
    assert desk.post(address, typed | {"summary": "Bản hai.", "version": brief.version}).status_code == 302
    entry.refresh_from_db()
    assert entry.summary == "Bản hai."


def test_items_are_left_out_and_found_again(brief: Brief, desk: Client) -> None:
    entry = brief.entries.get(item__title="Viện mở cửa đón khách")
    desk.post(reverse("monitoring:brief-entry-drop", args=[brief.pk, entry.pk]), {"version": brief.version})
    told = page(desk, brief)
    assert reverse("monitoring:brief-entry-restore", args=[brief.pk, entry.pk]) in told


def test_the_list_shows_the_briefs_in_few_queries(
    brief: Brief, desk: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        answer = desk.get(reverse("monitoring:briefs"))
    assert "02/03/2026" in answer.content.decode()


def test_reading_needs_a_role_and_editing_the_right_one(brief: Brief, leader: Officer) -> None:
    outsider = signed_in(Officer.objects.create_user("nguoi-ngoai", full_name="Người ngoài"))
    assert outsider.get(reverse("monitoring:briefs")).status_code == 403
    assert outsider.get(reverse("monitoring:brief", args=[brief.pk])).status_code == 404
    entry = brief.entries.first()
    assert entry is not None
    address = reverse("monitoring:brief-entry", args=[brief.pk, entry.pk])
    assert signed_in(leader).get(address).status_code == 403
    assert Client().get(reverse("monitoring:briefs")).status_code == 302


def arguments(**given: object) -> object:
    return type("Arguments", (), given)()


def test_the_command_writes_a_document_and_stores_nothing(news: News, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(command, "now", lambda: EVENING)
    out = tmp_path / "a.docx"
    assert command.run(arguments(date="2026-03-02", out=str(out))) == 0
    assert len(Document(out).tables) >= 7
    assert not Brief.objects.exists()


BAD = [
    ({"date": "2/3/2026", "out": "a.docx"}, "2/3/2026"),
    ({"date": "2099-01-01", "out": "a.docx"}, "2099-01-01"),
    ({"date": None, "out": "a.txt"}, "a.txt"),
]


@pytest.mark.parametrize(("given", "words"), BAD)
def test_the_command_says_in_one_line_what_is_wrong(
    system: Officer, given: dict[str, object], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        command.run(arguments(**given))
