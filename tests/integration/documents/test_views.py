"""The pages of documents: from the empty form to the signed file, and what is refused in words."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.signing import sign, submit
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.official import Table
from tests.integration.documents.conftest import NOON, Maker


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the day of the cast (the clock is outside the house)."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def typed(unit: Unit, **given: object) -> dict[str, object]:
    return {
        "kind": "KH",
        "unit": unit.pk,
        "subject": "Kế hoạch tuần",
        "body": "I. MỤC ĐÍCH\nNội dung.",
    } | given


@pytest.mark.parametrize("name", ["list", "add", "authorities", "authority-add", "register"])
def test_each_page_opens_empty(name: str, agency: Unit, coordinator: Officer) -> None:
    assert signed_in(coordinator).get(reverse(f"documents:{name}")).status_code == 200


def test_an_authority_is_recorded_shown_and_ended(
    agency: Unit, leader: Officer, coordinator: Officer
) -> None:
    desk = signed_in(coordinator)
    given = {"officer": leader.pk, "unit": agency.pk, "capacity": "KT", "title": "Phó Chủ tịch"}
    given |= {"principal": "Chủ tịch", "start_on": "01/03/2026"}
    assert desk.post(reverse("documents:authority-add"), given).status_code == 302
    authority = SigningAuthority.objects.get()
    assert "KT. CHỦ TỊCH" in desk.get(reverse("documents:authorities")).content.decode()
    address = reverse("documents:authority", args=[authority.pk])
    assert "PHÓ CHỦ TỊCH" in desk.get(address).content.decode()
    desk.post(reverse("documents:authority-end", args=[authority.pk]), {"end_on": "2026-03-02"})
    assert desk.get(address).status_code == 200
    authority.refresh_from_db()
    assert authority.end_on is not None


def test_from_the_form_to_the_signed_file(
    agency: Unit, head: SigningAuthority, coordinator: Officer, leader: Officer
) -> None:
    desk, chief = signed_in(coordinator), signed_in(leader)
    assert desk.post(reverse("documents:add"), typed(agency)).status_code == 302
    document = OfficialDocument.objects.get()
    draft = desk.get(reverse("documents:file", args=[document.pk, "pdf"]))
    assert draft["Content-Disposition"] == 'attachment; filename="du-thao-KH-ke-hoach-tuan.pdf"'
    assert "DỰ THẢO" in PdfReader(io.BytesIO(draft.content)).pages[0].extract_text()
    desk.post(reverse("documents:submit", args=[document.pk]), {"version": 1})
    assert "1" in chief.get(reverse("documents:list") + "?mine=on").content.decode()
    chief.post(reverse("documents:sign", args=[document.pk]), {"version": 2, "authority": head.pk})
    document.refresh_from_db()
    assert document.symbol == "01/KH-VHL"
    page = desk.get(reverse("documents:document", args=[document.pk])).content.decode()
    assert "01/KH-VHL" in page
    assert 'style="' not in page
    answer = desk.get(reverse("documents:file", args=[document.pk, "docx"]))
    assert answer["Content-Disposition"] == 'attachment; filename="01-KH-VHL-2026-ke-hoach-tuan.docx"'
    sheet = desk.get(reverse("documents:register-sheet"))
    cells = [cell.value for row in load_workbook(io.BytesIO(sheet.content)).active.rows for cell in row]
    assert "01/KH-VHL" in cells


def test_without_authority_the_page_says_so(submitted: OfficialDocument, leader: Officer) -> None:
    answer = signed_in(leader).post(
        reverse("documents:sign", args=[submitted.pk]), {"version": 2, "authority": 1}, follow=True
    )
    assert "thẩm quyền ký đang hiệu lực" in answer.content.decode()


def test_what_was_typed_survives_a_conflict(draw_up: Maker, agency: Unit, coordinator: Officer) -> None:
    document = draw_up(unit=agency)
    desk, address = signed_in(coordinator), reverse("documents:edit", args=[document.pk])
    assert desk.post(address, typed(agency, subject="Bản một", version=1)).status_code == 302
    second = desk.post(address, typed(agency, subject="Bản hai", version=1))
    assert second.status_code == 409
    assert "Bản hai" in second.content.decode()
    assert desk.post(address, typed(agency, subject="Bản hai", version=2)).status_code == 302


def test_a_secret_mark_is_refused_and_nothing_kept(agency: Unit, coordinator: Officer) -> None:
    answer = signed_in(coordinator).post(reverse("documents:add"), typed(agency, body="TỐI MẬT\nNội dung"))
    assert answer.status_code == 400
    assert "TỐI MẬT" in answer.content.decode()
    assert not OfficialDocument.objects.exists()


def test_doors(draw_up: Maker, institute: Unit, unit_officer: Officer, outsider: Officer) -> None:
    document = draw_up(unit=institute)
    address = reverse("documents:document", args=[document.pk])
    assert Client().get(address).status_code == 302
    assert signed_in(unit_officer).get(address).status_code == 404
    assert signed_in(outsider).get(reverse("documents:register")).status_code == 403
    assert signed_in(outsider).get(reverse("documents:add")).status_code == 403


def test_words_find_without_marks(draw_up: Maker, coordinator: Officer) -> None:
    draw_up(subject="Tuần lễ khoa học")
    desk = signed_in(coordinator)
    assert "Tuần lễ khoa học" in desk.get(reverse("documents:list") + "?q=tuan+le").content.decode()
    assert "row-title" not in desk.get(reverse("documents:list") + "?q=khac").content.decode()


def test_the_list_asks_few_questions(
    draw_up: Maker, coordinator: Officer, django_assert_max_num_queries: object
) -> None:
    for n in range(8):
        draw_up(subject=f"Văn bản {n}")
    desk = signed_in(coordinator)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        desk.get(reverse("documents:list"))


def test_honey_in_a_table_is_no_secret_but_a_stamp_is(draw_up: Maker) -> None:
    assert draw_up(body=(Table(("TT", "Sản phẩm"), (("1", "mật"), ("2", "Mật"))),)).pk
    with pytest.raises(SecretMark):
        draw_up(body=(Table(("TT", "Sản phẩm"), (("1", "MẬT"),)),))


@pytest.mark.parametrize("name", ["register", "authorities"])
def test_the_other_lists_ask_few_questions(
    name: str,
    signed: OfficialDocument,
    draw_up: Maker,
    head: SigningAuthority,
    coordinator: Officer,
    leader: Officer,
    django_assert_max_num_queries: object,
) -> None:
    for n in range(5):
        more = draw_up(subject=f"Văn bản {n}")
        more = submit(document=more, version=1, by=coordinator, at=NOON)
        sign(document=more, authority=head, version=more.version, by=leader, at=NOON)
        head.pk = None
        head.save()
    desk = signed_in(coordinator)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert desk.get(reverse(f"documents:{name}")).content.count(b"row-title") == 6
