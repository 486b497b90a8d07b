"""Entries of the law's lists that officers entered and another confirmed; shipped data is never edited."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clocks.models.deciding import (
    DecidedQuerySet,
    TwoPairsOfEyes,
    decided_by_another,
    rejected_has_reason,
)
from dongthuan.apps.clocks.models.rulebook import VERIFIED
from dongthuan.law.openness import Kind
from dongthuan.law.phrases import LISTS

KINDS = [(kind.value, _(LISTS[kind.value])) for kind in Kind]


class ListEntry(TwoPairsOfEyes):
    """One entry as an officer read it in the law: the fields of `law.openness.Entry`.

    completes: with it the list of that act is whole. Approved, it holds between its dates.
    """

    kind = models.CharField(_("list"), max_length=12, choices=KINDS)
    key = models.CharField(_("key"), max_length=40)
    title = models.TextField(_("text of the entry"))
    title_en = models.TextField(_("in English"), blank=True)
    consent = models.CharField(_("whose consent opens it"), max_length=300, blank=True)
    is_closed = models.BooleanField(_("never accessible"), default=False)
    percent = models.PositiveSmallIntegerField(_("share of the cost, per cent"), null=True, blank=True)
    times = models.PositiveSmallIntegerField(_("after how many times"), null=True, blank=True)
    completes = models.BooleanField(_("with this entry the list is whole"), default=False)
    instrument = models.CharField(_("instrument"), max_length=300)
    article = models.CharField(_("article"), max_length=120)
    source = models.CharField(_("source"), max_length=500)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("no longer from"), null=True, blank=True)
    verified = models.CharField(_("compared with the law"), max_length=2, choices=VERIFIED)

    objects: ClassVar[DecidedQuerySet["ListEntry"]] = DecidedQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-proposed_at", "-id"]
        verbose_name = _("entry of a list of the law")
        verbose_name_plural = _("entries of lists of the law")
        constraints = [
            decided_by_another("disclosure_entry_decided_by_another"),
            rejected_has_reason("disclosure_entry_rejected_has_reason"),
            models.CheckConstraint(
                name="disclosure_entry_ends_after_start",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.title[:80]}"
