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
    byte_count = models.PositiveIntegerField(_("bytes"), default=0)
    mapping = models.JSONField(null=True, blank=True, help_text="how an export is read")
    fault = models.CharField(max_length=30, blank=True)
    bad_lines = models.JSONField(default=list, help_text="the first bad lines: number, reason, beginning")

    class Meta:
        ordering = ["-started_at"]
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        """Whether a job reads it, or is about to."""
        return self.mapping is not None and self.finished_at is None


class FilePiece(models.Model):
    """A piece of a file that was handed in on a page, for any worker to read; gone after a week."""

    file = models.ForeignKey(FileImport, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="monitoring_piece_once")]

    def __str__(self) -> str:
        return f"{self.file_id} {self.number}"


class ExportMapping(models.Model):
    """How exports of one kind are read, named by an officer for the next time."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    mapping = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        verbose_name = _("mapping of exports")
        verbose_name_plural = _("mappings of exports")

    def __str__(self) -> str:
        return self.name
