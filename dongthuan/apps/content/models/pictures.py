"""Pictures of a text or of a correction being drafted, and the files that a published version holds."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.content.lifecycle import PictureWords
from dongthuan.apps.content.models.revisions import CorrectionNotice, TextRevision
from dongthuan.apps.content.models.texts import Text

_FILE = "files.Attachment"


class TextPicture(models.Model):
    """One picture as it stands in a text, or in a correction of it (correction: None = the text itself).

    full, shown: the files, written anew; the same one where the picture is small. number: its place, from 1.
    alt: what it shows, for who cannot see it. words_in: what a person says about words in it.
    widest_contrast: as `files.pictures.Picture`. What the public gets is frozen in `TextRevision`.
    """

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="pictures")
    correction = models.ForeignKey(
        CorrectionNotice, on_delete=models.PROTECT, null=True, blank=True, related_name="pictures"
    )
    number = models.PositiveSmallIntegerField()
    full = models.ForeignKey(_FILE, on_delete=models.PROTECT, related_name="+")
    shown = models.ForeignKey(_FILE, on_delete=models.PROTECT, related_name="+")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    shown_width = models.PositiveIntegerField()
    shown_height = models.PositiveIntegerField()
    alt = models.CharField(_("what it shows, for who cannot see it"), max_length=500, blank=True)
    caption = models.CharField(_("caption"), max_length=600, blank=True)
    words_in = models.CharField(
        _("words in the picture"), max_length=8, choices=PictureWords.choices, blank=True
    )
    widest_contrast = models.FloatField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["text", "number", "id"]
        verbose_name = _("picture of a text")
        verbose_name_plural = _("pictures of texts")
        constraints = [
            models.CheckConstraint(
                name="content_picture_contrast_is_a_ratio",
                condition=Q(widest_contrast__gte=1) & Q(widest_contrast__lte=21.1),
            ),
        ]

    def __str__(self) -> str:
        return self.caption[:80] or f"{self.text_id}/{self.number}"


class RevisionFile(models.Model):
    """A file that a published version holds, so that it is neither lost nor served without one."""

    revision = models.ForeignKey(TextRevision, on_delete=models.PROTECT, related_name="files")
    attachment = models.ForeignKey(_FILE, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["revision", "id"]
        verbose_name = _("file of a published version")
        verbose_name_plural = _("files of published versions")
        constraints = [
            models.UniqueConstraint(fields=["revision", "attachment"], name="content_revision_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} · {self.attachment_id}"
