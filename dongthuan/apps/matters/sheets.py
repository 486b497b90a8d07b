"""The columns of the lists of matters and of misinformation cards as sheets."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dongthuan.apps.common.sheets import Column, Columns
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.models.matters import Matter

MATTERS: Columns[Matter] = (
    Column(_("Number"), lambda row: row.reference, 14),
    Column(pgettext_lazy("matters", "Matter"), lambda row: row.title, 60),
    Column(_("Grade"), lambda row: row.get_grade_display(), 14),
    Column(_("Clause"), lambda row: row.get_clause_display(), 40),
    Column(_("First statement"), lambda row: row.first_statement_at, 18),
    Column(_("Unit in charge"), lambda row: row.unit.label, 24),
    Column(_("Officer in charge"), lambda row: row.owner.full_name if row.owner else "", 24),
    Column(_("Opened"), lambda row: row.opened_at, 18),
    Column(_("State"), lambda row: row.get_state_display(), 18),
)
CARDS: Columns[MisinformationCard] = (
    Column(_("Claim"), lambda row: row.claim, 80),
    Column(_("Source of the claim"), lambda row: row.source_name, 30),
    Column(_("Kind"), lambda row: row.get_kind_display(), 20),
    Column(_("State"), lambda row: row.get_state_display(), 18),
    Column(_("Response"), lambda row: row.get_response_display(), 24),
    Column(_("Unit in charge"), lambda row: row.unit.label, 24),
    Column(_("Noted"), lambda row: row.created_at, 18),
)
