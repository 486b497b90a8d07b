"""Officers and roles: what changes, what is noted, what is refused without a trace."""

from datetime import UTC, date, datetime

import pytest

from dongthuan.apps.accounts import operations
from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.accounts.operations import AgencyContent, OfficerContent
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = date(2026, 3, 2)


def test_an_agency_is_founded_once(system: Officer) -> None:
    content = AgencyContent("X", "Cơ quan khác", "X", "Huế", date(2020, 1, 1))
    with pytest.raises(operations.AlreadyFounded):
        operations.found_agency(content=content, at=NOON, on=DAY)


def test_the_system_officer_cannot_sign_in(system: Officer) -> None:
    assert not system.has_usable_password()


def test_there_is_no_system_officer_before_there_is_an_agency(db: None) -> None:
    with pytest.raises(operations.NoAgency):
        operations.system_officer(on=DAY)


def test_saving_an_officer_is_noted_without_the_password(administrator: Officer) -> None:
    officer = operations.save_officer(
        officer=None,
        content=OfficerContent("an", "Nguyễn An"),
        by=administrator,
        at=NOON,
        password="mat-khau-dai-1",
    )
    entry = Entry.objects.latest("id")
    assert officer.check_password("mat-khau-dai-1")
    assert (entry.act, entry.actor, entry.record_key) == ("accounts.save", administrator, str(officer.pk))
    assert "mat-khau-dai-1" not in str(entry.details)


def test_a_refused_act_leaves_no_trace(leader: Officer) -> None:
    entries, officers = Entry.objects.count(), Officer.objects.count()
    with pytest.raises(NotAllowed):
        operations.save_officer(officer=None, content=OfficerContent("an", "Nguyễn An"), by=leader, at=NOON)
    assert (Entry.objects.count(), Officer.objects.count()) == (entries, officers)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 2, 28), False, id="the day before it begins"),
        pytest.param(date(2026, 3, 1), True, id="the first day"),
        pytest.param(date(2026, 3, 31), True, id="the last day"),
        pytest.param(date(2026, 4, 1), False, id="the first day after"),
    ],
)
def test_a_role_is_held_between_its_dates(
    outsider: Officer, administrator: Officer, day: date, expected: bool
) -> None:
    agency = Unit.objects.get(parent__isnull=True)
    held = operations.give_role(
        officer=outsider, role=Role.LEADER, unit=agency, start_on=date(2026, 3, 1), by=administrator, at=NOON
    )
    operations.end_role(held=held, end_on=date(2026, 4, 1), by=administrator, at=NOON)
    assert ((Role.LEADER, agency.pk) in outsider.on(day).held_roles()) == expected


def test_a_role_is_not_held_twice_at_once(leader: Officer, administrator: Officer) -> None:
    agency = Unit.objects.get(parent__isnull=True)
    with pytest.raises(operations.AlreadyHeld):
        operations.give_role(
            officer=leader, role=Role.LEADER, unit=agency, start_on=DAY, by=administrator, at=NOON
        )


def test_nobody_is_made_the_system(outsider: Officer, administrator: Officer) -> None:
    agency = Unit.objects.get(parent__isnull=True)
    with pytest.raises(NotAllowed):
        operations.give_role(
            officer=outsider, role=Role.SYSTEM, unit=agency, start_on=DAY, by=administrator, at=NOON
        )


def test_the_last_administrator_stays(administrator: Officer) -> None:
    held = RoleHeld.objects.get(officer=administrator)
    with pytest.raises(operations.LastAdministrator):
        operations.end_role(held=held, end_on=DAY, by=administrator, at=NOON)
    with pytest.raises(operations.LastAdministrator):
        operations.close_account(officer=administrator, by=administrator, at=NOON)


def test_a_closed_account_holds_no_role(leader: Officer, administrator: Officer) -> None:
    closed = operations.close_account(officer=leader, by=administrator, at=NOON)
    assert closed.on(DAY).held_roles() == frozenset()
