"""A unit begins its report from its records, writes it, files it; the Office returns it or takes it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.notices.operations import queue, withdraw
from dongthuan.apps.reports import freezing
from dongthuan.apps.reports.filling import TaskFacts, sentence_of
from dongthuan.apps.reports.lifecycle import REPORT_NEXT, WRITABLE, ReportState, RoundState
from dongthuan.apps.reports.models.unit_reports import (
    CountedTask,
    ReportFigure,
    ReportText,
    ReportVersion,
    UnitReport,
)
from dongthuan.apps.reports.operations.rounds import tell_units
from dongthuan.apps.reports.outline import from_plain
from dongthuan.apps.reports.queries import unit_reports as queries
from dongthuan.apps.reports.queries.counting import Counted
from dongthuan.apps.reports.rules import ACCESS, Act

MOST_TEXTS = 600
MOST_AHEAD = 20


class ChangedMeanwhile(Exception):
    """Somebody else saved this report since it was opened."""


class NotInThatState(Exception):
    """This step does not lead on from the state the report is in."""


class RoundNotOpen(Exception):
    """The round is not open, so nothing is written or filed in it."""


class NothingSaid(Exception):
    """A report without a single paragraph is not filed."""


class NoReason(Exception):
    """A report is returned with a reason."""


class ForeignTask(Exception):
    """A paragraph names a task that is none of the unit's."""


class TooManyTexts(Exception):
    """A report holds at most `MOST_TEXTS` paragraphs."""


@dataclass(frozen=True, slots=True)
class TextContent:
    """A paragraph as typed. key: the stored one's, None for a new one; an empty text takes it out."""

    key: int | None
    part: str
    text: str
    task_key: int | None = None


@dataclass(frozen=True, slots=True)
class FigureContent:
    """A stated figure as typed."""

    value: Decimal | None
    note: str = ""


@transaction.atomic
def begin_report(*, report: UnitReport, version: int, by: Actor, at: datetime) -> UnitReport:
    """Fill a report from the unit's records; paragraphs that are there already stay as they are.

    Raises ChangedMeanwhile, NotInThatState, RoundNotOpen.
    """
    report = opened(report, version=version, act=Act.WRITE_REPORT, by=by)
    rows = queries.counted_of(report, on=local_day(at))
    _fill(report, rows)
    _saved(report, by=by, at=at)
    audit.note(act=Act.WRITE_REPORT, actor=by, record=report, at=at, details={"filled": len(rows)})
    return report


@transaction.atomic
def save_report(
    *,
    report: UnitReport,
    texts: Sequence[TextContent],
    figures: Mapping[str, FigureContent],
    version: int,
    by: Actor,
    at: datetime,
) -> UnitReport:
    """Save what a unit wrote.

    Raises ChangedMeanwhile, NotInThatState, RoundNotOpen, ForeignTask, TooManyTexts, SecretMark.
    """
    report = opened(report, version=version, act=Act.WRITE_REPORT, by=by)
    refuse_secret("\n".join(text.text for text in texts))
    _refuse_foreign(report, texts, at)
    _save_texts(report, texts)
    asked = {figure.key for figure in from_plain(report.round.form).figures}
    for key, content in figures.items():
        if key in asked:
            ReportFigure.objects.update_or_create(
                report=report, key=key, defaults={"value": content.value, "note": content.note}
            )
    _saved(report, by=by, at=at)
    details = {"version": report.version}
    audit.note(act=Act.WRITE_REPORT, actor=by, record=report, at=at, details=details)
    return report


@transaction.atomic
def file_report(*, report: UnitReport, version: int, by: Actor, at: datetime) -> ReportVersion:
    """File a report: what it says and the tasks it counts are frozen under the next number, with a hash.

    Raises ChangedMeanwhile, NotInThatState, RoundNotOpen, NothingSaid.
    """
    report = opened(report, version=version, act=Act.FILE_REPORT, by=by)
    if not report.texts.exists():
        raise NothingSaid(report.pk)
    rows = queries.counted_of(report, on=local_day(at))
    filed = _freeze(report, rows, by=by, at=at)
    report.state, report.filed_at, report.reason = ReportState.FILED, at, ""
    if report.first_filed_at is None:
        report.first_filed_at, report.is_late = at, filed.is_late
    report.version += 1
    report.save()
    withdraw(record=report, at=at)
    details = {"number": filed.number, "hash": filed.content_hash, "late": filed.is_late}
    audit.note(act=Act.FILE_REPORT, actor=by, record=report, at=at, details=details)
    queue(
        kind="reports.filed",
        recipient=report.round.created_by,
        title=format_lazy(_("{unit} filed its report"), unit=report.unit.name),
        at=at,
        record=report,
        url=reverse("reports:unit_report", args=[report.pk]),
        key=f"reports.filed:{filed.pk}",
    )
    return filed


