"""Kinds and states of texts, the steps between states, and where a text may go."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TextKind(models.TextChoices):
    """What sort of text."""

    RELEASE = "release", _("Press release")
    STATEMENT = "statement", _("Statement")
    QA = "qa", _("Questions and answers")
    POST = "post", pgettext_lazy("kind of text", "Post")


class TextState(models.TextChoices):
    """What is kept; whether a draft is being cleared or is cleared follows from its clearance."""

    DRAFT = "draft", _("Draft, text")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published, text")
    WITHDRAWN = "withdrawn", _("Withdrawn, text")


# What was published is corrected by a notice beside it or withdrawn with a banner, never unsaid.
TEXT_NEXT: dict[TextState, frozenset[TextState]] = {
    TextState.DRAFT: frozenset({TextState.SCHEDULED, TextState.PUBLISHED}),
    TextState.SCHEDULED: frozenset({TextState.DRAFT, TextState.PUBLISHED}),
    TextState.PUBLISHED: frozenset({TextState.WITHDRAWN}),
    TextState.WITHDRAWN: frozenset(),
}


class Standing(models.TextChoices):
    """Where a text stands, as shown: what is kept, and for a draft the state of its clearance."""

    DRAFT = "draft", _("Draft text")
    CLEARING = "clearing", _("Being cleared")
    RETURNED = "returned", _("Returned text")
    CLEARED = "cleared", _("Cleared, may be published")
    SCHEDULED = "scheduled", _("Scheduled")
    EMBARGOED = "embargoed", _("Published under embargo")
    PUBLISHED = "published", _("Published text")
    WITHDRAWN = "withdrawn", _("Withdrawn text")


class AiLabel(models.TextChoices):
    """What a machine that makes text or pictures had to do with it."""

    NONE = "", _("Made by people")
    EDITED = "edited", _("Edited with artificial intelligence")
    MADE = "made", _("Made by artificial intelligence")


class PictureWords(models.TextChoices):
    """What a person says about words in a picture; empty = nobody has looked yet."""

    NONE = "none", _("No words that a reader needs")
    READABLE = "readable", _("Words that stand out clearly, and are said in the description or caption too")


class CorrectionState(models.TextChoices):
    """A correction is drafted and cleared like the text, then published with a visible notice."""

    DRAFT = "draft", _("Correction being drafted")
    PUBLISHED = "published", _("Correction published")
    DROPPED = "dropped", _("Correction dropped")


CORRECTION_NEXT: dict[CorrectionState, frozenset[CorrectionState]] = {
    CorrectionState.DRAFT: frozenset({CorrectionState.PUBLISHED, CorrectionState.DROPPED}),
    CorrectionState.PUBLISHED: frozenset(),
    CorrectionState.DROPPED: frozenset(),
}


class PostState(models.TextChoices):
    """How far a text is on one channel."""

    PLANNED = "planned", _("To be posted")
    CONFIRMED = "confirmed", _("Posted, as confirmed by a person")
    VERIFIED = "verified", _("Found there by the machine")
    MISSING = "missing", _("Not found there by the machine")
    DROPPED = "dropped", _("Not to be posted there")


POST_NEXT: dict[PostState, frozenset[PostState]] = {
    PostState.PLANNED: frozenset({PostState.CONFIRMED, PostState.DROPPED}),
    PostState.CONFIRMED: frozenset({PostState.VERIFIED, PostState.MISSING, PostState.CONFIRMED}),
    PostState.VERIFIED: frozenset({PostState.MISSING, PostState.CONFIRMED}),
    PostState.MISSING: frozenset({PostState.VERIFIED, PostState.CONFIRMED}),
    PostState.DROPPED: frozenset({PostState.PLANNED}),
}


class DeliveryState(models.TextChoices):
    """One mail to one address. unsure = the worker died with it in hand; only a person sends it again."""

    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("In hand")
    SENT = "sent", _("Handed to the mail server")
    FAILED = "failed", _("Not deliverable")
    UNSURE = "unsure", _("Unknown whether it left")
    STOPPED = "stopped", _("Stopped before it left")
