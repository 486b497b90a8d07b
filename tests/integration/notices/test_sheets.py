"""The lists of notices, messages and reminders as sheets: filtered as on the page, computing nothing."""

from io import BytesIO
from typing import Any

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from dongthuan.apps.accounts.models import Officer
from tests.integration.notices.conftest import Bureau, at, make_messages, remind, tell, working


def sheet(client: Client, officer: Officer, name: str, query: str = "") -> list[tuple[Any, ...]]:
    """Return the rows of a list as its sheet gives them, the heading first."""
    client.force_login(officer)
    answer = client.get(f"{reverse(f'notices:{name}')}?xlsx=1&{query}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.xlsx"')
    return list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))


def test_the_outbox_without_the_texts(client: Client, bureau: Bureau) -> None:
    tell(bureau.owner, "=cmd|' /C calc'!A0", is_urgent=True, when=at(working(0), 9))
    make_messages(at=at(working(0), 9))
    _heading, _header, row = sheet(client, bureau.office, "outbox")
    assert row[1:3] == ("Lý Thị Mai", "can-bo@co-quan.vn")
    assert "Kính gửi" not in str(row)
    assert sheet(client, bureau.office, "outbox", "state=bounced")[2:] == []


def test_formulas_in_titles_stay_words(client: Client, bureau: Bureau) -> None:
    tell(bureau.owner, "=1+1")
    client.force_login(bureau.owner)
    book = load_workbook(BytesIO(client.get(reverse("notices:mine") + "?xlsx=1").content))
    assert book.active is not None
    (cell,) = [one for one in book.active["C"] if "1+1" in str(one.value)]
    assert cell.data_type == "s"


def test_who_was_urged_on(client: Client, bureau: Bureau) -> None:
    remind([bureau.deadline()], working(1))
    rows = sheet(client, bureau.office, "reminders")[2:]
    assert {row[4] for row in rows} == {"Lý Thị Mai", "Hoàng Đức"}
    assert sheet(client, bureau.office, "reminders", "step=after-7")[2:] == []


def test_one_s_own_notices_alone(client: Client, bureau: Bureau) -> None:
    tell(bureau.owner, "Của tôi")
    tell(bureau.head, "Của người khác")
    assert [row[2] for row in sheet(client, bureau.owner, "mine")[2:]] == ["Của tôi"]


def test_the_messages_are_for_the_office_alone(client: Client, bureau: Bureau) -> None:
    client.force_login(bureau.owner)
    for name in ("outbox", "reminders"):
        assert client.get(reverse(f"notices:{name}") + "?xlsx=1").status_code == 403
