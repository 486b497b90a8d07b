"""The columns of the list of early warnings as a sheet."""

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.sheets import Column, Columns
from dongthuan.apps.monitoring.models.warnings import EarlyWarning
from dongthuan.apps.monitoring.warning_words import reasons_in_words

WARNINGS: Columns[EarlyWarning] = (
    Column(_("Issued"), lambda warning: warning.at, 18),
    Column(_("Topic"), lambda warning: warning.topic.name, 50),
    Column(_("Within hours"), lambda warning: warning.horizon_hours),
    Column(_("Probability"), lambda warning: round(warning.probability, 3)),
    Column(_("Items of 24 hours"), lambda warning: round(warning.held)),
    Column(_("Line"), lambda warning: round(warning.line, 1)),
    Column(_("Reasons"), lambda warning: "; ".join(reasons_in_words(warning.reasons)), 60),
    Column(_("Line reached at"), lambda warning: warning.crossed_at, 18),
    Column(_("Judged by people"), lambda warning: warning.get_verdict_display(), 14),
    Column(_("Model"), lambda warning: warning.model_id, 36),
)
