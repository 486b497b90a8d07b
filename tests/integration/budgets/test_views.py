"""The pages of money as officers use them."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.budgets.lifecycle import Control
from dongthuan.apps.budgets.models import Commitment, Line
from dongthuan.apps.common import clock
from tests.integration.budgets.conftest import Opener, promised
from tests.integration.conftest import DAY, NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def office(client: Client, coordinator: Officer) -> Client:
    """The coordinator at the browser."""
    client.force_login(coordinator)
    return client


def test_from_the_empty_year_to_the_paid_promise(office: Client, institute: object) -> None:
    assert "Chưa có dòng kinh phí nào" in office.get("/kinh-phi/").content.decode()
    line_form = {
        "year": 2026,
        "unit": institute.pk,  # type: ignore[attr-defined]
        "source": "Ngân sách nhà nước",
        "kind": "printing",
        "control": "stop",
    }
    office.post("/kinh-phi/moi/", line_form)
    line = Line.objects.get()
    page = f"/kinh-phi/{line.pk}/"
    office.post(f"{page}phan-bo/", {"amount_vnd": "20 triệu", "on": "02/03/2026", "ground": "QĐ 12"})
    answer = office.post(
        f"{page}cam-ket/", {"title": "In tờ gấp", "amount_vnd": "15.000.000", "committed_on": "01/03/2026"}
    )
    promise = Commitment.objects.get()
    assert answer.headers["Location"] == promise.get_absolute_url()
    office.post(
        f"{promise.get_absolute_url()}chi/", {"amount_vnd": "4.000.000", "on": "02/03/2026", "version": 1}
    )
    shown = office.get(page).content.decode()
    assert "Hai mươi triệu đồng" in shown
    assert "5.000.000 đ" in shown  # left
    assert "4.000.000" in shown


def test_what_is_refused_is_said_beside_what_was_typed(office: Client, line: Line) -> None:
    page = f"{line.get_absolute_url()}cam-ket/"
    answer = office.post(page, {"title": "In sách", "amount_vnd": "10.000.001", "committed_on": "01/03/2026"})
    said = answer.content.decode()
    assert answer.status_code == 400
    assert "Dòng chỉ còn 10.000.000" in said
    assert 'value="In sách"' in said
    answer = office.post(page, {"title": "In", "amount_vnd": "1.234.567,50 đ", "committed_on": "01/03/2026"})
    assert "phần lẻ" in answer.content.decode()
    assert not Commitment.objects.exists()


def test_another_unit_sees_nothing_of_it(client: Client, line: Line, unit_officer: Officer) -> None:
    Line.objects.update(source="Nguồn bí danh")
    client.force_login(unit_officer)
    assert "Nguồn bí danh" not in client.get("/kinh-phi/").content.decode()
    assert client.get(line.get_absolute_url()).status_code == 404
    assert client.get("/kinh-phi/moi/").status_code == 403


def test_the_same_rows_and_sums_as_a_workbook(office: Client, opened: Opener, coordinator: Officer) -> None:
    promised(opened(), 3_000_000, coordinator)
    opened(1_000_000, kind="survey", control=Control.WARN)
    rows = _rows(office, "/kinh-phi/?xlsx=1")
    assert sum(row[7] for row in rows if isinstance(row[7], int)) == 11_000_000
    by_kind = _rows(office, "/kinh-phi/?xlsx=1&by=kind")
    assert sum(row[2] for row in by_kind if isinstance(row[2], int)) == 11_000_000
    moved = _rows(office, f"{Line.objects.get(kind='production').get_absolute_url()}?xlsx=1")
    assert [row[2] for row in moved if isinstance(row[2], int)] == [3_000_000, 10_000_000]


@pytest.mark.parametrize(
    "query", ["year=0", "year=99999999999999999999", "by=x", "unit=-1", "page=x", "kind=%00"]
)
def test_odd_questions_are_answered(office: Client, line: Line, query: str) -> None:
    assert office.get(f"/kinh-phi/?{query}").status_code in (200, 400)


@pytest.mark.parametrize("by", ["unit", "kind", "source", "plan"])
def test_each_grouping_is_drawn(office: Client, line: Line, by: str) -> None:
    assert office.get(f"/kinh-phi/?by={by}").status_code == 200
    assert line.opened_at.date() == DAY


def _rows(office: Client, path: str) -> list[tuple[object, ...]]:
    book = load_workbook(BytesIO(office.get(path).content), read_only=True)
    return [row for row in book.worksheets[0].iter_rows(values_only=True) if len(row) > 2]
