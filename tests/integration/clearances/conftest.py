"""A text by one officer, put before a colleague, a legal officer and a leader."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import Part
from dongthuan.apps.clearances.models.clearances import Clearance, ClearanceStep
from dongthuan.apps.clearances.operations.clearances import StepAsked, request_clearance
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import newcomer

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
SOON = NOON + timedelta(hours=2)
LATE = NOON + timedelta(hours=3)
TEXT = "Cơ quan thông báo kết quả đợt khảo sát.\nSố liệu đã được xác nhận."
Asker = Callable[..., Clearance]


@pytest.fixture
def agency(system: Officer) -> Unit:
    """The agency."""
    return Unit.objects.get(parent__isnull=True)


@pytest.fixture
def lawyer(system: Officer) -> Officer:
    """Checks what the law says."""
    return newcomer("phap-che", "Hoàng Thu Trang", system, Role.LEGAL_OFFICER)


@pytest.fixture
def colleague(system: Officer) -> Officer:
    """Stands in for the lawyer."""
    return newcomer("phap-che-2", "Bùi Văn Nam", system, Role.LEGAL_OFFICER)


@pytest.fixture
def ask(agency: Unit, unit_officer: Officer, lawyer: Officer, leader: Officer) -> Asker:
    """Ask for the clearance of a text: by default of the lawyer and the leader."""

    def asked(steps: Iterable[StepAsked] | None = None, text: str = TEXT, **more: Any) -> Clearance:
        chosen = (
            steps
            if steps is not None
            else [
                StepAsked(Part.LEGAL, lawyer, SOON),
                StepAsked(Part.LEADER, leader, SOON),
            ]
        )
        given: dict[str, Any] = {"record": agency, "unit": agency, "authors": [], "by": unit_officer}
        given |= {"title": "Thông cáo", "url": "/noi-dung/1/", "at": NOON} | more
        return request_clearance(text=text, steps=list(chosen), **given)

    return asked


def part_of(clearance: Clearance, part: Part) -> ClearanceStep:
    """Return the first step of one part, as stored."""
    found = ClearanceStep.objects.filter(clearance=clearance, part=part).first()
    assert found is not None
    return found
