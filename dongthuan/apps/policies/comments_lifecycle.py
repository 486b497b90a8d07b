"""States of versions of a draft, comments, suggestions and carries; where a comment came from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionState(models.TextChoices):
    """A version is read from its file and corrected, then published; one never published may be dropped."""

    PREVIEW = "preview", _("Version being checked")
    PUBLISHED = "published", _("Version published")
    DROPPED = "dropped", _("Version dropped")


class ProvisionKind(models.TextChoices):
    """The divisions of a Vietnamese legal text, the largest first; a paragraph has no number."""

    PART = "part", _("Part of a draft")
    CHAPTER = "chapter", _("Chapter")
    SECTION = "section", _("Section of a draft")
    SUBSECTION = "subsection", _("Subsection")
    ARTICLE = "article", _("Article of a draft")
    CLAUSE = "clause", _("Clause of an article")
    POINT = "point", _("Point")
    PARAGRAPH = "paragraph", _("Paragraph")


class AuthorKind(models.TextChoices):
    """Who comments; the table of answers counts them apart."""

    PERSON = "person", _("A person")
    ORGANISATION = "organisation", _("An organisation")


class CommentSource(models.TextChoices):
    """By which way a comment came in; the first three come by themselves, the others an officer enters."""

    PORTAL = "portal", _("On the portal")
    EMBED = "embed", _("By the embedded box")
    API = "api", _("Through the interface for machines")
    PAPER = "paper", _("On paper")
    MEETING = "meeting", _("At a meeting")
    EMAIL = "email", _("By e-mail")


FROM_OUTSIDE = frozenset({CommentSource.PORTAL, CommentSource.EMBED, CommentSource.API})
ENTERED = frozenset({CommentSource.PAPER, CommentSource.MEETING, CommentSource.EMAIL})


class CommentState(models.TextChoices):
    """Only what is visible is shown anywhere in public."""

    AWAITING = "awaiting", _("Waiting to be looked at")
    VISIBLE = "visible", _("Shown")
    HIDDEN = "hidden", _("Hidden")


COMMENT_NEXT: dict[CommentState, frozenset[CommentState]] = {
    CommentState.AWAITING: frozenset({CommentState.VISIBLE, CommentState.HIDDEN}),
    CommentState.VISIBLE: frozenset({CommentState.HIDDEN}),
    CommentState.HIDDEN: frozenset({CommentState.VISIBLE}),
}


class Joined(models.TextChoices):
    """Why a comment stands in its group; what people did is never undone by the machine."""

    EXACT = "exact", _("The same words")
    NEAR = "near", _("Nearly the same words")
    HUMAN = "human", _("Put together by an officer")


class SuggestionKind(models.TextChoices):
    """What the machine suggests about a group."""

    SIMILAR = "similar", _("Says the same as another group")
    PROVISION = "provision", _("Speaks of a provision")
    POLARITY = "polarity", _("For or against")


class SuggestionState(models.TextChoices):
    """A suggestion is a guess until a person decides."""

    OPEN = "open", _("Not decided")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Not right")


class Stance(models.TextChoices):
    """Whether a comment is for the draft or against it."""

    FOR = "for", _("For it")
    AGAINST = "against", _("Against it")
    NEUTRAL = "neutral", _("Neither for nor against")


class CarryKind(models.TextChoices):
    """How a comment came to stand at a provision of a later version."""

    EXACT = "exact", _("The same words, the same place")
    RENUMBERED = "renumbered", _("The same words, another number")
    ORPHAN = "orphan", _("Its provision is no more")
    ATTACHED = "attached", _("Put there by an officer")


class GroupActKind(models.TextChoices):
    """What an officer did to groups."""

    JOINED = "joined", _("Put together")
    SPLIT = "split", _("Taken apart")


class RefusalReason(models.TextChoices):
    """Why a comment from outside was not taken; each is counted."""

    PHASE = "phase", _("Outside the time of the consultation")
    FLOOD = "flood", _("Too many from one network")
    EMPTY = "empty", _("Nothing was written")
    TOO_LONG = "too_long", _("Too long")
    SECRET = "secret", _("Bears a mark of secrecy")
