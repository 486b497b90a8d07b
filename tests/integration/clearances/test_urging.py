"""Those who clear are urged on within the hour and once late; each thing is told once."""

from datetime import timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import Part
from dongthuan.apps.clearances.operations.clearances import StepAsked
from dongthuan.apps.clearances.operations.urging import urge
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.notices.models import Notice
from tests.integration.clearances.conftest import LATE, NOON, SOON, Asker


def kinds(officer: Officer) -> list[str]:
    """Return what an officer was told, in order."""
    return list(Notice.objects.filter(recipient=officer).order_by("id").values_list("kind", flat=True))


def test_each_is_told_once_in_time_and_once_late(
    ask: Asker, lawyer: Officer, colleague: Officer, unit_officer: Officer, system: Officer
) -> None:
    ask([StepAsked(Part.LEGAL, lawyer, SOON, stand_in=colleague)])
    assert urge(by=system, at=NOON) == 0
    for at in (SOON - timedelta(minutes=50), SOON - timedelta(minutes=45), LATE, LATE):
        urge(by=system, at=at)
    assert kinds(lawyer) == ["clearances.ask", "clearances.soon", "clearances.late"]
    assert kinds(colleague) == ["clearances.stand_in_late"]
    assert kinds(unit_officer) == ["clearances.late_asked"]
    with pytest.raises(NotAllowed):
        urge(by=lawyer, at=LATE)


def test_who_waits_for_the_facts_is_not_urged(
    ask: Asker, lawyer: Officer, leader: Officer, system: Officer
) -> None:
    ask([StepAsked(Part.FACTS, leader, LATE + timedelta(days=1)), StepAsked(Part.LEGAL, lawyer, SOON)])
    urge(by=system, at=LATE)
    assert kinds(lawyer) == []
