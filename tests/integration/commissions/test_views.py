"""The pages of orders as officers use them, and the outlet's page without an account."""

import re
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.budgets.models import Line
from dongthuan.apps.commissions.models.deliveries import Acceptance, Piece
from dongthuan.apps.commissions.models.orders import Order
from dongthuan.apps.commissions.views import deliveries
from dongthuan.apps.common import clock
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.units.models import Unit
from tests.integration.commissions.conftest import ALIVE, DEAD, Maker, piece
from tests.integration.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


def at_browser(officer: Officer) -> Client:
    """Return a browser in which an officer is signed in."""
    client = Client()
    client.force_login(officer)
    return client


def test_from_the_empty_list_to_the_placed_order(
    coordinator: Officer, legal: Officer, agency: Unit, outlet: Outlet, line: Line
) -> None:
    office = at_browser(coordinator)
    assert "Chưa đặt hàng báo chí lần nào" in office.get("/dat-hang/").content.decode()
    form = {
        "title": "Tuyên truyền động đất",
        "unit": agency.pk,
        "mode": "order",
        "outlet": outlet.pk,
        "topic": "Động đất",
        "start_on": "02/03/2026",
        "end_on": "31/05/2026",
        "price_basis": "none",
        "line": line.pk,
        "list_entry": "Mục 3",
        "advance_percent": "30",
    }
    office.post("/dat-hang/moi/", form)
    order = Order.objects.get()
    page = order.get_absolute_url()
    part = {"kind": "article", "title": "Bài", "channel": "Báo điện tử", "due_on": "30/05/2026"}
    for wrong in ("-5", "1000000000000000", "1,5"):
        told = {"unit_price_vnd": wrong, "quantity": "1", "version": 1}
        assert office.post(f"{page}buoc/san-pham/", part | told).status_code == 400
    told = {"unit_price_vnd": "1.234.567 đ", "quantity": "2", "version": 1}
    office.post(f"{page}buoc/san-pham/", part | told)
    shown = office.get(page).content.decode()
    assert "2.469.134 đ" in shown
    assert "Hai triệu bốn trăm sáu mươi chín nghìn một trăm ba mươi tư đồng" in shown
    refused = office.post(f"{page}buoc/dat-hang/", {"version": 2}).content.decode()
    assert "lý do thủ trưởng vẫn làm" in refused
    office.post(f"{page}sua/", form | {"no_price_reason": "Chưa ban hành", "version": 2})
    assert "Kho bạc có thể từ chối chi" in office.get(page).content.decode()
    at_browser(legal).post(f"{page}buoc/phap-che/", {"words": "Điều 12", "version": 3})
    office.post(f"{page}buoc/dat-hang/", {"version": 4})
    order.refresh_from_db()
    assert order.state == "offered"


def test_evidence_and_acceptance(
    running: Order, coordinator: Officer, leader: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, page = at_browser(coordinator), running.get_absolute_url()
    told = {"part": running.parts.get().pk, "title": "Bài 1", "published_on": "02/03/2026"}
    monkeypatch.setattr(deliveries, "look_at", lambda _url: DEAD)
    office.post(f"{page}bang-chung/", told | {"url": "https://bao.example/1"})
    dead = Piece.objects.get()
    assert "đường dẫn hỏng" in office.get(page).content.decode()
    monkeypatch.setattr(deliveries, "look_at", lambda _url: ALIVE)
    office.post(f"{page}bang-chung/{dead.pk}/xac-nhan/", {"declared_reach": "500"})
    dead.refresh_from_db()
    assert (dead.state, dead.declared_reach) == ("confirmed", 500)
    copy = office.get(f"{page}bang-chung/{dead.pk}/ban-luu/")
    assert b"".join(copy.streaming_content) == b"<h1>Dong dat</h1>"  # type: ignore[attr-defined]  # a file
    assert office.get(f"{page}nghiem-thu/").status_code == 403
    part = f"part_{running.parts.get().pk}"
    given = {part: "1", "on": "02/03/2026", "version": Order.objects.get().version}
    accepting = at_browser(leader)
    assert accepting.post(f"{page}nghiem-thu/", given | {part: "2"}).status_code == 400
    accepting.post(f"{page}nghiem-thu/", given)
    accepting.post(f"{page}nghiem-thu/", given)  # the same page once more
    assert Acceptance.objects.get().amount_vnd == 1_500_000
    assert "1.500.000 đ" in office.get(page).content.decode()


def test_workbooks(running: Order, coordinator: Officer, outsider: Officer) -> None:
    piece(running, 1, coordinator)
    office = at_browser(coordinator)
    for path, words in (
        ("/dat-hang/", "Tuyên truyền động đất"),
        (running.get_absolute_url(), "https://bao.example/1"),
        ("/dat-hang/hieu-qua/", "Báo Thử"),
    ):
        sheet = load_workbook(BytesIO(office.get(f"{path}?xlsx").content)).active
        assert words in [cell.value for row in sheet.iter_rows() for cell in row]
    assert at_browser(outsider).get(running.get_absolute_url()).status_code == 404


def test_an_outlet_answers_by_its_link(offered: Maker, coordinator: Officer) -> None:
    order = offered()
    assert at_browser(coordinator).get(f"{order.get_absolute_url()}sua/").status_code == 302
    assert Client().get("/dat-hang/tra-loi/khong-co/").status_code == 410
    made = (
        at_browser(coordinator)
        .post(f"{order.get_absolute_url()}duong-dan/", {"recipient": "toasoan@bao.example"})
        .content.decode()
    )
    found = re.search(r"<code>http://testserver(\S+)</code>", made)
    assert found is not None
    outside = Client()
    opened = outside.get(found[1])
    assert opened.headers["Referrer-Policy"] == "same-origin"
    assert "6.000.000" in opened.content.decode()
    assert outside.post(found[1], {"answer": "refuse", "reason": ""}).status_code == 400
    assert "Đã nhận đặt hàng" in outside.post(found[1], {"answer": "accept"}).content.decode()
    assert outside.get(found[1]).status_code == 410
