"""Whom to call in a unit: the first rank in which it has anybody, in one query."""

from collections.abc import Callable
from typing import Any

import pytest

from dongthuan.apps.accounts.contacts import WRITERS, contacts_of
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import close_account, give_role
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import DAY, FIRST_DAY, NOON, newcomer


@pytest.fixture
def unit(system: Officer) -> Unit:
    """A unit without anybody."""
    agency = Unit.objects.get(parent__isnull=True)
    return Unit.objects.create(code="VTT", name="Viện thử", parent=agency, start_on=FIRST_DAY)


@pytest.fixture
def appoint(unit: Unit, system: Officer) -> Callable[..., Officer]:
    """Give a new officer a role in the unit."""

    def given(name: str, role: Role) -> Officer:
        officer = newcomer(name, name.capitalize(), system)
        give_role(officer=officer, role=role, unit=unit, start_on=FIRST_DAY, by=system, at=NOON)
        return officer

    return given


def names(unit: Unit, **more: Any) -> list[str]:
    """Return the sign-in names of whom to call in a unit."""
    return [one.username for one in contacts_of([unit.pk], on=DAY, **more).get(unit.pk, [])]


def test_the_first_rank_that_has_anybody(unit: Unit, appoint: Callable[..., Officer]) -> None:
    assert names(unit) == []
    appoint("truong", Role.LEADER)
    assert names(unit) == ["truong"]
    appoint("phat-ngon", Role.SPOKESPERSON)
    assert names(unit) == ["phat-ngon"]
    assert names(unit, ranks=WRITERS) == ["truong"]
    appoint("b-can-bo", Role.UNIT_OFFICER)
    appoint("a-can-bo", Role.UNIT_OFFICER)
    assert names(unit) == names(unit, ranks=WRITERS) == ["a-can-bo", "b-can-bo"]


def test_who_left_is_not_called(unit: Unit, appoint: Callable[..., Officer], system: Officer) -> None:
    appoint("truong", Role.LEADER)
    officer = appoint("can-bo", Role.UNIT_OFFICER)
    close_account(officer=officer, by=system, at=NOON)
    assert names(unit) == ["truong"]


def test_many_units_are_one_query(
    unit: Unit, appoint: Callable[..., Officer], django_assert_num_queries: Any
) -> None:
    appoint("can-bo", Role.UNIT_OFFICER)
    with django_assert_num_queries(1):
        assert list(contacts_of([unit.pk, unit.parent_id or 0, 10**9], on=DAY)) == [unit.pk]
