"""Two institutes with their officers and tasks, and a round that asks both."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import OfficerContent, give_role, save_officer
from dongthuan.apps.common.roles import Role
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.unit_reports import ReportVersion, UnitReport
from dongthuan.apps.reports.operations import rounds as operations
from dongthuan.apps.reports.operations import unit_reports as reporting
from dongthuan.apps.reports.outline import STANDARD, AskedFigure, Outline
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.operations import UnitContent, save_unit

NOON = datetime(2026, 12, 16, 5, tzinfo=UTC)
DAY = date(2026, 12, 16)
FIRST_DAY = date(2020, 1, 1)
START, END, DUE = date(2025, 12, 15), date(2026, 12, 15), date(2026, 12, 18)
OUTLINE = Outline(STANDARD.sections, (AskedFigure("tk1", "Số bài đã đăng", "bài"),))


def at(day: date, hour: int = 5) -> datetime:
    """Return noon in Hà Nội on a day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def institute_of(code: str, name: str, by: Officer, predecessors: tuple[Unit, ...] = ()) -> Unit:
    """Return a unit below the agency."""
    agency = Unit.objects.get(parent__isnull=True)
    kind = Unit.Kind.INSTITUTE
    content = UnitContent(code, name, "", kind, agency, FIRST_DAY, predecessors=predecessors)
    return save_unit(unit=None, content=content, by=by, at=NOON)


def officer_of(name: str, full_name: str, unit: Unit, by: Officer) -> Officer:
    """Return somebody who does a unit's communication and nothing else."""
    content = OfficerContent(name, full_name, phone="024 3756 0000")
    officer = save_officer(officer=None, content=content, by=by, at=NOON)
    give_role(officer=officer, role=Role.UNIT_OFFICER, unit=unit, start_on=FIRST_DAY, by=by, at=NOON)
    return officer.on(DAY)


@pytest.fixture
def institute(system: Officer) -> Unit:
    """A unit below the agency."""
    return institute_of("VTT", "Viện thử", system)


@pytest.fixture
def other_institute(system: Officer) -> Unit:
    """Another unit below the agency."""
    return institute_of("VKH", "Viện khác", system)


@pytest.fixture
def institute_officer(institute: Unit, system: Officer) -> Officer:
    """Does the institute's communication and nothing at the agency."""
    return officer_of("vien-thu", "Ngô Thị Mai", institute, system)


@pytest.fixture
def other_officer(other_institute: Unit, system: Officer) -> Officer:
    """Does the other institute's communication."""
    return officer_of("vien-khac", "Hoàng Văn Nam", other_institute, system)


@pytest.fixture
def plan(system: Officer) -> Plan:
    """A plan of the agency that the tasks belong to."""
    agency = Unit.objects.get(parent__isnull=True)
    return Plan.objects.create(unit=agency, title="Kế hoạch truyền thông năm 2026", created_at=NOON)


@pytest.fixture
def make_task(plan: Plan) -> Callable[..., Task]:
    """Write down a task that was given on the first of February."""

    def make(unit: Unit, content: str, **more: Any) -> Task:
        given = {
            "state": "accepted",
            "assigned_at": at(date(2026, 2, 1)),
            "position": Task.objects.count() + 1,
        }
        return Task.objects.create(plan=plan, lead_unit=unit, content=content, **(given | more))

    return make


@pytest.fixture
def tasks(make_task: Callable[..., Task], institute: Unit, other_institute: Unit) -> list[Task]:
    """Five tasks of the institute: in time, late, overdue, running, undated; one of the other."""
    done = {"state": "done"}
    return [
        make_task(
            institute, "Họp báo quý I", due_on=date(2026, 3, 31), done_at=at(date(2026, 3, 31)), **done
        ),
        make_task(institute, "Tập huấn", due_on=date(2026, 5, 1), done_at=at(date(2026, 5, 9)), **done),
        make_task(institute, "Bản tin tháng", due_on=date(2026, 11, 30), progress_percent=40),
        make_task(institute, "Phim ngắn", due_on=date(2026, 12, 31)),
        make_task(institute, "Trực báo chí"),
        make_task(
            other_institute, "Trang chuyên đề", due_on=date(2026, 6, 1), done_at=at(date(2026, 5, 1)), **done
        ),
    ]


@pytest.fixture
def content(institute: Unit, other_institute: Unit) -> operations.RoundContent:
    """What the Office writes down about the round."""
    return operations.RoundContent(
        title="Báo cáo truyền thông chính sách năm 2026",
        plan=None,
        basis="Kế hoạch số 12/KH-CQ",
        start_on=START,
        end_on=END,
        due_on=DUE,
        instructions="Gửi trước ngày 18/12.",
        outline=OUTLINE,
        units=[institute, other_institute],
    )


@pytest.fixture
def draft(content: operations.RoundContent, coordinator: Officer) -> Round:
    """The round as it is prepared."""
    agency = Unit.objects.get(parent__isnull=True)
    return operations.save_round(
        round_=None, content=content, unit=agency, version=0, by=coordinator.on(DAY), at=NOON
    )


@pytest.fixture
def opened(draft: Round, coordinator: Officer, tasks: list[Task]) -> Round:
    """The round, opened to both institutes."""
    return operations.open_round(round_=draft, version=draft.version, by=coordinator, at=NOON)


@pytest.fixture
def report(opened: Round, institute: Unit) -> UnitReport:
    """The institute's report, not begun."""
    return opened.unit_reports.get(unit=institute)


def written(report: UnitReport, by: Officer, at: datetime = NOON) -> UnitReport:
    """Let a unit begin its report from its records and state its figure."""
    report.refresh_from_db()
    report = reporting.begin_report(report=report, version=report.version, by=by, at=at)
    texts = [reporting.TextContent(one.pk, one.part, one.text, one.task_id) for one in report.texts.all()]
    texts.append(reporting.TextContent(None, "1", f"Đã ban hành kế hoạch của {report.unit.name}."))
    figures = {"tk1": reporting.FigureContent(12, "theo thống kê của đơn vị")}
    return reporting.save_report(
        report=report, texts=texts, figures=figures, version=report.version, by=by, at=at
    )


def filed(report: UnitReport, by: Officer, at: datetime = NOON) -> ReportVersion:
    """Let a unit write and file its report."""
    report = written(report, by, at)
    return reporting.file_report(report=report, version=report.version, by=by, at=at)
