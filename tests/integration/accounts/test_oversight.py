"""Who sees what every unit does, over every role and every place where it can be held."""

from dataclasses import dataclass

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import OfficerContent, close_account, give_role, save_officer
from dongthuan.apps.accounts.oversight import (
    holds_at_the_top,
    holds_there_or_at_the_top,
    oversees,
)
from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import DAY, FIRST_DAY, NOON

GIVEN = [role for role in Role if role != Role.SYSTEM]
PLACES = ["agency", "office", "institute", "office of the institute"]
AT_THE_TOP = {"agency", "office"}


@pytest.fixture
def places(system: Officer) -> dict[str, Unit]:
    """Units of each standing; an institute may have an office of its own, which is not the Office."""
    agency = Unit.objects.get(parent=None)
    office = Unit.objects.create(
        code="VP", name="Văn phòng", kind=Unit.Kind.OFFICE, parent=agency, start_on=FIRST_DAY
    )
    institute = Unit.objects.create(
        code="VIEN", name="Viện", kind=Unit.Kind.INSTITUTE, parent=agency, start_on=FIRST_DAY
    )
    own = Unit.objects.create(
        code="VPV", name="Văn phòng Viện", kind=Unit.Kind.OFFICE, parent=institute, start_on=FIRST_DAY
    )
    return {"agency": agency, "office": office, "institute": institute, "office of the institute": own}


def holder(role: Role, unit: Unit, by: Officer) -> Officer:
    """Return an officer with one role in one unit."""
    officer = save_officer(officer=None, content=OfficerContent("nguoi-giu", "Vai Một"), by=by, at=NOON)
    give_role(officer=officer, role=role, unit=unit, start_on=FIRST_DAY, by=by, at=NOON)
    return Officer.objects.get(pk=officer.pk).on(DAY)


@pytest.mark.parametrize("role", GIVEN)
@pytest.mark.parametrize("place", PLACES)
def test_who_oversees(role: Role, place: str, places: dict[str, Unit], system: Officer) -> None:
    expected = role == Role.ADMINISTRATOR or (role in (Role.LEADER, Role.COORDINATOR) and place in AT_THE_TOP)
    assert oversees(holder(role, places[place], system)) == expected


def test_the_system_oversees(system: Officer) -> None:
    assert oversees(system)


def test_who_holds_nothing_does_not(outsider: Officer) -> None:
    assert not oversees(outsider)


def test_a_closed_account_does_not(places: dict[str, Unit], system: Officer, administrator: Officer) -> None:
    head = holder(Role.LEADER, places["agency"], system)
    close_account(officer=head, by=administrator, at=NOON)
    assert not oversees(Officer.objects.get(pk=head.pk).on(DAY))


def test_it_holds_from_the_first_day_on(places: dict[str, Unit], system: Officer) -> None:
    head = holder(Role.LEADER, places["office"], system)
    assert not oversees(head.on(FIRST_DAY.replace(year=2019)))
    assert oversees(head.on(FIRST_DAY))


def test_it_is_read_once_a_day(
    places: dict[str, Unit], system: Officer, django_assert_num_queries: object
) -> None:
    head = holder(Role.LEADER, places["office"], system)
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture has no type
        assert all(oversees(head) for _record in range(5))
        assert head.held_roles()


@dataclass(frozen=True, slots=True)
class Paper:
    """Anything that a unit has."""

    unit_id: int


@pytest.mark.parametrize("place", PLACES)
def test_a_role_reaches_its_unit_and_from_the_top_every_unit(
    place: str, places: dict[str, Unit], system: Officer
) -> None:
    officer = holder(Role.COORDINATOR, places[place], system)
    is_top = place in AT_THE_TOP
    assert holds_at_the_top(Role.COORDINATOR)(officer, None) == is_top
    for other, unit in places.items():
        reaches = holds_there_or_at_the_top(Role.COORDINATOR)(officer, Paper(unit.pk))
        assert reaches == (is_top or other == place)
        assert not holds_there_or_at_the_top(Role.LEADER)(officer, Paper(unit.pk))


def test_jobs_act_under_the_systems_name(system: Officer) -> None:
    found = acting_system(on=DAY)
    assert found == system
    assert found is not None
    assert found.day == DAY


def test_there_is_nobody_to_act_before_there_is_an_agency(db: None) -> None:
    assert acting_system(on=DAY) is None
