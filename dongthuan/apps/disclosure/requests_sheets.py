"""The tracking register as columns: what its page and its workbook show; the number of a paper is masked."""

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.sheets import Column, Columns
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.docgen.sheet import Cell


def _identity(row: InformationRequest) -> str:
    identity = getattr(row, "identity", None)
    return identity.masked if identity else ""


def _outcome(row: InformationRequest) -> str:
    if row.state == "refused":
        refusals = list(row.refusals.all())
        cited = refusals[0].citation if refusals else ""
        return f"{row.get_state_display()}: {cited}" if cited else row.get_state_display()
    return str(row.get_state_display())


def _cost(row: InformationRequest) -> Cell:
    standing = [cost for cost in row.costs.all() if cost.replaced_at is None]
    return standing[0].total_vnd if standing else None


def _extension(row: InformationRequest) -> str:
    extension = getattr(row.clock, "extension", None) if row.clock else None
    return f"+{extension.amount} {extension.get_unit_display()}" if extension else ""


REGISTER: Columns[InformationRequest] = (
    Column(_("No."), lambda row: row.symbol, 10),
    Column(_("Day received"), lambda row: row.received_at, 16),
    Column(_("Channel"), lambda row: row.get_channel_display(), 14),
    Column(_("Requester"), lambda row: row.asked_by, 24),
    Column(_("Paper of identity"), _identity, 16),
    Column(_("Information asked for"), lambda row: " ".join(row.content.split())[:500], 50),
    Column(_("Form wanted"), lambda row: row.get_form_wanted_display(), 18),
    Column(_("Contact point"), lambda row: row.unit.name, 24),
    Column(_("Unit that made it"), lambda row: row.source_unit.name if row.source_unit else "", 24),
    Column(_("Case"), lambda row: row.get_complexity_display(), 18),
    Column(_("Valid since"), lambda row: row.valid_at, 16),
    Column(_("Last day"), lambda row: row.clock.due_on if row.clock else None, 12),
    Column(_("Extension"), _extension, 16),
    Column(_("Outcome"), _outcome, 40),
    Column(_("Settled"), lambda row: row.settled_at, 16),
    Column(_("Cost (VND)"), _cost, 12),
    Column(_("Notes"), lambda row: _("limit not known") if row.limit_unknown_at else "", 18),
)
