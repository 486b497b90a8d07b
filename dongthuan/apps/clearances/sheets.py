"""The columns of the list of clearances as a sheet."""

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clearances.models.clearances import Clearance
from dongthuan.apps.common.sheets import Column, Columns

CLEARANCES: Columns[Clearance] = (
    Column(_("Title"), lambda row: row.title, 70),
    Column(_("State"), lambda row: row.get_state_display(), 20),
    Column(_("Unit"), lambda row: row.unit.label, 24),
    Column(_("Asked for by"), lambda row: row.requested_by.full_name, 24),
    Column(_("Asked for"), lambda row: row.requested_at, 18),
    Column(_("Ended"), lambda row: row.ended_at, 18),
)
