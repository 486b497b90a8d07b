"""Numbers of the law that officers entered; the shipped packs are never edited."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clocks.models.deciding import (
    DecidedQuerySet,
    TwoPairsOfEyes,
    decided_by_another,
    rejected_has_reason,
)
from dongthuan.apps.clocks.models.rulebook import VERIFIED


class ParameterVersion(TwoPairsOfEyes):
    """One number as an officer read it in the law: the fields of `law.model.Parameter` that are no span.

    Approved, it stands in place of what else is known under its key, between its dates.
    """

    key = models.CharField(_("key"), max_length=120)
    title = models.CharField(_("what it is"), max_length=500)
    value = models.PositiveBigIntegerField(_("number"))
    measure = models.CharField(_("measured in"), max_length=20)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("no longer from"), null=True, blank=True)
    instrument = models.CharField(_("instrument"), max_length=300)
    article = models.CharField(_("article"), max_length=120)
    source = models.CharField(_("source"), max_length=500)
    verified = models.CharField(_("compared with the law"), max_length=2, choices=VERIFIED)
    note = models.TextField(_("note"), blank=True)
    ground = models.CharField(_("why"), max_length=500)

    objects: ClassVar[DecidedQuerySet["ParameterVersion"]] = DecidedQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-proposed_at", "-id"]
        verbose_name = _("number of the law")
        verbose_name_plural = _("numbers of the law")
        constraints = [
            decided_by_another("clocks_number_decided_by_another"),
            rejected_has_reason("clocks_number_rejected_has_reason"),
            models.CheckConstraint(
                name="clocks_number_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(name="clocks_number_is_some", condition=Q(value__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the number."""
        return reverse("clocks:figure-version", args=[self.pk])
