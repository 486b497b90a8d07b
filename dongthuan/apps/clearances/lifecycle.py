"""Parts, decisions and states of a clearance, and the steps between the states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    """What one answers for when clearing a text; the facts are confirmed before the others decide."""

    FACTS = "facts", _("Facts, clearance")
    UNIT = "unit", _("Professional unit")
    LEGAL = "legal", _("Legal check")
    SECRECY = "secrecy", _("State secrecy")
    LEADER = "leader", _("Leader, clearance")


class Decision(models.TextChoices):
    """What was decided on one part; overridden = a leader decided in place of the one asked."""

    APPROVED = "approved", _("Approved, part")
    RETURNED = "returned", _("Returned, part")
    OVERRIDDEN = "overridden", _("Passed by a leader's override")


PASSES = frozenset({Decision.APPROVED, Decision.OVERRIDDEN})


class ClearanceState(models.TextChoices):
    """A clearance is open until every part passed or one was returned; a changed text ends it."""

    OPEN = "open", _("Being cleared")
    CLEARED = "cleared", _("Cleared")
    RETURNED = "returned", _("Returned, clearance")
    SUPERSEDED = "superseded", _("Lapsed: the text was changed")
    WITHDRAWN = "withdrawn", _("Taken back")


# While one of these, a clearance stands for its words: the same words are not put for clearance again.
STANDING = frozenset({ClearanceState.OPEN, ClearanceState.CLEARED})

# A leader's override takes a returned clearance up again.
CLEARANCE_NEXT: dict[ClearanceState, frozenset[ClearanceState]] = {
    ClearanceState.OPEN: frozenset(
        {
            ClearanceState.CLEARED,
            ClearanceState.RETURNED,
            ClearanceState.SUPERSEDED,
            ClearanceState.WITHDRAWN,
        }
    ),
    ClearanceState.CLEARED: frozenset({ClearanceState.SUPERSEDED}),
    ClearanceState.RETURNED: frozenset(
        {ClearanceState.OPEN, ClearanceState.CLEARED, ClearanceState.SUPERSEDED}
    ),
    ClearanceState.SUPERSEDED: frozenset(),
    ClearanceState.WITHDRAWN: frozenset(),
}
