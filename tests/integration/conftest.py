"""The cast of all integration tests: one agency, and an officer for each way of standing to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import (
    AgencyContent,
    OfficerContent,
    found_agency,
    give_role,
    save_officer,
)
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = date(2026, 3, 2)
FIRST_DAY = date(2020, 1, 1)


@contextmanager
def one_world(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Open the database for all tests of a module; nothing of what is built in it is ever committed."""
    with blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
    connection.close()


@pytest.fixture
def system(db: None) -> Officer:
    """The officer under whose name jobs act, in an agency founded for the test."""
    content = AgencyContent("CQ", "Cơ quan thử", "CQ", "Hà Nội", FIRST_DAY)
    return found_agency(content=content, at=NOON, on=DAY)


def newcomer(name: str, full_name: str, by: Officer, role: Role | None = None) -> Officer:
    """Return an officer with an account, and with one role in the agency if one is given."""
    officer = save_officer(officer=None, content=OfficerContent(name, full_name), by=by, at=NOON)
    if role is not None:
        agency = Unit.objects.get(parent__isnull=True)
        give_role(officer=officer, role=role, unit=agency, start_on=FIRST_DAY, by=by, at=NOON)
    return officer.on(DAY)


@pytest.fixture
def leader(system: Officer) -> Officer:
    """Approves and signs."""
    return newcomer("lanh-dao", "Nguyễn Văn Minh", system, Role.LEADER)


@pytest.fixture
def coordinator(system: Officer) -> Officer:
    """Runs the Office's work."""
    return newcomer("van-phong", "Trần Thị Hòa", system, Role.COORDINATOR)


@pytest.fixture
def unit_officer(system: Officer) -> Officer:
    """A colleague who does a unit's communication."""
    return newcomer("don-vi", "Lê Thu Hà", system, Role.UNIT_OFFICER)


@pytest.fixture
def spokesperson(system: Officer) -> Officer:
    """Answers the press."""
    return newcomer("phat-ngon", "Phạm Quốc Anh", system, Role.SPOKESPERSON)


@pytest.fixture
def administrator(system: Officer) -> Officer:
    """Lets people in and keeps the installation."""
    return newcomer("quan-tri", "Đỗ Quang Huy", system, Role.ADMINISTRATOR)


@pytest.fixture
def outsider(system: Officer) -> Officer:
    """Has an account and no role."""
    return newcomer("nguoi-ngoai", "Vũ Ngọc Lan", system)
