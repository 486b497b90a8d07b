"""The agency's official channels, which the portal must list (Decree 244/2026, article 5)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.press.lifecycle import Platform


class OfficialChannelQuerySet(models.QuerySet["OfficialChannel"]):
    """What one asks of official channels."""

    def active(self) -> "OfficialChannelQuerySet":
        """Return the channels in use."""
        return self.filter(is_active=True)

    def listed(self) -> "OfficialChannelQuerySet":
        """Return the channels in use that the portal lists."""
        return self.active().filter(listed_at__isnull=False)

    def unlisted(self) -> "OfficialChannelQuerySet":
        """Return the channels in use that the portal does not list, though it must."""
        return self.active().filter(listed_at__isnull=True)


class OfficialChannel(models.Model):
    """One page, channel or account of the agency. ground: the decision that opened it.

    listed_at: since when the portal lists it; None = it does not. closed_reason: why it is no longer in use.
    """

    name = models.CharField(_("name of the channel"), max_length=200)
    platform = models.CharField(_("platform"), max_length=12, choices=Platform.choices)
    url = models.CharField(_("address of the channel"), max_length=500)
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        related_name="official_channels",
        verbose_name=_("unit that runs it"),
    )
    ground = models.CharField(_("decision that opened it"), max_length=500, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    listed_at = models.DateTimeField(_("listed on the portal since"), null=True, blank=True)
    closed_reason = models.CharField(_("why it was closed"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(_("changed"))

    objects: ClassVar[OfficialChannelQuerySet] = OfficialChannelQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["platform", "name", "id"]
        verbose_name = _("official channel")
        verbose_name_plural = _("official channels")
        constraints = [
            models.UniqueConstraint(Lower("url"), name="press_channel_once"),
            models.CheckConstraint(
                name="press_channel_closed_with_reason",
                condition=Q(is_active=True, closed_reason="")
                | (Q(is_active=False, listed_at__isnull=True) & ~Q(closed_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
