"""Who may do what with orders of the press."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.commissions.models.orders import Order
from dongthuan.apps.commissions.rules import ACCESS, Act
from tests.integration.commissions.conftest import Maker

pytestmark = pytest.mark.django_db
OFFICE = {Act.ADVANCE, Act.PAY, Act.RECOVER, Act.SETTLE}
ORDERING = {
    *(Act.PREPARE, Act.ORDER, Act.SEND_LINK, Act.NOTE_ANSWER, Act.PUT_IN_FORCE),
    *(Act.NOTE_PIECE, Act.DECIDE_PIECE, Act.CANCEL),
}
READING = {Act.LIST, Act.READ}


def test_who_may_do_what(
    draft: Maker,
    coordinator: Officer,
    unit_officer: Officer,
    leader: Officer,
    legal: Officer,
    spokesperson: Officer,
    institute_officer: Officer,
    outsider: Officer,
    system: Officer,
) -> None:
    order = draft()  # prepared by the coordinator, for the agency
    expected = {
        coordinator: READING | ORDERING | OFFICE,
        unit_officer: READING | ORDERING | {Act.ACCEPT},
        leader: READING | {Act.ACCEPT},
        legal: READING | {Act.CONFIRM_FORM},
        spokesperson: READING,
        institute_officer: {Act.LIST},
        outsider: set(),
        system: READING | {Act.ANSWER, Act.PROPOSE_PIECE},
    }
    for officer, acts in expected.items():
        assert {act for act in Act if ACCESS[act](officer, order)} == acts, officer
        seen = Order.objects.visible_to(officer).filter(pk=order.pk).exists()
        assert seen is (Act.READ in acts)


def test_who_placed_it_does_not_accept(draft: Maker, unit_officer: Officer, leader: Officer) -> None:
    order = draft()
    order.ordered_by = unit_officer
    assert not ACCESS[Act.ACCEPT](unit_officer, order)
    assert ACCESS[Act.ACCEPT](leader, order)
