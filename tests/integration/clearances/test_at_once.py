"""Two who clear at the same instant: both decisions stand, the text is cleared once, a step decided once."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clearances.lifecycle import ClearanceState, Decision, Part
from dongthuan.apps.clearances.operations.clearances import NoLongerOpen
from dongthuan.apps.clearances.operations.deciding import AlreadyDecided, decide_step
from tests.integration.clearances.conftest import NOON, Asker, part_of


def together(*acts: Callable[[], object]) -> list[BaseException]:
    """Do acts in threads that start at the same time; returns what they raised."""
    start, raised = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except Exception as fault:  # noqa: BLE001  # counted by the test
            raised.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.django_db(transaction=True)
def test_two_who_clear_at_once(transactional_db: None, ask: Asker, lawyer: Officer, leader: Officer) -> None:
    clearance = ask()
    seen = clearance.text_hash

    def by(part: Part, officer: Officer) -> Callable[[], object]:
        step = part_of(clearance, part)
        given = {"decision": Decision.APPROVED, "comment": "", "text_hash": seen, "at": NOON}
        return lambda: decide_step(step=step, by=officer, **given)  # type: ignore[arg-type]  # as given

    faults = together(by(Part.LEGAL, lawyer), by(Part.LEADER, leader), by(Part.LEGAL, lawyer))
    clearance.refresh_from_db()
    assert clearance.state == ClearanceState.CLEARED
    assert len(faults) == 1
    assert isinstance(faults[0], AlreadyDecided | NoLongerOpen)
    assert not clearance.steps.filter(decision="").exists()
    decided = Entry.objects.filter(act="clearances.decide")
    assert sum(entry.details.get("state") == "cleared" for entry in decided) == 1
