"""Lines to take are written, approved by another, used, past their days, withdrawn."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.text import fold, nfc
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.audit.queries import record_of
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.press.desk_lifecycle import LINE_NEXT, LineKind, LineState
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.models.lines import Line, LineUse
from dongthuan.apps.press.operations.answers_flags import remember
from dongthuan.apps.press.operations.versions import locked
from dongthuan.apps.units.models import Unit

LONGEST = 20_000
MOST_TOPICS = 20
EXPIRED_AT_ONCE = 500


class NothingSaid(Exception):
    """A line has a title and says something; a question and answer has its question."""


class EndsBeforeStart(Exception):
    """The days of a line end after they begin."""


class NoSuchStep(Exception):
    """The line cannot go there from where it stands."""


class PastItsDays(Exception):
    """The line is not in force on that day: it cannot be approved or used."""


@dataclass(frozen=True, slots=True)
class LineContent:
    """What one writes down. valid_until: the first day on which it is over."""

    unit: Unit
    title: str
    kind: LineKind
    text: str
    owner: Officer
    valid_from: date
    valid_until: date
    question: str = ""
    topics: Sequence[str] = ()
    sources: str = ""


@transaction.atomic
def write_line(
    *,
    line: Line | None,
    content: LineContent,
    by: Actor,
    at: datetime,
    version: int = 0,
    record: Model | None = None,
) -> Line:
    """Write a line (None = a new one); an approved one is a draft again until another approves it anew.

    record: for what a new line is drawn up, such as a matter.
    Raises ChangedMeanwhile, NoSuchStep, NothingSaid, EndsBeforeStart, SecretMark.
    """
    row = locked(line, version) if line is not None else Line(author_id=by.pk, created_at=at)
    if line is None:
        row.unit, row.owner = content.unit, content.owner
        if record is not None:
            row.record_type, row.record_key = record._meta.label_lower, str(record.pk)
    require(DESK_ACCESS, DeskAct.WRITE_LINE, by, row)
    if row.state == LineState.WITHDRAWN:
        raise NoSuchStep(row.state)
    _fill(row, content)
    require(DESK_ACCESS, DeskAct.WRITE_LINE, by, row)
    row.state, row.approved_by, row.approved_at, row.changed_at = LineState.DRAFT, None, None, at
    row.save()
    if by.pk != row.author_id:
        row.editors.add(by.pk)
    audit.note(act=DeskAct.WRITE_LINE, actor=by, record=row, at=at, details={"version": row.version})
    return row


@transaction.atomic
def approve_line(*, line: Line, version: int, by: Actor, at: datetime) -> Line:
    """Let a line be used; nobody approves what he or she wrote on. Its owner is told.

    What it was drawn up for uses it from now on.

    Raises ChangedMeanwhile, NoSuchStep, PastItsDays.
    """
    line = locked(line, version)
    require(DESK_ACCESS, DeskAct.APPROVE_LINE, by, line)
    if line.valid_until <= local_day(at):
        raise PastItsDays(line.pk)
    _step(line, LineState.APPROVED)
    line.approved_by_id, line.approved_at, line.changed_at = by.pk, at, at
    line.save(update_fields=["state", "approved_by", "approved_at", "changed_at", "version"])
    remember(line=line)
    audit.note(act=DeskAct.APPROVE_LINE, actor=by, record=line, at=at, details={"version": line.version})
    record = record_of(line.record_type, line.record_key) if line.record_type else None
    if record is not None:
        with suppress(PastItsDays):  # its days have not begun
            use_line(line=line, record=record, title=str(record), url=_page_of(record), by=by, at=at)
    if line.owner_id != by.pk:
        title = format_lazy(_("A line to take was approved: {title}"), title=line.title)
        _tell(line, "press.line_approved", title, at=at)
    return line


@transaction.atomic
def withdraw_line(*, line: Line, version: int, reason: str, by: Actor, at: datetime) -> Line:
    """Take a line out of use for good, with a reason. Raises ChangedMeanwhile, NoSuchStep, NoReason."""
    line = locked(line, version)
    require(DESK_ACCESS, DeskAct.WITHDRAW_LINE, by, line)
    line.reason = reason_given(reason)
    _step(line, LineState.WITHDRAWN)
    line.changed_at = at
    line.save(update_fields=["state", "reason", "changed_at", "version"])
    notices.withdraw(record=line, at=at)
    audit.note(act=DeskAct.WITHDRAW_LINE, actor=by, record=line, at=at, ground=line.reason)
    return line


@transaction.atomic
def use_line(*, line: Line, record: Model, title: str, url: str, by: Actor, at: datetime) -> LineUse:
    """Note that a record uses a line that is in force; a second time changes nothing. Raises PastItsDays."""
    line = Line.objects.select_for_update(of=("self",)).get(pk=line.pk)
    require(DESK_ACCESS, DeskAct.USE_LINE, by, line)
    if not Line.objects.in_force(on=local_day(at)).filter(pk=line.pk).exists():
        raise PastItsDays(line.pk)
    use, is_new = LineUse.objects.get_or_create(
        line=line,
        record_type=record._meta.label_lower,
        record_key=str(record.pk),
        defaults={
            "title": nfc(title)[:300],
            "url": url[:500],
            "line_version": line.version,
            "by_id": by.pk,
            "at": at,
        },
    )
    if is_new:
        details = {"line": line.pk, "version": line.version}
        audit.note(act=DeskAct.USE_LINE, actor=by, record=record, at=at, details=details)
    return use


@transaction.atomic
def expire_lines(*, by: Actor, at: datetime) -> int:
    """Let lines whose days are over go out of use, and tell their owners; returns how many."""
    require(DESK_ACCESS, DeskAct.EXPIRE_LINES, by, None)
    due = Line.objects.outlived(on=local_day(at)).select_for_update(skip_locked=True, of=("self",))
    rows = list(due.select_related("owner").order_by("pk")[:EXPIRED_AT_ONCE])
    for line in rows:
        line.state = LineState.EXPIRED
        line.version += 1
        line.save(update_fields=["state", "version"])
        audit.note(act=DeskAct.EXPIRE_LINES, actor=by, record=line, at=at)
        title = format_lazy(_("A line to take is past its days: {title}"), title=line.title)
        _tell(line, "press.line_expired", title, at=at)
    return len(rows)


def _fill(line: Line, content: LineContent) -> None:
    title, text = " ".join(nfc(content.title).split())[:300], nfc(content.text).strip()
    question = nfc(content.question).strip() if content.kind == LineKind.QA else ""
    if not title or not text or (content.kind == LineKind.QA and not question):
        raise NothingSaid
    if max(len(text), len(question), len(content.sources)) > LONGEST:
        raise NothingSaid
    if content.valid_until <= content.valid_from:
        raise EndsBeforeStart
    topics = tuple(dict.fromkeys(" ".join(nfc(one).split())[:80] for one in content.topics if one.strip()))
    refuse_secret(title, text, question, content.sources, *topics)
    line.unit, line.owner, line.kind = content.unit, content.owner, content.kind
    line.title, line.text, line.question = title, text, question
    line.topics, line.sources = list(topics[:MOST_TOPICS]), nfc(content.sources).strip()
    line.valid_from, line.valid_until = content.valid_from, content.valid_until
    line.folded = fold(f"{title} {question} {text} {' '.join(topics)}")[:60_000]


def _page_of(record: Model) -> str:
    page = getattr(record, "get_absolute_url", None)
    return str(page()) if page else ""


def _step(line: Line, to: LineState) -> None:
    if to not in LINE_NEXT[LineState(line.state)]:
        raise NoSuchStep(line.state)
    line.state = to


def _tell(line: Line, kind: str, title: object, *, at: datetime) -> None:
    notices.queue(
        kind=kind,
        recipient=line.owner,
        title=title,  # type: ignore[arg-type]  # lazy words
        at=at,
        record=line,
        url=line.get_absolute_url(),
        key=f"{kind}:{line.pk}:{line.version}",
    )
