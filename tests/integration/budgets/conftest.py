"""Who keeps money in the cast's agency, and a line with ten million."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role
from dongthuan.apps.budgets.lifecycle import Control
from dongthuan.apps.budgets.models import Commitment, Line
from dongthuan.apps.budgets.operations.commitments import CommitmentContent, commit
from dongthuan.apps.budgets.operations.lines import LineContent, allocate, open_line
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import DAY, FIRST_DAY, NOON, newcomer

Opener = Callable[..., Line]


@pytest.fixture
def institute(system: Officer) -> Unit:
    """A unit below the agency, for which the line is."""
    agency = Unit.objects.get(parent__isnull=True)
    return Unit.objects.create(
        code="VIEN", name="Viện Thử nghiệm", kind=Unit.Kind.INSTITUTE, parent=agency, start_on=FIRST_DAY
    )


@pytest.fixture
def institute_officer(institute: Unit, system: Officer) -> Officer:
    """Does the institute's communication."""
    officer = newcomer("vien", "Cán bộ Viện", system)
    give_role(officer=officer, role=Role.UNIT_OFFICER, unit=institute, start_on=FIRST_DAY, by=system, at=NOON)
    return officer.on(DAY)


@pytest.fixture
def opened(institute: Unit, coordinator: Officer) -> Opener:
    """Open a line of the institute with some money."""

    def one(amount: int = 10_000_000, **changed: Any) -> Line:
        content: dict[str, Any] = {
            "year": 2026,
            "unit": institute,
            "source": "Ngân sách nhà nước",
            "kind": "production",
            "control": Control.STOP,
        }
        line = open_line(content=LineContent(**(content | changed)), by=coordinator, at=NOON)
        if not amount:
            return line
        return allocate(line=line, amount_vnd=amount, on=DAY, ground="Quyết định 12", by=coordinator, at=NOON)

    return one


@pytest.fixture
def line(opened: Opener) -> Line:
    """A line of the institute with ten million that stops there."""
    return opened()


def promise(amount: int, **more: Any) -> CommitmentContent:
    """Return the content of a promise."""
    given: dict[str, Any] = {"title": "In tờ gấp", "committed_on": date(2026, 3, 1)} | more
    return CommitmentContent(amount_vnd=amount, **given)


def promised(line: Line, amount: int, by: Officer, **more: Any) -> Commitment:
    """Promise money of a line."""
    return commit(line=line, content=promise(amount, **more), by=by, at=NOON)
