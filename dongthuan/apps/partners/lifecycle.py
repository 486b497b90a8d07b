"""What partners and agreements can be; no tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerKind(models.TextChoices):
    """An organisation, or one person who works with us."""

    ORGANISATION = "organisation", _("Partner organisation")
    COLLABORATOR = "collaborator", _("Collaborator")


class AgreementState(models.TextChoices):
    """Whether an agreement holds on a day."""

    RUNNING = "running", _("Agreement running")
    ENDED = "ended", _("Agreement ended")
    ENDED_EARLY = "ended_early", _("Agreement ended early")


class AskBefore(models.IntegerChoices):
    """How many working days before the end it is asked whether to renew; the officers' choice, not law."""

    FORTY = 40, _("40 working days before")
    TEN = 10, _("10 working days before")
    FIVE = 5, _("5 working days before")
