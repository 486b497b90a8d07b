"""A plan read from the Academy's document, an institute beside the Office, and its own officer."""

from pathlib import Path

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import OfficerContent, give_role, save_officer
from dongthuan.apps.common.roles import Role
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.operations.plans import read_directive
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.operations import UnitContent, save_unit

from datetime import UTC, date, datetime  # isort: skip

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = date(2026, 3, 2)
FIRST_DAY = date(2020, 1, 1)
DOCUMENT = Path(__file__).parents[2] / "unit" / "analysis" / "directive" / "documents" / "vien-han-lam.txt"


@pytest.fixture
def document() -> bytes:
    """The Academy's plan for Directive 07/CT-TTg, as a file."""
    return DOCUMENT.read_bytes()


@pytest.fixture
def institute(system: Officer) -> Unit:
    """A unit below the agency."""
    content = UnitContent("VTT", "Viện thử", "", Unit.Kind.INSTITUTE, Unit.objects.get(), FIRST_DAY)
    return save_unit(unit=None, content=content, by=system, at=NOON)


@pytest.fixture
def institute_officer(institute: Unit, system: Officer) -> Officer:
    """Does the institute's communication and nothing at the agency."""
    content = OfficerContent("vien-thu", "Ngô Thị Mai")
    officer = save_officer(officer=None, content=content, by=system, at=NOON)
    give_role(officer=officer, role=Role.UNIT_OFFICER, unit=institute, start_on=FIRST_DAY, by=system, at=NOON)
    return officer.on(DAY)


@pytest.fixture
def plan(document: bytes, coordinator: Officer) -> Plan:
    """The Academy's plan as the machine read it."""
    agency = Unit.objects.get(parent__isnull=True)
    return read_directive(data=document, name="ke-hoach.txt", unit=agency, by=coordinator, at=NOON)
