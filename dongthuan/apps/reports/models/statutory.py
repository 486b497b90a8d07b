"""The annual report that Decree 244/2026 asks for: what people add to the figures, and what was sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

_OFFICER = settings.AUTH_USER_MODEL


class StatutoryReport(models.Model):
    """The report of one year. figures: as they stood when the document was drawn up, {code: [n, of]}.

    The figures themselves are never typed: they are counted from the records whenever they are shown.
    clock: P10, the limit of the year. sent_at: when the e-document went to the ministry.
    """

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    difficulties = models.TextField(_("difficulties"), blank=True)
    proposals = models.TextField(_("proposals"), blank=True)
    clock = models.ForeignKey(
        "clocks.Clock", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    document = models.ForeignKey(
        "documents.OfficialDocument", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    figures = models.JSONField(default=dict, blank=True)
    drawn_up_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent to the ministry"), null=True, blank=True)
    sent_note = models.CharField(_("how it was sent"), max_length=300, blank=True)
    created_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year"]
        verbose_name = _("annual report of Decree 244")
        verbose_name_plural = _("annual reports of Decree 244")
        constraints = [
            models.CheckConstraint(name="reports_statutory_year", condition=Q(year__gte=2026)),
            models.CheckConstraint(
                name="reports_statutory_sent_how", condition=Q(sent_at__isnull=True) | ~Q(sent_note="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        """The page of the year."""
        return reverse("reports:statutory_year", args=[self.year])
