"""A round of reports: which period, due when, in which form, from which units."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.reports.lifecycle import RoundState


class RoundQuerySet(models.QuerySet["Round"]):
    """What one asks of rounds."""

    def visible_to(self, officer: Actor) -> "RoundQuerySet":
        """Return the rounds this officer may read: the same as the rule of `reports.read_round`."""
        held = officer.held_roles()
        if oversees(officer):
            return self.all()
        asked = models.Q(unit_reports__unit_id__in=[unit for _role, unit in held])
        asked &= ~models.Q(unit_reports__state="dropped")
        return self.exclude(state=RoundState.DRAFT).filter(asked).distinct()

    def open(self) -> "RoundQuerySet":
        """Return the rounds in which units are reporting."""
        return self.filter(state=RoundState.OPEN)


class Round(models.Model):
    """One round of reports. `end_on` is the first day after the period; the cut-off is the day before it.

    unit: whose round it is. form: what is asked, as `outline.to_plain` writes it; it stands once opened.
    """

    title = models.CharField(_("title"), max_length=300)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="report_rounds", verbose_name=_("unit")
    )
    plan = models.ForeignKey(
        "plans.Plan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="report_rounds",
        verbose_name=_("plan reported on"),
    )
    basis = models.CharField(_("on what ground"), max_length=500, blank=True)
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until"))
    due_on = models.DateField(_("to be filed by"))
    instructions = models.TextField(_("instructions to the units"), blank=True)
    form = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=8, choices=RoundState.choices, default=RoundState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    missing_at_close = models.JSONField(default=list)

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("report round")
        verbose_name_plural = _("report rounds")
        constraints = [
            models.CheckConstraint(
                name="reports_round_ends_after_start", condition=models.Q(end_on__gt=models.F("start_on"))
            ),
            models.CheckConstraint(
                name="reports_round_opened_has_time",
                condition=models.Q(state="draft") | models.Q(opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="reports_round_closed_has_time",
                condition=~models.Q(state="closed") | models.Q(closed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="reports_round_by_due"),
            models.Index(fields=["created_at", "id"], name="reports_round_by_creation"),
        ]

    def __str__(self) -> str:
        return self.title

    def counts_on(self, day: date) -> date:
        """Return the last day that a report written on `day` counts: the cut-off, or `day` before it."""
        return min(day, date.fromordinal(self.end_on.toordinal() - 1))
