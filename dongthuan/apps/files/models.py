"""Attachments: their bytes once, their name, hash and the day on which they may go."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Attachment(models.Model):
    """A file kept for a record. record_type, record_key: as in the audit record. sha256: of the bytes.

    keep_until: the first day on which it may be removed; None = as long as its record.
    """

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    record_type = models.CharField(max_length=80)
    record_key = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=255)
    kind = models.CharField(_("kind"), max_length=10)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    keep_until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [models.Index(fields=["record_type", "record_key"], name="files_by_record")]

    def __str__(self) -> str:
        return self.name


class AttachmentContent(models.Model):
    """The bytes, in a table of their own so that lists stay light."""

    attachment = models.OneToOneField(
        Attachment, on_delete=models.CASCADE, primary_key=True, related_name="content"
    )
    data = models.BinaryField()

    class Meta:
        verbose_name = _("content of an attachment")
        verbose_name_plural = _("contents of attachments")

    def __str__(self) -> str:
        return str(self.attachment_id)
