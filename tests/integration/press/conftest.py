"""The press desk of the cast's agency: units, spokespersons, an outlet."""

from datetime import UTC, date, datetime

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role
from dongthuan.apps.common.roles import Role
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations.outlets import OutletContent, save_outlet
from dongthuan.apps.press.operations.spokespersons import SpokespersonContent, record_spokesperson
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import FIRST_DAY, NOON, newcomer

MORNING = datetime(2026, 9, 7, 2, tzinfo=UTC)  # a Monday, 09:00 in Hà Nội, under the laws of 1 July 2026
TODAY = date(2026, 9, 7)
CAST = ["system", "leader", "coordinator", "unit_officer", "spokesperson", "administrator", "outsider"]
HERE = [*CAST, "legal_officer", "institute_officer", "institute_leader"]


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


def placed(name: str, full_name: str, role: Role, unit: Unit, by: Officer) -> Officer:
    """Return an officer with one role in one unit."""
    officer = newcomer(name, full_name, by)
    give_role(officer=officer, role=role, unit=unit, start_on=FIRST_DAY, by=by, at=NOON)
    return officer.on(TODAY)


@pytest.fixture
def institute_officer(institute: Unit, system: Officer) -> Officer:
    """Does the communication of the institute."""
    return placed("vien", "Hoàng Mai", Role.UNIT_OFFICER, institute, system)


@pytest.fixture
def institute_leader(institute: Unit, system: Officer) -> Officer:
    """Heads the institute."""
    return placed("vien-truong", "Đinh Tuấn", Role.LEADER, institute, system)


@pytest.fixture
def legal_officer(agency: Unit, system: Officer) -> Officer:
    """Reads the law for the agency."""
    return placed("phap-che", "Bùi Thảo", Role.LEGAL_OFFICER, agency, system)


@pytest.fixture
def outlet(coordinator: Officer) -> Outlet:
    """A press agency."""
    content = OutletContent(
        "Báo Thử", "online", "daily", "Hội Thử nghiệm", emails=("toasoan@baothu.example",)
    )
    return save_outlet(outlet=None, content=content, by=coordinator, at=NOON)


@pytest.fixture
def head(agency: Unit, leader: Officer, coordinator: Officer) -> Spokesperson:
    """The head of the agency, who speaks by office and authorises others."""
    content = SpokespersonContent(
        agency,
        "head",
        leader.full_name,
        "Chủ tịch",
        FIRST_DAY,
        officer=leader,
        phone="024 1",
        official_email="ct@cq.example",
    )
    return record_spokesperson(content=content, by=coordinator, at=MORNING)
