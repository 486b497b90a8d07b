"""The demonstration's plan at work: given to units, taken and refused, late and done, and a round of reports.

All days lie around the day on which it is set up, so that something is always due and something late.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.operations.clocks import start_clock
from dongthuan.apps.documents.lifecycle import Capacity
from dongthuan.apps.documents.operations.authorities import AuthorityContent, grant_authority
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task, TaskQuerySet
from dongthuan.apps.plans.operations.cascading import cascade, tasks_from_duties
from dongthuan.apps.plans.operations.tasks import TaskContent, issue_plan, rewrite_task
from dongthuan.apps.plans.operations.tasks_answering import accept_task, refuse_task
from dongthuan.apps.plans.operations.tasks_giving import assign_all
from dongthuan.apps.plans.operations.tasks_progress import (
    EvidenceContent,
    add_evidence,
    approve_task,
    report_progress,
    submit_task,
)
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.unit_reports import UnitReport
from dongthuan.apps.reports.operations.rounds import RoundContent, open_round, save_round
from dongthuan.apps.reports.operations.unit_reports import begin_report, file_report
from dongthuan.apps.reports.outline import STANDARD
from dongthuan.apps.units.models import Unit
from dongthuan.law.model import Facts
from dongthuan.law.selection import NoRule

ILLUSTRATIVE = " (minh hoạ)"
HEAD = "chutich"
# Duty of the invented directive → days until it is due; the plan was put in force 40 days ago.
DUE_IN = {"II.1": 30, "II.2": -6, "II.3": 12, "II.4": 3, "II.5": 45, "II.6": 60}
CASCADED = ("VLDC", "CNVT", "HDH", "CNTT")
REFUSAL = "Tiến độ dự án do cơ quan chủ quản dự án công bố; đề nghị giao Văn phòng chủ trì."


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the demonstration, as of its day."""

    leader: Officer
    coordinator: Officer
    spokesperson: Officer
    earth: Officer
    space: Officer
    administrator: Officer


def cast_of(*, on: date) -> Cast:
    """Return the officers of the demonstration as of a day."""
    names = ("lanhdao", "dieuphoi", "phatngon", "canbo", "canbo2", "quantri")
    return Cast(*(Officer.objects.get(username=name).on(on) for name in names))


def begin_work(*, plan: Plan, on: date, at: datetime) -> None:
    """Put the invented plan to work and open a round of reports on it."""
    cast = cast_of(on=on)
    tasks_from_duties(plan=plan, by=cast.coordinator, at=_ago(at, 42))
    for task in plan.tasks.select_related("lead_unit", "plan"):
        _set_days(task, cast, on=on, at=_ago(at, 41))
    plan.refresh_from_db()
    issue_plan(plan=plan, version=plan.version, by=cast.leader, at=_ago(at, 40))
    units = Unit.objects.filter(code__in=CASCADED).order_by("code")
    cascade(plan=plan, units=units, by=cast.coordinator, at=_ago(at, 39))
    assign_all(plan=plan, by=cast.coordinator, at=_ago(at, 39))
    _answers(plan, cast, at=at)
    _authority(cast, on=on, at=at)
    _round(plan, cast, on=on, at=at)
    _clocks(cast, at=at)


def _ago(at: datetime, days: int) -> datetime:
    return at - timedelta(days=days)


def _set_days(task: Task, cast: Cast, *, on: date, at: datetime) -> None:
    due_in = DUE_IN.get(task.ref)
    due_on = on + timedelta(days=due_in) if due_in is not None else None
    content = TaskContent(
        content=task.content,
        lead_unit=task.lead_unit,
        ref=task.ref,
        start_on=on - timedelta(days=39),
        due_on=due_on,
        coordinating_units=list(task.coordinating_units.all()),
        product="Tin, bài, báo cáo" if due_on else "",
        weight=2 if task.ref == "II.2" else 1,
        is_for_each_unit=task.is_for_each_unit,
    )
    rewrite_task(task=task, content=content, version=task.version, by=cast.coordinator, at=at)


def _answers(plan: Plan, cast: Cast, *, at: datetime) -> None:
    """Let one institute work, another refuse; the others have not answered."""
    for task in _given(plan, "VLDC"):
        accept_task(task=task, version=task.version, by=cast.earth, at=_ago(at, 38))
        report_progress(
            task=task, percent=60, text="Đã có 40 câu hỏi, trả lời.", by=cast.earth, at=_ago(at, 8)
        )
    for task in _given(plan, "CNVT").filter(ref="II.3"):
        refuse_task(task=task, reason=REFUSAL, version=task.version, by=cast.space, at=_ago(at, 37))
    _done(plan, cast, at=at)


