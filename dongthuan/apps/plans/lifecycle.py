"""States of a plan, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """A plan is read from a file, looked over, saved as a draft; what is given up stays on record."""

    READ = "read", _("Read by machine, to be looked over")
    DRAFT = "draft", _("Draft plan")
    ISSUED = "issued", _("In force")
    CLOSED = "closed", _("Closed")
    DISCARDED = "discarded", _("Discarded")


NEXT: dict[State, frozenset[State]] = {
    State.READ: frozenset({State.DRAFT, State.DISCARDED}),
    State.DRAFT: frozenset({State.DRAFT, State.ISSUED, State.DISCARDED}),
    State.ISSUED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
    State.DISCARDED: frozenset(),
}


class TaskState(models.TextChoices):
    """A task is drafted, given to a unit, taken or refused, worked on, handed in, done; or it falls away."""

    DRAFT = "draft", _("Being drafted")
    ASSIGNED = "assigned", _("Awaits an answer")
    REFUSED = "refused", _("Refused")
    ACCEPTED = "accepted", _("Accepted")
    IN_PROGRESS = "in_progress", _("In progress")
    SUBMITTED = "submitted", _("Awaits approval")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Fallen away")


TASK_NEXT: dict[TaskState, frozenset[TaskState]] = {
    TaskState.DRAFT: frozenset({TaskState.ASSIGNED, TaskState.CANCELLED}),
    TaskState.ASSIGNED: frozenset({TaskState.ACCEPTED, TaskState.REFUSED, TaskState.CANCELLED}),
    TaskState.REFUSED: frozenset({TaskState.ASSIGNED, TaskState.CANCELLED}),
    TaskState.ACCEPTED: frozenset({TaskState.IN_PROGRESS, TaskState.SUBMITTED, TaskState.CANCELLED}),
    TaskState.IN_PROGRESS: frozenset({TaskState.SUBMITTED, TaskState.CANCELLED}),
    TaskState.SUBMITTED: frozenset({TaskState.DONE, TaskState.IN_PROGRESS, TaskState.CANCELLED}),
    TaskState.DONE: frozenset({TaskState.IN_PROGRESS}),
    TaskState.CANCELLED: frozenset(),
}
OPEN_TASKS = frozenset(
    {TaskState.ASSIGNED, TaskState.REFUSED, TaskState.ACCEPTED, TaskState.IN_PROGRESS, TaskState.SUBMITTED}
)


class BudgetLine(models.TextChoices):
    """For what money is spent; the lines that communication plans use (practice, not law)."""

    PLANNING = "planning", _("Plans and schemes")
    CONFERENCE = "conference", _("Press conferences and meetings")
    TRAINING = "training", _("Training")
    PRESS_ORDER = "press_order", _("Commissioned press")
    ROYALTY = "royalty", _("Royalties and fees")
    PRODUCTION = "production", _("Graphics and video")
    PRINTING = "printing", _("Printing")
    CHANNELS = "channels", _("Portal and channels")
    MONITORING = "monitoring", _("Monitoring of information")
    SURVEY = "survey", _("Opinion surveys")
    AWARD = "award", _("Press awards")
    OTHER = "other", _("Other")


class Level(models.TextChoices):
    """What an indicator measures: one scale for the GCS Evaluation Cycle and AMEC."""

    INPUT = "input", _("Inputs")
    ACTIVITY = "activity", _("Activities")
    OUTPUT = "output", _("Outputs")
    OUTTAKE = "outtake", _("Out-takes")
    OUTCOME = "outcome", _("Outcomes")
    IMPACT = "impact", _("Impact")


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
