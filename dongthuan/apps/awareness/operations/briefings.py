"""Briefings are written, sent to whoever they ask, told of in batches, and withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.awareness import papers
from dongthuan.apps.awareness.lifecycle import BriefingState
from dongthuan.apps.awareness.models import Briefing, Question, Reading
from dongthuan.apps.awareness.queries import informed_by_unit, readers_of
from dongthuan.apps.awareness.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import locked
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.files.operations import keep
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret, refuse_secret_file
from dongthuan.apps.notices.operations import queue, withdraw
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.official import Kind

TOLD_AT_ONCE = 200


class AlreadySent(Exception):
    """What was sent stands as it was sent."""


class NotSent(Exception):
    """Only what was sent can be confirmed, withdrawn or reported on."""


class NothingToRead(Exception):
    """A briefing has a text, a file or a film."""


class NobodyAsked(Exception):
    """Nobody of those units holds one of those roles."""


class DuePast(Exception):
    """The day by which to read lies in the past."""


@dataclass(frozen=True, slots=True)
class QuestionContent:
    """One question; right: the number of the right choice, from 0."""

    words: str
    choices: Sequence[str]
    right: int


@dataclass(frozen=True, slots=True)
class BriefingContent:
    """What one writes; units, roles: who is asked, none = all. file: data and name of one to be kept."""

    unit: Unit
    title: str
    due_on: date
    body: str = ""
    video_url: str = ""
    file: tuple[bytes, str] | None = None
    units: Sequence[Unit] = ()
    roles: Sequence[str] = ()
    is_material: bool = False
    questions: Sequence[QuestionContent] = ()


@transaction.atomic
def write_briefing(
    *, briefing: Briefing | None, content: BriefingContent, version: int, by: Actor, at: datetime
) -> Briefing:
    """Write a briefing, or rewrite one that is not sent. Raises ChangedMeanwhile, AlreadySent, SecretMark.

    Raises FileRefused for a file that is not kept.
    """
    row = locked(briefing, version) if briefing else Briefing(written_by_id=by.pk, written_at=at)
    if briefing:
        require(ACCESS, Act.WRITE, by, row)
    if row.state != BriefingState.DRAFT:
        raise AlreadySent
    refuse_secret(content.title, content.body, *(one.words for one in content.questions))
    for name in ("unit", "title", "body", "video_url", "due_on", "is_material"):
        setattr(row, name, getattr(content, name))
    row.roles = list(content.roles)
    require(ACCESS, Act.WRITE, by, row)
    row.save()
    row.units.set(content.units)
    if content.file is not None:
        data, name = content.file
        refuse_secret_file(data, name)
        row.file = keep(data=data, name=name, record=row, unit=row.unit, by=by, at=at)
        row.save(update_fields=["file"])
    row.questions.all().delete()
    Question.objects.bulk_create(
        Question(briefing=row, number=number, words=one.words, choices=list(one.choices), right=one.right)
        for number, one in enumerate(content.questions)
    )
    audit.note(act=Act.WRITE, actor=by, record=row, at=at, details={"questions": len(content.questions)})
    return row


@transaction.atomic
def send_briefing(*, briefing: Briefing, version: int, by: Actor, at: datetime) -> Briefing:
    """Send a briefing: whoever it asks today is written down; a job tells them.

    Raises ChangedMeanwhile, AlreadySent, NothingToRead, DuePast, NobodyAsked.
    """
    row = locked(briefing, version)
    require(ACCESS, Act.SEND, by, row)
    if row.state != BriefingState.DRAFT:
        raise AlreadySent
    if not (row.body.strip() or row.video_url or row.file_id):
        raise NothingToRead
    if row.due_on < local_day(at):
        raise DuePast
    readers = readers_of(row, on=local_day(at))
    if not readers:
        raise NobodyAsked
    row.state, row.sent_at = BriefingState.SENT, at
    row.save()
    Reading.objects.bulk_create(
        (Reading(briefing=row, officer_id=officer, unit_id=unit) for officer, unit in readers), batch_size=500
    )
    audit.note(act=Act.SEND, actor=by, record=row, at=at, details={"readers": len(readers)})
    return row


@transaction.atomic
def tell_readers(*, at: datetime) -> int:
    """Tell the next readers who were not told; returns how many. Run at once, it tells nobody twice."""
    rows = Reading.objects.select_for_update(skip_locked=True, of=("self",)).awaited()
    rows = rows.filter(told_at__isnull=True).select_related("briefing", "officer").order_by("pk")
    told = list(rows[:TOLD_AT_ONCE])
    for row in told:
        queue(
            kind="awareness.send",
            recipient=row.officer,
            title=format_lazy(
                "{words}: {title}", words=_("To be read and confirmed"), title=row.briefing.title
            ),
            at=at,
            record=row,
            url=row.briefing.get_absolute_url(),
            key=f"awareness.send:{row.pk}",
        )
    Reading.objects.filter(pk__in=[row.pk for row in told]).update(told_at=at)
    return len(told)


@transaction.atomic
def withdraw_briefing(*, briefing: Briefing, reason: str, version: int, by: Actor, at: datetime) -> Briefing:
    """Withdraw a briefing that was sent; its reminders end. Raises ChangedMeanwhile, NotSent, NoReason."""
    row = locked(briefing, version)
    require(ACCESS, Act.WITHDRAW, by, row)
    if row.state != BriefingState.SENT:
        raise NotSent
    row.state, row.reason = BriefingState.WITHDRAWN, reason_given(reason)[:500]
    row.save()
    for reading in row.readings.filter(confirmed_at__isnull=True, told_at__isnull=False):
        withdraw(record=reading, at=at)
    audit.note(act=Act.WITHDRAW, actor=by, record=row, at=at, ground=row.reason)
    return row


@transaction.atomic
def send_again(*, briefing: Briefing, version: int, by: Actor, at: datetime) -> Briefing:
    """Undo a withdrawal. Raises ChangedMeanwhile, NotSent."""
    row = locked(briefing, version)
    require(ACCESS, Act.WITHDRAW, by, row)
    if row.state != BriefingState.WITHDRAWN:
        raise NotSent
    row.state, row.reason = BriefingState.SENT, ""
    row.save()
    audit.note(act=Act.WITHDRAW, actor=by, record=row, at=at, details={"undone": True})
    return row


@transaction.atomic
def draw_up_report(*, briefing: Briefing, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the report of who is informed by unit. Raises NotSent."""
    row = Briefing.objects.select_related("unit").get(pk=briefing.pk)
    require(ACCESS, Act.REPORT, by, row)
    if row.state != BriefingState.SENT:
        raise NotSent
    body = papers.report_body(row, informed_by_unit(row.readings.all()), on=local_day(at))
    subject = papers.report_subject(row)
    return draw_up(kind=Kind.REPORT, unit=row.unit, subject=subject, body=body, record=row, by=by, at=at)
