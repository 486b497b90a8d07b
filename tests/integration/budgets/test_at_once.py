"""Fifty who promise money of one line at the same time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.budgets.models import Commitment, Line
from dongthuan.apps.budgets.operations.commitments import commit
from dongthuan.apps.budgets.operations.sums import Overdrawn
from dongthuan.apps.budgets.queries import wrong_sums
from tests.integration.budgets.conftest import promise
from tests.integration.conftest import NOON


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_never_exceed_the_stop(line: Line, coordinator: Officer) -> None:
    def one(number: int) -> bool:
        try:
            commit(line=line, content=promise(300_000 + number), by=coordinator, at=NOON)
        except Overdrawn:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(16) as pool:
        won = list(pool.map(one, range(50)))
    line.refresh_from_db()
    assert line.available_vnd >= 0
    assert sum(won) == Commitment.objects.count() == 33  # the thirty-fourth would not fit, in any order
    assert list(wrong_sums()) == []
