"""The daily press brief: what was chosen, in which group, what is proposed, and who approved it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.monitoring.models.approvals import Approvable


class Brief(Approvable):
    """The brief of one day; the approved content is frozen with its hash."""

    day = models.DateField(_("day"), unique=True)

    class Meta(Approvable.Meta):
        ordering = ["-day"]
        verbose_name = _("press brief")
        verbose_name_plural = _("press briefs")

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
