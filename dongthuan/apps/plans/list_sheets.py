"""The columns of the lists of plans, tasks and contradictions as sheets."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.sheets import Column, Columns
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.queries.conflicts import Conflict


def _document(plan: Plan) -> str:
    directive = plan.directive
    return f"{directive.kind} {directive.number}".strip() if directive else ""


def _helpers(task: Task) -> str:
    return "; ".join(unit.name for unit in task.coordinating_units.all())


PLANS: Columns[Any] = (  # as `queries.directives.plans_listed` reads them
    Column(_("Plan"), lambda row: row.title, 70),
    Column(_("Document"), _document, 24),
    Column(_("Unit"), lambda row: row.unit.label, 24),
    Column(_("Duties"), lambda row: row.duty_count),
    Column(_("State"), lambda row: row.get_state_display(), 18),
    Column(_("Handed in"), lambda row: row.created_at, 18),
)
TASKS: Columns[Task] = (
    Column(_("Number"), lambda row: row.ref, 8),
    Column(_("Task"), lambda row: row.content, 70),
    Column(_("Plan"), lambda row: row.plan.title, 40),
    Column(_("Lead unit"), lambda row: row.lead_unit.name, 30),
    Column(_("Coordinates"), _helpers, 30),
    Column(_("Answerable"), lambda row: row.owner.full_name if row.owner else "", 24),
    Column(_("From"), lambda row: row.start_on, 14),
    Column(_("To be done by"), lambda row: row.due_on, 14),
    Column(_("To be reported by"), lambda row: row.report_due_on, 14),
    Column(_("Product"), lambda row: row.product, 30),
    Column(_("Progress reported (%)"), lambda row: row.progress_percent),
    Column(_("State"), lambda row: row.get_state_display(), 18),
    Column(_("Done"), lambda row: row.done_at, 18),
)
CONFLICTS: Columns[Conflict] = (
    Column(_("What contradicts what"), lambda row: row.words, 50),
    Column(_("Lead unit"), lambda row: row.first.lead_unit.name, 30),
    Column(_("Task"), lambda row: row.first.content, 60),
    Column(_("Due"), lambda row: row.first.due_on, 14),
    Column(_("The other task"), lambda row: row.second.content if row.second else "", 60),
    Column(_("Its last day"), lambda row: row.second.due_on if row.second else row.first.report_due_on, 14),
    Column(_("Settled as none"), lambda row: row.pardon is not None),
)
