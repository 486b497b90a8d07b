"""States of a request for information and the steps between them, and the words for how it came."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    """Received, completed if need be, valid, classified, asked about, paid for, answered or refused."""

    RECEIVED = "received", _("Received, to be checked")
    GUIDING = "guiding", _("Incomplete, the requester is guided")
    VALID = "valid", _("Valid request")
    CLASSIFYING = "classifying", _("Being classified")
    CONSENT = "consent", _("Awaiting the consent of others")
    COST = "cost", _("Awaiting payment of the cost")
    ANSWERING = "answering", _("Answer being prepared")
    PROVIDED = "provided", _("Provided in full")
    PARTLY = "partly", _("Provided in part")
    REFUSED = "refused", _("Information refused")
    WITHDRAWN = "withdrawn", _("Withdrawn by the requester")
    LAPSED = "lapsed", _("Lapsed, never completed")


_S = RequestState
REQUEST_NEXT: dict[RequestState, frozenset[RequestState]] = {
    _S.RECEIVED: frozenset({_S.GUIDING, _S.VALID, _S.WITHDRAWN}),
    # Completed by the requester, it is looked at again.
    _S.GUIDING: frozenset({_S.RECEIVED, _S.GUIDING, _S.VALID, _S.WITHDRAWN, _S.LAPSED}),
    _S.VALID: frozenset({_S.CLASSIFYING, _S.REFUSED, _S.WITHDRAWN}),
    _S.CLASSIFYING: frozenset({_S.CLASSIFYING, _S.CONSENT, _S.COST, _S.ANSWERING, _S.REFUSED, _S.WITHDRAWN}),
    _S.CONSENT: frozenset({_S.CLASSIFYING, _S.CONSENT, _S.COST, _S.ANSWERING, _S.REFUSED, _S.WITHDRAWN}),
    _S.COST: frozenset({_S.CLASSIFYING, _S.COST, _S.ANSWERING, _S.REFUSED, _S.WITHDRAWN}),
    _S.ANSWERING: frozenset(
        {_S.CLASSIFYING, _S.CONSENT, _S.COST, _S.PROVIDED, _S.PARTLY, _S.REFUSED, _S.WITHDRAWN}
    ),
    _S.PROVIDED: frozenset(),
    # A complaint that is upheld opens the request again, and only that.
    _S.PARTLY: frozenset({_S.ANSWERING}),
    _S.REFUSED: frozenset({_S.CLASSIFYING}),
    _S.WITHDRAWN: frozenset(),
    _S.LAPSED: frozenset(),
}
OPEN_REQUESTS = frozenset(
    {_S.RECEIVED, _S.GUIDING, _S.VALID, _S.CLASSIFYING, _S.CONSENT, _S.COST, _S.ANSWERING}
)
BEFORE_VALID = frozenset({_S.RECEIVED, _S.GUIDING})
IN_HAND = OPEN_REQUESTS - BEFORE_VALID
SETTLED = frozenset(RequestState) - OPEN_REQUESTS
GIVEN = frozenset({_S.PROVIDED, _S.PARTLY})
COMPLAINABLE = IN_HAND | {_S.PROVIDED, _S.PARTLY, _S.REFUSED}


class RequestChannel(models.TextChoices):
    """How a request reached us."""

    OFFICE = "office", _("At the office")
    POST = "post", _("By post")
    FAX = "fax", _("By fax")
    PORTAL = "portal", _("Form on the portal")
    EMAIL = "email", _("By e-mail")


# The conditions under which the law sets its limits (`law.model.CHANNELS`).
LAW_CHANNEL: dict[RequestChannel, str] = {
    RequestChannel.OFFICE: "office",
    RequestChannel.POST: "post",
    RequestChannel.FAX: "post",
    RequestChannel.PORTAL: "network",
    RequestChannel.EMAIL: "network",
}
ANSWER_RULE = "access.answer"
NOTICE_RULE = "access.notice"
CORRECTION_RULES = {
    "own": "access.correction.supplied.own",
    "reported": "access.correction.supplied.reported",
}
# A commune that cannot determine the matter asks the body that made it, which answers; then it tells.
CREATOR_RULES = {
    "asked": "access.correction.commune.asked",
    "answered": "access.correction.commune.answered",
    "informed": "access.correction.commune.informed",
}


class Complexity(models.TextChoices):
    """Whether the information is at hand, or must be gathered or asked about first."""

    UNDECIDED = "undecided", _("Not decided yet")
    SIMPLE = "simple", _("Simple, at hand")
    COMPLEX = "complex", _("Complex: to be gathered, or others are asked")


class RequesterKind(models.TextChoices):
    """Who asks."""

    INDIVIDUAL = "individual", _("Citizen")
    PROXY = "proxy", _("Citizen, through a representative")
    ORGANISATION = "organisation", _("Citizens through an organisation")


class ProvisionForm(models.TextChoices):
    """In which form the information is wanted or given."""

    READ = "read", _("Read at the office")
    PHOTOGRAPH = "photograph", _("Photographed at the office")
    PAPER = "paper", _("Copy on paper")
    EMAIL = "by_email", _("Copy by e-mail")
    PORTAL = "by_portal", _("File on the page of the code")
    POST = "by_post", _("Copy by post")
    FAX = "by_fax", _("Copy by fax")
    OTHER = "other", _("Another form")


class Openness(models.TextChoices):
    """What a classification says of the information asked for."""

    OPEN = "open", _("Accessible")
    CONDITIONAL = "conditional", _("Accessible on conditions")
    PARTLY = "partly", _("Accessible in part")
    CLOSED = "closed", _("Not accessible")


class ConsentAnswer(models.TextChoices):
    """What the person or organisation concerned answered."""

    YES = "yes", _("Consents")
    NO = "no", _("Does not consent")
    SILENT = "silent", _("Did not answer")


class CorrectionBasis(models.TextChoices):
    """Who found supplied information to be wrong."""

    OWN = "own", _("We found it ourselves")
    REPORTED = "reported", _("The requester reports it")


class CorrectionOutcome(models.TextChoices):
    """What came of it."""

    CORRECTED = "corrected", _("Corrected and supplied again")
    RIGHT = "right", _("The information was right")
    UNKNOWN = "unknown", _("Cannot be determined")


class ComplaintLevel(models.TextChoices):
    """Which remedy was taken."""

    FIRST = "first", _("Complaint, first")
    SECOND = "second", _("Complaint, second")
    SUIT = "suit", _("Administrative suit")
    DENUNCIATION = "denunciation", _("Denunciation")


class ComplaintOutcome(models.TextChoices):
    """How a complaint ended."""

    UPHELD = "upheld", _("Complaint upheld")
    PARTLY = "partly_upheld", _("Upheld in part")
    REJECTED = "rejected", _("Complaint rejected")
    DROPPED = "dropped", _("Complaint withdrawn")


class EventKind(models.TextChoices):
    """What happened to a request."""

    RECEIVED = "received", _("Request received")
    GUIDED = "guided", _("Guided to complete it")
    COMPLETED = "completed", _("Completed by the requester")
    VALIDATED = "validated", _("Found valid")
    WEIGHED = "weighed", _("Complexity decided")
    GIVEN_TO = "given_to", _("Given to somebody")
    SOURCE = "source", _("Sent to the unit that made it")
    CLASSIFIED = "classified", _("Information classified")
    CHECKED = "checked", _("Classification checked")
    RETURNED = "returned", _("Classification returned")
    CONSENT_ASKED = "consent_asked", _("Consent asked for")
    CONSENT_ANSWERED = "consent_answered", _("Answer about consent noted")
    CONSENT_OVERRIDDEN = "consent_overridden", _("Given without consent, in the public interest")
    COST_STATED = "cost_stated", _("Cost stated")
    COST_PAID = "cost_paid", _("Cost paid")
    TIME_TOLD = "time_told", _("Told until when it is handled")
    EXTENDED = "extended", _("Time extended")
    PREPARING = "preparing", _("Answer begun")
    PROVIDED = "provided", _("Information given")
    REFUSED = "refused", _("Request refused")
    WITHDRAWN = "withdrawn", _("Request withdrawn")
    LAPSED = "lapsed", _("Request lapsed")
    FILE = "file", _("File added")
    CORRECTION_RAISED = "correction_raised", _("Supplied information questioned")
    CREATOR_ASKED = "creator_asked", _("Asked of the body that made it")
    CREATOR_ANSWERED = "creator_answered", _("Answered by the body that made it")
    CORRECTION_ANSWERED = "correction_answered", _("Correction answered")
    COMPLAINED = "complained", _("Complaint made")
    COMPLAINT_DECIDED = "complaint_decided", _("Complaint decided")
    REOPENED = "reopened", _("Opened again")
    LIMIT_UNKNOWN = "limit_unknown", _("Limit not known, asked of the legal officer")
    LIMIT_STARTED = "limit_started", _("Limit began to run")
    FETCHED = "fetched", _("Fetched with the code")
    PURGED = "purged", _("Personal data let go")


# What the requester may read of it on the page of the code; the rest stays inside.
PUBLIC_EVENTS = frozenset(
    {
        EventKind.RECEIVED,
        EventKind.GUIDED,
        EventKind.COMPLETED,
        EventKind.VALIDATED,
        EventKind.CONSENT_ASKED,
        EventKind.COST_STATED,
        EventKind.COST_PAID,
        EventKind.TIME_TOLD,
        EventKind.EXTENDED,
        EventKind.PROVIDED,
        EventKind.REFUSED,
        EventKind.WITHDRAWN,
        EventKind.LAPSED,
        EventKind.CORRECTION_RAISED,
        EventKind.CREATOR_ASKED,
        EventKind.CREATOR_ANSWERED,
        EventKind.CORRECTION_ANSWERED,
        EventKind.COMPLAINED,
        EventKind.COMPLAINT_DECIDED,
        EventKind.REOPENED,
    }
)
