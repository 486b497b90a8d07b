"""Meetings where comments were heard: written down, with their minutes as a file that all may be let read."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files import operations as files
from dongthuan.apps.files.secrecy import refuse_secret, refuse_secret_file
from dongthuan.apps.policies.comments_rules import COMMENT_ACCESS, CommentAct
from dongthuan.apps.policies.models.comments import MeetingRecord
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.operations.versions import NotInThatState, locked, words_of


class NoMinutes(Exception):
    """The meeting has no minutes to be made public."""


@transaction.atomic
def record_meeting(
    *,
    consultation: Consultation,
    meeting: MeetingRecord,
    by: Actor,
    at: datetime,
    minutes: tuple[bytes, str] | None = None,
) -> MeetingRecord:
    """Write down a meeting where comments were heard; its comments are entered one by one.

    meeting: filled, not saved; who and when are set here. minutes: bytes and name of their file. Raises
    NotAllowed, NoWords, SecretMark, FileRefused, NotInThatState where it lies in the future.
    """
    require(COMMENT_ACCESS, CommentAct.RECORD_MEETING, by, consultation)
    if meeting.held_at > at:
        raise NotInThatState(str(meeting.held_at))
    meeting.title, meeting.place = words_of(meeting.title, meeting.place)
    refuse_secret(meeting.organisations)
    meeting.consultation, meeting.entered_by_id, meeting.entered_at = consultation, by.pk, at
    meeting.save(force_insert=True)
    details = {"participants": meeting.participant_count}
    audit.note(act=CommentAct.RECORD_MEETING, actor=by, record=meeting, at=at, details=details)
    return _with_minutes(meeting, minutes, by=by, at=at) if minutes else meeting


@transaction.atomic
def keep_minutes(
    *, meeting: MeetingRecord, version: int, minutes: tuple[bytes, str], by: Actor, at: datetime
) -> MeetingRecord:
    """Keep the minutes of a meeting, or other ones; what all may read is decided anew.

    Raises NotAllowed, ChangedMeanwhile, SecretMark, FileRefused.
    """
    row = locked(meeting, version)
    require(COMMENT_ACCESS, CommentAct.RECORD_MEETING, by, row)
    return _with_minutes(row, minutes, by=by, at=at)


def _with_minutes(
    meeting: MeetingRecord, minutes: tuple[bytes, str], *, by: Actor, at: datetime
) -> MeetingRecord:
    data, name = minutes
    refuse_secret_file(data, name)
    unit = meeting.consultation.dossier.unit
    meeting.minutes = files.keep(data=data, name=name, record=meeting, unit=unit, by=by, at=at)
    meeting.entered_by_id = by.pk  # whoever gave the file does not decide that all may read it
    meeting.minutes_public_at, meeting.minutes_public_by = None, None
    meeting.save()
    details = {"sha256": meeting.minutes.sha256}
    audit.note(act=CommentAct.RECORD_MEETING, actor=by, record=meeting, at=at, details=details)
    return meeting


@transaction.atomic
def publish_minutes(
    *, meeting: MeetingRecord, version: int, is_public: bool, by: Actor, at: datetime
) -> MeetingRecord:
    """Decide whether all may read the minutes of a meeting; another officer wrote it down.

    Raises NotAllowed, ChangedMeanwhile, NoMinutes.
    """
    row = locked(meeting, version)
    require(COMMENT_ACCESS, CommentAct.PUBLISH_MINUTES, by, row)
    if row.minutes is None:
        raise NoMinutes
    row.minutes_public_at, row.minutes_public_by_id = (at, by.pk) if is_public else (None, None)
    row.save(update_fields=["minutes_public_at", "minutes_public_by", "version"])
    details = {"is_public": is_public, "sha256": row.minutes.sha256}
    audit.note(act=CommentAct.PUBLISH_MINUTES, actor=by, record=row, at=at, details=details)
    return row
