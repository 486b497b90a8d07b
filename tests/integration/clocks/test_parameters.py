"""Numbers of the law are entered by one officer and hold once another approves; nothing shipped is edited."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.models.parameters import ParameterVersion
from dongthuan.apps.clocks.operations.deciding import AlreadyDecided, NoReason
from dongthuan.apps.clocks.operations.parameters import (
    EndsBeforeStart,
    NoSuchNumber,
    ParameterContent,
    approve_parameter,
    propose_parameter,
    reject_parameter,
)
from dongthuan.apps.clocks.queries.parameters import missing_parameters, parameters_in_force_now
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.press.queries.corrections import most_rounds
from dongthuan.apps.reports.queries.statutory import period_of
from dongthuan.law.packs import row_in_force
from tests.integration.clocks.conftest import NOW

pytestmark = pytest.mark.django_db
KEY = "access.identity.keep-months"
ON = date(2026, 3, 2)
TOLD: dict[str, Any] = {
    "key": KEY,
    "value": 24,
    "valid_from": date(2026, 1, 1),
    "instrument": "Quy chế cung cấp thông tin (thử)",
    "article": "Điều 9",
    "source": "Văn bản đã ký (thử)",
    "verified": "V1",
    "ground": "Quy chế mới",
}


def proposed(by: Officer, **changed: Any) -> ParameterVersion:
    """Return a number that awaits a second pair of eyes."""
    return propose_parameter(content=ParameterContent(**(TOLD | changed)), by=by, at=NOW)


def test_it_holds_once_another_approves(legal: Officer, second_legal: Officer) -> None:
    assert [key for key, _title in missing_parameters(on=ON)] == [KEY]
    row = proposed(legal)
    assert row.measure == "months"
    assert missing_parameters(on=ON)
    with pytest.raises(NotAllowed):
        approve_parameter(version=row, by=legal, at=NOW)
    approve_parameter(version=row, by=second_legal, at=NOW)
    assert row_in_force(parameters_in_force_now(), KEY, on=ON).value == 24
    assert not missing_parameters(on=ON)
    assert missing_parameters(on=date(2025, 12, 31))
    with pytest.raises(AlreadyDecided):
        reject_parameter(version=row, reason="x", by=second_legal, at=NOW)
    entries = Entry.objects.filter(record_type="clocks.parameterversion")
    acts = entries.order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["clocks.propose_rule", "clocks.approve_rule"]


def test_a_later_one_stands_over_an_earlier_and_over_what_is_shipped(
    legal: Officer, second_legal: Officer
) -> None:
    shipped = row_in_force(parameters_in_force_now(), "access.given-times", on=ON).value
    for value in (3, 4):
        row = proposed(legal, key="access.given-times", value=value)
        approve_parameter(version=row, by=second_legal, at=NOW + timedelta(hours=value))
    known = parameters_in_force_now()
    assert row_in_force(known, "access.given-times", on=ON).value == 4
    assert row_in_force(known, "access.given-times", on=date(2025, 6, 1)).value == shipped == 2


def test_what_is_wrong_leaves_nothing(legal: Officer, second_legal: Officer, coordinator: Officer) -> None:
    for fault, changed in (
        (NoSuchNumber, {"key": "khong.co"}),
        (NoSuchNumber, {"key": "layout.margin.left"}),
        (EndsBeforeStart, {"valid_to": date(2026, 1, 1)}),
        (NoReason, {"ground": " "}),
    ):
        with pytest.raises(fault):
            proposed(legal, **changed)
    with pytest.raises(NotAllowed):
        proposed(coordinator.on(ON))
    assert not ParameterVersion.objects.exists()
    with pytest.raises(NoReason):
        reject_parameter(version=proposed(legal), reason=" ", by=second_legal, at=NOW)


def test_rounds_and_cut_off_are_the_approved_ones(legal: Officer, second_legal: Officer) -> None:
    for key, value in (("press.feedback.rounds", 4), ("press.report.cut-off.last", 12)):
        row = proposed(legal, key=key, value=value, valid_from=date(2026, 7, 1))
        approve_parameter(version=row, by=second_legal, at=NOW)
    assert [most_rounds(on=on) for on in (date(2026, 6, 30), date(2026, 7, 1))] == [3, 4]
    assert period_of(2026).last_on == date(2026, 12, 12)


def test_the_pages_lead_through_it(client: Client, legal: Officer, second_legal: Officer) -> None:
    listing, form = reverse("clocks:figures"), reverse("clocks:figure-propose")
    client.force_login(legal)
    assert f"{form}?key={KEY}" in client.get(listing, {"on": "2026-03-02"}).content.decode()
    told = TOLD | {"valid_from": "2026-01-01"}
    assert client.post(form, told | {"value": "0"}).status_code == 400
    assert client.post(form, told | {"valid_to": "2025-01-01"}).status_code == 400
    assert client.post(form, told).status_code == 302
    page = ParameterVersion.objects.get().get_absolute_url()
    assert client.post(page, {"approve": "1"}).status_code == 403
    client.force_login(second_legal)
    assert client.post(page, {"reason": ""}).status_code == 400
    assert client.post(page, {"approve": "1"}).status_code == 302
    shown = client.get(listing, {"on": "2026-03-02"}).content.decode()
    assert "24 tháng" in shown
    assert "do cán bộ nhập" in shown
