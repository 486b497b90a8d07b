"""Lines, sums and movements as workbooks."""

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.budgets.models import Line, Movement
from dongthuan.apps.budgets.queries import PlanSpending, Total
from dongthuan.apps.common.sheets import Column, Columns

LINES: Columns[Line] = (
    Column(_("Budget year"), lambda row: row.year, 8),
    Column(_("Unit"), lambda row: row.unit.name, 34),
    Column(_("Source of money"), lambda row: row.source, 30),
    Column(_("Kind of work"), lambda row: row.get_kind_display(), 26),
    Column(_("Name"), lambda row: row.name, 30),
    Column(_("When it is exceeded"), lambda row: row.get_control_display(), 18),
    Column(_("Estimate"), lambda row: row.estimate_vnd, 18),
    Column(_("Allocated"), lambda row: row.allocated_vnd, 18),
    Column(_("Committed"), lambda row: row.committed_vnd, 18),
    Column(_("Paid"), lambda row: row.paid_vnd, 18),
    Column(_("Left"), lambda row: row.available_vnd, 18),
    Column(_("State"), lambda row: row.get_state_display(), 14),
)

TOTALS: Columns[Total] = (
    Column(_("Name"), lambda row: row.label, 40),
    Column(_("Estimate"), lambda row: row.estimate_vnd, 18),
    Column(_("Allocated"), lambda row: row.allocated_vnd, 18),
    Column(_("Committed"), lambda row: row.committed_vnd, 18),
    Column(_("Paid"), lambda row: row.paid_vnd, 18),
    Column(_("Left"), lambda row: row.available_vnd, 18),
)

PLANS: Columns[PlanSpending] = (
    Column(_("Plan"), lambda row: row.title, 60),
    Column(_("Tasks with money"), lambda row: row.tasks, 14),
    Column(_("In the plan"), lambda row: row.planned_vnd, 18),
    Column(_("Committed and paid"), lambda row: row.promised_vnd, 18),
    Column(_("Paid"), lambda row: row.paid_vnd, 18),
)

MOVEMENTS: Columns[Movement] = (
    Column(_("Day"), lambda row: row.on, 12),
    Column(_("Movement"), lambda row: row.get_kind_display(), 24),
    Column(_("Amount (VND)"), lambda row: row.amount_vnd, 18),
    Column(_("What for"), lambda row: row.commitment.title if row.commitment else "", 40),
    Column(_("Ground"), lambda row: row.words, 40),
    Column(_("Noted by"), lambda row: row.by.full_name, 24),
    Column(_("Noted"), lambda row: row.at, 16),
)
