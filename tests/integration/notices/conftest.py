"""A unit with a head and an officer, below an agency with a leader and an Office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role, system_officer
from dongthuan.apps.common.roles import Role
from dongthuan.apps.notices import operations
from dongthuan.apps.notices.mailing import build_messages
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.notices.reminding import Deadline
from dongthuan.apps.units.models import Unit
from dongthuan.law.vietnam import ZONE, vietnamese_calendar
from tests.integration.conftest import DAY, FIRST_DAY, NOON, newcomer

CALENDAR = vietnamese_calendar()
DUE = date(2026, 3, 12)  # a Thursday
_numbers = count(1)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Return an instant of a day in Hà Nội."""
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


def working(offset: int) -> date:
    """Return the day that lies so many working days from DUE."""
    return CALENDAR.add_working_days(DUE, offset)


def tell(recipient: Officer, title: str = "Việc mới", *, when: datetime = NOON, **more: Any) -> Notice:
    """Queue a notice that is new in any case."""
    notice = operations.queue(kind="plans.assign", recipient=recipient, title=title, at=when, **more)
    assert notice is not None
    return notice


@dataclass
class Bureau:
    """A unit of the agency; records that fall due are units too, for want of anything simpler."""

    unit: Unit
    owner: Officer
    head: Officer
    office: Officer

    def record(self) -> Unit:
        """Make something that can fall due."""
        number = next(_numbers)
        return Unit.objects.create(
            code=f"V{number}", name=f"Việc {number}", parent=self.unit, start_on=FIRST_DAY
        )

    def deadline(self, record: Unit | None = None, **more: Any) -> Deadline:
        """Let a record fall due on DUE, in the hands of the owner."""
        record = record or self.record()
        given = {"due_on": DUE, "owner": self.owner, "unit_id": self.unit.pk} | more
        return Deadline(record=record, title=record.name, url=f"/viec/{record.pk}/", **given)


def remind(deadlines: Iterable[Deadline], day: date, hour: int = 6) -> int:
    """Run the reminders of a day."""
    return operations.remind(deadlines=deadlines, fires_on=CALENDAR.add_working_days, at=at(day, hour))


def make_messages(*, at: datetime) -> int:
    """Make the messages that are due, by the calendar of the tests."""
    return build_messages(at=at, is_working_day=CALENDAR.is_working)


def make_bureau(system: Officer) -> Bureau:
    """Found a unit with its people."""
    agency = Unit.objects.get(parent__isnull=True)
    unit = Unit.objects.create(code="VTT", name="Vụ Truyền thông", parent=agency, start_on=FIRST_DAY)
    people = []
    for name, full_name, role in (
        ("can-bo", "Lý Thị Mai", Role.UNIT_OFFICER),
        ("truong-vu", "Hoàng Đức", Role.LEADER),
    ):
        officer = newcomer(name, full_name, system)
        give_role(officer=officer, role=role, unit=unit, start_on=FIRST_DAY, by=system, at=NOON)
        people.append(officer.on(DAY))
    office = newcomer("van-phong", "Trần Thị Hòa", system, Role.COORDINATOR)
    for officer in (*people, office):
        Officer.objects.filter(pk=officer.pk).update(email=f"{officer.username}@co-quan.vn")
        officer.refresh_from_db()
        officer.on(DAY)
    return Bureau(unit, people[0], people[1], office)


@pytest.fixture
def bureau(system: Officer) -> Bureau:
    """A unit with an officer and a head, and the Office."""
    return make_bureau(system_officer(on=DAY))
