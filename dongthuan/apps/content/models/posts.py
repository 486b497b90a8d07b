"""Where else a text was put: one row for each channel."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.content.lifecycle import PostState
from dongthuan.apps.content.models.texts import Text


class Publication(models.Model):
    """A text on one channel of `channels.CHANNELS`.

    fitted: the words as they fit there. ticked: what of the checklist was confirmed. official_channel:
    which of our pages. revision: the number of the version that was posted.
    """

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="publications")
    channel = models.CharField(_("channel"), max_length=12)
    official_channel = models.ForeignKey(
        "press.OfficialChannel", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=10, choices=PostState.choices, default=PostState.PLANNED)
    fitted = models.TextField(_("words for this channel"), blank=True)
    ticked = models.JSONField(default=list)
    url = models.CharField(_("address of the post"), max_length=1000, blank=True)
    revision = models.PositiveIntegerField(default=0)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_how = models.CharField(max_length=20, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    look_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["text", "id"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(fields=["text", "channel"], name="content_channel_once"),
            models.CheckConstraint(
                name="content_confirmed_is_whole",
                condition=Q(state__in=["planned", "dropped"])
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["looked_at"],
                condition=Q(state__in=["confirmed", "missing"]),
                name="content_to_verify",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text_id} · {self.channel}"
