"""How often each of our published texts was read on a day: a count, and nothing about who read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TextDay(models.Model):
    """Readings of one text on one day. No address, no browser, no cookie is kept, here or elsewhere."""

    text = models.ForeignKey("content.Text", on_delete=models.CASCADE, related_name="days_read")
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("readings"), default=0)

    class Meta:
        ordering = ["day"]
        verbose_name = _("readings of a text on a day")
        verbose_name_plural = _("readings of texts by day")
        constraints = [
            models.UniqueConstraint(fields=["text", "day"], name="measurement_one_row_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.text_id} {self.day} {self.count}"
