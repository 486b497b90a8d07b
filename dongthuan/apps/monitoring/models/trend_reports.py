"""The trend report of a week or a month: its frozen question, what was counted, what officers propose."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.monitoring.models.approvals import Approvable


class TrendReport(Approvable):
    """A report of whole days. query: what was asked, so that every figure can be asked for again.

    note: the assessment, one paragraph a line. proposals: what officers propose, one a line.
    """

    class Period(models.TextChoices):
        """Of how many days it is."""

        WEEK = "week", _("Week")
        MONTH = "month", _("Month")

    period = models.CharField(_("period"), max_length=5, choices=Period.choices)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    query = models.JSONField(default=dict)
    proposals = models.TextField(_("proposals"), blank=True)

    class Meta(Approvable.Meta):
        ordering = ["-last_on", "period"]
        verbose_name = _("trend report")
        verbose_name_plural = _("trend reports")
        constraints = [
            *Approvable.Meta.constraints,
            models.UniqueConstraint(fields=["period", "first_on"], name="monitoring_trend_report_once"),
            models.CheckConstraint(
                name="monitoring_trend_report_days", condition=models.Q(last_on__gte=models.F("first_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_on:%d/%m/%Y} – {self.last_on:%d/%m/%Y}"
