"""Templates as pages ask for them, and sheets that were filled in."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from dongthuan.apps.plans.campaigns import SHIPPED, Row, Template, day_of, templates_in
from dongthuan.apps.plans.models.campaigns import PlanSheet
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.law.calendar import WorkingCalendar

OWN_FOLDER = "mau"


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One row of a yearly plan with its days in the chosen year."""

    row: Row
    start_on: date | None
    due_on: date | None
    report_due_on: date | None


def templates() -> tuple[dict[str, Template], list[str]]:
    """Return the templates by key, shipped and the agency's own, and what is wrong with files of its own."""
    return templates_in(SHIPPED, settings.DATA / OWN_FOLDER)


def template_of(key: str, *, kind: str) -> Template | None:
    """Return one template, None where there is none of that key and kind."""
    template = templates()[0].get(key)
    return template if template is not None and template.kind == kind else None


def sheet_of(plan: Plan, template: Template) -> PlanSheet | None:
    """Return the sheet of a plan as it was last saved, None where it was never filled in."""
    return plan.sheets.select_related("saved_by").filter(template=template.key).first()


def rows_dated(template: Template, year: int, calendar: WorkingCalendar) -> list[DatedRow]:
    """Return the rows of a yearly plan with their days; a first day after the last is left out."""
    dated = []
    for row in template.rows:
        start, due, report = (day_of(text, year, calendar) for text in (row.start, row.due, row.report))
        start = None if start and due and start > due else start
        dated.append(DatedRow(row, start, due, report))
    return dated
