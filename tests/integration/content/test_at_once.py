"""Two people, or two machines, at the same instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import ClearanceState, Decision, Part
from dongthuan.apps.clearances.operations.clearances import NoLongerOpen, StepAsked
from dongthuan.apps.clearances.operations.deciding import AlreadyDecided, decide_step
from dongthuan.apps.clearances.queries.clearances import is_cleared, latest_clearance
from dongthuan.apps.content.lifecycle import DeliveryState
from dongthuan.apps.content.models.mailings import Delivery
from dongthuan.apps.content.models.revisions import TextRevision
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.clearing import put_for_clearance
from dongthuan.apps.content.operations.due import publish_one_due
from dongthuan.apps.content.operations.mailing import queue_mailing, send_one
from dongthuan.apps.content.operations.publishing import publish_text, schedule_text
from dongthuan.apps.content.operations.texts import ChangedMeanwhile, NotInThatState, rewrite_text
from dongthuan.apps.content.queries.texts import whole_of
from dongthuan.apps.press.models.contacts import ContactList
from dongthuan.apps.units.models import Unit
from tests.integration.content.conftest import HOUR, NOON, Maker, content_of
from tests.integration.content.test_mailing import journalists

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do acts in threads that start together; return what each gave, or what it raised."""
    gate = Barrier(len(acts))

    def one(act: Callable[[], object]) -> object:
        gate.wait()
        try:
            return act()
        except Exception as fault:  # noqa: BLE001  # the fault is what the test asks for
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def asked(text: Text, unit_officer: Officer, lawyer: Officer, leader: Officer) -> dict[str, Any]:
    """Put a text for clearance; return its steps by part, and what is said of each."""
    steps = [StepAsked(Part.SECRECY, lawyer, NOON + HOUR), StepAsked(Part.LEADER, leader, NOON + HOUR)]
    put_for_clearance(text=text, version=text.version, steps=steps, by=unit_officer, at=NOON)
    clearance = latest_clearance(text)
    assert clearance is not None
    return {"hash": clearance.text_hash} | {step.part: step for step in clearance.steps.all()}


def test_two_clear_at_once_and_the_text_is_cleared_once(
    make: Maker, unit_officer: Officer, lawyer: Officer, leader: Officer
) -> None:
    text = make()
    put = asked(text, unit_officer, lawyer, leader)
    said: dict[str, Any] = {
        "decision": Decision.APPROVED,
        "comment": "",
        "at": NOON,
        "text_hash": put["hash"],
    }
    got = at_once(
        lambda: decide_step(step=put["secrecy"], by=lawyer, **said),
        lambda: decide_step(step=put["leader"], by=leader, **said),
        lambda: decide_step(step=put["leader"], by=leader, **said),
    )
    refused = [one for one in got if isinstance(one, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], AlreadyDecided | NoLongerOpen)
    assert is_cleared(text, whole_of(text).as_words())


def test_an_edit_and_the_last_approval_at_once_never_publish_what_nobody_cleared(
    make: Maker, agency: Unit, unit_officer: Officer, lawyer: Officer, leader: Officer, spokesperson: Officer
) -> None:
    text = make()
    put = asked(text, unit_officer, lawyer, leader)
    said: dict[str, Any] = {
        "decision": Decision.APPROVED,
        "comment": "",
        "at": NOON,
        "text_hash": put["hash"],
    }
    decide_step(step=put["secrecy"], by=lawyer, **said)
    content = content_of(agency, body="Câu chưa ai xem.")
    at_once(
        lambda: decide_step(step=put["leader"], by=leader, **said),
        lambda: rewrite_text(text=text, version=text.version, content=content, by=unit_officer, at=NOON),
        lambda: publish_text(text=text, version=text.version, by=spokesperson, at=NOON, has_looked=True),
    )
    text.refresh_from_db()
    clearance = latest_clearance(text)
    assert clearance is not None
    if text.body == "Câu chưa ai xem.":
        assert not is_cleared(text, whole_of(text).as_words())
        assert clearance.state == ClearanceState.SUPERSEDED
        assert not TextRevision.objects.exists()
    else:
        assert "Câu chưa ai xem." not in str(list(TextRevision.objects.values("content")))


def test_two_machines_publish_a_due_text_once(
    make: Maker, clear: Callable[..., None], spokesperson: Officer, system: Officer
) -> None:
    text = make()
    clear(text)
    text.refresh_from_db()
    text = schedule_text(
        text=text, version=text.version, publish_at=NOON + HOUR, by=spokesperson, at=NOON, has_looked=True
    )
    later = NOON + HOUR
    got = at_once(
        lambda: publish_one_due(by=system, at=later),
        lambda: publish_one_due(by=system, at=later),
        lambda: publish_text(text=text, version=text.version, by=spokesperson, at=later),
    )
    assert sum(isinstance(one, Text) for one in got) == 1
    assert all(one is None or isinstance(one, Text | ChangedMeanwhile | NotInThatState) for one in got)
    assert TextRevision.objects.count() == 1


def test_three_machines_and_two_officers_mail_each_address_once(
    published: Text, agency: Unit, spokesperson: Officer
) -> None:
    lists = [ContactList.objects.create(name=f"Danh sách {n}", unit=agency) for n in range(2)]
    for one in lists:
        journalists(one, [f"p{n}@bao.vn" for n in range(30)])
    at_once(
        *(
            lambda one=one: queue_mailing(text=published, contact_list=one, by=spokesperson, at=NOON)
            for one in lists
        )
    )
    box: list[str] = []

    def work() -> None:
        while send_one(at=NOON, send=lambda mail: box.append(mail.to[0])) is not None:
            pass

    at_once(work, work, work)
    assert sorted(box) == sorted(f"p{n}@bao.vn" for n in range(30))
    assert Delivery.objects.filter(state=DeliveryState.SENT).count() == 30
