"""A unit falls out of a round, or its successor takes its report over."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices.operations import withdraw
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
