"""Kinds of public things, and where a subscription stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    """What the search of the portal finds; the code stands in addresses."""

    TEXT = "thong-cao", _("Releases and statements")
    CORRECTION = "cai-chinh", _("Corrections")
    CONFERENCE = "hop-bao", _("Press conferences")
    CONSULTATION = "lay-y-kien", _("Consultations on draft policies")
    INFORMATION = "danh-muc", _("Information that is made public")
    ANSWERED = "da-tra-loi", _("Answered requests")


class SubscriptionState(models.TextChoices):
    """From the asking to the end; only a confirmed one gets anything but the mail that asks."""

    ASKED = "asked", _("waits to be confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    ENDED = "ended", _("ended")


class SubscriptionKind(models.TextChoices):
    """What is told of."""

    TEXTS = "texts", _("Releases and statements")
    CONSULTATIONS = "consultations", _("Consultations on draft policies")
    REGISTER = "register", _("Information that is made public")


class Rhythm(models.TextChoices):
    """How often."""

    AT_ONCE = "at_once", _("As soon as it is published")
    DAILY = "daily", _("One mail a day, if there is something")