@transaction.atomic
def return_report(*, report: UnitReport, reason: str, version: int, by: Actor, at: datetime) -> UnitReport:
    """Give a filed report back for correction; the filed version stays on record. Raises NoReason."""
    report = _taken(report, version=version, act=Act.RETURN_REPORT, by=by)
    if not reason.strip():
        raise NoReason
    if report.round.state != RoundState.OPEN:
        raise RoundNotOpen(report.round_id)
    if report.state not in (ReportState.FILED, ReportState.ACCEPTED):
        raise NotInThatState(report.state)
    _mark_returned(report, reason.strip(), by=by, at=at)
    report.state, report.reason = ReportState.RETURNED, reason.strip()
    report.version += 1
    report.save(update_fields=["state", "reason", "version"])
    audit.note(act=Act.RETURN_REPORT, actor=by, record=report, at=at, ground=report.reason)
    tell_units(
        [report],
        format_lazy(_("Report returned for correction: {title}"), title=report.round.title),
        body=report.reason[:1000],
        kind="reports.returned",
        key=f"reports.returned:{report.pk}:{report.version}",
        at=at,
    )
    return report


@transaction.atomic
def withdraw_report(*, report: UnitReport, reason: str, version: int, by: Actor, at: datetime) -> UnitReport:
    """Take one's own filed report back before the Office takes it in; the filed version stays on record.

    Raises NoReason, RoundNotOpen, NotInThatState, ChangedMeanwhile.
    """
    report = _taken(report, version=version, act=Act.WITHDRAW_REPORT, by=by)
    if not reason.strip():
        raise NoReason
    if report.round.state != RoundState.OPEN:
        raise RoundNotOpen(report.round_id)
    if report.state != ReportState.FILED:
        raise NotInThatState(report.state)
    _mark_returned(report, reason.strip(), by=by, at=at)
    report.state = ReportState.DRAFTING
    report.version += 1
    report.save(update_fields=["state", "version"])
    audit.note(act=Act.WITHDRAW_REPORT, actor=by, record=report, at=at, ground=reason.strip())
    queue(
        kind="reports.withdrawn",
        recipient=report.round.created_by,
        title=format_lazy(_("{unit} took its report back"), unit=report.unit.name),
        body=reason.strip()[:1000],
        at=at,
        record=report,
        url=reverse("reports:unit_report", args=[report.pk]),
        key=f"reports.withdrawn:{report.pk}:{report.version}",
    )
    return report


def _mark_returned(report: UnitReport, reason: str, *, by: Actor, at: datetime) -> None:
    filed = queries.latest_version(report)
    if filed is not None:
        filed.returned_by_id, filed.returned_at, filed.return_reason = by.pk, at, reason
        filed.save(update_fields=["returned_by", "returned_at", "return_reason"])


@transaction.atomic
def accept_report(*, report: UnitReport, version: int, by: Actor, at: datetime) -> UnitReport:
    """Take a filed report in; raises ChangedMeanwhile, NotInThatState."""
    report = _taken(report, version=version, act=Act.ACCEPT_REPORT, by=by)
    if ReportState.ACCEPTED not in REPORT_NEXT[ReportState(report.state)]:
        raise NotInThatState(report.state)
    report.state = ReportState.ACCEPTED
    report.version += 1
    report.save(update_fields=["state", "version"])
    audit.note(act=Act.ACCEPT_REPORT, actor=by, record=report, at=at)
    return report


def opened(report: UnitReport, *, version: int, act: Act, by: Actor) -> UnitReport:
    """Return the report locked, if it may be written by `by` now."""
    report = _taken(report, version=version, act=act, by=by)
    if report.round.state != RoundState.OPEN:
        raise RoundNotOpen(report.round_id)
    if report.state not in WRITABLE:
        raise NotInThatState(report.state)
    return report


