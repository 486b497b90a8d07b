"""An order of the cast's agency at each step of its way: the Office orders, the leader accepts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role
from dongthuan.apps.budgets.models import Line
from dongthuan.apps.budgets.operations.commitments import SumContent
from dongthuan.apps.budgets.operations.lines import LineContent, allocate, open_line
from dongthuan.apps.commissions.evidence import Looked
from dongthuan.apps.commissions.lifecycle import Look
from dongthuan.apps.commissions.models.deliveries import Acceptance, Piece
from dongthuan.apps.commissions.models.orders import Order
from dongthuan.apps.commissions.operations import deliveries, money, offering, orders
from dongthuan.apps.commissions.operations.acceptance import AcceptanceContent, accept
from dongthuan.apps.common.roles import Role
from dongthuan.apps.documents.lifecycle import Capacity
from dongthuan.apps.documents.operations.authorities import AuthorityContent, grant_authority
from dongthuan.apps.documents.operations.signing import sign, submit
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.outlets import OutletContent, save_outlet
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import DAY, FIRST_DAY, NOON, newcomer

ALIVE = Looked(Look.ALIVE, "", (b"<h1>Dong dat</h1>", "ban-luu.txt"))
DEAD = Looked(Look.DEAD, "HTTP 404")
Maker = Callable[..., Order]


@pytest.fixture
def legal(system: Officer) -> Officer:
    """Confirms the form."""
    return newcomer("phap-che", "Hồ Thị Luật", system, Role.LEGAL_OFFICER)


@pytest.fixture
def agency(system: Officer) -> Unit:
    """The agency, which orders."""
    return Unit.objects.get(parent__isnull=True)


@pytest.fixture
def institute_officer(agency: Unit, system: Officer) -> Officer:
    """Does the communication of a unit below the agency."""
    unit = Unit.objects.create(
        code="VIEN", name="Viện Thử", kind=Unit.Kind.INSTITUTE, parent=agency, start_on=FIRST_DAY
    )
    officer = newcomer("vien", "Cán bộ Viện", system)
    give_role(officer=officer, role=Role.UNIT_OFFICER, unit=unit, start_on=FIRST_DAY, by=system, at=NOON)
    return officer.on(DAY)


@pytest.fixture
def outlet(coordinator: Officer) -> Outlet:
    """A press agency that is not ours."""
    content = OutletContent(
        "Báo Thử", "online", emails=("toasoan@bao.example",), website="https://bao.example"
    )
    return save_outlet(outlet=None, content=content, by=coordinator, at=NOON)


@pytest.fixture
def line(agency: Unit, coordinator: Officer) -> Line:
    """Twenty million that stop there."""
    made = open_line(content=LineContent(2026, agency, "Ngân sách", "press_order"), by=coordinator, at=NOON)
    return allocate(line=made, amount_vnd=20_000_000, on=DAY, ground="QĐ 12", by=coordinator, at=NOON)


def order_content(**changed: Any) -> orders.OrderContent:
    """Return the content of an order."""
    given: dict[str, Any] = {
        "title": "Tuyên truyền động đất",
        "mode": "order",
        "topic": "Kết quả quan trắc động đất",
        "start_on": DAY,
        "end_on": date(2026, 5, 31),
        "list_entry": "Mục 3, Quyết định 15",
        "price_basis": "decision",
        "price_ground": "Quyết định 20",
        "advance_percent": 50,
    }
    return orders.OrderContent(**(given | changed))


PART = orders.PartContent("article", "Bài về quan trắc động đất", "Báo điện tử", DAY, 1_500_000, 4)


@pytest.fixture
def draft(agency: Unit, outlet: Outlet, line: Line, coordinator: Officer) -> Maker:
    """Prepare an order of four articles, six million."""

    def one(**changed: Any) -> Order:
        content = order_content(**({"unit": agency, "outlet": outlet, "line": line} | changed))
        made = orders.prepare(content=content, by=coordinator, at=NOON)
        return orders.add_part(order=made, content=PART, version=made.version, by=coordinator, at=NOON)

    return one


@pytest.fixture
def offered(draft: Maker, legal: Officer, coordinator: Officer) -> Maker:
    """Place it, its form confirmed."""

    def one(**changed: Any) -> Order:
        made = draft(**changed)
        made = orders.confirm_form(order=made, words="Đã đối chiếu", version=made.version, by=legal, at=NOON)
        return offering.place(order=made, version=made.version, by=coordinator, at=NOON)

    return one


@pytest.fixture
def running(offered: Maker, leader: Officer, coordinator: Officer, administrator: Officer) -> Order:
    """Accepted by the outlet, its contract signed by the leader, in force."""
    return in_force(offered(), leader=leader, office=coordinator, administrator=administrator)


def in_force(order: Order, *, leader: Officer, office: Officer, administrator: Officer) -> Order:
    """Let the outlet accept, the leader sign and the Office put it in force."""
    order = offering.note_answer(
        order=order, is_accepted=True, reason="Thư 7", version=order.version, by=office, at=NOON
    )
    paper = order.paper
    assert paper is not None
    authority = AuthorityContent(leader, paper.issuer, Capacity.HEAD, "Chủ tịch", "", start_on=FIRST_DAY)
    signs = grant_authority(content=authority, by=administrator, at=NOON)
    paper = submit(document=paper, version=paper.version, by=office, at=NOON)
    sign(document=paper, authority=signs, version=paper.version, by=leader, at=NOON)
    order.refresh_from_db()
    return offering.put_in_force(
        order=order, on=DAY, over_reason="", version=order.version, by=office, at=NOON
    )


def piece(order: Order, number: int, by: Officer, **changed: Any) -> Piece:
    """Note one published piece that answers."""
    given: dict[str, Any] = {
        "part": order.parts.get(),
        "title": f"Bài {number}",
        "published_on": DAY,
        "url": f"https://bao.example/{number}",
        "looked": ALIVE,
    }
    content = deliveries.PieceContent(**(given | changed))
    return deliveries.note_piece(order=order, content=content, by=by, at=NOON)


def accepted(order: Order, quantity: int, by: Officer, *, is_final: bool = False) -> Acceptance:
    """Accept so many pieces of the only part."""
    order.refresh_from_db()
    content = AcceptanceContent({order.parts.get().pk: quantity}, DAY, is_final, "")
    return accept(order=order, content=content, version=order.version, by=by, at=NOON)


def moved(act: Any, order: Order, amount: int, by: Officer) -> Order:
    """Advance, pay or recover a sum."""
    order.refresh_from_db()
    done: Order = act(
        order=order, content=SumContent(amount, DAY, "UNC 1"), version=order.version, by=by, at=NOON
    )
    return done


def settled(order: Order, by: Officer) -> Order:
    """Settle it."""
    order.refresh_from_db()
    return money.settle(order=order, version=order.version, by=by, at=NOON)
