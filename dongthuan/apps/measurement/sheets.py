"""Campaigns and tasks of science as workbooks, and the workbook a unit hands in."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.text import fold
from dongthuan.apps.common.sheets import Column, Columns
from dongthuan.apps.measurement.models.science import ScienceTask
from dongthuan.apps.measurement.operations.science import ScienceContent
from dongthuan.apps.measurement.queries.campaigns import Compared, Reached
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.sheet import Link
from dongthuan.docgen.sheet_reading import read_xlsx

MOST_ROWS = 5_000
_NAMES = {
    "code": ("ma", "ma so", "code"),
    "title": ("ten", "ten nhiem vu", "title"),
    "year": ("nam", "year"),
    "is_outside": ("mat", "secret"),
    "told_on": ("ngay truyen thong", "communicated on"),
    "evidence": ("minh chung", "evidence"),
}

CAMPAIGNS: Columns[Compared] = (
    Column(_("Title"), lambda row: row.campaign.title, 50),
    Column(_("Unit"), lambda row: row.campaign.unit.name, 34),
    Column(_("Begins on"), lambda row: row.campaign.start_on, 12),
    Column(_("Ends on"), lambda row: row.campaign.end_on, 12),
    Column(_("State"), lambda row: row.campaign.get_state_display(), 20),
    Column(_("Objectives"), lambda row: row.total, 12),
    Column(_("Measured"), lambda row: row.measured, 12),
    Column(_("Reached"), lambda row: row.met, 12),
    Column(_("Levels"), lambda row: ", ".join(row.levels), 40),
    Column(_("Lesson"), lambda row: row.campaign.lesson, 60),
)

OBJECTIVES: Columns[Reached] = (
    Column(_("Level"), lambda row: row.objective.get_level_display(), 18),
    Column(_("What is to be reached"), lambda row: row.objective.statement, 50),
    Column(_("Measured by"), lambda row: row.objective.get_measure_display(), 30),
    Column(_("Counted in"), lambda row: row.objective.unit_of_measure, 16),
    Column(_("Baseline"), lambda row: float(row.objective.baseline), 12),
    Column(_("Source of the baseline"), lambda row: row.objective.baseline_source, 30),
    Column(_("Target"), lambda row: float(row.objective.target), 12),
    Column(_("Value"), lambda row: None if row.value is None else float(row.value), 12),
    Column(_("Day"), lambda row: row.on, 12),
    Column(_("Source"), lambda row: row.source, 30),
)

SCIENCE: Columns[ScienceTask] = (
    Column(_("Code"), lambda row: row.code, 16),
    Column(_("Title"), lambda row: row.title, 60),
    Column(_("Unit"), lambda row: row.unit.name, 34),
    Column(_("Year of approval"), lambda row: row.year, 10),
    Column(_("State secret, outside the target"), lambda row: row.is_outside, 14),
    Column(_("Communicated on"), lambda row: row.told_on, 14),
    Column(_("Evidence"), lambda row: Link(row.evidence, row.evidence) if row.evidence else "", 40),
)


class FaultyRow(Exception):
    """The sheet cannot be read: `line` of the fault (0 = the header), `fault`: what it is."""

    def __init__(self, line: int, fault: str) -> None:
        super().__init__(line, fault)
        self.line, self.fault = line, fault


def science_of(data: bytes, unit: Unit) -> list[ScienceContent]:
    """Return the tasks that the first sheet of a workbook lists for a unit. Raises FaultyRow."""
    try:
        sheet = read_xlsx(data, max_rows=MOST_ROWS + 1)[0]
    except CannotRead as fault:
        raise FaultyRow(0, "file") from fault
    header = [fold(str(cell or "")).strip() for cell in (sheet.rows[0] if sheet.rows else ())]
    places = {
        name: next(place for place, cell in enumerate(header) if cell in aliases)
        for name, aliases in _NAMES.items()
        if any(cell in aliases for cell in header)
    }
    if not {"code", "year"} <= places.keys():
        raise FaultyRow(0, "header")
    found = []
    for number, row in enumerate(sheet.rows[1:], start=2):
        cells = {name: row[place] for name, place in places.items() if place < len(row)}
        if any(cell not in (None, "") for cell in cells.values()):
            found.append(_row(cells, unit, number))
    return found


def _row(cells: dict[str, Any], unit: Unit, number: int) -> ScienceContent:
    code, told = str(cells.get("code") or "").strip(), cells.get("told_on")
    evidence = str(cells.get("evidence") or "").strip()
    try:
        year = int(float(str(cells.get("year"))))
    except ValueError as fault:
        raise FaultyRow(number, "year") from fault
    if not code or not 2000 <= year <= 2100:
        raise FaultyRow(number, "year" if code else "code")
    if told not in (None, "") and not isinstance(told, date):
        raise FaultyRow(number, "day")
    if evidence and not evidence.startswith(("http://", "https://")):
        raise FaultyRow(number, "evidence")
    return ScienceContent(
        unit,
        code[:60],
        year,
        str(cells.get("title") or "").strip()[:500],
        bool(cells.get("is_outside")),
        told or None,
        evidence[:1000],
    )
