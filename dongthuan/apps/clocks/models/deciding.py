"""What one officer proposes and another decides: a rule of law, a change of the calendar."""

from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clocks.lifecycle import Decision

Row = TypeVar("Row", bound=models.Model)


class DecidedQuerySet(models.QuerySet[Row]):
    """What one asks of proposals."""

    def approved(self) -> Self:
        """Return those that hold, in the order in which they were approved."""
        return self.filter(state=Decision.APPROVED).order_by("decided_at", "pk")

    def proposed(self) -> Self:
        """Return those that await a second pair of eyes, the oldest first."""
        return self.filter(state=Decision.PROPOSED).order_by("proposed_at", "pk")


class TwoPairsOfEyes(models.Model):
    """Who proposed it and when, who decided, how, and why it was rejected; two pairs of eyes."""

    state = models.CharField(_("state"), max_length=10, choices=Decision.choices, default=Decision.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects: ClassVar[DecidedQuerySet[Any]] = DecidedQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        abstract = True


def decided_by_another(name: str) -> models.CheckConstraint:
    """Return the constraint: undecided without a decider, or decided by somebody else than proposed it."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
        | models.Q(decided_by__isnull=False, decided_at__isnull=False)
        & ~models.Q(state="proposed")
        & ~models.Q(decided_by=models.F("proposed_by")),
    )


def rejected_has_reason(name: str) -> models.CheckConstraint:
    """Return the constraint: what is rejected says why."""
    return models.CheckConstraint(name=name, condition=~models.Q(state="rejected") | ~models.Q(reason=""))
