"""States of rounds and unit reports, the steps between them, and the parts a report has."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    """A round is prepared, opened to the units, closed."""

    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Units are reporting")
    CLOSED = "closed", _("Round closed")


ROUND_NEXT: dict[RoundState, frozenset[RoundState]] = {
    RoundState.DRAFT: frozenset({RoundState.OPEN}),
    RoundState.OPEN: frozenset({RoundState.CLOSED}),
    RoundState.CLOSED: frozenset({RoundState.OPEN}),
}


class ReportState(models.TextChoices):
    """A unit's report is awaited, written, filed, returned, accepted; or the unit falls out of the round."""

    WAITING = "waiting", _("Not begun")
    DRAFTING = "drafting", _("Being written")
    FILED = "filed", _("Filed")
    RETURNED = "returned", _("Returned for correction")
    ACCEPTED = "accepted", _("Taken in")
    TAKEN_OVER = "taken_over", _("Taken over by the successor")
    DROPPED = "dropped", _("Left out of the round")


REPORT_NEXT: dict[ReportState, frozenset[ReportState]] = {
    ReportState.WAITING: frozenset(
        {ReportState.DRAFTING, ReportState.FILED, ReportState.TAKEN_OVER, ReportState.DROPPED}
    ),
    ReportState.DRAFTING: frozenset(
        {ReportState.DRAFTING, ReportState.FILED, ReportState.TAKEN_OVER, ReportState.DROPPED}
    ),
    ReportState.FILED: frozenset(
        {ReportState.RETURNED, ReportState.ACCEPTED, ReportState.DRAFTING, ReportState.DROPPED}
    ),
    ReportState.RETURNED: frozenset(
        {ReportState.RETURNED, ReportState.FILED, ReportState.TAKEN_OVER, ReportState.DROPPED}
    ),
    ReportState.ACCEPTED: frozenset({ReportState.RETURNED}),
    ReportState.TAKEN_OVER: frozenset(),
    ReportState.DROPPED: frozenset({ReportState.WAITING}),
}
HANDED_IN = frozenset({ReportState.FILED, ReportState.ACCEPTED})
AWAITED = frozenset({ReportState.WAITING, ReportState.DRAFTING, ReportState.RETURNED})
WRITABLE = AWAITED
OUT_OF_ROUND = frozenset({ReportState.TAKEN_OVER, ReportState.DROPPED})


class Part(models.TextChoices):
    """The parts of a report of results, in their order (practice: law.md 6.3, not law)."""

    DIRECTION = "1", _("I. Direction and organisation")
    RESULTS = "2", _("II. Results by task, figures")
    STRENGTHS = "3a", _("III.1. What went well")
    SHORTCOMINGS = "3b", _("III.2. What fell short")
    CAUSES = "3c", _("III.3. Causes")
    WAY_AHEAD = "4", _("IV. The way ahead")
    PROPOSALS = "5", _("V. Proposals")


class Outcome(models.TextChoices):
    """How a task stood on the last day that a report counts; every counted task has exactly one."""

    IN_TIME = "in_time", _("Done in time")
    LATE = "late", _("Done late")
    OVERDUE = "overdue", _("Overdue")
    RUNNING = "running", _("Within its time")


class TextOrigin(models.TextChoices):
    """Where a paragraph of a synthesis comes from."""

    ASSEMBLED = "assembled", _("assembled from reports")
    EDITED = "edited", _("assembled, then edited")
    OWN = "own", _("written by the Office")
