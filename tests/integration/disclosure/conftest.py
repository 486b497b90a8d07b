"""Who handles requests for information in the cast's agency."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import FIRST_DAY
from tests.integration.disclosure.requests_cast import placed


@pytest.fixture
def agency(system: Officer) -> Unit:
    """The agency itself, which is the contact point."""
    return Unit.objects.get(parent__isnull=True)


@pytest.fixture
def institute(agency: Unit) -> Unit:
    """A unit below the agency, which made the information."""
    return Unit.objects.create(
        code="VIEN", name="Viện Thử nghiệm", kind=Unit.Kind.INSTITUTE, parent=agency, start_on=FIRST_DAY
    )


@pytest.fixture
def other_institute(agency: Unit) -> Unit:
    """A unit that has no part in the request."""
    return Unit.objects.create(
        code="VIEN2", name="Viện Khác", kind=Unit.Kind.INSTITUTE, parent=agency, start_on=FIRST_DAY
    )


@pytest.fixture
def information_officer(agency: Unit, system: Officer) -> Officer:
    """The contact point of the agency."""
    return placed("dau-moi", Role.INFORMATION_OFFICER, agency, system)


@pytest.fixture
def institute_officer(institute: Unit, system: Officer) -> Officer:
    """Works where the information was made."""
    return placed("vien", Role.UNIT_OFFICER, institute, system)


@pytest.fixture
def other_officer(other_institute: Unit, system: Officer) -> Officer:
    """Works elsewhere."""
    return placed("vien-khac", Role.UNIT_OFFICER, other_institute, system)


@pytest.fixture
def legal_officer(agency: Unit, system: Officer) -> Officer:
    """Keeps the law true."""
    return placed("phap-che", Role.LEGAL_OFFICER, agency, system)


@pytest.fixture
def second_legal_officer(agency: Unit, system: Officer) -> Officer:
    """Approves what the first one entered."""
    return placed("phap-che-2", Role.LEGAL_OFFICER, agency, system)
