"""No order of acts pays above what was accepted, or above what may be advanced."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.budgets.queries import wrong_sums
from dongthuan.apps.commissions.lifecycle import OrderState
from dongthuan.apps.commissions.models.orders import Order
from dongthuan.apps.commissions.operations import money
from dongthuan.apps.commissions.wording import REFUSED
from tests.integration.commissions.conftest import accepted, moved, piece, settled

pytestmark = pytest.mark.django_db
SUMS = st.sampled_from([1, 300_000, 1_500_000, 1_800_000, 3_000_000, 6_000_000])
ACTS = st.one_of(
    st.tuples(st.sampled_from(["advance", "pay", "recover"]), SUMS),
    st.tuples(st.sampled_from(["accept", "final"]), st.integers(0, 3)),
    st.tuples(st.just("settle"), st.just(0)),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=8))
def test_no_order_of_acts_pays_above_acceptance(
    running: Order, coordinator: Officer, leader: Officer, acts: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        for number in range(3):
            piece(running, number, coordinator)
        for act, amount in acts:
            try:
                with transaction.atomic():
                    _do(act, amount, running, coordinator, leader)
            except REFUSED:
                pass
            running.refresh_from_db()
            assert running.paid_vnd <= running.accepted_vnd <= running.total_vnd
            assert running.net_vnd - running.accepted_vnd <= running.advance_limit_vnd
            promise = money.promise_of(running)
            assert promise.paid_vnd == running.net_vnd
        if running.state == OrderState.SETTLED:
            assert running.net_vnd == running.accepted_vnd
            assert promise.open_vnd == 0
        assert list(wrong_sums()) == []
        transaction.set_rollback(True)


def _do(act: str, amount: int, order: Order, office: Officer, leader: Officer) -> None:
    if act in ("accept", "final"):
        accepted(order, amount, leader, is_final=act == "final")
    elif act == "settle":
        settled(order, office)
    else:
        moved(getattr(money, act), order, amount, office)
