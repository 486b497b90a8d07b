"""States of what is monitored, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far an item has come: received, then understood, then counted."""

    RECEIVED = "received", _("Received")
    UNDERSTOOD = "understood", _("Understood")
    COUNTED = "counted", _("Counted")


class Polarity(models.TextChoices):
    """Toward the agency or the policy, not the tone of the story."""

    NEGATIVE = "negative", _("Negative")
    NEUTRAL = "neutral", _("Neutral")
    POSITIVE = "positive", _("Positive")
    UNCLEAR = "unclear", _("Unclear")


class Stance(models.TextChoices):
    """Relative to a topic's own goal."""

    FAVOURABLE = "favourable", _("Favourable")
    NEUTRAL = "neutral", _("Neither")
    UNFAVOURABLE = "unfavourable", _("Unfavourable")
    UNCLEAR = "unclear", _("Unclear")


class Origin(models.TextChoices):
    """Who gave a label."""

    MACHINE = "machine", _("machine")
    HUMAN = "human", _("confirmed by a person")


class SourceState(models.TextChoices):
    """How a source fares. A 304 does not heal a failed source; only a read answer does."""

    NEW = "new", _("Not read yet")
    WORKING = "working", _("Working")
    FAILING = "failing", _("Failing")
    PAUSED = "paused", _("Paused")
    REMOVED = "removed", _("Removed")


class SignalState(models.TextChoices):
    """A signal waits, is taken up, given to somebody, answered, and is judged true or false."""

    NEW = "new", _("New")
    ACKNOWLEDGED = "acknowledged", _("Taken up")
    ASSIGNED = "assigned", _("Assigned")
    ANSWERED = "answered", _("Answered")
    CLOSED_TRUE = "closed_true", _("Closed: real")
    CLOSED_FALSE = "closed_false", _("Closed: false alarm")


OPEN_SIGNALS = (SignalState.NEW, SignalState.ACKNOWLEDGED, SignalState.ASSIGNED, SignalState.ANSWERED)
_ENDS = frozenset({SignalState.CLOSED_TRUE, SignalState.CLOSED_FALSE})
_WORK = frozenset({SignalState.ASSIGNED, SignalState.ANSWERED})
SIGNAL_NEXT: dict[SignalState, frozenset[SignalState]] = {
    SignalState.NEW: _ENDS | {SignalState.ACKNOWLEDGED, SignalState.ASSIGNED},
    SignalState.ACKNOWLEDGED: _ENDS | _WORK,
    SignalState.ASSIGNED: _ENDS | _WORK | {SignalState.ACKNOWLEDGED},
    SignalState.ANSWERED: _ENDS | _WORK,
    SignalState.CLOSED_TRUE: frozenset({SignalState.ACKNOWLEDGED}),
    SignalState.CLOSED_FALSE: frozenset({SignalState.ACKNOWLEDGED}),
}


class HandlingState(models.TextChoices):
    """What is being done about an unfavourable item."""

    OPEN = "open", _("Not handled")
    WATCHED = "watched", _("Watched")
    IN_HAND = "in_hand", _("In hand")
    CLOSED = "closed", _("Closed")


class BriefState(models.TextChoices):
    """A brief is drafted, submitted, and approved or returned by another person."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")


BRIEF_NEXT: dict[BriefState, frozenset[BriefState]] = {
    BriefState.DRAFT: frozenset({BriefState.SUBMITTED}),
    BriefState.SUBMITTED: frozenset({BriefState.APPROVED, BriefState.RETURNED, BriefState.DRAFT}),
    BriefState.RETURNED: frozenset({BriefState.SUBMITTED, BriefState.DRAFT}),
    BriefState.APPROVED: frozenset(),
}
