"""A campaign of the cast's agency, with an objective of each kind, prepared by the Office."""

from decimal import Decimal
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role
from dongthuan.apps.common.roles import Role
from dongthuan.apps.measurement.models.campaigns import Campaign
from dongthuan.apps.measurement.operations import campaigns
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import DAY, FIRST_DAY, NOON, newcomer


@pytest.fixture
def agency(system: Officer) -> Unit:
    """The agency."""
    return Unit.objects.get(parent__isnull=True)


@pytest.fixture
def institute(agency: Unit) -> Unit:
    """A unit below the agency."""
    return Unit.objects.create(
        code="VIEN", name="Viện Thử", kind=Unit.Kind.INSTITUTE, parent=agency, start_on=FIRST_DAY
    )


@pytest.fixture
def institute_officer(institute: Unit, system: Officer) -> Officer:
    """Does the institute's communication."""
    officer = newcomer("vien", "Cán bộ Viện", system)
    give_role(officer=officer, role=Role.UNIT_OFFICER, unit=institute, start_on=FIRST_DAY, by=system, at=NOON)
    return officer.on(DAY)


@pytest.fixture
def campaign(institute: Unit, institute_officer: Officer) -> Campaign:
    """Prepared by the institute, a week long from today."""
    content = campaigns.CampaignContent(
        institute, "Báo tin động đất", DAY, DAY.replace(day=9), messages="Báo tin động đất trong năm phút"
    )
    return campaigns.prepare(content=content, by=institute_officer, at=NOON)


def objective(**changed: Any) -> campaigns.ObjectiveContent:
    """Return the content of an objective of outcomes, noted by hand."""
    given: dict[str, Any] = {
        "level": "outcome",
        "statement": "Người dân biết báo tin",
        "measure": "hand",
        "baseline": Decimal(20),
        "baseline_source": "Khảo sát tháng 2",
        "target": Decimal(60),
    }
    return campaigns.ObjectiveContent(**(given | changed))


def with_objective(campaign: Campaign, by: Officer, **changed: Any) -> Campaign:
    """Set one more objective."""
    return campaigns.set_objective(
        campaign=campaign, content=objective(**changed), version=campaign.version, by=by, at=NOON
    )


def running(campaign: Campaign, by: Officer) -> Campaign:
    """Set the objective and start."""
    made = with_objective(campaign, by)
    return campaigns.start(campaign=made, version=made.version, by=by, at=NOON)
