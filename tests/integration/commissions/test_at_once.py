"""Two who accept, and pay, the same delivery at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.commissions.models.deliveries import Acceptance
from dongthuan.apps.commissions.models.orders import Order
from dongthuan.apps.commissions.operations import money
from dongthuan.apps.commissions.operations.acceptance import AboveDelivered
from dongthuan.apps.common.versions import ChangedMeanwhile
from tests.integration.commissions.conftest import accepted, moved, piece


@pytest.mark.django_db(transaction=True)
def test_one_wins(running: Order, coordinator: Officer, leader: Officer) -> None:
    piece(running, 1, coordinator)
    assert sum(at_once(lambda order: accepted(order, 1, leader), running)) == 1
    assert Acceptance.objects.count() == 1
    assert sum(at_once(lambda order: moved(money.pay, order, 1_500_000, coordinator), running)) == 1
    running.refresh_from_db()
    assert running.paid_vnd == running.accepted_vnd == 1_500_000


def at_once(act: Callable[[Order], object], order: Order) -> list[bool]:
    """Do an act from four pages at once; which of them won."""

    def one(_number: int) -> bool:
        try:
            act(Order.objects.get(pk=order.pk))
        except (ChangedMeanwhile, AboveDelivered, money.AboveAccepted):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(one, range(4)))
