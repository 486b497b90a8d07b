"""What a unit reports in a round: its draft, its own figures, and every version it filed."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.reports.lifecycle import AWAITED, HANDED_IN, OUT_OF_ROUND, Outcome, Part, ReportState
from dongthuan.apps.reports.models.rounds import Round


class UnitReportQuerySet(models.QuerySet["UnitReport"]):
    """What one asks of unit reports."""

    def visible_to(self, officer: Actor) -> "UnitReportQuerySet":
        """Return the reports this officer may read: the same as the rule of `reports.read_report`."""
        held = officer.held_roles()
        opened = self.exclude(round__state="draft")
        if oversees(officer):
            return self.all()
        own = [unit for _role, unit in held]
        return opened.filter(models.Q(unit_id__in=own) | models.Q(taken_over_by__unit_id__in=own)).exclude(
            state=ReportState.DROPPED
        )

    def standing(self) -> "UnitReportQuerySet":
        """Return the reports of units that are in their round."""
        return self.exclude(state__in=OUT_OF_ROUND)

    def awaited(self) -> "UnitReportQuerySet":
        """Return the reports still to be filed in open rounds."""
        return self.filter(state__in=AWAITED, round__state="open")

    def handed_in(self) -> "UnitReportQuerySet":
        """Return the reports that are filed, taken in or not."""
        return self.filter(state__in=HANDED_IN)

    def late(self, *, on: date) -> "UnitReportQuerySet":
        """Return the reports still to be filed although their day has passed."""
        return self.awaited().filter(round__due_on__lt=on)


class UnitReport(models.Model):
    """The report of one unit in one round. version grows with each save of the draft.

    taken_over_by: the report of the unit that succeeded a dissolved one.
    reason: of the last return, of being left out, added later or taken over.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="unit_reports")
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="unit_reports", verbose_name=_("unit")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ReportState.choices, default=ReportState.WAITING
    )
    version = models.PositiveIntegerField(default=1)
    taken_over_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="taken_over"
    )
    reason = models.TextField(_("reason"), blank=True)
    is_added_later = models.BooleanField(default=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    first_filed_at = models.DateTimeField(null=True, blank=True)
    filed_at = models.DateTimeField(_("filed"), null=True, blank=True)
    is_late = models.BooleanField(_("late"), default=False)

    objects: ClassVar[UnitReportQuerySet] = UnitReportQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["round", "unit__name"]
        verbose_name = _("unit report")
        verbose_name_plural = _("unit reports")
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="reports_one_report_a_unit"),
            models.CheckConstraint(
                name="reports_filed_has_time",
                condition=~models.Q(state__in=["filed", "accepted"]) | models.Q(filed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="reports_returned_has_reason",
                condition=~models.Q(state__in=["returned", "dropped", "taken_over"]) | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="reports_taken_over_names_successor",
                condition=~models.Q(state="taken_over") | models.Q(taken_over_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="reports_report_by_unit")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.unit_id}"


class ReportText(models.Model):
    """One paragraph of a draft; `task` is the one it tells of. is_own: written or changed by the unit."""

    report = models.ForeignKey(UnitReport, on_delete=models.CASCADE, related_name="texts")
    part = models.CharField(max_length=2, choices=Part.choices)
    position = models.PositiveIntegerField()
    task = models.ForeignKey("plans.Task", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("text"))
    is_own = models.BooleanField(default=True)

    class Meta:
        ordering = ["report", "part", "position", "id"]
        verbose_name = _("paragraph of a report")
        verbose_name_plural = _("paragraphs of reports")

    def __str__(self) -> str:
        return self.text[:80]


class ReportFigure(models.Model):
    """A figure that the round asks and the unit states itself; never one that the records give."""

    report = models.ForeignKey(UnitReport, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(max_length=20)
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        ordering = ["report", "id"]
        verbose_name = _("stated figure")
        verbose_name_plural = _("stated figures")
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="reports_figure_once_a_report")]

    def __str__(self) -> str:
        return self.key


class ReportVersion(models.Model):
    """A report as it was filed, frozen with its hash; content is what `freezing` wrote."""

    report = models.ForeignKey(UnitReport, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    counted_on = models.DateField()
    is_late = models.BooleanField(default=False)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(_("filed"))
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["report", "-number"]
        verbose_name = _("filed version")
        verbose_name_plural = _("filed versions")
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="reports_version_has_number"),
            models.CheckConstraint(name="reports_version_has_hash", condition=~models.Q(content_hash="")),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.number}"


class CountedTask(models.Model):
    """A task that a filed version counted, and how it stood: the rows behind each of its figures.

    unit: that led it when it was counted; a dissolved one's tasks are counted with its successor's.
    """

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="counted")
    task = models.ForeignKey("plans.Task", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    is_due = models.BooleanField()
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    published_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["version", "id"]
        verbose_name = _("counted task")
        verbose_name_plural = _("counted tasks")
        constraints = [models.UniqueConstraint(fields=["version", "task"], name="reports_task_counted_once")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.outcome}"
