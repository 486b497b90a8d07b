"""States of inquiries, answers, lines and incoming mail, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InquiryState(models.TextChoices):
    """An inquiry is received, offered to one officer, drafted, cleared, answered or refused, closed."""

    RECEIVED = "received", _("Received, nobody answers for it yet")
    ASSIGNED = "assigned", _("Offered, awaiting acceptance")
    DRAFTING = "drafting", _("Being drafted")
    CLEARING = "clearing", _("Draft being cleared")
    ANSWERED = "answered", _("Answered the press")
    REFUSED = "refused", _("Refused on a listed ground")
    CLOSED = "closed", _("Closed without an answer")


INQUIRY_NEXT: dict[InquiryState, frozenset[InquiryState]] = {
    InquiryState.RECEIVED: frozenset({InquiryState.ASSIGNED, InquiryState.CLOSED}),
    InquiryState.ASSIGNED: frozenset(
        {InquiryState.RECEIVED, InquiryState.ASSIGNED, InquiryState.DRAFTING, InquiryState.CLOSED}
    ),
    InquiryState.DRAFTING: frozenset(
        {
            InquiryState.ASSIGNED,
            InquiryState.CLEARING,
            InquiryState.ANSWERED,
            InquiryState.REFUSED,
            InquiryState.CLOSED,
        }
    ),
    InquiryState.CLEARING: frozenset(
        {
            InquiryState.ASSIGNED,
            InquiryState.DRAFTING,
            InquiryState.ANSWERED,
            InquiryState.REFUSED,
            InquiryState.CLOSED,
        }
    ),
    # What was told the press stays told; a further question is an inquiry of its own.
    InquiryState.ANSWERED: frozenset(),
    InquiryState.REFUSED: frozenset(),
    InquiryState.CLOSED: frozenset(),
}
OPEN_INQUIRIES = frozenset(state for state, following in INQUIRY_NEXT.items() if following)
IN_HAND = frozenset({InquiryState.DRAFTING, InquiryState.CLEARING})


class Outcome(models.TextChoices):
    """As what an inquiry is closed without an answer; whatever else is not answered needs a listed ground."""

    DUPLICATE = "duplicate", _("Repeats another inquiry")
    WITHDRAWN = "withdrawn", _("Withdrawn by whoever asked")
    NOT_PRESS = "not_press", _("No request of the press")


# These are no request of their own: the annual report leaves them out and lists them.
NO_REQUEST = frozenset({Outcome.DUPLICATE, Outcome.NOT_PRESS})


class InquiryChannel(models.TextChoices):
    """How an inquiry reached us."""

    PHONE = "phone", _("By telephone")
    MAIL = "mail", _("By e-mail")
    LETTER = "letter", _("By letter")
    IN_PERSON = "in_person", _("In person")
    PORTAL = "portal", _("Form on the portal")


class Basis(models.TextChoices):
    """What sort of request before the law: which limit runs (Decree 237/2026, 18; Decree 244/2026, 7)."""

    REQUEST = "request", _("Question of the press: no limit in the decree")
    CITIZENS = "citizens", _("Head of a press agency, on a matter that citizens raised")
    OPINION = "opinion", _("Opinion, petition or criticism forwarded by the press")
    COMPLAINT = "complaint", _("Complaint or denunciation forwarded by the press: accepted or not")
    CONCLUDED = "concluded", _("Complaint or denunciation forwarded by the press: conclusion reached")


# The rule to ask for; the law in force on the day of the event decides which row that is.
RULES: dict[Basis, str] = {
    Basis.REQUEST: "P06",
    Basis.CITIZENS: "P12",
    Basis.OPINION: "P15",
    Basis.COMPLAINT: "P14",
    Basis.CONCLUDED: "P13",
}
OLD_RULE = "P25"  # Press Law 2016, for what was received before 1 July 2026


class AnswerState(models.TextChoices):
    """An answer is drafted, put before those who clear it, and sent; or given up."""

    DRAFT = "draft", _("Draft answer")
    CLEARING = "clearing", _("Being cleared")
    SENT = "sent", _("Sent to the press")
    DROPPED = "dropped", _("Given up, answer")


ANSWER_NEXT: dict[AnswerState, frozenset[AnswerState]] = {
    AnswerState.DRAFT: frozenset({AnswerState.CLEARING, AnswerState.SENT, AnswerState.DROPPED}),
    AnswerState.CLEARING: frozenset({AnswerState.DRAFT, AnswerState.SENT, AnswerState.DROPPED}),
    AnswerState.SENT: frozenset(),
    AnswerState.DROPPED: frozenset(),
}
OPEN_ANSWERS = frozenset({AnswerState.DRAFT, AnswerState.CLEARING})


class SentHow(models.TextChoices):
    """By which way an answer or a refusal went out."""

    MAIL = "mail", _("E-mail")
    PHONE = "phone", _("Telephone")
    IN_PERSON = "in_person", _("Handed over in person")
    PAPER = "paper", _("Official letter")
    PORTAL = "portal", _("Page of the tracking code")


class LineKind(models.TextChoices):
    """What sort of line to take."""

    MESSAGE = "message", _("Message")
    QA = "qa", _("Question and answer")


class LineState(models.TextChoices):
    """A line is drafted, approved by another person, ends by its day or is withdrawn."""

    DRAFT = "draft", _("Draft line")
    APPROVED = "approved", _("Approved for use")
    EXPIRED = "expired", _("Past its days")
    WITHDRAWN = "withdrawn", _("Withdrawn from use")


LINE_NEXT: dict[LineState, frozenset[LineState]] = {
    LineState.DRAFT: frozenset({LineState.APPROVED, LineState.WITHDRAWN}),
    LineState.APPROVED: frozenset({LineState.DRAFT, LineState.EXPIRED, LineState.WITHDRAWN}),
    LineState.EXPIRED: frozenset({LineState.DRAFT, LineState.WITHDRAWN}),
    LineState.WITHDRAWN: frozenset(),
}


class FlagState(models.TextChoices):
    """A difference from what was said before is open until a person decides."""

    OPEN = "open", _("To be decided")
    EXPLAINED = "explained", _("Both stand, explained")
    NO_CONFLICT = "no_conflict", _("No contradiction")
    GONE = "gone", _("Gone, the draft was changed")


class MailState(models.TextChoices):
    """Incoming mail waits, belongs to an inquiry, or was put aside with a reason; it is never dropped."""

    QUARANTINED = "quarantined", _("Waits to be looked at")
    ATTACHED = "attached", _("Belongs to an inquiry")
    DISCARDED = "discarded", _("Put aside")


class MailKind(models.TextChoices):
    """Who wrote it, as far as the machine can see."""

    HUMAN = "human", _("Written by somebody")
    BOUNCE = "bounce", _("Report of delivery")
    AUTO_REPLY = "auto_reply", _("Automatic reply")
    BULK = "bulk", _("Mailing to many")


class MailSource(models.TextChoices):
    """How a mail got here."""

    FILE = "file", _("File handed in")
    BOX = "box", _("Mailbox")
