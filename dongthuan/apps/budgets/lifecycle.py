"""What a line of money and a promise of it can be, and how each movement changes the sums; no tables."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Control(models.TextChoices):
    """What happens when a promise goes beyond what is left of a line."""

    STOP = "stop", _("Refuse it")
    WARN = "warn", _("Ask for the reason")
    IGNORE = "ignore", _("Let it pass")


class LineState(models.TextChoices):
    """Whether money can still be promised from a line."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class CommitmentState(models.TextChoices):
    """Whether something of a promise is still to be paid."""

    OPEN = "open", _("Being paid")
    SETTLED = "settled", _("Settled")


class MovementKind(models.TextChoices):
    """What changed the sums of a line."""

    ESTIMATED = "estimated", _("Estimate")
    ALLOCATED = "allocated", _("Allocation")
    COMMITTED = "committed", _("Commitment")
    RELEASED = "released", _("Commitment given back")
    PAID = "paid", _("Payment")
    REFUNDED = "refunded", _("Payment recovered")
    CARRIED_OUT = "carried_out", _("Carried to the next year")
    CARRIED_IN = "carried_in", _("Carried from the year before")


class Effect(NamedTuple):
    """By how many times its amount a movement changes each sum of its line."""

    estimate: int = 0
    allocated: int = 0
    committed: int = 0
    paid: int = 0


EFFECTS: dict[MovementKind, Effect] = {
    MovementKind.ESTIMATED: Effect(estimate=1),
    MovementKind.ALLOCATED: Effect(allocated=1),
    MovementKind.COMMITTED: Effect(committed=1),
    MovementKind.RELEASED: Effect(committed=-1),
    MovementKind.PAID: Effect(committed=-1, paid=1),
    MovementKind.REFUNDED: Effect(paid=-1),
    MovementKind.CARRIED_OUT: Effect(allocated=-1),
    MovementKind.CARRIED_IN: Effect(allocated=1),
}
SIGNED = frozenset({MovementKind.ESTIMATED, MovementKind.ALLOCATED})  # these may also take away
