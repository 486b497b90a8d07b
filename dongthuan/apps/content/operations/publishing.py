"""A cleared text is published at once, under embargo or at a time; what went out is frozen and hashed."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clearances.queries.clearances import hash_of
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.channels import CHANNELS
from dongthuan.apps.content.checks import Finding
from dongthuan.apps.content.lifecycle import TEXT_NEXT, PostState, TextKind, TextState
from dongthuan.apps.content.models.pictures import RevisionFile
from dongthuan.apps.content.models.posts import Publication
from dongthuan.apps.content.models.revisions import CorrectionNotice, TextRevision
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.texts import NotInThatState, locked, stamp
from dongthuan.apps.content.queries.corrections import latest_revision, published_corrections
from dongthuan.apps.content.queries.pictures import bytes_shown
from dongthuan.apps.content.queries.texts import (
    findings_in,
    is_ready,
    lacks_confirmation,
    live_speaker,
    whole_of,
)
from dongthuan.apps.content.rules import ACCESS, Act
from dongthuan.apps.content.wholes import archive_page, fingerprint


class NotCleared(Exception):
    """These very words were not cleared."""


class NoMandate(Exception):
    """Nobody with a live mandate speaks in a text that is the official view."""


class MatterNotConfirmed(Exception):
    """The authorisation names its matter by title alone, and nobody said that it is this one."""


class Blocked(Exception):
    """The checks found what must be put right first; `findings`."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__([one.code for one in findings])
        self.findings = findings


class NotLookedAt(Blocked):
    """The checks found what a person must look at and confirm first."""


class InThePast(Exception):
    """An embargo or a time of publication lies in the future."""


class EmbargoOrSchedule(Exception):
    """A text has an embargo or a time of publication, never both."""


@transaction.atomic
def set_embargo(*, text: Text, version: int, until: datetime | None, by: Actor, at: datetime) -> Text:
    """Say until when a text may not be made public, or lift that; before publication only.

    Raises ChangedMeanwhile, NotInThatState, EmbargoOrSchedule, InThePast.
    """
    text = locked(text, version=version)
    require(ACCESS, Act.EMBARGO, by, text)
    if text.state == TextState.SCHEDULED:
        raise EmbargoOrSchedule
    if text.state != TextState.DRAFT:
        raise NotInThatState(text.state)
    if until is not None and until <= at:
        raise InThePast
    text.embargo_until = until
    stamp(text, at=at)
    details = {"until": until.isoformat() if until else ""}
    audit.note(act=Act.EMBARGO, actor=by, record=text, at=at, details=details)
    return text


@transaction.atomic
def schedule_text(
    *, text: Text, version: int, publish_at: datetime, by: Actor, at: datetime, has_looked: bool = False
) -> Text:
    """Set the time at which a cleared text is published by itself; until then it is locked.

    Raises what `publish_text` raises, and EmbargoOrSchedule, InThePast.
    """
    text = locked(text, version=version)
    require(ACCESS, Act.SCHEDULE, by, text)
    _refuse_step(text, TextState.SCHEDULED)
    if text.embargo_until is not None:
        raise EmbargoOrSchedule
    if publish_at <= at:
        raise InThePast
    _refuse_unfit(text, at=publish_at, has_looked=has_looked)
    text.state, text.scheduled_at, text.scheduled_by_id = TextState.SCHEDULED, publish_at, by.pk
    text.schedule_fault = ""
    stamp(text, at=at)
    details = {"publish_at": publish_at.isoformat(), "looked_at": _codes(text)}
    audit.note(act=Act.SCHEDULE, actor=by, record=text, at=at, details=details)
    return text


@transaction.atomic
def unschedule_text(*, text: Text, version: int, by: Actor, at: datetime, fault: str = "") -> Text:
    """Take a text from the schedule, so that it can be edited. fault: why the machine did so."""
    text = locked(text, version=version)
    require(ACCESS, Act.UNSCHEDULE, by, text)
    if text.state != TextState.SCHEDULED:
        raise NotInThatState(text.state)
    text.state, text.scheduled_at, text.scheduled_by_id = TextState.DRAFT, None, None
    text.schedule_fault = fault
    stamp(text, at=at)
    audit.note(act=Act.UNSCHEDULE, actor=by, record=text, at=at, details={"fault": fault})
    return text


