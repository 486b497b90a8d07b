"""An institute with a head, an officer who does its communication, and the Office's plan with a course."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role
from dongthuan.apps.capacity.lifecycle import Duty, PlanState, Skill
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.capacity.models.training import Course, Invitation, Session
from dongthuan.apps.capacity.operations.attending import (
    SessionContent,
    add_session,
    invite,
    note_attendance,
)
from dongthuan.apps.capacity.operations.courses import CourseContent, add_course, move_plan, open_plan
from dongthuan.apps.capacity.operations.staff import MemberContent, enter_member
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import DAY, FIRST_DAY, NOON, newcomer

BEGUN = NOON - timedelta(days=3)
Enters = Callable[..., Member]


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


@pytest.fixture
def head(institute: Unit, system: Officer) -> Officer:
    """Leads the institute."""
    officer = newcomer("truong-vien", "Vũ Trưởng Viện", system)
    give_role(officer=officer, role=Role.LEADER, unit=institute, start_on=FIRST_DAY, by=system, at=NOON)
    return officer.on(DAY)


@pytest.fixture
def worker(institute: Unit, system: Officer) -> Officer:
    """Does the institute's communication."""
    officer = newcomer("vien", "Cán bộ Viện", system)
    give_role(officer=officer, role=Role.UNIT_OFFICER, unit=institute, start_on=FIRST_DAY, by=system, at=NOON)
    return officer.on(DAY)


@pytest.fixture
def enters(institute: Unit, coordinator: Officer) -> Enters:
    """Enter somebody as communications staff."""

    def one(name: str, **changed: Any) -> Member:
        given: dict[str, Any] = {"unit": institute, "post": "Chuyên viên", "start_on": FIRST_DAY}
        given |= {"duties": [Duty.FOCAL], "full_name": name}
        return enter_member(content=MemberContent(**(given | changed)), by=coordinator, at=NOON)

    return one


@pytest.fixture
def member(enters: Enters, worker: Officer) -> Member:
    """The worker as communications staff."""
    return enters("Cán bộ Viện", officer=worker)


@pytest.fixture
def course(agency: Unit, coordinator: Officer) -> Course:
    """A course of the Office's plan in force: one session, a test from 50 per cent, valid for a year."""
    plan = open_plan(year=2026, unit=agency, title="Kế hoạch bồi dưỡng", by=coordinator, at=NOON)
    plan = move_plan(plan=plan, state=PlanState.IN_FORCE, version=1, by=coordinator, at=NOON)
    content = CourseContent("Phát ngôn", Skill.SPOKESPERSON, 2, pass_percent=50, valid_months=12)
    return add_course(plan=plan, content=content, by=coordinator, at=NOON)


def sitting(course: Course, by: Officer, *, start_at: datetime = BEGUN, **more: str) -> Session:
    """Add a session of two hours."""
    content = SessionContent(start_at, start_at + timedelta(hours=2), **more)
    return add_session(course=course, content=content, by=by, at=NOON)


def attended(course: Course, member: Member, by: Officer) -> Invitation:
    """Invite somebody to a course with one session, and note that he or she came."""
    session = course.sessions.first() or sitting(course, by)
    invite(course=course, members=[member], by=by, at=NOON)
    row = Invitation.objects.get(course=course, member=member)
    present = {*session.attendances.values_list("invitation_id", flat=True), row.pk}
    session.refresh_from_db()
    note_attendance(session=session, present=present, version=session.version, by=by, at=NOON)
    return row
