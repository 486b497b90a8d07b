"""An order from its conditions to its settlement, with what is refused on the way."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.budgets.models import Line
from dongthuan.apps.budgets.operations import commitments as budgets
from dongthuan.apps.budgets.operations.lines import carry_line
from dongthuan.apps.budgets.queries import wrong_sums
from dongthuan.apps.commissions.lifecycle import Look, OrderState, PieceState
from dongthuan.apps.commissions.models.deliveries import Piece
from dongthuan.apps.commissions.models.orders import Order, Part
from dongthuan.apps.commissions.operations import deliveries, money, offering, orders
from dongthuan.apps.commissions.operations.acceptance import AboveDelivered, NothingAccepted
from dongthuan.apps.commissions.queries.conditions import Standing, conditions_of
from dongthuan.apps.commissions.queries.orders import value_of, wrong_orders
from dongthuan.apps.commissions.wording import sentence_of
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.versions import ChangedMeanwhile
from dongthuan.apps.plans.operations.tasks_answering import LinkUsed
from dongthuan.apps.units.models import Unit
from tests.integration.commissions.conftest import (
    DEAD,
    PART,
    Maker,
    accepted,
    in_force,
    moved,
    piece,
    settled,
)
from tests.integration.conftest import DAY, FIRST_DAY, NOON

pytestmark = pytest.mark.django_db


def standing(order: Order) -> dict[str, str]:
    """Return how an order stands to each condition."""
    return {one.key: one.standing for one in conditions_of(order, on=DAY)}


@pytest.mark.parametrize(
    ("changed", "key", "stands"),
    [
        ({}, "price", Standing.MET),
        ({"list_entry": ""}, "list", Standing.MISSING),
        ({"price_ground": ""}, "price", Standing.MISSING),
        ({"price_basis": "none"}, "price", Standing.MISSING),
        ({"price_basis": "none", "no_price_reason": "Chưa có"}, "price", Standing.WARN),
        ({"line": None}, "budget", Standing.MISSING),
        ({"mode": "tender"}, "tender", Standing.MISSING),
        ({"mode": "assign"}, "own-unit", Standing.MISSING),
    ],
)
def test_conditions_of_each_form(draft: Maker, changed: dict[str, object], key: str, stands: str) -> None:
    found = standing(draft(**changed))
    assert found[key] == stands
    assert found["form"] == Standing.ASK  # articles 9, 12, 16 were not read: the legal officer is asked


def test_an_open_condition_keeps_it_from_being_placed(
    draft: Maker, legal: Officer, coordinator: Officer
) -> None:
    order = draft()
    with pytest.raises(offering.ConditionsOpen) as refused:
        offering.place(order=order, version=order.version, by=coordinator, at=NOON)
    assert [one.key for one in refused.value.conditions] == ["form"]
    assert "pháp chế" in str(sentence_of(refused.value))
    order = orders.confirm_form(order=order, words="Điều 12", version=order.version, by=legal, at=NOON)
    content = orders.OrderContent(
        **{name: getattr(order, name) for name in orders.OrderContent.__slots__} | {"list_entry": "Mục 4"}
    )
    order = orders.rewrite(order=order, content=content, version=order.version, by=coordinator, at=NOON)
    assert order.legal_by is None  # what he looked at changed


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"unit_price_vnd": 0}, orders.TooMuch),
        ({"unit_price_vnd": 10**15}, orders.TooMuch),
        ({"unit_price_vnd": 10**14, "quantity": 11}, orders.TooMuch),
        ({"due_on": date(2026, 6, 1)}, orders.DaysTurned),
    ],
)
def test_parts_refused(
    draft: Maker, coordinator: Officer, changed: dict[str, object], refusal: type[Exception]
) -> None:
    order = draft()
    given = {name: getattr(PART, name) for name in orders.PartContent.__slots__} | changed
    with pytest.raises(refusal):
        orders.add_part(
            order=order, content=orders.PartContent(**given), version=order.version, by=coordinator, at=NOON
        )


def test_advances_above_the_precedent_are_refused(draft: Maker) -> None:
    with pytest.raises(orders.AdvanceTooHigh) as refused:
        draft(advance_percent=81)
    assert "80 %" in str(sentence_of(refused.value))


def test_the_outlet_answers_once_by_a_link(offered: Maker, coordinator: Officer, system: Officer) -> None:
    order = offered()
    assert order.paper is not None
    assert order.paper.kind == "HĐ"
    link, token = offering.make_link(order=order, recipient="toasoan@bao.example", by=coordinator, at=NOON)
    assert token not in link.token_hash
    told = {"token": token, "by": system, "at": NOON}
    assert offering.answer_by_link(answer="refuse", reason="Không kịp", **told).state == OrderState.REFUSED
    with pytest.raises(LinkUsed):
        offering.answer_by_link(answer="accept", reason="", **told)
    order.refresh_from_db()
    order = offering.take_back(order=order, reason="Lùi hạn", version=order.version, by=coordinator, at=NOON)
    assert (order.state, order.paper) == (OrderState.DRAFT, None)


def test_nothing_is_paid_or_accepted_beyond(running: Order, coordinator: Officer, leader: Officer) -> None:
    with pytest.raises(money.AboveAdvance) as refused:
        moved(money.advance, running, 1_800_001, coordinator)  # the first: 30 % of six million
    assert "1.800.000 đ" in str(sentence_of(refused.value))
    moved(money.advance, running, 1_800_000, coordinator)
    with pytest.raises(budgets.KeptElsewhere):  # the budgets' own door is closed
        moved_beside(running, coordinator)
    piece(running, 1, coordinator)
    late = Piece.objects.latest("pk")
    assert (late.is_late, late.look, len(late.sha256)) == (False, Look.ALIVE, 64)
    with pytest.raises(NotAllowed):
        accepted(running, 1, coordinator)  # who ordered does not accept
    with pytest.raises(NothingAccepted):
        accepted(running, 0, leader)
    with pytest.raises(AboveDelivered):
        accepted(running, 2, leader)
    with pytest.raises(money.AboveAccepted):
        moved(money.pay, running, 1, coordinator)  # nothing accepted yet


def test_short_delivery_lowers_what_is_paid(
    running: Order, coordinator: Officer, leader: Officer, line: Line
) -> None:
    moved(money.advance, running, 1_800_000, coordinator)
    for number in range(3):
        piece(running, number, coordinator, declared_reach=1_000)
    minutes = accepted(running, 3, leader, is_final=True)
    assert minutes.paper is not None
    assert "Bốn triệu năm trăm nghìn đồng" in str(minutes.paper.body)
    assert "Không giao: 1" in str(minutes.paper.body)
    running.refresh_from_db()
    assert (running.state, running.accepted_vnd, running.due_vnd) == (
        OrderState.DELIVERED,
        4_500_000,
        2_700_000,
    )
    with pytest.raises(money.AboveAccepted):
        moved(money.pay, running, 2_700_001, coordinator)
    with pytest.raises(money.NotEven):
        settled(running, coordinator)
    moved(money.pay, running, 2_700_000, coordinator)
    done = settled(running, coordinator)
    line.refresh_from_db()
    assert (line.paid_vnd, line.committed_vnd, line.available_vnd) == (4_500_000, 0, 15_500_000)
    assert list(wrong_sums()) == []
    value = value_of(done)
    assert value is not None
    assert (value.pieces, value.per_piece_vnd, value.declared, value.observed) == (3, 1_500_000, 3_000, 0)


def moved_beside(order: Order, by: Officer) -> None:
    """Pay on the commitment itself."""
    promise = money.promise_of(order)
    content = budgets.SumContent(1, DAY, "x")
    budgets.pay(commitment=promise, content=content, version=promise.version, by=by, at=NOON)


def test_what_was_advanced_beyond_is_recovered(
    running: Order, coordinator: Officer, leader: Officer, line: Line
) -> None:
    moved(money.advance, running, 1_800_000, coordinator)
    piece(running, 1, coordinator)
    accepted(running, 1, leader, is_final=True)
    with pytest.raises(money.NothingOver):
        moved(money.recover, running, 300_001, coordinator)
    moved(money.recover, running, 300_000, coordinator)
    assert settled(running, coordinator).state == OrderState.SETTLED
    line.refresh_from_db()
    assert (line.paid_vnd, line.committed_vnd) == (1_500_000, 0)


def test_the_head_accepts_what_the_office_ordered(
    offered: Maker, agency: Unit, coordinator: Officer, leader: Officer, administrator: Officer
) -> None:
    office = Unit.objects.create(
        code="VP", name="Văn phòng", kind=Unit.Kind.OFFICE, parent=agency, start_on=FIRST_DAY
    )
    order = offered(unit=office)
    order = in_force(order, leader=leader, office=coordinator, administrator=administrator)
    piece(order, 1, coordinator)
    minutes = accepted(order, 1, leader)
    assert minutes.paper is not None
    assert (minutes.paper.unit, minutes.paper.issuer) == (agency, agency)  # the leader writes for the agency


def test_money_carried_into_the_next_year_is_paid_there(
    running: Order, coordinator: Officer, leader: Officer, line: Line
) -> None:
    moved(money.advance, running, 1_000_000, coordinator)
    piece(running, 1, coordinator)
    accepted(running, 1, leader)
    carry_line(line=line, ground="Chuyển nguồn", by=coordinator, at=NOON)
    moved(money.pay, running, 500_000, coordinator)
    promise = money.promise_of(running)
    assert (promise.line.year, promise.paid_vnd, promise.open_vnd) == (2027, 500_000, 4_500_000)
    assert list(wrong_sums()) == list(wrong_orders()) == []
    Order.objects.filter(pk=running.pk).update(advanced_vnd=0)
    assert list(wrong_orders()) == [running]


def test_evidence(running: Order, coordinator: Officer, leader: Officer) -> None:
    dead = piece(running, 9, coordinator, looked=DEAD)
    assert (dead.state, dead.look, dead.sha256) == (PieceState.PROPOSED, Look.DEAD, "")
    told = {"piece": dead, "declared_reach": None, "by": coordinator, "at": NOON}
    with pytest.raises(deliveries.DeadLink):
        deliveries.confirm_piece(looked=DEAD, **told)
    with pytest.raises(IntegrityError), transaction.atomic():  # the database holds it too
        Piece.objects.filter(pk=dead.pk).update(state=PieceState.CONFIRMED, decided_by=coordinator)
    piece(running, 1, coordinator)
    with pytest.raises(deliveries.CountedAlready):
        piece(running, 1, coordinator, url="https://BAO.example/1?utm_source=x")
    with pytest.raises(deliveries.OutsideOrder):
        piece(running, 2, coordinator, published_on=date(2026, 3, 1))
    with pytest.raises(deliveries.NoEvidence):
        piece(running, 2, coordinator, url="", looked=None)
    scan = piece(running, 3, coordinator, url="", looked=None, file=(b"\xff\xd8\xff0", "trang-1.jpg"))
    assert (scan.state, scan.look) == (PieceState.CONFIRMED, Look.PAPER)
    accepted(running, 2, leader)
    with pytest.raises(deliveries.AcceptedAlready):
        deliveries.reject_piece(piece=scan, reason="Nhầm", by=coordinator, at=NOON)


def test_two_accepting_from_the_same_page(running: Order, coordinator: Officer, leader: Officer) -> None:
    piece(running, 1, coordinator)
    seen = Order.objects.get(pk=running.pk)
    accepted(running, 1, leader)
    with pytest.raises(ChangedMeanwhile):
        orders.in_state(seen, seen.version, OrderState.RUNNING)


def test_the_database_never_pays_above_acceptance(running: Order) -> None:
    for wrong in ({"paid_vnd": 1}, {"accepted_vnd": 6_000_001}, {"advanced_vnd": 3_000_001}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Order.objects.filter(pk=running.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.filter(order=running).update(accepted_quantity=5)
