"""What an answer decides, and how far it is: drafted by one officer, checked by another."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.TextChoices):
    """What becomes of what a group of comments says."""

    ACCEPTED = "accepted", _("Taken up into the draft")
    PARTLY = "partly", _("Taken up into the draft in part")
    NOT = "not", _("Not taken up, explained")


class AnswerState(models.TextChoices):
    """A checked answer counts; whatever changes in its group or words makes it a draft again."""

    DRAFT = "draft", _("Answer being drafted")
    CHECKED = "checked", _("Answer checked")


class WorkbookKind(models.TextChoices):
    """What a kept workbook holds."""

    ANSWERS = "answers", _("The table and every comment")
    COMMENTS = "comments", _("Comments, hidden ones included")
    SHOWN = "shown", _("Comments shown to the public")


class DrawingState(models.TextChoices):
    """How far a workbook is; one that failed is begun again when somebody asks for it."""

    WAITING = "waiting", _("waits to be drawn")
    DRAWING = "drawing", _("is being drawn")
    READY = "ready", _("drawn")
    FAILED = "failed", _("could not be drawn")
