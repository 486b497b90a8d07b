"""The cast of monitoring: the system, a coordinator who keeps the sources, a unit officer who does not."""

from datetime import UTC, date, datetime

import pytest

from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.accounts.operations import AgencyContent, found_agency
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = date(2026, 3, 2)


@pytest.fixture
def system(db: None) -> Officer:
    """The officer under whose name jobs act, in an agency founded for the test."""
    content = AgencyContent("CQ", "Cơ quan thử", "CQ", "Hà Nội", date(2020, 1, 1))
    return found_agency(content=content, at=NOON, on=DAY)


def officer_with(role: Role, name: str) -> Officer:
    officer = Officer.objects.create_user(name, full_name=name.title())
    unit = Unit.objects.agency().get()  # type: ignore[attr-defined]  # the manager is a queryset's
    RoleHeld.objects.create(officer=officer, role=role, unit=unit, start_on=date(2020, 1, 1))
    return officer.on(DAY)


@pytest.fixture
def coordinator(system: Officer) -> Officer:
    """Keeps the sources."""
    return officer_with(Role.COORDINATOR, "dieu-phoi")


@pytest.fixture
def unit_officer(system: Officer) -> Officer:
    """Reads, but keeps no sources."""
    return officer_with(Role.UNIT_OFFICER, "don-vi")
