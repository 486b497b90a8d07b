"""The people of draft policies: a drafter, two legal officers, an institute that is not asked."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import DAY, FIRST_DAY, NOON, newcomer


@pytest.fixture
def agency(system: Officer) -> Unit:
    """The agency itself."""
    return Unit.objects.get(parent__isnull=True)


@pytest.fixture
def institute(agency: Unit) -> Unit:
    """A unit below the agency."""
    return Unit.objects.create(
        code="VIEN", name="Viện Thử nghiệm", kind=Unit.Kind.INSTITUTE, parent=agency, start_on=FIRST_DAY
    )


@pytest.fixture
def drafter(system: Officer) -> Officer:
    """Drafts the agency's policies."""
    return newcomer("soan-thao", "Ngô Thị Thảo", system, Role.POLICY_DRAFTER)


@pytest.fixture
def legal_officer(system: Officer) -> Officer:
    """Reads the law for the agency."""
    return newcomer("phap-che", "Bùi Thảo", system, Role.LEGAL_OFFICER)


@pytest.fixture
def other_legal_officer(system: Officer) -> Officer:
    """Confirms what the first one enters."""
    return newcomer("phap-che-2", "Mai Lan", system, Role.LEGAL_OFFICER)


def _placed(name: str, full_name: str, role: Role, unit: Unit, by: Officer) -> Officer:
    officer = newcomer(name, full_name, by)
    give_role(officer=officer, role=role, unit=unit, start_on=FIRST_DAY, by=by, at=NOON)
    return officer.on(DAY)


@pytest.fixture
def institute_officer(institute: Unit, system: Officer) -> Officer:
    """Does the communication of the institute."""
    return _placed("vien", "Hoàng Mai", Role.UNIT_OFFICER, institute, system)


@pytest.fixture
def institute_leader(institute: Unit, system: Officer) -> Officer:
    """Heads the institute."""
    return _placed("vien-truong", "Đinh Tuấn", Role.LEADER, institute, system)
