"""The synthesis of a round: paragraphs, figures, and what each of them stands on."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.reports.lifecycle import Part, TextOrigin
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.unit_reports import ReportVersion


class SynthesisQuerySet(models.QuerySet["Synthesis"]):
    """What one asks of syntheses."""

    def visible_to(self, officer: Actor) -> "SynthesisQuerySet":
        """Return the syntheses this officer may read: the same as the rule of `reports.read_synthesis`."""
        return self.all() if oversees(officer) else self.none()


class Synthesis(models.Model):
    """The one synthesis of a round. version grows with each refresh, not with each paragraph.

    inputs: the filed versions that its figures and paragraphs stand on.
    missing: the units that had not filed when it was refreshed: name and why, as printed.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="synthesis")
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    refreshed_at = models.DateTimeField(_("figures as of"))
    inputs = models.ManyToManyField(ReportVersion, related_name="syntheses", blank=True)
    missing = models.JSONField(default=list)
    successions = models.JSONField(default=list)

    objects: ClassVar[SynthesisQuerySet] = SynthesisQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        verbose_name = _("synthesis")
        verbose_name_plural = _("syntheses")

    def __str__(self) -> str:
        return str(self.round_id)


class SynthesisFigure(models.Model):
    """A figure that paragraphs name by its key, "{{so:key}}"; unit None = of all units that filed.

    measure: which figure of a unit it is (`measures`), or the key of a figure that the round asks.
    """

    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(max_length=80)
    measure = models.CharField(max_length=20)
    label = models.CharField(max_length=400)
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_stated = models.BooleanField(default=False)

    class Meta:
        ordering = ["synthesis", "id"]
        verbose_name = _("figure of a synthesis")
        verbose_name_plural = _("figures of syntheses")
        constraints = [
            models.UniqueConstraint(fields=["synthesis", "key"], name="reports_synthesis_figure_once")
        ]

    def __str__(self) -> str:
        return self.key


class SynthesisParagraph(models.Model):
    """One paragraph. source_key says which text it was assembled from, so that a refresh finds it again.

    assembled: the text as last assembled; new_text: a newer one that waits because people edited this one.
    """

    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="paragraphs")
    part = models.CharField(max_length=2, choices=Part.choices)
    position = models.PositiveIntegerField()
    source_key = models.CharField(max_length=60, blank=True)
    text = models.TextField(_("text"))
    assembled = models.TextField(blank=True)
    new_text = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=TextOrigin.choices, default=TextOrigin.ASSEMBLED)
    is_removed = models.BooleanField(default=False)
    is_source_gone = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["synthesis", "part", "position", "id"]
        verbose_name = _("paragraph of a synthesis")
        verbose_name_plural = _("paragraphs of syntheses")
        constraints = [
            models.UniqueConstraint(
                fields=["synthesis", "source_key"],
                condition=~models.Q(source_key=""),
                name="reports_paragraph_assembled_once",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class SynthesisSource(models.Model):
    """What a paragraph stands on: a filed version of a unit's report, and the task where it names one."""

    paragraph = models.ForeignKey(SynthesisParagraph, on_delete=models.CASCADE, related_name="sources")
    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey("plans.Task", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["paragraph", "id"]
        verbose_name = _("source of a paragraph")
        verbose_name_plural = _("sources of paragraphs")
        constraints = [
            models.UniqueConstraint(
                fields=["paragraph", "version", "task"],
                nulls_distinct=False,
                name="reports_source_once_a_paragraph",
            )
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id} {self.version_id}"


class SynthesisRefresh(models.Model):
    """One refresh and what it changed, so that it can be looked up later."""

    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="refreshes")
    changes = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("refresh of a synthesis")
        verbose_name_plural = _("refreshes of syntheses")

    def __str__(self) -> str:
        return str(self.synthesis_id)
