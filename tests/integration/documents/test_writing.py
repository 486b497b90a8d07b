"""Writing on the page: tables and annexes typed over, odd words, long texts, what a browser may send."""

import io
import unicodedata

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.queries.contents import content_of
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.official import Annex, Paragraph, Table
from tests.integration.documents.conftest import NOON, Maker
from tests.integration.documents.test_views import signed_in, typed

TABLE = Table(("TT", "Việc"), (("1", "Họp"),), caption="Việc")
LIST = Annex("Danh mục", (TABLE,), is_landscape=True)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the day of the cast (the clock is outside the house)."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def desk(coordinator: Officer) -> Client:
    """The coordinator at the desk."""
    return signed_in(coordinator)


def save(desk: Client, document: OfficialDocument, **given: object) -> HttpResponse:
    """Send the edit page as the browser does: all fields as they stand, some of them typed over."""
    address = reverse("documents:edit", args=[document.pk])
    form = desk.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    for part in form.annex_forms:
        sent |= {part[name].html_name: part[name].value() for name in part.fields}
    sent = {name: value for name, value in (sent | given).items() if value not in (None, False)}
    return desk.post(address, sent)


def test_saving_without_a_change_changes_nothing(desk: Client, draw_up: Maker) -> None:
    document = draw_up(body=(Paragraph("Nội dung."), TABLE), annexes=(LIST, Annex("Hai", (Paragraph("x"),))))
    before = content_of(document)
    assert save(desk, document).status_code == 302
    assert content_of(OfficialDocument.objects.get(pk=document.pk)) == before


def test_a_cell_an_annex_and_one_more_are_typed(desk: Client, draw_up: Maker) -> None:
    document = draw_up(annexes=(LIST,))
    more = {"annex-1-body": "[Bảng 1: Việc]\n| TT | Việc |\n| 1 | Họp báo |", "annex-2-title": "Phân công"}
    assert save(desk, document, **more | {"annex-2-body": "Mỗi đơn vị một người."}).status_code == 302
    first, second = content_of(OfficialDocument.objects.get(pk=document.pk)).annexes
    assert first == Annex("Danh mục", (Table(("TT", "Việc"), (("1", "Họp báo"),), caption="Việc"),), True)
    assert second == Annex("Phân công", (Paragraph("Mỗi đơn vị một người."),))


def test_an_annex_is_left_out_only_on_purpose(desk: Client, draw_up: Maker) -> None:
    document = draw_up(annexes=(LIST,))
    emptied = {"annex-1-title": "", "annex-1-body": ""}
    assert save(desk, document, **emptied).status_code == 400
    assert save(desk, document, **emptied | {"annex-1-drop_tables": "on"}).status_code == 302
    assert OfficialDocument.objects.get(pk=document.pk).annexes == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"annex-2-body": "Có chữ"}, "Nhập tên phụ lục"),
        ({"annex-2-title": "Có tên"}, "Nhập nội dung hoặc bảng"),
        ({"annex-1-body": "| a |\n| b | c |"}, "có 2 ô"),
        ({"body": "[Bảng 7: gì]"}, "bảng 7"),
        ({"body": "[Bảng: gì]"}, "chưa có hàng nào"),
        ({"annex-1-title": "MẬT", "annex-1-body": "[Bảng 1: Việc]"}, "MẬT"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    given: dict[str, str], said: str, desk: Client, draw_up: Maker
) -> None:
    document = draw_up(annexes=(LIST,))
    answer = save(desk, document, **given)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert said in page
    assert all(value.splitlines()[0] in page for value in given.values())
    assert OfficialDocument.objects.get(pk=document.pk).version == 1


def test_a_browser_that_sends_no_annexes_loses_none(desk: Client, draw_up: Maker, agency: Unit) -> None:
    document = draw_up(unit=agency, annexes=(LIST,))
    address = reverse("documents:edit", args=[document.pk])
    assert desk.post(address, typed(agency, version=1)).status_code == 302
    assert content_of(OfficialDocument.objects.get(pk=document.pk)).annexes == (LIST,)


def test_annexes_typed_survive_a_conflict(desk: Client, draw_up: Maker, agency: Unit) -> None:
    document = draw_up(unit=agency, annexes=(LIST,))
    address = reverse("documents:edit", args=[document.pk])
    desk.post(address, typed(agency, version=1, **{"annex-1-title": "", "annex-1-drop_tables": "on"}))
    late = typed(agency, version=1, **{"annex-1-title": "Danh mục mới", "annex-1-body": "Chữ"})
    answer = desk.post(address, late | {"annex-2-title": "Thứ hai", "annex-2-body": "Chữ hai"})
    assert answer.status_code == 409
    assert all(words in answer.content.decode() for words in ("Danh mục mới", "Thứ hai", "Chữ hai"))


def test_a_new_document_with_an_annex(desk: Client, agency: Unit) -> None:
    annex = {"annex-1-title": "Danh mục", "annex-1-body": "| TT | Việc |\n| 1 | Họp |"}
    assert desk.post(reverse("documents:add"), typed(agency, **annex)).status_code == 302
    assert OfficialDocument.objects.get().annexes[0]["blocks"][0]["rows"] == [["1", "Họp"]]


def test_the_most_annexes_are_kept_and_no_more_offered(desk: Client, draw_up: Maker) -> None:
    document = draw_up(annexes=[Annex(f"Số {n}", (Paragraph("x"),)) for n in range(1, 21)])
    assert save(desk, document).status_code == 302
    assert len(OfficialDocument.objects.get(pk=document.pk).annexes) == 20


