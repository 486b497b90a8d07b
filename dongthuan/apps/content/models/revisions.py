"""What was published word by word, its corrections, its withdrawal; the database refuses changes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.content.lifecycle import CorrectionState
from dongthuan.apps.content.models.texts import Text

_OFFICER = settings.AUTH_USER_MODEL


class CorrectionNotice(models.Model):
    """A correction of a published text: the words as they shall read, and what was wrong, for all to see.

    explanation: what was wrong and what is right. base: the revision it corrects.
    """

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="corrections")
    title = models.CharField(_("title"), max_length=300)
    lead = models.TextField(_("lead"), blank=True)
    body = models.TextField(_("body"), blank=True)
    quote = models.TextField(_("quote"), blank=True)
    explanation = models.TextField(_("what was wrong, and what is right"))
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.DRAFT)
    base = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("correction notice")
        verbose_name_plural = _("correction notices")
        constraints = [
            models.UniqueConstraint(
                fields=["text"], condition=Q(state="draft"), name="content_one_open_correction"
            ),
            models.CheckConstraint(
                name="content_correction_published_is_whole",
                condition=Q(state="published", published_at__isnull=False, published_by__isnull=False)
                | (~Q(state="published") & Q(published_at__isnull=True)),
            ),
            models.CheckConstraint(name="content_correction_says_what", condition=~Q(explanation="")),
        ]

    def __str__(self) -> str:
        return self.explanation[:80]


class TextRevision(models.Model):
    """What the public got at one publication or correction; html: the archive copy, with its own hash."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    text_hash = models.CharField(max_length=64)
    html = models.TextField()
    html_hash = models.CharField(max_length=64)
    correction = models.OneToOneField(
        CorrectionNotice, on_delete=models.PROTECT, null=True, blank=True, related_name="revision"
    )
    made_at = models.DateTimeField(_("published"))
    made_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["text", "-number"]
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="content_revision_number"),
        ]

    def __str__(self) -> str:
        return f"{self.text_id}/{self.number}"


class Withdrawal(models.Model):
    """A published text was withdrawn; the banner says why. keeps_words: whether it can still be read."""

    text = models.OneToOneField(Text, on_delete=models.PROTECT, primary_key=True, related_name="withdrawal")
    reason = models.TextField(_("reason, as shown"))
    keeps_words = models.BooleanField(_("the words can still be read"), default=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"))
    withdrawn_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints = [models.CheckConstraint(name="content_withdrawn_with_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return self.reason[:80]
