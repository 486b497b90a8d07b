"""The columns of the list of officers as a sheet."""

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Absence
from dongthuan.apps.accounts.queries import OfficerRow
from dongthuan.apps.common.sheets import Column, Columns


def _roles(row: OfficerRow) -> str:
    return "\n".join(f"{held.get_role_display()} · {held.unit.label}" for held in row.held)


OFFICERS: Columns[OfficerRow] = (
    Column(_("Full name"), lambda row: row.officer.full_name, 30),
    Column(_("Sign-in name"), lambda row: row.officer.username, 20),
    Column(_("Post"), lambda row: row.officer.post, 30),
    Column(_("Roles today"), _roles, 60),
    Column(_("Account closed"), lambda row: not row.officer.is_active, 16),
)
ABSENCES: Columns[Absence] = (
    Column(_("Full name"), lambda row: row.officer.full_name, 30),
    Column(_("First day away"), lambda row: row.start_on, 16),
    Column(_("Last day away"), lambda row: row.last_on, 16),
    Column(_("Stand-in"), lambda row: row.stand_in.full_name if row.stand_in else "", 30),
)
