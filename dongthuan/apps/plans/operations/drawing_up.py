"""Official documents drawn up from a plan: the plan itself, and a dispatch that urges a unit on."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.letterhead import Recipient
from dongthuan.docgen.money import MOST, in_words
from dongthuan.docgen.official import Annex, Block, Heading, Kind, Paragraph, Table

MOST_ROWS = 2000
COLUMNS = (
    "TT",
    "Nội dung/nhiệm vụ",
    "Mục tiêu/thông điệp",
    "Đối tượng",
    "Hình thức, kênh",
    "Sản phẩm",
    "Thời gian",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Kinh phí, nguồn",
    "Chỉ số/kết quả",
    "Ghi chú",
)
WIDTHS = (0.6, 3.0, 1.7, 1.1, 1.3, 1.4, 1.2, 1.3, 1.4, 1.3, 1.4, 1.0)
LATE_COLUMNS = ("TT", "Nhiệm vụ", "Thời hạn", "Chậm (ngày)", "Tiến độ báo cáo", "Trạng thái")
_STATES = {
    TaskState.ASSIGNED: "Chưa trả lời",
    TaskState.REFUSED: "Đã từ chối",
    TaskState.ACCEPTED: "Đã nhận",
    TaskState.IN_PROGRESS: "Đang thực hiện",
    TaskState.SUBMITTED: "Chờ duyệt",
}


class NothingOverdue(Exception):
    """The unit has no overdue task in this plan; there is nothing to urge on."""


class NoTask(Exception):
    """The plan has no task yet; there is nothing to print."""


class TooManyRows(Exception):
    """The plan has more tasks than one annex can hold."""


@transaction.atomic
def draw_up_plan(*, plan: Plan, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the plan as a document (KH): body in four parts, and its tasks as an annex of twelve columns.

    Raises NoTask, TooManyRows, and what `documents.draw_up` refuses.
    """
    require(ACCESS, Act.DRAW_UP, by, plan)
    tasks = _tasks_of(plan)
    if not tasks:
        raise NoTask
    document = draw_up(
        kind=Kind.PLAN,
        unit=plan.unit,
        subject=_subject(plan),
        body=_body(plan, tasks),
        by=by,
        at=at,
        annexes=(Annex("DANH MỤC NHIỆM VỤ", (_table(tasks),), is_landscape=True),),
        recipients=_recipients(tasks, plan),
        record=plan,
    )
    details = {"document": document.pk, "tasks": len(tasks)}
    audit.note(act=Act.DRAW_UP, actor=by, record=plan, at=at, details=details)
    return document


