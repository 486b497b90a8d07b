"""The table of the audit record: rows are added, never changed; the database refuses anything else."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryQuerySet(models.QuerySet["Entry"]):
    """What one asks of the record."""

    def of_record(self, app_label: str, model: str, key: str) -> "EntryQuerySet":
        """Return the entries about one row, the newest first."""
        return self.filter(record_type=f"{app_label}.{model}", record_key=key)


class Entry(models.Model):
    """One act: who, what, on which record, when, on what ground. Chained to the entry before it."""

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    act = models.CharField(_("act"), max_length=60)
    record_type = models.CharField(_("kind of record"), max_length=80)
    record_key = models.CharField(_("record"), max_length=40)
    ground = models.TextField(_("ground"), blank=True)
    details = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(max_length=64)
    own_hash = models.CharField(max_length=64, unique=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["record_type", "record_key"], name="audit_by_record"),
            models.Index(fields=["actor", "-id"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.act}"
