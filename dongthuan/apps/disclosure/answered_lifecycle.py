"""States of the public summary of an answered request, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnsweredState(models.TextChoices):
    """Written by one officer, made public by another, taken back with a reason."""

    DRAFT = "draft", _("Being written")
    PROPOSED = "proposed", _("Waits for the second person")
    PUBLISHED = "published", _("Public")
    WITHDRAWN = "withdrawn", _("Withdrawn, with a reason")


_S = AnsweredState
ANSWERED_NEXT: dict[AnsweredState, frozenset[AnsweredState]] = {
    _S.DRAFT: frozenset({_S.DRAFT, _S.PROPOSED}),
    _S.PROPOSED: frozenset({_S.DRAFT, _S.PUBLISHED}),
    _S.PUBLISHED: frozenset({_S.WITHDRAWN}),
    _S.WITHDRAWN: frozenset({_S.DRAFT}),
}
