"""Orders, their pieces and what they brought, as workbooks."""

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.commissions.models.deliveries import Piece
from dongthuan.apps.commissions.models.orders import Order
from dongthuan.apps.commissions.queries.orders import Value
from dongthuan.apps.common.sheets import Column, Columns

ORDERS: Columns[Order] = (
    Column(_("Name of the order"), lambda row: row.title, 44),
    Column(_("Ordering unit"), lambda row: row.unit.name, 30),
    Column(_("Press agency"), lambda row: row.outlet.name, 30),
    Column(_("Form"), lambda row: row.get_mode_display(), 22),
    Column(_("Price basis"), lambda row: row.get_price_basis_display(), 24),
    Column(_("From"), lambda row: row.start_on, 12),
    Column(_("Until"), lambda row: row.end_on, 12),
    Column(_("Value"), lambda row: row.total_vnd, 18),
    Column(_("Accepted by value"), lambda row: row.accepted_vnd, 18),
    Column(_("Advanced"), lambda row: row.advanced_vnd, 18),
    Column(_("Paid by acceptance"), lambda row: row.paid_vnd, 18),
    Column(_("Recovered"), lambda row: row.recovered_vnd, 18),
    Column(_("State"), lambda row: row.get_state_display(), 20),
)

PIECES: Columns[Piece] = (
    Column(_("Deliverable"), lambda row: str(row.part), 40),
    Column(_("Title"), lambda row: row.title, 44),
    Column(_("Published on"), lambda row: row.published_on, 12),
    Column(_("Late"), lambda row: row.is_late, 8),
    Column(_("Address"), lambda row: row.url, 40),
    Column(_("State"), lambda row: row.get_state_display(), 20),
    Column(_("Link"), lambda row: row.get_look_display(), 16),
    Column(_("Hash of the copy"), lambda row: row.sha256, 24),
    Column(_("Reach as the outlet declares it"), lambda row: row.declared_reach, 16),
)

VALUES: Columns[Value] = (
    Column(_("Press agency"), lambda row: row.label, 40),
    Column(_("Orders"), lambda row: row.orders, 10),
    Column(_("Accepted by value"), lambda row: row.accepted_vnd, 18),
    Column(_("Accepted pieces"), lambda row: row.pieces, 12),
    Column(_("Cost of one piece"), lambda row: row.per_piece_vnd, 18),
    Column(_("Reach declared"), lambda row: row.declared, 16),
    Column(_("Observed, with copies"), lambda row: row.observed, 16),
)
