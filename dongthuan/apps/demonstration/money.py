"""The demonstration's money: three lines of the year, with promises, payments, and one nearly used up.

All days lie in the year of the set-up and before its day. Setting up twice changes nothing.
"""

from datetime import date, datetime, timedelta

from dongthuan.apps.budgets.models import Commitment, Line, Movement
from dongthuan.apps.budgets.operations.commitments import CommitmentContent, SumContent, commit, pay, release
from dongthuan.apps.budgets.operations.lines import LineContent, allocate, estimate, open_line
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.demonstration.work import ILLUSTRATIVE, Cast
from dongthuan.apps.plans.lifecycle import BudgetLine
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.units.models import Unit

SOURCE = "Ngân sách nhà nước, không tự chủ"
DECISION = "05/QĐ-VHL (minh hoạ)"
MILLION = 1_000_000
# Unit, kind, name, asked for and given (million đồng).
LINES = (
    ("VP", BudgetLine.CONFERENCE, "Họp báo và gặp gỡ báo chí", 240, 200),
    ("VP", BudgetLine.PRODUCTION, "Đồ họa, video truyền thông chính sách", 450, 380),
    ("VLDC", BudgetLine.PRESS_ORDER, "Chuyên đề phòng tránh động đất", 120, 90),
)
# Place of the line, what for, to whom, million đồng, so many days ago, paid, given back.
PROMISES = (
    (0, "Thuê hội trường, âm thanh họp báo quý", "Nhà khách Minh Hoạ", 38, 45, 38, 0),
    (0, "Tài liệu, hậu cần họp báo bất thường", "Công ty In Minh Hoạ", 22, 4, 0, 0),
    (1, "Bộ đồ họa quy trình báo tin động đất", "Xưởng Đồ họa Minh Hoạ", 96, 60, 60, 6),
    (1, "Hai video hướng dẫn ứng phó rung chấn", "Hãng phim Minh Hoạ", 180, 30, 90, 0),
    (2, "Loạt bài chuyên đề trên báo tỉnh", "Nhật báo Đất Việt (minh hoạ)", 84, 20, 42, 0),
)


def set_up_money(*, cast: Cast, at: datetime) -> None:
    """Open the lines, give them money, promise and pay some of it."""
    if Line.objects.filter(name__endswith=ILLUSTRATIVE).exists():
        return
    on = local_day(at)
    by = cast.coordinator
    lines = []
    for code, kind, name, asked, given in LINES:
        unit = Unit.objects.get(code=code)
        content = LineContent(on.year, unit, SOURCE, kind, name + ILLUSTRATIVE)
        line = open_line(content=content, by=by, at=at)
        estimate(line=line, amount_vnd=asked * MILLION, ground="Dự toán của đơn vị", by=by, at=at)
        allocate(line=line, amount_vnd=given * MILLION, on=_ago(on, 200), ground=DECISION, by=by, at=at)
        lines.append(line)
    task = Task.objects.filter(plan__parent__isnull=True, lead_unit__code="VP").order_by("pk").first()
    for row in PROMISES:
        _promise(lines[row[0]], row, task, cast, at)


def _promise(
    line: Line,
    row: tuple[int, str, str, int, int, int, int],
    task: Task | None,
    cast: Cast,
    at: datetime,
) -> None:
    _place, title, payee, amount, days, paid, released = row
    on = local_day(at)
    content = CommitmentContent(
        title + ILLUSTRATIVE,
        amount * MILLION,
        _ago(on, days),
        payee=payee,
        ground="Hợp đồng (minh hoạ)",
        task=task if line.unit.code == "VP" else None,
    )
    by = cast.coordinator
    promise = commit(line=line, content=content, by=by, at=at)
    for act, million, words in (
        (pay, paid, "Ủy nhiệm chi"),
        (release, released, "Khối lượng ít hơn dự kiến"),
    ):
        if million:
            said = SumContent(million * MILLION, max(_ago(on, days // 2), promise.committed_on), words)
            promise = act(commitment=promise, content=said, version=promise.version, by=by, at=at)


def _ago(on: date, days: int) -> date:
    """Return the day so many days before, but not one of the year before: a line is money of one year."""
    return max(on - timedelta(days=days), on.replace(month=1, day=1))


def remove_money() -> None:
    """Take the invented lines out, with all that moved on them; before the tasks they pay for go."""
    lines = Line.objects.filter(name__endswith=ILLUSTRATIVE)
    Movement.objects.filter(line__in=lines).delete()
    Commitment.objects.filter(line__in=lines).delete()
    lines.delete()
