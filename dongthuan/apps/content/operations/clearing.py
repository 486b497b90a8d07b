"""A text or a correction is put before those who clear it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import Part
from dongthuan.apps.clearances.models.clearances import Clearance
from dongthuan.apps.clearances.operations.clearances import StepAsked, request_clearance
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.lifecycle import CorrectionState, TextState
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.correcting import NothingCorrected
from dongthuan.apps.content.operations.texts import NotInThatState, locked
from dongthuan.apps.content.queries.corrections import corrected_whole, says_nothing_new
from dongthuan.apps.content.queries.pictures import pictures_shown
from dongthuan.apps.content.queries.texts import whole_of
from dongthuan.apps.content.rules import ACCESS, Act

# What leaves the house has been looked at for secrets and by somebody who leads.
NEEDED = frozenset({Part.SECRECY, Part.LEADER})


class PartMissing(Exception):
    """A part that every text needs is asked of nobody; the parts are the argument."""


@transaction.atomic
def put_for_clearance(
    *, text: Text, version: int, steps: Sequence[StepAsked], by: Actor, at: datetime
) -> Clearance:
    """Freeze the words of a draft and put them before those who answer for them.

    Raises ChangedMeanwhile, NotInThatState, PartMissing and what `request_clearance` raises, such as
    SameWords where these very words are being cleared.
    """
    text = locked(text, version=version)
    require(ACCESS, Act.PUT_FOR_CLEARANCE, by, text)
    if text.state != TextState.DRAFT:
        raise NotInThatState(text.state)
    _refuse_gaps(steps)
    return request_clearance(
        record=text,
        title=text.title,
        url=reverse("content:text", args=[text.pk]),
        text=whole_of(text).as_words(),
        unit=text.unit,
        steps=steps,
        authors=authors_of(text),
        by=by,
        at=at,
        pictures=pictures_shown(text),
    )


@transaction.atomic
def put_correction_for_clearance(
    *, correction: CorrectionNotice, version: int, steps: Sequence[StepAsked], by: Actor, at: datetime
) -> Clearance:
    """Freeze the words of a correction, with its explanation, and put them before those who clear."""
    text = locked(correction.text)
    correction = CorrectionNotice.objects.select_for_update().get(pk=correction.pk)
    require(ACCESS, Act.PUT_FOR_CLEARANCE, by, text)
    if correction.state != CorrectionState.DRAFT or correction.version != version:
        raise NotInThatState(correction.state)
    if says_nothing_new(text, correction):
        raise NothingCorrected
    _refuse_gaps(steps)
    return request_clearance(
        record=correction,
        title=correction.title,
        url=reverse("content:text", args=[text.pk]),
        text=corrected_whole(text, correction),
        unit=text.unit,
        steps=steps,
        authors=authors_of(correction),
        by=by,
        at=at,
        pictures=pictures_shown(correction),
    )


def authors_of(record: Text | CorrectionNotice) -> list[Officer]:
    """Return whoever drew a text or a correction up or edited it."""
    return [record.author, *Officer.objects.filter(pk__in=record.editors.values("pk"))]


def _refuse_gaps(steps: Sequence[StepAsked]) -> None:
    missing = NEEDED - {one.part for one in steps}
    if missing:
        raise PartMissing(sorted(missing))
