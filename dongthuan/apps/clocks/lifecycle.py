"""States of a clock, of an officer's rule and of a change of the calendar, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """A clock runs, may stand still for a reason, and ends by what it waits for or by falling away."""

    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    DONE = "done", _("Carried out")
    CANCELLED = "cancelled", _("Cancelled, with a reason")


NEXT: dict[State, frozenset[State]] = {
    State.RUNNING: frozenset({State.PAUSED, State.DONE, State.CANCELLED}),
    State.PAUSED: frozenset({State.RUNNING, State.DONE, State.CANCELLED}),
    State.DONE: frozenset(),
    State.CANCELLED: frozenset(),
}
OPEN = frozenset({State.RUNNING, State.PAUSED})


class Decision(models.TextChoices):
    """What one officer proposes, another decides."""

    PROPOSED = "proposed", _("Awaits a second pair of eyes")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")


DECISION_NEXT: dict[Decision, frozenset[Decision]] = {
    Decision.PROPOSED: frozenset({Decision.APPROVED, Decision.REJECTED}),
    Decision.APPROVED: frozenset(),
    Decision.REJECTED: frozenset(),
}
