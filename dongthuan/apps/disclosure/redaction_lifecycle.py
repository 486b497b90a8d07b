"""States of a redaction."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RedactionState(models.TextChoices):
    """Marked by one officer, confirmed by another; only then is the new file handed out."""

    DRAFT = "draft", _("Being marked")
    PROPOSED = "proposed", _("Waits for the second person")
    CONFIRMED = "confirmed", _("Confirmed by two")
    DROPPED = "dropped", _("Redaction dropped")
