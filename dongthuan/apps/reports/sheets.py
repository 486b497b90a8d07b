"""Rounds, who has filed and the figures by unit, as sheets; what is handed on has Vietnamese headings."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.sheets import Column
from dongthuan.apps.reports.measures import MEASURES, ratio_of, summed
from dongthuan.apps.reports.outline import AskedFigure
from dongthuan.apps.reports.printing import OUTCOMES, PrintedTask, UnitRow
from dongthuan.apps.reports.queries.rounds import ReportRow
from dongthuan.docgen.sheet import Cell, Sheet

ROUNDS: tuple[Column[Any], ...] = (  # rounds as `queries.rounds.rounds_listed` reads them
    Column(_("Round"), lambda row: row.title, 60),
    Column(_("Unit"), lambda row: row.unit.label, 24),
    Column(_("From"), lambda row: row.start_on, 14),
    Column(_("Cut-off"), lambda row: row.end_on - timedelta(days=1), 14),
    Column(_("To be filed by"), lambda row: row.due_on, 14),
    Column(_("State"), lambda row: row.get_state_display(), 18),
)
FILED_OF_ROUNDS: tuple[Column[Any], ...] = (  # as on the page: not for those who see one unit only
    Column(_("Filed"), lambda row: row.filed_count),
    Column(_("Units"), lambda row: row.unit_count),
)


def filing_sheet(rows: Sequence[ReportRow], *, title: str, due_on: date) -> Sheet:
    """Return the units of a round: state, when filed, how late, whom to call."""
    header = (
        "Đơn vị",
        "Trạng thái",
        "Hạn nộp",
        "Ngày nộp",
        "Chậm (ngày)",
        "Đầu mối",
        "Điện thoại",
        "Ghi chú",
    )
    return Sheet("Nộp báo cáo", header, [_filed(row, due_on) for row in rows], heading=title)


def _filed(row: ReportRow, due_on: date) -> tuple[Cell, ...]:
    report = row.report
    filed = local_day(report.filed_at) if report.filed_at else None
    first = local_day(report.first_filed_at) if report.first_filed_at else None
    days_late = row.days_late or (max((first - due_on).days, 0) if first else 0)
    return (
        report.unit.name,
        str(report.get_state_display()),
        due_on,
        filed,
        days_late,
        "; ".join(one.full_name for one in row.officers),
        "; ".join(one.phone for one in row.officers if one.phone),
        report.reason,
    )


def statistics_sheet(rows: Sequence[UnitRow], asked: Sequence[AskedFigure], *, title: str) -> Sheet:
    """Return the figures by unit with their total; a unit that has not filed has none."""
    header = (
        "Đơn vị",
        *(measure.printed for measure in MEASURES),
        "Tỷ lệ đúng hạn (%)",
        *(f"{one.label} (tự khai)" for one in asked),
        "Nộp báo cáo",
    )
    cells = [_measured(row, asked) for row in rows]
    total = summed(row.measures for row in rows if row.measures is not None)
    share = ratio_of(total)
    empty: tuple[Cell, ...] = (None,) * (len(asked) + 1)
    cells.append(
        (
            "TỔNG CỘNG",
            *(total[one.key] for one in MEASURES),
            None if share is None else round(share * 100, 1),
            *empty,
        )
    )
    return Sheet("Thống kê", header, cells, heading=title)


def _measured(row: UnitRow, asked: Sequence[AskedFigure]) -> tuple[Cell, ...]:
    if row.measures is None:
        return (row.unit_name, *((None,) * (len(MEASURES) + 1 + len(asked))), row.filed)
    share = ratio_of(row.measures)
    figures: list[Cell] = [row.measures.get(one.key, 0) for one in MEASURES]
    stated: list[Cell] = [row.stated.get(one.key) for one in asked]
    return (row.unit_name, *figures, None if share is None else round(share * 100, 1), *stated, row.filed)


def tasks_sheet(rows: Iterable[PrintedTask], *, title: str) -> Sheet:
    """Return every task that the figures count, and how it stood; rows are walked once."""
    header = ("Đơn vị", "Nhiệm vụ", "Hạn hoàn thành", "Ngày hoàn thành", "Kết quả")
    cells = ((row.unit_name, row.task, row.due_on, row.done_on, OUTCOMES[row.outcome]) for row in rows)
    return Sheet("Nhiệm vụ", header, cells, heading=title, widths=(30, 80, 16, 16, 28))
