"""Ceilings and figures on a page; clocks, rules and figures as sheets, with the filters of their pages."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks import sheets
from dongthuan.apps.clocks.queries.figures import figures_searched, verified_count
from dongthuan.law.packs import shipped_ceilings, shipped_parameters, shipped_provisions
from tests.integration.clocks.conftest import ON, Opener

FIGURES = "/thoi-han/quy-dinh/muc-chi/"


def rows_of(client: Client, address: str) -> list[tuple[object, ...]]:
    """Return the rows of a sheet that is downloaded."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert 'filename="' in answer["Content-Disposition"]
    return list(load_workbook(BytesIO(answer.content), read_only=True).worksheets[0].values)


def test_every_shipped_row_is_on_the_page_of_its_day() -> None:
    days = {row.valid_from for row in (*shipped_ceilings(), *shipped_parameters(), *shipped_provisions())}
    seen = {
        figure.row for day in days for _instrument, figures in figures_searched(on=day) for figure in figures
    }
    assert seen == {*shipped_ceilings(), *shipped_parameters(), *shipped_provisions()}


def test_the_filters_narrow() -> None:
    count, read = verified_count(figures_searched(on=ON))
    ceilings = figures_searched(on=ON, kind="ceiling")
    assert [instrument for instrument, _ in ceilings] == ["Thông tư 56/2023/TT-BTC"]
    assert 0 < verified_count(ceilings)[0] < count
    assert verified_count(figures_searched(on=ON, verified="V1"))[0] == read
    (found,) = figures_searched(on=ON, words="tieu pham")[0][1]
    assert (found.words, found.amount) == ("7.500.000 đồng / tiểu phẩm", 7_500_000)
    assert figures_searched(on=ON.replace(year=1990)) == []


def test_the_page_shows_figure_article_source_and_how_far_it_was_compared(
    client: Client, clerk: Officer
) -> None:
    client.force_login(clerk)
    page = client.get(FIGURES, {"q": "tiểu phẩm", "on": "03/03/2026"}).content.decode()
    for words in ("7.500.000 đồng", "Thông tư 56/2023/TT-BTC", "Điều 3", "Pháp điển", "V1", "03/03/2026"):
        assert words in page
    empty = client.get(FIGURES, {"q": "không có gì như vậy"}).content.decode()
    assert "Không có nội dung nào có hiệu lực" in empty


@pytest.mark.parametrize(
    "given", [{"on": "31/02/2026"}, {"on": "9999999999"}, {"kind": "x"}, {"q": "a\x00b"}]
)
def test_a_bad_filter_shows_the_page_all_the_same(
    client: Client, clerk: Officer, given: dict[str, str]
) -> None:
    client.force_login(clerk)
    assert client.get(FIGURES, given).status_code == 200
    assert client.get(f"{FIGURES}muc-chi.xlsx", given).status_code == 200


@pytest.mark.parametrize("address", [FIGURES, f"{FIGURES}muc-chi.xlsx", "/thoi-han/quy-dinh/quy-dinh.xlsx"])
def test_without_a_role_nothing_is_read(client: Client, outsider: Officer, address: str) -> None:
    assert client.get(address).status_code == 302
    client.force_login(outsider)
    assert client.get(address).status_code == 403


def test_figures_and_rules_as_sheets(client: Client, clerk: Officer) -> None:
    client.force_login(clerk)
    rows = rows_of(client, f"{FIGURES}muc-chi.xlsx?kind=ceiling&on=03/03/2026")
    assert len(rows) == 2 + len(shipped_ceilings())
    assert ("Tiểu phẩm pháp luật", "7.500.000 đồng / tiểu phẩm", 7_500_000) in [row[:3] for row in rows]
    rows = rows_of(client, "/thoi-han/quy-dinh/quy-dinh.xlsx?on=03/03/2026")
    (a08,) = [row for row in rows if row[0] == "A08"]
    assert a08[3:5] == ("15 ngày làm việc", "15 ngày")
    assert "V1" in str(a08[11])


def test_clocks_as_a_sheet_are_those_that_one_sees(
    client: Client, open_clock: Opener, clerk: Officer, neighbour: Officer
) -> None:
    open_clock(title="=cmd|' /C calc'!A0")
    open_clock(title="Yêu cầu số 13")
    client.force_login(clerk)
    rows = rows_of(client, "/thoi-han/danh-sach.xlsx?q=13")
    assert [row[0] for row in rows[1:]] == ["Yêu cầu số 13"]
    rows = rows_of(client, "/thoi-han/danh-sach.xlsx")
    assert len(rows) == 3
    assert f"{rows[1][5]:%d/%m/%Y}" == "23/03/2026"
    assert f"{rows[1][6]:%H:%M %d/%m/%Y}" == "00:00 24/03/2026"
    client.force_login(neighbour)
    assert len(rows_of(client, "/thoi-han/danh-sach.xlsx")) == 1


def test_a_sheet_that_holds_not_all_says_so(
    client: Client, open_clock: Opener, clerk: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (12, 13):
        open_clock(title=f"Yêu cầu số {number}")
    client.force_login(clerk)
    monkeypatch.setattr(sheets, "MOST_ROWS", 1)
    rows = rows_of(client, "/thoi-han/danh-sach.xlsx")
    assert str(rows[0][0]).startswith("Chỉ ")
    assert len(rows) == 3  # the line that says so, the header, one clock
