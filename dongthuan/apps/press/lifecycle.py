"""Kinds and states of what the press desk keeps, and the steps between states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutletKind(models.TextChoices):
    """What sort of press agency."""

    NEWSPAPER = "newspaper", _("Newspaper")
    MAGAZINE = "magazine", _("Magazine")
    ONLINE = "online", _("Online newspaper")
    RADIO = "radio", _("Radio")
    TELEVISION = "television", _("Television")
    AGENCY = "agency", _("News agency")
    FOREIGN = "foreign", _("Foreign press")
    OTHER = "other", _("Other press")


class Frequency(models.TextChoices):
    """How often it appears."""

    CONTINUOUS = "continuous", _("Continuously")
    DAILY = "daily", _("Daily")
    SEVERAL = "several", _("Several times a week")
    WEEKLY = "weekly", _("Weekly")
    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    OTHER = "other", _("Other rhythm")


class Platform(models.TextChoices):
    """Where an official channel lives."""

    PORTAL = "portal", _("Portal")
    WEBSITE = "website", _("Website")
    FACEBOOK = "facebook", "Facebook"
    ZALO = "zalo", "Zalo OA"
    YOUTUBE = "youtube", "YouTube"
    TIKTOK = "tiktok", "TikTok"
    X = "x", "X"
    OTHER = "other", _("Other platform")


class SpokespersonKind(models.TextChoices):
    """Who speaks by office: the head, or the person assigned as regular spokesperson."""

    HEAD = "head", _("Head of the agency or unit")
    REGULAR = "regular", _("Regular spokesperson")


class StandingCapacity(models.TextChoices):
    """In what capacity somebody speaks for the agency (Decree 244/2026, article 3(2))."""

    HEAD = "head", _("Head")
    REGULAR = "regular", _("Regular spokesperson, standing")
    AUTHORISED = "authorised", _("Authorised for one matter")


class ConferenceKind(models.TextChoices):
    """What sort of meeting with the press."""

    REGULAR = "regular", _("Regular press conference")
    EXTRAORDINARY = "extraordinary", _("Extraordinary press conference")
    BRIEFING = "briefing", _("Press briefing (giao ban)")
    MEETING = "meeting", _("Meeting with the press")


PRESS_CONFERENCES = frozenset({ConferenceKind.REGULAR, ConferenceKind.EXTRAORDINARY})


class ConferenceState(models.TextChoices):
    """A conference is planned, notified where that is a duty, perhaps refused, held or called off."""

    PLANNED = "planned", _("Planned, conference")
    NOTIFIED = "notified", _("Notice sent")
    REFUSED = "refused", _("Refused by the authority")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Called off")


# A notice names place and time: who moves the conference starts again from "planned".
CONFERENCE_NEXT: dict[ConferenceState, frozenset[ConferenceState]] = {
    ConferenceState.PLANNED: frozenset(
        {ConferenceState.NOTIFIED, ConferenceState.HELD, ConferenceState.CANCELLED}
    ),
    ConferenceState.NOTIFIED: frozenset(
        {
            ConferenceState.PLANNED,
            ConferenceState.REFUSED,
            ConferenceState.HELD,
            ConferenceState.CANCELLED,
        }
    ),
    ConferenceState.REFUSED: frozenset({ConferenceState.PLANNED, ConferenceState.CANCELLED}),
    ConferenceState.HELD: frozenset(),
    ConferenceState.CANCELLED: frozenset(),
}
OPEN_CONFERENCES = frozenset({ConferenceState.PLANNED, ConferenceState.NOTIFIED, ConferenceState.REFUSED})


class AccreditationState(models.TextChoices):
    """A journalist asks to come, and is let in or not."""

    ASKED = "asked", _("Asked for")
    ACCREDITED = "accredited", _("Accredited")
    REFUSED = "refused", _("Accreditation refused")


class Duty(models.TextChoices):
    """What the law leaves to the kind of agency, so that a legal officer may settle it for ours."""

    NOTICE = "notice", _("Written notice before a press conference")
    PERIODIC = "periodic", _("Periodic press conference and monthly information")


class CorrectionState(models.TextChoices):
    """A request to correct is drawn up, sent, answered or not, perhaps repeated, escalated, closed."""

    DRAFT = "draft", _("Being drawn up")
    SENT = "sent", _("Sent, awaiting the outlet's answer")
    CORRECTED = "corrected", _("Corrected by the outlet")
    REFUSED = "refused", _("Refused by the outlet")
    UNANSWERED = "unanswered", _("Not answered in time")
    ESCALATED = "escalated", _("Put before the competent authority")
    CLOSED = "closed", _("Closed, request")
    CANCELLED = "cancelled", _("Not sent, dropped")


CORRECTION_NEXT: dict[CorrectionState, frozenset[CorrectionState]] = {
    CorrectionState.DRAFT: frozenset({CorrectionState.SENT, CorrectionState.CANCELLED}),
    CorrectionState.SENT: frozenset(
        {CorrectionState.CORRECTED, CorrectionState.REFUSED, CorrectionState.UNANSWERED}
    ),
    CorrectionState.CORRECTED: frozenset({CorrectionState.CLOSED, CorrectionState.SENT}),
    CorrectionState.REFUSED: frozenset(
        {CorrectionState.SENT, CorrectionState.ESCALATED, CorrectionState.CLOSED}
    ),
    # What comes late still comes: it is written down, and the lateness stays on the clock.
    CorrectionState.UNANSWERED: frozenset(
        {
            CorrectionState.CORRECTED,
            CorrectionState.REFUSED,
            CorrectionState.SENT,
            CorrectionState.ESCALATED,
            CorrectionState.CLOSED,
        }
    ),
    CorrectionState.ESCALATED: frozenset({CorrectionState.CORRECTED, CorrectionState.CLOSED}),
    CorrectionState.CLOSED: frozenset(),
    CorrectionState.CANCELLED: frozenset(),
}
ENDED_CORRECTIONS = frozenset({CorrectionState.CLOSED, CorrectionState.CANCELLED})
