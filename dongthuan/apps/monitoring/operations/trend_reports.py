"""A trend report is compiled from the counts, completed by officers, approved by another, and frozen."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from dongthuan.analysis.text import tidy
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.models.trend_reports import TrendReport
from dongthuan.apps.monitoring.operations import approving
from dongthuan.apps.monitoring.operations.approving import OPEN_STATES, NotOpen
from dongthuan.apps.monitoring.queries import trend_figures, trend_reports
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.units.queries import current_agency
from dongthuan.docgen.official_record import fingerprint, to_plain

Period = TrendReport.Period


class NotOverYet(Exception):
    """The week or month is not over; a report of it would count half of it."""


class NothingProposed(Exception):
    """A report is handed in with an assessment and with proposals."""


class NothingCounted(Exception):
    """There is no topic that holds all relevant news, so nothing can be counted."""


def days_of(period: Period, day: date) -> tuple[date, date]:
    """Return the first and last day of the week (Monday to Sunday) or month in which `day` lies."""
    if period == Period.WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


@transaction.atomic
def compile_report(*, period: Period, day: date, by: Officer, at: datetime) -> TrendReport:
    """Count the week or month in which `day` lies, or count an open report again; what people wrote stays.

    Raises NotOverYet, NotOpen where it was handed in or approved, NothingCounted.
    """
    require(ACCESS, Act.COMPILE_TREND, by, None)
    first, last = days_of(period, day)
    if last >= local_day(at):
        raise NotOverYet(last.isoformat())
    topic = Topic.objects.filter(kind=Topic.Kind.EVERYTHING).first()
    if topic is None:
        raise NothingCounted
    given = {"last_on": last, "compiler": by, "compiled_at": at, "version": 0}
    TrendReport.objects.get_or_create(period=period, first_on=first, defaults=given)
    report = TrendReport.objects.select_for_update().get(period=period, first_on=first)
    if report.state not in OPEN_STATES:
        raise NotOpen(str(report))
    agency = current_agency()
    report.query = trend_figures.ask(first, last, topic=topic, at=at)
    report.figures = trend_figures.answer(report.query)
    report.compiled_at = at
    report.is_illustrative = bool(agency and agency.is_demonstration)
    report.version += 1
    report.save()
    audit.note(act=Act.COMPILE_TREND, actor=by, record=report, at=at, details={"version": report.version})
    return report


def compile_missing(*, by: Officer, at: datetime) -> list[TrendReport]:
    """Compile the last full week and month where nobody has; run daily, it makes up for a standstill."""
    today, made = local_day(at), []
    for period in Period:
        first, _last = days_of(period, today)
        day = first - timedelta(days=1)
        begun, _end = days_of(period, day)
        if not TrendReport.objects.filter(period=period, first_on=begun).exists():
            made.append(compile_report(period=period, day=day, by=by, at=at))
    return made


@transaction.atomic
def write_report(
    *, report: TrendReport, note: str, proposals: str, version: int, by: Officer, at: datetime
) -> TrendReport:
    """Keep the assessment and the proposals of an open report; raises ChangedMeanwhile, NotOpen."""
    report = approving.locked(report, version=version)
    require(ACCESS, Act.EDIT_TREND, by, report)
    if report.state not in OPEN_STATES:
        raise NotOpen(str(report))
    report.note, report.proposals = _lines(note), _lines(proposals)
    report.version += 1
    report.save(update_fields=["note", "proposals", "version"])
    report.editors.add(by)
    audit.note(act=Act.EDIT_TREND, actor=by, record=report, at=at, details={"version": report.version})
    return report


def _lines(text: str) -> str:
    return "\n".join(tidy(line) for line in text.splitlines() if line.strip())


@transaction.atomic
def submit_report(*, report: TrendReport, version: int, by: Officer, at: datetime) -> TrendReport:
    """Hand a report in for approval; raises NothingProposed while it holds figures only."""
    return approving.hand_in(report, version=version, act=Act.SUBMIT_TREND, check=_refuse_bare, by=by, at=at)


def _refuse_bare(report: TrendReport) -> None:
    if not report.note or not report.proposals:
        raise NothingProposed


@transaction.atomic
def withdraw_report(*, report: TrendReport, version: int, by: Officer, at: datetime) -> TrendReport:
    """Take a report that was handed in back."""
    return approving.take_back(report, version=version, act=Act.SUBMIT_TREND, by=by, at=at)


@transaction.atomic
def return_report(
    *, report: TrendReport, version: int, reason: str, by: Officer, at: datetime
) -> TrendReport:
    """Give a report back to its authors with a reason."""
    return approving.give_back(report, version=version, reason=reason, act=Act.RETURN_TREND, by=by, at=at)


@transaction.atomic
def approve_report(
    *, report: TrendReport, version: int, content_hash: str, by: Officer, at: datetime
) -> TrendReport:
    """Approve the text with this hash and freeze it; raises ChangedMeanwhile if it is another by now."""

    def freeze(kept: TrendReport) -> tuple[dict[str, Any], str]:
        content = trend_reports.signed_content(kept, by_post=by.post, by_name=by.full_name, at=at)
        return to_plain(content), fingerprint(content)

    return approving.approve(
        report,
        seen=approving.Seen(version, content_hash),
        act=Act.APPROVE_TREND,
        freeze=freeze,
        by=by,
        at=at,
    )