@transaction.atomic
def draw_up_dispatch(*, plan: Plan, unit: Unit, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up a dispatch that urges a unit on, with the list of its overdue tasks. Raises NothingOverdue."""
    require(ACCESS, Act.DRAW_UP, by, plan)
    on = clock.local_day(at)
    late = overdue_of(plan, unit, on=on)
    if not late:
        raise NothingOverdue
    document = draw_up(
        kind=Kind.DISPATCH,
        unit=plan.unit,
        subject=f"đôn đốc thực hiện nhiệm vụ tại {plan.title[:300]}",
        body=_urging(plan, unit, late, on),
        by=by,
        at=at,
        addressees=(unit.name,),
        recipients=(Recipient("Như trên"),),
        record=plan,
    )
    details = {"document": document.pk, "unit": unit.pk, "overdue": len(late)}
    audit.note(act=Act.DRAW_UP, actor=by, record=plan, at=at, details=details)
    return document


def overdue_of(plan: Plan, unit: Unit, *, on: date) -> Sequence[Task]:
    """Return the overdue tasks of a unit in a plan, with those each unit has; the most overdue first."""
    own = plan.tasks.filter(lead_unit=unit, is_for_each_unit=False)
    shared = Task.objects.filter(parent__plan=plan, parent__is_for_each_unit=True, lead_unit=unit)
    late = (own | shared).distinct().overdue(on=on)
    return list(late.exclude(state=TaskState.SUBMITTED).order_by("due_on", "pk")[:MOST_ROWS])


def _tasks_of(plan: Plan) -> list[Task]:
    rows = plan.tasks.exclude(state=TaskState.CANCELLED).order_by("position", "pk")
    tasks = list(rows.select_related("lead_unit").prefetch_related("coordinating_units")[: MOST_ROWS + 1])
    if len(tasks) > MOST_ROWS:
        raise TooManyRows
    return tasks


def _subject(plan: Plan) -> str:
    title = plan.title.strip()
    return title[len("kế hoạch") :].strip() if title.lower().startswith("kế hoạch ") else title


def _body(plan: Plan, tasks: Sequence[Task]) -> list[Block]:
    return [
        *_grounds(plan),
        Heading("I. MỤC ĐÍCH, YÊU CẦU"),
        Heading("1. Mục đích", 2),
        *_aims(tasks),
        Heading("2. Yêu cầu", 2),
        Paragraph(
            "Phân công rõ đơn vị chủ trì, đơn vị phối hợp, sản phẩm và thời hạn của từng nhiệm vụ; "
            "việc hoàn thành nhiệm vụ phải có minh chứng."
        ),
        Heading("II. NỘI DUNG, NHIỆM VỤ"),
        *_duties(tasks),
        Paragraph("Nội dung chi tiết, tiến độ và phân công thực hiện tại Phụ lục kèm theo Kế hoạch này."),
        Heading("III. KINH PHÍ"),
        Paragraph(_money(tasks)),
        Heading("IV. TỔ CHỨC THỰC HIỆN"),
        *_carrying_out(plan, tasks),
    ]


def _grounds(plan: Plan) -> list[Block]:
    directive = plan.directive
    if directive is None:
        return []
    cited = [document.canonical for document in directive.citations.all()[:12]]
    own = f"{directive.kind} {directive.number}".strip()
    if own and directive.issued_on:
        own = f"{own} ngày {directive.issued_on:%d/%m/%Y}"
    if own and directive.agency_name:
        own = f"{own} của {directive.agency_name}"
    lines = [*cited, own] if own else cited
    return [Paragraph(f"Căn cứ {line};", is_basis=True) for line in lines]


def _aims(tasks: Sequence[Task]) -> list[Block]:
    aims = list(dict.fromkeys(task.message.strip() for task in tasks if task.message.strip()))[:8]
    return [Paragraph(f"- {_stopped(aim)}") for aim in aims] or [
        Paragraph("Tổ chức thực hiện thống nhất, đúng tiến độ các nhiệm vụ được giao.")
    ]


def _duties(tasks: Sequence[Task]) -> list[Block]:
    return [Paragraph(f"{place}. {_stopped(task.content)}") for place, task in enumerate(tasks, start=1)]


def _stopped(text: str) -> str:
    line = " ".join(text.split()).rstrip(" ;,./")
    return f"{line}."


def _money(tasks: Sequence[Task]) -> str:
    total = sum(task.budget_vnd or 0 for task in tasks)
    sources = list(dict.fromkeys(task.budget_source for task in tasks if task.budget_source))
    if not total:
        return "Kinh phí được bố trí trong dự toán ngân sách hằng năm và các nguồn hợp pháp khác."
    given = f"Tổng kinh phí dự kiến: {_dong(total)} đồng"
    if total <= MOST:
        given = f"{given} (bằng chữ: {in_words(total)})"
    return f"{given}; nguồn: {'; '.join(sources)}." if sources else f"{given}."


def _carrying_out(plan: Plan, tasks: Sequence[Task]) -> list[Block]:
    leads = list(dict.fromkeys(task.lead_unit.name for task in tasks))
    report_days = sorted({task.report_due_on for task in tasks if task.report_due_on})
    lines = [
        f"{plan.unit.name} chủ trì, theo dõi, đôn đốc, tổng hợp kết quả thực hiện Kế hoạch.",
        f"Các đơn vị chủ trì ({'; '.join(leads)}) chịu trách nhiệm về tiến độ, chất lượng nhiệm vụ.",
    ]
    if report_days:
        lines.append(f"Các đơn vị báo cáo kết quả chậm nhất ngày {report_days[-1]:%d/%m/%Y}.")
    lines.append(
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị kịp thời báo cáo để xem xét."
    )
    return [Paragraph(f"{place}. {line}") for place, line in enumerate(lines, start=1)]


def _table(tasks: Sequence[Task]) -> Table:
    return Table(COLUMNS, tuple(_row(place, task) for place, task in enumerate(tasks, start=1)), WIDTHS)


def _row(place: int, task: Task) -> tuple[str, ...]:
    helpers = "; ".join(unit.label for unit in task.coordinating_units.all())
    lead = "Các đơn vị" if task.is_for_each_unit else task.lead_unit.label
    return (
        str(place),
        task.content,
        task.message,
        task.audience,
        task.channel,
        task.product,
        _span(task),
        lead,
        helpers,
        _cost(task),
        task.indicator,
        task.note,
    )


def _span(task: Task) -> str:
    days = [f"{day:%d/%m/%Y}" for day in (task.start_on, task.due_on) if day is not None]
    if task.start_on and not task.due_on:
        return f"Từ {days[0]}"
    return " - ".join(days) if task.start_on else f"Đến {days[0]}" if days else ""


def _cost(task: Task) -> str:
    amount = f"{_dong(task.budget_vnd)} đồng" if task.budget_vnd else ""
    return ", ".join(part for part in (amount, task.budget_source) if part)


def _dong(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _recipients(tasks: Sequence[Task], plan: Plan) -> tuple[Recipient, ...]:
    units = dict.fromkeys(task.lead_unit.name for task in tasks if task.lead_unit_id != plan.unit_id)
    return tuple(Recipient(name, "để t/h") for name in list(units)[:40])


def _urging(plan: Plan, unit: Unit, late: Sequence[Task], on: date) -> list[Block]:
    rows = tuple(
        (
            str(place),
            " ".join(task.content.split()),
            f"{task.due_on:%d/%m/%Y}" if task.due_on else "",
            str((on - task.due_on).days) if task.due_on else "",
            f"{task.progress_percent}%",
            _STATES.get(TaskState(task.state), ""),
        )
        for place, task in enumerate(late, start=1)
    )
    return [
        Paragraph(
            f"Thực hiện {plan.title}, tính đến ngày {on:%d/%m/%Y}, {unit.name} còn {len(late):02d} nhiệm vụ "
            "quá hạn chưa hoàn thành như sau:"
        ),
        Table(LATE_COLUMNS, rows, (0.6, 5.0, 1.5, 1.2, 1.4, 1.6), numeric=(3, 4)),
        Paragraph(
            f"Đề nghị {unit.name} khẩn trương hoàn thành các nhiệm vụ nêu trên, báo cáo nguyên nhân chậm và "
            "thời gian hoàn thành."
        ),
    ]
