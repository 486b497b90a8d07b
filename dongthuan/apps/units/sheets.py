"""The columns of the list of units as a sheet."""

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.sheets import Column, Columns
from dongthuan.apps.units.queries import UnitRow

UNITS: Columns[UnitRow] = (
    Column(_("Name"), lambda row: row.unit.name, 60),
    Column(_("Code"), lambda row: row.unit.code, 14),
    Column(_("Kind"), lambda row: row.unit.get_kind_display(), 18),
    Column(_("Directly below"), lambda row: row.unit.parent.name if row.unit.parent else "", 50),
    Column(_("From"), lambda row: row.unit.start_on, 14),
    Column(_("Ended on"), lambda row: row.unit.end_on, 14),
    Column(_("State"), lambda row: _("In being") if row.stands else _("Ended"), 18),
    Column(_("Came out of"), lambda row: "; ".join(old.name for old in row.unit.predecessors.all()), 50),
)
