"""The roles an officer can hold, and what a rule may ask about an officer; no tables."""

from datetime import date
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What an officer is in a unit, between two dates."""

    LEADER = "leader", _("Leader")
    COORDINATOR = "coordinator", _("Office coordinator")
    UNIT_OFFICER = "unit_officer", _("Communications officer")
    SPOKESPERSON = "spokesperson", _("Spokesperson")
    INFORMATION_OFFICER = "information_officer", _("Information officer")
    POLICY_DRAFTER = "policy_drafter", _("Policy drafter")
    LEGAL_OFFICER = "legal_officer", _("Legal officer")
    ADMINISTRATOR = "administrator", _("Administrator")
    SYSTEM = "system", _("The system itself")


class Actor(Protocol):
    """Whoever does an act: an officer as of one day."""

    @property
    def pk(self) -> int: ...

    @property
    def day(self) -> date: ...

    def held_roles(self) -> frozenset[tuple[Role, int]]:
        """Return the (role, unit key) pairs in force on the officer's day."""
        ...

    def held_at_the_top(self) -> frozenset[Role]:
        """Return the roles held in the agency itself or in its Office on the officer's day."""
        ...
