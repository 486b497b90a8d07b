"""A unit with its officers, two legal officers, and clocks of the Access Law."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import OfficerContent, give_role, save_officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.operations.clocks import start_clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit
from dongthuan.law.model import Facts
from tests.integration.conftest import DAY, FIRST_DAY, NOON, newcomer

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 3, 2, 9, tzinfo=HANOI)  # a Monday; no day off before Giỗ Tổ (26/4)
NOW = datetime(2026, 3, 3, 8, tzinfo=UTC)
ON = date(2026, 3, 3)
NETWORK_COMPLEX = Facts(channel="network", complexity="complex")

Opener = Callable[..., Clock]


def at(day: int, hour: int = 9, month: int = 3) -> datetime:
    """Return an instant of 2026 in Hà Nội."""
    return datetime(2026, month, day, hour, tzinfo=HANOI)


@pytest.fixture
def office(system: Officer) -> Unit:
    """A unit of the agency."""
    agency = Unit.objects.get(parent=None)
    return Unit.objects.create(code="VP", name="Văn phòng", parent=agency, start_on=FIRST_DAY)


@pytest.fixture
def institute(office: Unit) -> Unit:
    """Another unit."""
    return Unit.objects.create(code="VTL", name="Viện Thử", parent=office.parent, start_on=FIRST_DAY)


def member(name: str, full_name: str, unit: Unit, role: Role, by: Officer) -> Officer:
    """Return an officer with one role in one unit."""
    officer = save_officer(officer=None, content=OfficerContent(name, full_name), by=by, at=NOON)
    give_role(officer=officer, role=role, unit=unit, start_on=FIRST_DAY, by=by, at=NOON)
    return officer.on(DAY)


@pytest.fixture
def clerk(system: Officer, office: Unit) -> Officer:
    """Communications officer of the office."""
    return member("chuyen-vien", "Ngô Thị Mai", office, Role.UNIT_OFFICER, system)


@pytest.fixture
def information_officer(system: Officer, office: Unit) -> Officer:
    """Handles requests for information in the office."""
    return member("thong-tin", "Bùi Đức Long", office, Role.INFORMATION_OFFICER, system)


@pytest.fixture
def neighbour(system: Officer, institute: Unit) -> Officer:
    """Communications officer of another unit."""
    return member("don-vi-khac", "Hồ Văn Nam", institute, Role.UNIT_OFFICER, system)


@pytest.fixture
def legal(system: Officer) -> Officer:
    """A legal officer."""
    return newcomer("phap-che", "Đặng Thị Thu", system, Role.LEGAL_OFFICER)


@pytest.fixture
def second_legal(system: Officer) -> Officer:
    """Another legal officer."""
    return newcomer("phap-che-2", "Trịnh Văn Sơn", system, Role.LEGAL_OFFICER)


@pytest.fixture
def open_clock(system: Officer, office: Unit) -> Opener:
    """Open a clock of the Access Law (A08: 15 working days) in the office."""

    def opened(**more: Any) -> Clock:
        given: dict[str, Any] = {
            "name": "A08",
            "unit": office,
            "start_at": START,
            "by": system,
            "at": NOW,
            "start_reason": "Nhận yêu cầu hợp lệ",
            "facts": NETWORK_COMPLEX,
            "title": "Yêu cầu số 12",
        }
        return start_clock(**given | more)

    return opened


@pytest.fixture
def clock(open_clock: Opener) -> Clock:
    """One running clock: 2/3/2026 + 15 working days = 23/3/2026."""
    return open_clock()
