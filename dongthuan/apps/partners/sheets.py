"""Partners with their contacts, and agreements, as workbooks; the first can be taken in again."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.sheets import Column, Columns
from dongthuan.apps.partners.models import Agreement, Contact, Partner

PARTNERS: Columns[tuple[Partner, Contact | None]] = (
    Column(_("Partner"), lambda row: row[0].name, 40),
    Column(_("Kind of partner"), lambda row: row[0].get_kind_display(), 18),
    Column(_("Field"), lambda row: row[0].field, 30),
    Column(_("Full name"), lambda row: row[1].name if row[1] else "", 28),
    Column(_("Post"), lambda row: row[1].post if row[1] else "", 24),
    Column(_("Telephone"), lambda row: row[1].phone if row[1] else "", 16),
    Column(_("E-mail"), lambda row: row[1].email if row[1] else "", 30),
    Column(_("Kept by the unit"), lambda row: row[0].unit.name, 34),
)


def agreement_columns(on: date) -> Columns[Agreement]:
    """Return the columns of agreements, their state as of a day."""
    return (
        Column(_("Partner"), lambda row: row.partner.name, 40),
        Column(_("What is agreed"), lambda row: row.title, 50),
        Column(_("Number of the agreement"), lambda row: row.number, 18),
        Column(_("Signed on"), lambda row: row.signed_on, 12),
        Column(_("Holds from"), lambda row: row.start_on, 12),
        Column(_("Holds until"), lambda row: row.until, 12),
        Column(_("State"), lambda row: row.state(on=on).label, 20),
        Column(_("What we do"), lambda row: row.our_duties, 40),
        Column(_("What the partner does"), lambda row: row.their_duties, 40),
    )
