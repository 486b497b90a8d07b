"""What a briefing can be; no tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _

GOAL = 1.0  # Decision 1169/QĐ-TTg: all staff informed


class BriefingState(models.TextChoices):
    """A briefing is written, sent to its readers, and may be withdrawn."""

    DRAFT = "draft", _("Briefing being written")
    SENT = "sent", _("Briefing sent")
    WITHDRAWN = "withdrawn", _("Briefing withdrawn")