@transaction.atomic
def publish_text(*, text: Text, version: int, by: Actor, at: datetime, has_looked: bool = False) -> Text:
    """Publish the cleared words: to the public at once, or from the end of the embargo on.

    The speaker's standing is asked for at this instant and frozen; the archive copy is made; the portal
    and feeds have it, other channels await a person. has_looked: a person confirmed what the checks found.
    Raises ChangedMeanwhile, NotInThatState, NotCleared, NoMandate, MatterNotConfirmed, Blocked, NotLookedAt.
    """
    text = locked(text, version=version)
    require(ACCESS, Act.PUBLISH, by, text)
    _refuse_step(text, TextState.PUBLISHED)
    public_at = max(at, text.embargo_until or at)
    has_looked = has_looked or text.state == TextState.SCHEDULED
    _refuse_unfit(text, at=at, has_looked=has_looked)
    standing = live_speaker(text, at=at)
    if standing is not None:
        text.speaker_capacity = standing.capacity.value
    text.state, text.published_at, text.published_by_id = TextState.PUBLISHED, at, by.pk
    text.public_at, text.scheduled_at, text.scheduled_by_id = public_at, None, None
    stamp(text, at=at)
    revision = freeze(text, by=by, at=at)
    _put_on_channels(text, revision, by=by, at=at)
    details = {"hash": text.text_hash, "public_at": public_at.isoformat(), "looked_at": _codes(text)}
    audit.note(act=Act.PUBLISH, actor=by, record=text, at=at, details=details)
    return text


def _refuse_step(text: Text, to: TextState) -> None:
    if to not in TEXT_NEXT[TextState(text.state)]:
        raise NotInThatState(text.state)


def _refuse_unfit(text: Text, *, at: datetime, has_looked: bool) -> None:
    """Refuse what was not cleared, speaks without a mandate at that instant, or was not looked over."""
    if not is_ready(text):
        raise NotCleared
    standing = live_speaker(text, at=at)
    if text.is_official and standing is None:
        raise NoMandate
    if lacks_confirmation(text, standing):
        raise MatterNotConfirmed
    findings = findings_in(text)
    if blocking := [one for one in findings if one.is_blocking]:
        raise Blocked(blocking)
    if findings and not has_looked:
        raise NotLookedAt(findings)


def _codes(text: Text) -> list[str]:
    return sorted({one.code.value for one in findings_in(text)})


def freeze(
    text: Text, *, by: Actor, at: datetime, correction: CorrectionNotice | None = None
) -> TextRevision:
    """Keep what the public gets, word by word and as a page, each with its hash; no rule is asked here."""
    before = latest_revision(text)
    whole = whole_of(text)
    notices = [one.explanation for one in published_corrections(text)]
    shown = localtime(text.public_at or at)
    page = archive_page(
        whole,
        agency=text.unit.name,
        published=f"{shown:%H:%M, %d/%m/%Y}",
        notices=notices,
        files=bytes_shown(whole.pictures),
    )
    revision = TextRevision.objects.create(
        text=text,
        number=before.number + 1 if before else 1,
        content=whole.as_plain(),
        text_hash=hash_of(whole.as_words()),
        html=page,
        html_hash=fingerprint(page),
        correction=correction,
        made_at=at,
        made_by_id=by.pk,
    )
    held = dict.fromkeys(key for one in whole.pictures for key in (one.full, one.shown))
    RevisionFile.objects.bulk_create(RevisionFile(revision=revision, attachment_id=key) for key in held)
    return revision


def _put_on_channels(text: Text, revision: TextRevision, *, by: Actor, at: datetime) -> None:
    """Note that the portal and the feeds have the text; the others are posted and confirmed by a person."""
    rows = []
    for channel in CHANNELS.values():
        if channel.is_automatic and text.kind == TextKind.POST:
            continue  # a post is for the other channels; the portal lists none
        row = Publication(text=text, channel=channel.code)
        if channel.is_automatic:
            row.state, row.revision = PostState.CONFIRMED, revision.number
            row.confirmed_by_id, row.confirmed_at = by.pk, at
        rows.append(row)
    Publication.objects.bulk_create(rows, ignore_conflicts=True)
