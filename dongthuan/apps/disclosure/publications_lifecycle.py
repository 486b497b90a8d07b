"""States of an item of the register, of a notice that it is wrong, and the steps between them."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class InformationState(models.TextChoices):
    """Entered, shown to the public, taken out with a reason, or its period over."""

    DRAFT = "draft", _("Entered, not public yet")
    PUBLISHED = "published", _("Public")
    WITHDRAWN = "withdrawn", _("Withdrawn, with a reason")
    ENDED = "ended", _("Period of publication over")


_S = InformationState
INFORMATION_NEXT: dict[InformationState, frozenset[InformationState]] = {
    _S.DRAFT: frozenset({_S.PUBLISHED}),
    _S.PUBLISHED: frozenset({_S.WITHDRAWN, _S.ENDED}),
    _S.WITHDRAWN: frozenset({_S.PUBLISHED}),
    _S.ENDED: frozenset({_S.PUBLISHED}),
}


class LinkState(models.TextChoices):
    """What the last look at the address of an item found."""

    UNCHECKED = "unchecked", _("Not looked at yet")
    ALIVE = "alive", _("Answers")
    DEAD = "dead", _("Does not answer")


class PublicationEventKind(models.TextChoices):
    """What happened to an item of the register."""

    ENTERED = "entered", _("Entered in the register")
    REWRITTEN = "rewritten", _("Entry rewritten")
    PUBLISHED = "made_public", _("Made public")
    WITHDRAWN = "withdrawn_item", _("Withdrawn from the public")
    ENDED = "period_over", _("Period of publication over")
    FILE = "file_kept", _("File kept")
    LINK_DEAD = "link_dead", _("Address no longer answers")
    LINK_ALIVE = "link_alive", _("Address answers again")
    SAID_WRONG = "said_wrong", _("Said to be wrong")
    NOTICE_ANSWERED = "notice_answered", _("Notice of an error answered")
    CORRECTED = "corrected_item", _("Corrected after a notice")
    REPLACES = "replaces_item", _("Said to replace an earlier version")


# What the public reads in the history of an item; the words of an event stay inside.
PUBLIC_PUBLICATION_EVENTS = (
    PublicationEventKind.PUBLISHED,
    PublicationEventKind.REWRITTEN,
    PublicationEventKind.CORRECTED,
)


class NoticeOutcome(models.TextChoices):
    """What the check of a notice of an error found."""

    CORRECTED = "corrected_public", _("It was wrong and has been corrected")
    RIGHT = "right_public", _("It is right")
    NOT_OURS = "not_ours", _("It is not information that we made public")


PUBLISH_RULE = "access.publish"
POSTING_RULE = "access.posting.kept"
NOTICE_RULE = "access.correction.published"
POSTING_FORM = "posting"

LOOK_AGAIN = timedelta(days=7)  # an address that answers
LOOK_AGAIN_SOON = timedelta(hours=6)  # one that does not; doubled each time, up to LOOK_AGAIN
FAILURES_TO_BE_DEAD = 2  # one failure may be the network
LOOKS_AT_ONCE = 10
