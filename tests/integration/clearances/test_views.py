"""The pages of clearances, and the page outside that decides only by the press of a button."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import ClearanceState, Decision, Part
from dongthuan.apps.clearances.models.clearances import Clearance
from dongthuan.apps.clearances.operations.clearances import StepAsked
from dongthuan.apps.clearances.operations.deciding import decide_step
from dongthuan.apps.common import clock
from dongthuan.apps.notices.models import Message
from dongthuan.apps.units.models import Unit
from tests.integration.clearances.conftest import LATE, NOON, SOON, Asker, part_of


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the day of the cast (the clock is outside the house)."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def said(clearance: Clearance, decision: str = "approved", **more: str) -> dict[str, str]:
    return {"decision": decision, "comment": "", "text_hash": clearance.text_hash} | more


def test_what_awaits_one_is_listed_and_decided(ask: Asker, lawyer: Officer, leader: Officer) -> None:
    clearance = ask()
    client = signed_in(lawyer)
    assert clearance.title in client.get(reverse("clearances:mine")).content.decode()
    page = client.get(reverse("clearances:clearance", args=[clearance.pk])).content.decode()
    assert "Cơ quan thông báo kết quả" in page
    address = reverse("clearances:decide", args=[part_of(clearance, Part.LEGAL).pk])
    assert address in page
    refused = client.post(address, said(clearance, "returned"))
    assert refused.status_code == 400
    assert client.post(address, said(clearance, text_hash="0" * 64)).status_code == 400
    assert client.post(address, said(clearance)).status_code == 302
    assert client.post(address, said(clearance)).status_code == 400  # somebody was faster
    leader_step = reverse("clearances:decide", args=[part_of(clearance, Part.LEADER).pk])
    assert client.post(leader_step, said(clearance)).status_code == 403
    signed_in(leader).post(leader_step, said(clearance, "returned", comment="Sửa câu cuối."))
    clearance.refresh_from_db()
    assert clearance.state == ClearanceState.RETURNED
    assert (
        "Sửa câu cuối." in client.get(reverse("clearances:clearance", args=[clearance.pk])).content.decode()
    )


def test_override_hand_over_and_taking_back_by_hand(
    ask: Asker, lawyer: Officer, colleague: Officer, leader: Officer, unit_officer: Officer
) -> None:
    clearance = ask(
        [StepAsked(Part.LEGAL, lawyer, SOON, stand_in=colleague), StepAsked(Part.LEADER, leader, SOON)]
    )
    step = part_of(clearance, Part.LEGAL)
    page = reverse("clearances:clearance", args=[clearance.pk])
    assert signed_in(colleague).get(page).status_code == 200
    signed_in(lawyer).post(reverse("clearances:hand-over", args=[step.pk]))
    step.refresh_from_db()
    assert step.handed_over_at == NOON
    address = reverse("clearances:override", args=[step.pk])
    assert signed_in(unit_officer).post(address, {"reason": "Gấp"}).status_code == 403
    signed_in(leader).post(address, {"reason": ""})
    signed_in(leader).post(address, {"reason": "Hội đồng đã họp."})
    assert "Hội đồng đã họp." in signed_in(lawyer).get(page).content.decode()
    signed_in(unit_officer).post(reverse("clearances:withdraw", args=[clearance.pk]), {"reason": "Hoãn."})
    clearance.refresh_from_db()
    assert clearance.state == ClearanceState.WITHDRAWN
    assert signed_in(lawyer).get(page).status_code == 200


def test_somebody_outside_reads_and_presses_once(ask: Asker, unit_officer: Officer) -> None:
    outside = StepAsked(Part.UNIT, None, SOON, outside_name="GS. A", outside_email="a@truong.vn")
    clearance = ask([outside])
    step = part_of(clearance, Part.UNIT)
    signed_in(unit_officer).post(reverse("clearances:send-link", args=[step.pk]))
    letter = Message.objects.filter(to="a@truong.vn").latest("id")
    address = "/" + letter.body.split("://", 1)[1].split("/", 1)[1].split()[0]
    page = Client().get(address)
    assert "Cơ quan thông báo kết quả" in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"  # else the form itself comes from nowhere
    step.refresh_from_db()
    assert step.decision == ""  # a scanner of mail that opens it decides nothing
    assert Client().post(address, {"decision": "returned", "comment": ""}).status_code == 400
    assert Client().post(address, {"decision": "approved", "comment": ""}).status_code == 200
    clearance.refresh_from_db()
    assert clearance.state == ClearanceState.CLEARED
    assert Client().get(address).status_code == 410
    assert Client().post(address, {"decision": "returned", "comment": "Không"}).status_code == 410
    assert Client().get(reverse("clearances:outside", args=["x" * 43])).status_code == 410


def test_what_one_may_not_see_is_not_there(ask: Asker, outsider: Officer) -> None:
    clearance = ask()
    address = reverse("clearances:clearance", args=[clearance.pk])
    assert Client().get(address).status_code == 302
    assert signed_in(outsider).get(address).status_code == 404
    assert signed_in(outsider).get(reverse("clearances:mine")).status_code == 403
    step = part_of(clearance, Part.LEGAL)
    assert signed_in(outsider).post(reverse("clearances:decide", args=[step.pk])).status_code == 404


def test_the_list_needs_few_queries(
    ask: Asker, agency: Unit, lawyer: Officer, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client = signed_in(lawyer)
    client.get(reverse("clearances:mine"))
    for n in range(12):
        unit = Unit.objects.create(code=f"V{n}", name=f"Viện {n}", parent=agency, start_on=agency.start_on)
        ask([StepAsked(Part.LEGAL, lawyer, SOON)], record=unit)
    with django_assert_max_num_queries(14):
        assert client.get(reverse("clearances:mine")).content.decode().count("Thông cáo") >= 24


def test_a_stand_in_sees_it_only_once_it_is_due(
    ask: Asker, lawyer: Officer, colleague: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    clearance = ask([StepAsked(Part.LEGAL, lawyer, SOON, stand_in=colleague)])
    address = reverse("clearances:decide", args=[part_of(clearance, Part.LEGAL).pk])
    assert address not in signed_in(colleague).get(f"/thong-qua/{clearance.pk}/").content.decode()
    assert signed_in(colleague).post(address, said(clearance)).status_code == 400
    monkeypatch.setattr(clock, "now", lambda: LATE)
    assert address in signed_in(colleague).get(f"/thong-qua/{clearance.pk}/").content.decode()
    assert signed_in(colleague).post(address, said(clearance)).status_code == 302


def test_an_ended_clearance_shows_the_newer_one(ask: Asker, lawyer: Officer, leader: Officer) -> None:
    first = ask()
    second = ask(text="Bản sửa lại.")
    page = signed_in(lawyer).get(reverse("clearances:clearance", args=[first.pk])).content.decode()
    assert reverse("clearances:clearance", args=[second.pk]) in page
    step = part_of(second, Part.LEGAL)
    given: dict[str, Any] = {"decision": Decision.RETURNED, "comment": "Sai số liệu.", "at": NOON}
    decide_step(step=step, text_hash=second.text_hash, by=lawyer, **given)
    page = signed_in(leader).get(reverse("clearances:clearance", args=[second.pk])).content.decode()
    assert reverse("clearances:override", args=[step.pk]) in page
