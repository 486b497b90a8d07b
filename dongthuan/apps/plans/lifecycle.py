"""States of a plan, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """A plan is read from a file, looked over, saved as a draft; what is given up stays on record."""

    READ = "read", _("Read by machine, to be looked over")
    DRAFT = "draft", _("Draft plan")
    DISCARDED = "discarded", _("Discarded")


NEXT: dict[State, frozenset[State]] = {
    State.READ: frozenset({State.DRAFT, State.DISCARDED}),
    State.DRAFT: frozenset({State.DRAFT, State.DISCARDED}),
    State.DISCARDED: frozenset(),
}


class Origin(models.TextChoices):
    """Who wrote a duty as it stands."""

    MACHINE = "machine", _("machine")
    HUMAN = "human", _("confirmed by a person")


class Change(models.TextChoices):
    """What was done to a duty; each can be undone."""

    CORRECTED = "corrected", _("corrected")
    ADDED = "added", _("added")
    REMOVED = "removed", _("removed")
    MOVED = "moved", _("moved")
