"""The Office prepares a round, opens it to the units, changes its units, closes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.contacts import WRITERS, contacts_of
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices.operations import queue
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.reports.lifecycle import AWAITED, ROUND_NEXT, ReportState, RoundState
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.unit_reports import UnitReport
from dongthuan.apps.reports.outline import Outline, to_plain
from dongthuan.apps.reports.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit


class ChangedMeanwhile(Exception):
    """Somebody else saved the round since this officer opened it."""


class NotInThatState(Exception):
    """This step does not lead on from the state the round is in."""


class NoUnits(Exception):
    """A round is opened to at least one unit."""


class UnitsDissolved(Exception):
    """Units of the round no longer exist; the argument is the list of their names."""


class AlreadyIn(Exception):
    """The unit is in the round."""


class NoReason(Exception):
    """A change of an open round says why."""


class FormStands(Exception):
    """Units are answering: form, period and units of an opened round no longer change here."""


@dataclass(frozen=True, slots=True)
class RoundContent:
    """What one writes down about a round. end_on: the first day after the period."""

    title: str
    plan: Plan | None
    basis: str
    start_on: date
    end_on: date
    due_on: date
    instructions: str
    outline: Outline
    units: Sequence[Unit]


@transaction.atomic
def save_round(
    *, round_: Round | None, content: RoundContent, unit: Unit, version: int, by: Actor, at: datetime
) -> Round:
    """Write down a round that is being prepared (`round_` None: a new one).

    Raises ChangedMeanwhile, FormStands.
    """
    if round_ is None:
        found = Round(unit=unit, created_by_id=by.pk, created_at=at, version=0)
    else:
        found = taken(round_, version)
    require(ACCESS, Act.SAVE_ROUND, by, found)
    if found.state != RoundState.DRAFT:
        raise FormStands(found.pk)
    found.title, found.plan, found.basis = content.title, content.plan, content.basis
    found.start_on, found.end_on, found.due_on = content.start_on, content.end_on, content.due_on
    found.instructions, found.form = content.instructions, to_plain(content.outline)
    found.version += 1
    found.save()
    _choose(found, content.units)
    details = {"version": found.version, "units": len(content.units)}
    audit.note(act=Act.SAVE_ROUND, actor=by, record=found, at=at, details=details)
    return found


def _choose(round_: Round, units: Sequence[Unit]) -> None:
    round_.unit_reports.exclude(unit__in=units).delete()
    there = set(round_.unit_reports.values_list("unit_id", flat=True))
    UnitReport.objects.bulk_create(
        UnitReport(round=round_, unit=unit) for unit in units if unit.pk not in there
    )


@transaction.atomic
def open_round(*, round_: Round, version: int, by: Actor, at: datetime) -> Round:
    """Open a round: from now its units report.

    Raises NoUnits, UnitsDissolved, NotInThatState, ChangedMeanwhile.
    """
    found = taken(round_, version)
    require(ACCESS, Act.OPEN_ROUND, by, found)
    is_first = found.opened_at is None
    _step(found, RoundState.OPEN)
    reports = list(found.unit_reports.standing().select_related("unit"))
    if not reports:
        raise NoUnits(found.pk)
    ended = [one.unit.name for one in reports if _has_ended(one.unit, local_day(at))]
    if ended and is_first:
        raise UnitsDissolved(ended)
    found.opened_at, found.closed_at = found.opened_at or at, None
    found.missing_at_close = []
    found.save(update_fields=["state", "version", "opened_at", "closed_at", "missing_at_close"])
    audit.note(act=Act.OPEN_ROUND, actor=by, record=found, at=at, details={"units": len(reports)})
    if is_first:
        for report in reports:
            report.round = found
        _tell_of_round(reports, at=at)
    return found


@transaction.atomic
def close_round(*, round_: Round, version: int, by: Actor, at: datetime) -> Round:
    """Close a round; who had not filed by then is kept with it."""
    found = taken(round_, version)
    require(ACCESS, Act.CLOSE_ROUND, by, found)
    _step(found, RoundState.CLOSED)
    missing = found.unit_reports.filter(state__in=AWAITED).values_list("unit_id", flat=True)
    found.closed_at, found.missing_at_close = at, sorted(missing)
    found.save(update_fields=["state", "version", "closed_at", "missing_at_close"])
    details = {"missing": found.missing_at_close}
    audit.note(act=Act.CLOSE_ROUND, actor=by, record=found, at=at, details=details)
    return found


@transaction.atomic
def move_due_day(*, round_: Round, due_on: date, reason: str, version: int, by: Actor, at: datetime) -> Round:
    """Give an open round another day; the units are told, and who filed is judged by the new day.

    The filed versions keep what was said of them when they were filed. Raises NoReason.
    """
    found = taken(round_, version)
    require(ACCESS, Act.OPEN_ROUND, by, found)
    if found.state != RoundState.OPEN:
        raise NotInThatState(found.state)
    if not reason.strip():
        raise NoReason
    details = {"from": found.due_on.isoformat(), "to": due_on.isoformat()}
    found.due_on = due_on
    found.version += 1
    found.save(update_fields=["due_on", "version"])
    _judge_again(found)
    audit.note(act=Act.OPEN_ROUND, actor=by, record=found, at=at, ground=reason.strip(), details=details)
    awaited = list(found.unit_reports.filter(state__in=AWAITED).select_related("round", "unit"))
    tell_units(
        awaited,
        format_lazy(_("{title}: to be filed by {day}"), title=found.title, day=f"{due_on:%d/%m/%Y}"),
        body=reason.strip(),
        kind="reports.moved",
        key=f"reports.moved:{found.pk}:{found.version}",
        at=at,
    )
    return found


def _judge_again(round_: Round) -> None:
    for report in round_.unit_reports.exclude(first_filed_at=None):
        is_late = report.first_filed_at is not None and local_day(report.first_filed_at) > round_.due_on
        if is_late != report.is_late:
            report.is_late = is_late
            report.save(update_fields=["is_late"])


@transaction.atomic
def add_unit(*, round_: Round, unit: Unit, reason: str, by: Actor, at: datetime) -> UnitReport:
    """Ask one more unit, or one that was left out; raises AlreadyIn, NoReason, UnitsDissolved."""
    found = Round.objects.select_for_update().get(pk=round_.pk)
    require(ACCESS, Act.CHOOSE_UNITS, by, found)
    if found.state != RoundState.OPEN:
        raise NotInThatState(found.state)
    if not reason.strip():
        raise NoReason
    if _has_ended(unit, local_day(at)):
        raise UnitsDissolved([unit.name])
    report = found.unit_reports.filter(unit=unit).first()
    if report is not None and report.state != ReportState.DROPPED:
        raise AlreadyIn(unit.pk)
    report = report or UnitReport(round=found, unit=unit)
    report.state, report.reason, report.is_added_later = ReportState.WAITING, reason.strip(), True
    report.version += 1
    report.save()
    details = {"unit": unit.pk, "added": True}
    audit.note(act=Act.CHOOSE_UNITS, actor=by, record=found, at=at, ground=report.reason, details=details)
    _tell_of_round([report], at=at)
    return report


def taken(round_: Round, version: int) -> Round:
    """Return the round, locked; raises ChangedMeanwhile if it is no longer at `version`."""
    found = Round.objects.select_for_update().get(pk=round_.pk)
    if found.version != version:
        raise ChangedMeanwhile(found.pk)
    return found


def tell_units(
    reports: Sequence[UnitReport], title: str | Promise, *, kind: str, key: str, at: datetime, body: str = ""
) -> int:
    """Tell the officers of each report's unit; returns how many were told."""
    officers = contacts_of([one.unit_id for one in reports], on=local_day(at), ranks=WRITERS)
    told = 0
    for report in reports:
        url = reverse("reports:unit_report", args=[report.pk])
        for officer in officers.get(report.unit_id, []):
            queue(
                kind=kind, recipient=officer, title=title, at=at, record=report, body=body, url=url, key=key
            )
            told += 1
    return told


def _tell_of_round(reports: Sequence[UnitReport], *, at: datetime) -> None:
    for report in reports:
        asked, day = report.round.title, f"{report.round.due_on:%d/%m/%Y}"
        tell_units(
            [report],
            format_lazy(_("Report asked: {title}, by {day}"), title=asked, day=day),
            body=report.round.instructions[:1000],
            kind="reports.asked",
            key=f"reports.asked:{report.pk}:{report.version}",
            at=at,
        )


def _step(round_: Round, to: RoundState) -> None:
    if to not in ROUND_NEXT[RoundState(round_.state)]:
        raise NotInThatState(round_.state)
    round_.state = to
    round_.version += 1


def _has_ended(unit: Unit, day: date) -> bool:
    return unit.end_on is not None and unit.end_on <= day
