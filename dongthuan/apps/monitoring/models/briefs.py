"""The daily press brief: what was chosen, in which group, what is proposed, and who approved it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.monitoring.lifecycle import BriefState


class Brief(models.Model):
    """The brief of one day; the approved content is frozen with its hash."""

    day = models.DateField(_("day"), unique=True)
    state = models.CharField(_("state"), max_length=10, choices=BriefState.choices, default=BriefState.DRAFT)
    compiler = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    compiled_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    return_reason = models.TextField(blank=True)
    figures = models.JSONField(default=dict)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1)
    frozen_content = models.JSONField(null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-day"]
        verbose_name = _("press brief")
        verbose_name_plural = _("press briefs")
        constraints = [
            models.CheckConstraint(
                name="monitoring_brief_two_pairs_of_eyes",
                condition=models.Q(approver__isnull=True)
                | (~models.Q(approver=models.F("compiler")) & ~models.Q(approver=models.F("submitted_by"))),
            ),
            models.CheckConstraint(
                name="monitoring_approved_brief_is_frozen",
                condition=~models.Q(state="approved")
                | (
                    models.Q(approver__isnull=False)
                    & models.Q(approved_at__isnull=False)
                    & ~models.Q(content_hash="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"


class BriefEntry(models.Model):
    """One item in a brief: its group, place, summary, level, and the unit that is to act."""

    class Group(models.TextChoices):
        """The groups of a daily brief."""

        DIRECTION = "I", _("Direction and the sector")
        AGENCY = "II", _("The agency and its units")
        OPINION = "III", _("Public opinion and social media")
        INTERNATIONAL = "IV", _("International")

    class Level(models.TextChoices):
        """How much it matters."""

        NONE = "none", _("For information")
        WATCH = "watch", _("Watch")
        NOTE = "note", _("Note")
        URGENT = "urgent", _("Urgent")

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="entries")
    item = models.ForeignKey("monitoring.Item", on_delete=models.PROTECT, related_name="brief_entries")
    group = models.CharField(max_length=3, choices=Group.choices)
    position = models.PositiveIntegerField()
    summary = models.CharField(_("summary"), max_length=600, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.NONE)
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    proposal = models.CharField(_("proposed handling"), max_length=400, blank=True)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["group", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["brief", "item"], name="monitoring_brief_item_once")]

    def __str__(self) -> str:
        return f"{self.brief_id} {self.group}.{self.position}"