def _taken(report: UnitReport, *, version: int, act: Act, by: Actor) -> UnitReport:
    found = UnitReport.objects.select_for_update(of=("self",))
    report = found.select_related("round__created_by", "unit", "taken_over_by").get(pk=report.pk)
    require(ACCESS, act, by, report)
    if report.version != version:
        raise ChangedMeanwhile(report.pk)
    return report


def _saved(report: UnitReport, *, by: Actor, at: datetime) -> None:
    if report.state == ReportState.WAITING:
        report.state = ReportState.DRAFTING
    report.saved_by_id, report.saved_at = by.pk, at
    report.version += 1
    report.save(update_fields=["state", "saved_by", "saved_at", "version"])


def _refuse_foreign(report: UnitReport, texts: Sequence[TextContent], at: datetime) -> None:
    named = {text.task_key for text in texts if text.task_key is not None}
    named -= set(report.texts.filter(task__isnull=False).values_list("task_id", flat=True))
    if named and named - {task.pk for task in queries.tasks_to_name(report, on=local_day(at))}:
        raise ForeignTask(report.pk)


def _save_texts(report: UnitReport, texts: Sequence[TextContent]) -> None:
    there = {text.pk: text for text in report.texts.all()}
    parts = {section.part for section in from_plain(report.round.form).sections}
    for position, typed in enumerate(texts, start=1):
        stored = there.pop(typed.key, None) if typed.key is not None else None
        if stored is None and (not typed.text.strip() or typed.part not in parts):
            continue
        if stored is not None and not typed.text.strip():
            stored.delete()
            continue
        text = stored or ReportText(report=report, part=typed.part)
        is_changed = (text.text, text.task_id) != (typed.text.strip(), typed.task_key)
        text.is_own = text.is_own if stored is not None and not is_changed else True
        text.text, text.task_id, text.position = typed.text.strip(), typed.task_key, position
        text.save()
    if report.texts.count() > MOST_TEXTS:
        raise TooManyTexts(report.pk)


def _fill(report: UnitReport, rows: list[Counted]) -> None:
    named = set(report.texts.filter(task__isnull=False).values_list("task_id", flat=True))
    fresh = [row for row in rows if row.task.pk not in named]
    keys = [row.task.pk for row in fresh]
    said = queries.latest_progress(keys, before=report.round.end_on)
    shown = queries.evidence_by_task(keys)
    asked = {section.part for section in from_plain(report.round.form).sections}
    last = report.texts.count()
    ahead = 0
    new: list[ReportText] = []
    for row in fresh:
        progress = said.get(row.task.pk)
        facts = TaskFacts(
            content=row.task.content,
            outcome=str(row.outcome),
            due_on=row.due_on,
            done_on=row.done_on,
            product=row.task.product,
            progress_percent=row.task.progress_percent,
            said=progress.text if progress else "",
            evidence=tuple(one.words or one.url for one in shown.get(row.task.pk, [])),
        )
        sentence = sentence_of(facts)
        if sentence is None or sentence[0] not in asked:
            continue
        ahead += sentence[0] == "4"
        if sentence[0] == "4" and ahead > MOST_AHEAD:
            continue
        part, words = sentence
        place = last + len(new) + 1
        new.append(
            ReportText(report=report, part=part, position=place, task=row.task, text=words, is_own=False)
        )
    ReportText.objects.bulk_create(new[: MOST_TEXTS - last])


def _freeze(report: UnitReport, rows: list[Counted], *, by: Actor, at: datetime) -> ReportVersion:
    plain = freezing.to_plain(queries.frozen_of(report, rows))
    latest = queries.latest_version(report)
    day = local_day(at)
    filed = ReportVersion.objects.create(
        report=report,
        number=latest.number + 1 if latest else 1,
        content=plain,
        content_hash=freezing.hash_of(plain),
        counted_on=report.round.counts_on(day),
        is_late=day > report.round.due_on,
        filed_by_id=by.pk,
        filed_at=at,
    )
    CountedTask.objects.bulk_create(
        CountedTask(
            version=filed,
            task=row.task,
            unit_id=row.unit_id,
            outcome=row.outcome,
            is_due=row.is_due,
            due_on=row.due_on,
            done_on=row.done_on,
            published_count=row.published_count,
        )
        for row in rows
    )
    return filed
