"""Who is informed, and who read, as workbooks."""

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.awareness.models import Reading
from dongthuan.apps.awareness.queries import Informed
from dongthuan.apps.common.sheets import Column, Columns

INFORMED: Columns[Informed] = (
    Column(_("Unit"), lambda row: row.name, 40),
    Column(_("Asked"), lambda row: row.asked, 12),
    Column(_("Confirmed"), lambda row: row.confirmed, 12),
    Column(_("Share (%)"), lambda row: round(row.share * 100, 1), 12),
    Column(_("Answered the quiz"), lambda row: row.answered, 14),
    Column(_("Right answers, mean"), lambda row: row.mean_right, 14),
)

READINGS: Columns[Reading] = (
    Column(_("Full name"), lambda row: row.officer.full_name, 28),
    Column(_("Unit"), lambda row: row.unit.name, 40),
    Column(_("Confirmed"), lambda row: row.confirmed_at, 18),
    Column(_("Right answers"), lambda row: row.right_count, 12),
)
