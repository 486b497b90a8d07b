"""The annual report of Decree 244: opened with its clock, prepared, drawn up from the records, sent."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.lifecycle import OPEN
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.operations.clocks import finish_clock, start_clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.matters.operations.machine import machine
from dongthuan.apps.reports.models.statutory import StatutoryReport
from dongthuan.apps.reports.queries.statutory import count_all, period_of
from dongthuan.apps.reports.statutory_printing import annexes, body, subject
from dongthuan.apps.reports.statutory_rules import ACCESS, Act
from dongthuan.apps.units.models import Unit
from dongthuan.apps.units.queries import current_agency
from dongthuan.docgen.letterhead import Recipient
from dongthuan.docgen.official import Kind

MINISTRY = "Bộ Văn hóa, Thể thao và Du lịch"
FIRST_YEAR = 2026
RULE = "P10"


class ChangedMeanwhile(Exception):
    """Somebody else changed the report since the officer saw it."""


class NoReportYet(Exception):
    """Decree 244/2026 asks for no report of that year."""


class SentAlready(Exception):
    """The report went to the ministry; it is what was sent."""


class NotYetHappened(Exception):
    """What has not happened cannot be recorded."""


class PeriodRuns(Exception):
    """The days that the report counts are not over: it cannot have been sent."""


class NotDrawnUp(Exception):
    """No document was drawn up, so nothing keeps the figures that were sent."""


class NotSent(Exception):
    """The report is not recorded as sent."""


class NoWords(Exception):
    """Say how it was sent."""


@transaction.atomic
def open_statutory(*, year: int, by: Actor, at: datetime) -> StatutoryReport:
    """Open the report of a year and start its clock, P10; a second time changes nothing.

    Raises NoReportYet.
    """
    require(ACCESS, Act.PREPARE, by, None)
    if not FIRST_YEAR <= year <= local_day(at).year + 1:
        raise NoReportYet
    report, is_new = StatutoryReport.objects.get_or_create(
        year=year, defaults={"created_by_id": by.pk, "created_at": at}
    )
    if is_new and local_day(at).year == year:
        report.clock = _start_limit(report, by=by, at=at, reason=f"Mở kỳ báo cáo năm {year}")
        report.save(update_fields=["clock"])
    if is_new:
        audit.note(act=Act.PREPARE, actor=by, record=report, at=at, details={"year": year})
    return report


@transaction.atomic
def write_statutory(
    *, report: StatutoryReport, version: int, difficulties: str, proposals: str, by: Actor, at: datetime
) -> StatutoryReport:
    """Write part II of the form: difficulties and proposals.

    Raises ChangedMeanwhile, SentAlready, SecretMark.
    """
    report = _locked(report, version)
    require(ACCESS, Act.PREPARE, by, report)
    refuse_secret(difficulties, proposals)
    report.difficulties, report.proposals = difficulties.strip(), proposals.strip()
    report.version += 1
    report.save(update_fields=["difficulties", "proposals", "version"])
    audit.note(act=Act.PREPARE, actor=by, record=report, at=at, details={"version": report.version})
    return report


@transaction.atomic
def draw_up_statutory(*, report: StatutoryReport, version: int, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the document from the figures as they stand, and keep those figures beside it.

    Raises ChangedMeanwhile, SentAlready, and what documents.draw_up raises.
    """
    report = _locked(report, version)
    unit = _agency_unit()
    require(ACCESS, Act.DRAW_UP, by, OfficialDocument(unit=unit))
    period = period_of(report.year)
    counted = count_all(period)
    document = draw_up(
        kind=Kind.REPORT,
        unit=unit,
        subject=subject(period),
        body=body(period, counted, report),
        by=by,
        at=at,
        addressees=(MINISTRY,),
        recipients=(Recipient("Như trên"), Recipient("Lãnh đạo cơ quan", "để b/c")),
        archive="VT, VP",
        annexes=annexes(period, counted),
        record=report,
    )
    report.document, report.drawn_up_at = document, at
    report.figures = {one.indicator.code: [one.numerator, one.total] for one in counted}
    report.version += 1
    report.save(update_fields=["document", "drawn_up_at", "figures", "version"])
    audit.note(act=Act.DRAW_UP, actor=by, record=report, at=at, details={"document": document.pk})
    return document


@transaction.atomic
def send_statutory(
    *, report: StatutoryReport, version: int, sent_at: datetime, note: str, by: Actor, at: datetime
) -> StatutoryReport:
    """Record that the e-document went to the ministry, which ends the clock of the year.

    Raises ChangedMeanwhile, SentAlready, NotYetHappened, PeriodRuns, NotDrawnUp, NoWords.
    """
    report = _locked(report, version)
    require(ACCESS, Act.SEND, by, report)
    if sent_at > at:
        raise NotYetHappened
    if local_day(sent_at) < period_of(report.year).end_on:
        raise PeriodRuns
    if report.document is None:
        raise NotDrawnUp
    if not note.strip():
        raise NoWords
    refuse_secret(note)
    report.sent_at, report.sent_note = sent_at, note.strip()[:300]
    report.version += 1
    report.save(update_fields=["sent_at", "sent_note", "version"])
    clock = report.clock
    if clock is not None and clock.state in OPEN:
        finish_clock(clock=clock, by=machine(by), at=at, done_at=max(sent_at, clock.start_at))
    audit.note(act=Act.SEND, actor=by, record=report, at=at, details={"sent_at": sent_at.isoformat()})
    return report


@transaction.atomic
def take_sending_back(
    *, report: StatutoryReport, version: int, reason: str, by: Actor, at: datetime
) -> StatutoryReport:
    """Undo a record of sending that was made by mistake; the limit of the year runs again.

    Raises ChangedMeanwhile, NotSent, NoWords, SecretMark.
    """
    report = _locked(report, version, is_sent=True)
    require(ACCESS, Act.TAKE_BACK, by, report)
    if not reason.strip():
        raise NoWords
    refuse_secret(reason)
    before = report.sent_at.isoformat() if report.sent_at else ""
    report.sent_at, report.sent_note = None, ""
    report.version += 1
    if report.clock is not None and local_day(at).year == report.year:
        report.clock = _start_limit(report, by=by, at=at, reason=reason.strip())
    report.save(update_fields=["sent_at", "sent_note", "version", "clock"])
    audit.note(
        act=Act.TAKE_BACK, actor=by, record=report, at=at, ground=reason.strip(), details={"sent_at": before}
    )
    return report


def _start_limit(report: StatutoryReport, *, by: Actor, at: datetime, reason: str) -> Clock:
    return start_clock(
        name=RULE,
        unit=_agency_unit(),
        start_at=at,
        by=machine(by),
        at=at,
        record=report,
        start_reason=reason[:500],
        url=report.get_absolute_url(),
    )


def _locked(seen: StatutoryReport, version: int, *, is_sent: bool = False) -> StatutoryReport:
    report = (
        StatutoryReport.objects.select_for_update(of=("self",))
        .select_related("clock", "document")
        .get(pk=seen.pk)
    )
    if report.version != version:
        raise ChangedMeanwhile(report.pk)
    if is_sent and report.sent_at is None:
        raise NotSent
    if not is_sent and report.sent_at is not None:
        raise SentAlready
    return report


def _agency_unit() -> Unit:
    agency = current_agency()
    if agency is None:
        raise NoReportYet
    return agency.unit
