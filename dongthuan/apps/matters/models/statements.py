"""What the agency said on a matter, in which of the lawful forms, by whom in what capacity."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.matters.lifecycle import Form
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.press.lifecycle import StandingCapacity

_OFFICER = settings.AUTH_USER_MODEL


class StatementQuerySet(models.QuerySet["Statement"]):
    """What one asks of statements."""

    def official(self) -> "StatementQuerySet":
        """Return those made by somebody who might speak for the agency at that instant, not struck out."""
        return self.exclude(capacity="").filter(struck_at=None)


class Statement(models.Model):
    """One statement. capacity "" = no live mandate at that instant: not the agency's official view.

    record_type, record_key: the text, answer or conference it was made by; "" = written down by hand.
    struck_at: since when it counts for nothing, because it was written down by mistake; it stays readable.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="statements")
    form = models.CharField(_("form of the statement"), max_length=12, choices=Form.choices)
    said_at = models.DateTimeField(_("said"))
    title = models.CharField(_("what was said"), max_length=500)
    url = models.CharField(_("where it can be seen"), max_length=500, blank=True)
    speaker_name = models.CharField(_("who spoke"), max_length=160, blank=True)
    speaker_post = models.CharField(_("post of the speaker"), max_length=200, blank=True)
    capacity = models.CharField(
        _("capacity of the speaker"), max_length=10, choices=StandingCapacity.choices, blank=True
    )
    record_type = models.CharField(max_length=80, blank=True)
    record_key = models.CharField(max_length=40, blank=True)
    recorded_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    struck_reason = models.CharField(max_length=500, blank=True)

    objects: ClassVar[StatementQuerySet] = StatementQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["matter", "said_at", "id"]
        verbose_name = _("statement on a matter")
        verbose_name_plural = _("statements on matters")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "record_type", "record_key"],
                condition=~Q(record_type=""),
                name="matters_statement_once",
            ),
            models.CheckConstraint(
                name="matters_said_before_recorded", condition=Q(said_at__lte=models.F("recorded_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.title
