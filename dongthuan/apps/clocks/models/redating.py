"""Runs that date open clocks anew after a change of calendar or rules, and what they moved."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clocks.models.clocks import Clock


class Redating(models.Model):
    """One run over the open clocks, batch by batch; a run that was killed goes on after `pointer`.

    pointer: the key of the last clock looked at; last_key: of the last one there was at the beginning.
    total: how many there were to look at; finished_at None = not at the end yet. law_version: the state of
    calendar and rules that this run brings the clocks to.
    """

    cause = models.CharField(_("cause"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("when"))
    law_version = models.CharField(max_length=64)
    pointer = models.BigIntegerField(default=0)
    last_key = models.BigIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    seen_count = models.PositiveIntegerField(default=0)
    moved_count = models.PositiveIntegerField(default=0)
    trouble_count = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = _("re-dating")
        verbose_name_plural = _("re-datings")
        indexes = [models.Index(fields=["asked_at", "id"], name="clocks_redating_newest")]

    def __str__(self) -> str:
        return self.cause

    def get_absolute_url(self) -> str:
        """The page that lists what the run moved."""
        return reverse("clocks:redating", args=[self.pk])


class ClockMove(models.Model):
    """One clock whose end moved: from when to when, why, and whom that was told."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="moves")
    redating = models.ForeignKey(Redating, on_delete=models.PROTECT, related_name="moves")
    old_due_at = models.DateTimeField(_("before"))
    new_due_at = models.DateTimeField(_("now"))
    cause = models.CharField(_("cause"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))
    told = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("told"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("move of a clock")
        verbose_name_plural = _("moves of clocks")
        constraints = [
            models.UniqueConstraint(fields=["redating", "clock"], name="clocks_moved_once_a_run"),
            models.CheckConstraint(
                name="clocks_move_moves", condition=~models.Q(old_due_at=models.F("new_due_at"))
            ),
        ]
        indexes = [models.Index(fields=["clock", "-at"], name="clocks_move_by_clock")]

    def __str__(self) -> str:
        return f"{self.clock_id}: {self.new_due_at}"
