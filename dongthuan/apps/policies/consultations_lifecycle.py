"""States of a consultation, the phase that its instants give, and when one may comment."""

from datetime import datetime
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsultationState(models.TextChoices):
    """A consultation is set up, opened by another, closed, answered, published; or called off."""

    DRAFT = "draft", _("Being set up, consultation")
    OPEN = "open", _("Opened, consultation")
    CLOSED = "closed", _("Closed, comments being answered")
    ANSWERED = "answered", _("Every comment answered")
    PUBLISHED = "published", _("Results published, consultation")
    CANCELLED = "cancelled", _("Called off, consultation")


CONSULTATION_NEXT: dict[ConsultationState, frozenset[ConsultationState]] = {
    ConsultationState.DRAFT: frozenset({ConsultationState.OPEN, ConsultationState.CANCELLED}),
    ConsultationState.OPEN: frozenset({ConsultationState.CLOSED, ConsultationState.CANCELLED}),
    # A late comment on paper may still come in and want an answer.
    ConsultationState.CLOSED: frozenset({ConsultationState.ANSWERED}),
    ConsultationState.ANSWERED: frozenset({ConsultationState.CLOSED, ConsultationState.PUBLISHED}),
    ConsultationState.PUBLISHED: frozenset(),
    ConsultationState.CANCELLED: frozenset(),
}
OPENED = frozenset(
    {
        ConsultationState.OPEN,
        ConsultationState.CLOSED,
        ConsultationState.ANSWERED,
        ConsultationState.PUBLISHED,
    }
)


class Phase(models.TextChoices):
    """Where a consultation stands at an instant, as the public sees it."""

    SETTING_UP = "setting_up", _("Being set up")
    UPCOMING = "upcoming", _("About to open")
    RUNNING = "running", _("Comments are taken")
    OVER = "over", _("Closed, being answered")
    ANSWERED = "answered", _("Answered, to be published")
    PUBLISHED = "published", _("Results published")
    CANCELLED = "cancelled", _("Called off")


class ChangeKind(models.TextChoices):
    """What was done to the dates of an opened consultation."""

    EXTENDED = "extended", _("Extended")
    CLOSED_EARLY = "closed_early", _("Closed early")
    CANCELLED = "cancelled", _("Called off")


class Timed(Protocol):
    """What the phase is read from: the row of a consultation."""

    state: str
    opens_at: datetime | None
    closes_at: datetime | None


_SETTLED = {
    ConsultationState.DRAFT: Phase.SETTING_UP,
    ConsultationState.CLOSED: Phase.OVER,
    ConsultationState.ANSWERED: Phase.ANSWERED,
    ConsultationState.PUBLISHED: Phase.PUBLISHED,
    ConsultationState.CANCELLED: Phase.CANCELLED,
}


def phase_of(consultation: Timed, at: datetime) -> Phase:
    """Return the phase at an instant; the first instant after closing is `closes_at` itself."""
    settled = _SETTLED.get(ConsultationState(consultation.state))
    if settled is not None:
        return settled
    if consultation.opens_at is None or consultation.closes_at is None:
        return Phase.SETTING_UP
    if at < consultation.opens_at:
        return Phase.UPCOMING
    return Phase.RUNNING if at < consultation.closes_at else Phase.OVER


def may_comment(consultation: Timed, at: datetime) -> bool:
    """Say whether the public may comment at an instant: page, address, API and counting all ask here."""
    return phase_of(consultation, at) == Phase.RUNNING


class DocumentKind(models.TextChoices):
    """What is put before the public with a draft, in the order in which it is listed."""

    SUBMISSION = "submission", _("Submission on the draft")
    IMPACT = "impact", _("Impact assessment report")
    COMPARISON = "comparison", _("Comparison with the text in force")
    PRACTICE = "practice", _("Review of how the law in force works")
    OTHER = "other", _("Another document")
