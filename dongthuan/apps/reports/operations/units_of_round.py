"""A unit falls out of a round, or its successor takes its report over."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices.operations import queue, withdraw
from dongthuan.apps.reports.lifecycle import REPORT_NEXT, ReportState, RoundState
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.unit_reports import ReportText, UnitReport
from dongthuan.apps.reports.operations.rounds import NoReason, NotInThatState, UnitsDissolved, tell_units
from dongthuan.apps.reports.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit


class NotASuccessor(Exception):
    """The unit did not come out of the dissolved one."""


@transaction.atomic
def drop_unit(*, report: UnitReport, reason: str, by: Actor, at: datetime) -> UnitReport:
    """Leave a unit out of an open round, with a reason; what it filed stays on record."""
    report = _locked(report)
    require(ACCESS, Act.CHOOSE_UNITS, by, report.round)
    if not reason.strip():
        raise NoReason
    _step(report, ReportState.DROPPED)
    report.reason = reason.strip()
    report.save(update_fields=["state", "reason", "version"])
    withdraw(record=report, at=at)
    details = {"unit": report.unit_id, "added": False}
    audit.note(
        act=Act.CHOOSE_UNITS, actor=by, record=report.round, at=at, ground=report.reason, details=details
    )
    return report


@transaction.atomic
def take_over(*, report: UnitReport, successor: Unit, reason: str, by: Actor, at: datetime) -> UnitReport:
    """Let the successor of a dissolved unit report for it: its tasks and paragraphs go along.

    Returns the successor's report, which is added to the round where it was not in it.
    Raises NotASuccessor, UnitsDissolved, NoReason, NotInThatState.
    """
    report = _locked(report)
    require(ACCESS, Act.CHOOSE_UNITS, by, report.round)
    if not reason.strip():
        raise NoReason
    if not report.unit.successors.filter(pk=successor.pk).exists():
        raise NotASuccessor(successor.pk)
    if successor.end_on is not None and successor.end_on <= local_day(at):
        raise UnitsDissolved([successor.name])
    heir = _report_of(report.round, successor, reason.strip(), at=at)
    _step(report, ReportState.TAKEN_OVER)
    report.taken_over_by, report.reason = heir, reason.strip()
    report.save(update_fields=["state", "version", "taken_over_by", "reason"])
    withdraw(record=report, at=at)
    last = heir.texts.count()
    for place, text in enumerate(report.texts.filter(is_own=True), start=last + 1):
        ReportText.objects.create(
            report=heir, part=text.part, position=place, task=text.task, text=text.text, is_own=True
        )
    details = {"unit": report.unit_id, "successor": successor.pk}
    audit.note(
        act=Act.CHOOSE_UNITS, actor=by, record=report.round, at=at, ground=report.reason, details=details
    )
    return heir


def hand_over_dissolved(*, by: Actor, at: datetime) -> int:
    """Let the one standing successor of each dissolved unit be asked in its place; returns how many.

    Where there are several or none, the Office is told once to choose.
    """
    today, count = local_day(at), 0
    ended = UnitReport.objects.awaited().filter(unit__end_on__lte=today)
    for report in ended.select_related("round__created_by", "unit").order_by("pk"):
        standing = Q(end_on=None) | Q(end_on__gt=today)
        heirs = list(report.unit.successors.filter(standing)[:2])
        if len(heirs) != 1:
            _ask_the_office(report, at=at)
            continue
        reason = (
            f"{report.unit.name} kết thúc hoạt động từ ngày {report.unit.end_on:%d/%m/%Y}; "
            f"{heirs[0].name} kế thừa, báo cáo thay."
        )
        try:
            take_over(report=report, successor=heirs[0], reason=reason, by=by, at=at)
        except NotInThatState:
            continue  # somebody settled it meanwhile
        count += 1
    return count


def _ask_the_office(report: UnitReport, *, at: datetime) -> None:
    queue(
        kind="reports.dissolved",
        recipient=report.round.created_by,
        title=format_lazy(_("{unit} no longer exists: choose who reports for it"), unit=report.unit.name),
        at=at,
        record=report.round,
        url=reverse("reports:round", args=[report.round_id]),
        key=f"reports.dissolved:{report.pk}",
    )


def _report_of(round_: Round, unit: Unit, reason: str, *, at: datetime) -> UnitReport:
    heir = UnitReport.objects.select_for_update(of=("self",)).filter(round=round_, unit=unit).first()
    if heir is None:
        heir = UnitReport.objects.create(round=round_, unit=unit, reason=reason, is_added_later=True)
    elif heir.state == ReportState.DROPPED:
        heir.state, heir.reason, heir.is_added_later = ReportState.WAITING, reason, True
        heir.version += 1
        heir.save(update_fields=["state", "reason", "is_added_later", "version"])
    elif heir.state not in (ReportState.WAITING, ReportState.DRAFTING, ReportState.RETURNED):
        # What was filed did not count the dissolved unit: it is to be filed again.
        heir.state, heir.reason = ReportState.RETURNED, reason
        heir.version += 1
        heir.save(update_fields=["state", "reason", "version"])
    tell_units(
        [heir],
        round_.title,
        body=reason,
        kind="reports.taken_over",
        key=f"reports.taken_over:{heir.pk}:{heir.version}",
        at=at,
    )
    return heir


def _locked(report: UnitReport) -> UnitReport:
    found = UnitReport.objects.select_for_update(of=("self",)).select_related("round", "unit")
    report = found.get(pk=report.pk)
    if report.round.state != RoundState.OPEN:
        raise NotInThatState(report.round.state)
    return report


def _step(report: UnitReport, to: ReportState) -> None:
    if to not in REPORT_NEXT[ReportState(report.state)]:
        raise NotInThatState(report.state)
    report.state = to
    report.version += 1
