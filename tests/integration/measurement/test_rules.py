"""Who may do what with campaigns and the lists behind the targets."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.measurement.models.campaigns import Campaign
from dongthuan.apps.measurement.models.science import ScienceTask
from dongthuan.apps.measurement.rules import ACCESS, Act, keeps_somewhere
from dongthuan.apps.units.models import Unit

KEEP = frozenset({"coordinator", "institute_officer"})
READ = KEEP | {"leader", "administrator"}
ALL = READ | {"unit_officer", "spokesperson"}
EXPECTED = dict.fromkeys(Act, KEEP) | {Act.LIST: ALL, Act.READ: READ, Act.READ_SCIENCE: READ}
CAST = sorted(ALL | {"outsider"})
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", CAST)
def test_access(name: str, campaign: Campaign, institute: Unit, request: pytest.FixtureRequest) -> None:
    officer: Officer = request.getfixturevalue(name)
    assert set(ACCESS) == set(Act)
    for act, rule in ACCESS.items():
        assert rule(officer, campaign) is (name in EXPECTED[act]), act
    assert keeps_somewhere(officer, None) is (name in KEEP | {"unit_officer"})
    task = ScienceTask(unit=institute, code="A", year=2026, saved_by=officer, saved_at=campaign.made_at)
    task.save()
    for rows in (Campaign.objects, ScienceTask.objects):
        assert rows.visible_to(officer).exists() is (name in READ)  # type: ignore[attr-defined]  # both have it
