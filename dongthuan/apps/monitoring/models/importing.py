"""Files that were imported: how far each has come, so that an import that was killed goes on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FileImport(models.Model):
    """One file, known by its hash; its pointer and counters move in the transaction of each batch."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("file"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    line_count = models.PositiveIntegerField(_("lines read"), default=0)
    new_count = models.PositiveIntegerField(_("new"), default=0)
    known_count = models.PositiveIntegerField(_("known already"), default=0)
    dropped_count = models.PositiveIntegerField(_("dropped"), default=0)
    bad_lines = models.JSONField(default=list, help_text="the first bad lines: number, reason, beginning")

    class Meta:
        ordering = ["-started_at"]
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")

    def __str__(self) -> str:
        return self.name