ODD = [
    '"; filename="x.exe',
    "a\r\nSet-Cookie: x=1",
    "../../etc/passwd",
    "Kế hoạch 😱 năm 2027",
    "日本",
    "x" * 1_900,
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("subject", ODD)
def test_odd_subjects_make_plain_file_names(subject: str, desk: Client, draw_up: Maker) -> None:
    document = draw_up(subject=subject)
    for form in ("docx", "pdf"):
        answer = desk.get(reverse("documents:file", args=[document.pk, form]))
        assert answer.status_code == 200
        name = answer["Content-Disposition"].removeprefix('attachment; filename="').removesuffix('"')
        assert name.endswith(f".{form}")
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")
        assert len(name) < 120
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("form", ["exe", "DOCX", "pdf.exe", "..", "%0d%0a"])
def test_other_forms_are_not_found(form: str, desk: Client, draw_up: Maker) -> None:
    address = reverse("documents:file", args=[draw_up().pk, "pdf"]).replace("/pdf/", f"/{form}/")
    assert desk.get(address).status_code == 404


HOSTILE = (
    '<img src=x onerror=alert(1)> "quotes" & </article><script>alert(1)</script> {{ 7*7 }} {% x %} #import'
)


def test_words_of_strangers_stay_words_everywhere(desk: Client, draw_up: Maker) -> None:
    table = Table((HOSTILE, "b"), ((HOSTILE, "c"),), caption=HOSTILE)
    document = draw_up(
        subject=HOSTILE,
        body=(Paragraph(HOSTILE), table),
        addressees=(HOSTILE,),
        annexes=(Annex(HOSTILE, (table,)),),
    )
    page = desk.get(reverse("documents:document", args=[document.pk])).content.decode()
    edit = desk.get(reverse("documents:edit", args=[document.pk])).content.decode()
    for shown in (page, edit):
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
    assert "{{ 7*7 }}" in page


def test_letters_of_any_make_become_one_and_emoji_stop_nothing(desk: Client, agency: Unit) -> None:
    loose = unicodedata.normalize("NFD", "Viện Hàn lâm ban hành 😱 kế hoạch\u202e")
    given = typed(agency, subject=loose, body=loose + "\x00")
    assert desk.post(reverse("documents:add"), given).status_code == 302
    document = OfficialDocument.objects.get()
    assert document.subject == "Viện Hàn lâm ban hành 😱 kế hoạch"
    assert document.body == [
        {"block": "paragraph", "words": "Viện Hàn lâm ban hành 😱 kế hoạch", "is_basis": False}
    ]
    pdf = desk.get(reverse("documents:file", args=[document.pk, "pdf"])).content
    assert "Viện Hàn lâm ban hành" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_a_hundred_thousand_letters_are_kept_whole(desk: Client, agency: Unit) -> None:
    line = "Nâng cao nhận thức của người đứng đầu các đơn vị về truyền thông chính sách. "
    body = "\n".join([line * 10] * 130)
    assert len(body) > 100_000
    assert desk.post(reverse("documents:add"), typed(agency, body=body)).status_code == 302
    document = OfficialDocument.objects.get()
    assert sum(len(block["words"]) for block in document.body) > 99_000
    word = desk.get(reverse("documents:file", args=[document.pk, "docx"])).content
    assert sum(len(one.text) for one in Document(io.BytesIO(word)).paragraphs) > 99_000
    assert desk.get(reverse("documents:document", args=[document.pk])).status_code == 200


def test_a_text_beyond_the_bound_is_refused_in_words(desk: Client, agency: Unit) -> None:
    answer = desk.post(reverse("documents:add"), typed(agency, body="x" * 1_000_001))
    assert answer.status_code == 400
    assert not OfficialDocument.objects.exists()


@pytest.mark.parametrize("version", ["9223372036854775808", "-1", "1e9", "٣", ""])
def test_odd_versions_save_nothing(version: str, desk: Client, draw_up: Maker, agency: Unit) -> None:
    document = draw_up(unit=agency)
    address = reverse("documents:edit", args=[document.pk])
    assert desk.post(address, typed(agency, subject="Khác", version=version)).status_code in (400, 409)
    assert OfficialDocument.objects.get(pk=document.pk).subject == document.subject


def test_the_list_as_a_workbook(desk: Client, signed: OfficialDocument, draw_up: Maker) -> None:
    draw_up(subject="=cmd|' /C calc'!A0")
    answer = desk.get(reverse("documents:list-sheet"))
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert len(rows) == 3
    assert signed.symbol in [row[1] for row in rows]
    cells = [cell for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    only = desk.get(reverse("documents:list-sheet") + "?state=signed")
    assert len(list(load_workbook(io.BytesIO(only.content)).active.iter_rows())) == 2


def test_the_workbook_holds_what_its_reader_may_see(
    draw_up: Maker, institute: Unit, unit_officer: Officer
) -> None:
    draw_up(unit=institute)
    answer = signed_in(unit_officer).get(reverse("documents:list-sheet"))
    assert len(list(load_workbook(io.BytesIO(answer.content)).active.iter_rows())) == 1


def test_an_outline_left_unfilled_is_pointed_at(desk: Client, draw_up: Maker) -> None:
    said = "còn chỗ trống"
    for body, is_said in (("Căn cứ …;", True), ("Địa điểm: ...", True), ("Các bộ, ngành… đã gửi.", False)):
        document = draw_up(body=(Paragraph(body),))
        page = desk.get(reverse("documents:document", args=[document.pk])).content.decode()
        assert (said in page) is is_said
