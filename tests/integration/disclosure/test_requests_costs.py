"""Costs are stated line by line and paid before the information is given."""

from datetime import date

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.disclosure.models.requests_handling import CostStatement
from dongthuan.apps.disclosure.operations.requests import OutOfTime
from dongthuan.apps.disclosure.operations.requests_answering import (
    NotPaid,
    ProvisionContent,
    prepare_answer,
    provide,
)
from dongthuan.apps.disclosure.operations.requests_classifying import NotClassified
from dongthuan.apps.disclosure.operations.requests_costs import (
    CostContent,
    CostLine,
    NothingToPay,
    note_payment,
    state_cost,
)
from dongthuan.apps.disclosure.requests_lifecycle import ProvisionForm, RequestState
from tests.integration.disclosure.requests_cast import DAY, HOUR, OLD_LAW, classified, valid

pytestmark = pytest.mark.django_db
AT = OLD_LAW + HOUR
LINES = [CostLine("In, sao", 20, "trang", 1_000), CostLine("Gửi thư điện tử", 1, "lần", 9_000, is_free=True)]
CONTENT = CostContent(LINES, date(2026, 3, 9), percent=70)


def test_it_is_given_only_once_the_cost_is_paid(
    information_officer: Officer, institute_officer: Officer
) -> None:
    by = information_officer
    row = valid(by)
    with pytest.raises(NotClassified):
        state_cost(request=row, version=row.version, content=CONTENT, by=by, at=AT)
    row = classified(row, by=institute_officer, checker=by, at=AT)
    for nothing in (CostContent([], date(2026, 3, 9)), CostContent(LINES, date(2026, 3, 1))):
        with pytest.raises(NothingToPay):
            state_cost(request=row, version=row.version, content=nothing, by=by, at=AT)
    state_cost(request=row, version=row.version, content=CONTENT, by=by, at=AT)
    row.refresh_from_db()
    again = state_cost(request=row, version=row.version, content=CONTENT, by=by, at=AT + HOUR)
    assert (again.total_vnd, again.items.count()) == (14_000, 2)  # 70 % of 20,000; sending is free
    assert CostStatement.objects.filter(request=row, replaced_at=None).get() == again
    row.refresh_from_db()
    with pytest.raises(NotPaid):
        prepare_answer(request=row, version=row.version, by=by, at=AT + HOUR)
    with pytest.raises(OutOfTime):
        note_payment(request=row, version=row.version, paid_at=AT, receipt="", by=by, at=AT + DAY)
    note_payment(request=row, version=row.version, paid_at=AT + DAY, receipt="BL 01", by=by, at=AT + DAY)
    row.refresh_from_db()
    assert row.state == RequestState.ANSWERING
    given = ProvisionContent("Danh mục", ProvisionForm.PAPER)
    provide(request=row, version=row.version, content=given, by=by, at=AT + 2 * DAY)
    row.refresh_from_db()
    with pytest.raises(NothingToPay):
        note_payment(request=row, version=row.version, paid_at=AT + DAY, receipt="", by=by, at=AT + 2 * DAY)