def _done(plan: Plan, cast: Cast, *, at: datetime) -> None:
    """Let the coordinator do the Office's own task, and the leader approve it."""
    task = plan.tasks.filter(lead_unit__code="VP", ref="II.1").first()
    if task is None:
        return
    accept_task(task=task, version=task.version, by=cast.coordinator, at=_ago(at, 38))
    evidence = EvidenceContent("Điểm báo hằng ngày", url="https://vien.example/diem-bao")
    add_evidence(task=task, content=evidence, by=cast.coordinator, at=_ago(at, 5))
    task.refresh_from_db()
    submit_task(task=task, version=task.version, by=cast.coordinator, at=_ago(at, 4))
    task.refresh_from_db()
    approve_task(task=task, version=task.version, by=cast.leader, at=_ago(at, 3))


def _given(plan: Plan, code: str) -> TaskQuerySet:
    return Task.objects.filter(plan__parent=plan, lead_unit__code=code).select_related("plan", "lead_unit")


def _authority(cast: Cast, *, on: date, at: datetime) -> None:
    """Let the head sign, and the leader for the head, so that papers and reports can be signed."""
    agency = Unit.objects.get(parent__isnull=True)
    head = AuthorityContent(
        officer=Officer.objects.get(username=HEAD),
        unit=agency,
        capacity=Capacity.HEAD,
        title="Chủ tịch",
        principal="",
        start_on=on - timedelta(days=365),
        ground="Quyết định bổ nhiệm" + ILLUSTRATIVE,
    )
    grant_authority(content=head, by=cast.administrator, at=at)
    content = AuthorityContent(
        officer=cast.leader,
        unit=agency,
        capacity=Capacity.DEPUTY,
        title="Phó Chủ tịch",
        principal="Chủ tịch",
        start_on=on - timedelta(days=365),
        ground="Quy chế làm việc" + ILLUSTRATIVE,
    )
    grant_authority(content=content, by=cast.administrator, at=at)


def _round(plan: Plan, cast: Cast, *, on: date, at: datetime) -> None:
    """Open a round of reports on the plan; one institute has filed."""
    content = RoundContent(
        title="Báo cáo kết quả truyền thông chính sách" + ILLUSTRATIVE,
        plan=plan,
        basis=plan.title,
        start_on=on - timedelta(days=60),
        end_on=on + timedelta(days=1),
        due_on=on + timedelta(days=5),
        instructions="Đơn vị kiểm tra số liệu hệ thống đã điền, bổ sung kết quả và đề xuất, kiến nghị.",
        outline=STANDARD,
        units=list(Unit.objects.filter(code__in=CASCADED)),
    )
    agency = Unit.objects.get(parent__isnull=True)
    opened = save_round(round_=None, content=content, unit=agency, version=0, by=cast.coordinator, at=at)
    opened = open_round(round_=opened, version=opened.version, by=cast.coordinator, at=at)
    report = UnitReport.objects.get(round=opened, unit__code="VLDC")
    report = begin_report(report=report, version=report.version, by=cast.earth, at=at)
    file_report(report=report, version=report.version, by=cast.earth, at=at)


def _clocks(cast: Cast, *, at: datetime) -> None:
    """Start two limits of law: the first statement in 24 hours, the answer to a criticism in working days.

    The second is left out on a day on which no such rule was in force.
    """
    office = Unit.objects.get(code="VP")
    start_clock(
        name="press.statement.first",
        unit=office,
        start_at=at - timedelta(hours=3),
        by=cast.spokesperson,
        at=at,
        facts=Facts(complexity="event"),
        title="Phát ngôn ban đầu về rung chấn tại vùng núi phía Bắc" + ILLUSTRATIVE,
        start_reason="Viện tiếp nhận và bắt đầu xử lý vụ việc",
        owner=cast.spokesperson,
    )
    day = timezone.localtime(at).date() - timedelta(days=9)
    with suppress(NoRule):
        start_clock(
            name="press.answer.opinion",
            unit=office,
            start_at=timezone.make_aware(datetime.combine(day, time(9))),
            by=cast.spokesperson,
            at=at,
            title="Trả lời ý kiến phê bình do báo chí chuyển đến" + ILLUSTRATIVE,
            start_reason="Nhận văn bản của cơ quan báo chí",
            owner=cast.spokesperson,
        )


def end_work(plan_keys: list[int]) -> None:
    """Delete what stands on the invented plans: rounds, unit plans, tasks, and the invented clocks."""
    Round.objects.filter(plan__in=plan_keys).delete()
    parts = list(Plan.objects.filter(parent__in=plan_keys).values_list("pk", flat=True))
    Task.objects.filter(plan__in=parts).delete()
    Task.objects.filter(plan__in=plan_keys).delete()
    Plan.objects.filter(pk__in=parts).delete()
    Clock.objects.filter(title__endswith=ILLUSTRATIVE).delete()
