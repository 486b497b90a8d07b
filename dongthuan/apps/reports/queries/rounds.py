"""What pages and the desk ask about rounds: who has filed, who is late, what an officer must file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from dongthuan.apps.accounts.contacts import contacts_of
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.reports.lifecycle import AWAITED, HANDED_IN, OUT_OF_ROUND, ReportState
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.unit_reports import UnitReport
from dongthuan.apps.reports.rules import may_open_rounds
from dongthuan.apps.units.models import Unit


def rounds_listed(*, seen_by: Actor) -> QuerySet[Round]:
    """Return the rounds this officer sees, with `unit_count`, `filed_count`; paged by `created_at`."""
    in_round = ~Q(unit_reports__state__in=OUT_OF_ROUND) & Q(unit_reports__isnull=False)
    filed = Q(unit_reports__state__in=HANDED_IN)
    seen = Round.objects.visible_to(seen_by).values("pk")
    return (
        Round.objects.filter(pk__in=seen)
        .select_related("unit")
        .defer("form", "instructions")
        .annotate(
            unit_count=Count("unit_reports", filter=in_round),
            filed_count=Count("unit_reports", filter=filed),
        )
    )


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One unit of a round: its report, whom to call, and whether the unit is no more."""

    report: UnitReport
    officers: Sequence[Officer]
    is_awaited: bool
    is_late: bool
    days_late: int
    has_ended: bool
    successors: Sequence[Unit]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is; all but `dropped` and `taken_over` make `total`."""

    total: int
    filed: int
    accepted: int
    returned: int
    late: int


def report_rows(round_: Round, *, seen_by: Actor, on: date) -> list[ReportRow]:
    """Return the units of a round that an officer sees, by name, with whom to call; four queries."""
    seen = UnitReport.objects.visible_to(seen_by).filter(round=round_).values("pk")
    found = UnitReport.objects.filter(pk__in=seen).select_related("unit", "taken_over_by__unit")
    reports = list(found.prefetch_related("unit__successors").order_by("unit__name", "pk"))
    for report in reports:
        report.round = round_
    officers = contacts_of([report.unit_id for report in reports], on=on)
    return [_row(report, officers.get(report.unit_id, []), on) for report in reports]


def _row(report: UnitReport, officers: Sequence[Officer], on: date) -> ReportRow:
    is_awaited = report.state in AWAITED and report.round.state == "open"
    days_late = max((on - report.round.due_on).days, 0) if is_awaited else 0
    has_ended = report.unit.end_on is not None and report.unit.end_on <= on
    successors = list(report.unit.successors.all()) if has_ended else []
    is_late = report.is_late or days_late > 0
    return ReportRow(report, officers, is_awaited, is_late, days_late, has_ended and is_awaited, successors)


def progress_of(rows: Sequence[ReportRow]) -> Progress:
    """Return how far a round is."""
    standing = [row for row in rows if row.report.state not in OUT_OF_ROUND]
    states = [row.report.state for row in standing]
    return Progress(
        total=len(standing),
        filed=sum(state in HANDED_IN for state in states),
        accepted=states.count(ReportState.ACCEPTED),
        returned=states.count(ReportState.RETURNED),
        late=sum(row.is_late for row in standing),
    )


WHICH = {
    "missing": lambda row: row.is_awaited,
    "late": lambda row: row.is_late,
    "filed": lambda row: row.report.state == ReportState.FILED,
    "accepted": lambda row: row.report.state == ReportState.ACCEPTED,
    "returned": lambda row: row.report.state == ReportState.RETURNED,
}


def chosen_rows(rows: Sequence[ReportRow], which: str) -> list[ReportRow]:
    """Return the rows of one kind; all of them for an unknown word."""
    wanted = WHICH.get(which)
    return [row for row in rows if wanted is None or wanted(row)]


def my_reports(officer: Actor, *, on: date) -> list[UnitReport]:
    """Return the reports this officer must file, the most urgent (`round.due_on`) first; one query."""
    own = [unit for role, unit in officer.held_roles() if role in (Role.UNIT_OFFICER, Role.LEADER)]
    reports = UnitReport.objects.awaited().filter(unit_id__in=own).select_related("round", "unit")
    return list(reports.order_by("round__due_on", "round_id", "unit__name"))


def rounds_needing(officer: Actor, *, on: date) -> list[Round]:
    """Return the open rounds with something for the Office to do, the most urgent first.

    Each has `filed_waiting` (filed, not taken in), `missing_count`, and `late_count` (missing after the day).
    Empty for those who do not run rounds.
    """
    if not may_open_rounds(officer, None):
        return []
    awaited = Q(unit_reports__state__in=AWAITED)
    counted = Round.objects.open().annotate(
        filed_waiting=Count("unit_reports", filter=Q(unit_reports__state=ReportState.FILED)),
        missing_count=Count("unit_reports", filter=awaited),
        late_count=Count("unit_reports", filter=awaited & Q(due_on__lt=on)),
    )
    return list(counted.order_by("due_on", "pk"))


def late_units(*, seen_by: Actor, on: date, most: int = 50) -> list[ReportRow]:
    """Return the units that are late with a report and whom to call, the latest first; four queries."""
    late = UnitReport.objects.visible_to(seen_by).late(on=on)
    found = late.select_related("round", "unit", "taken_over_by__unit").prefetch_related("unit__successors")
    reports = list(found.order_by("round__due_on", "unit__name")[:most])
    officers = contacts_of([report.unit_id for report in reports], on=on)
    return [_row(report, officers.get(report.unit_id, []), on) for report in reports]


def documents_of(round_: Round, *, seen_by: Officer) -> list[OfficialDocument]:
    """Return the documents drawn up from a round or its synthesis, the newest first."""
    keys = Q(record_type="reports.round", record_key=str(round_.pk))
    synthesis = getattr(round_, "synthesis", None)
    if synthesis is not None:
        keys |= Q(record_type="reports.synthesis", record_key=str(synthesis.pk))
    found = OfficialDocument.objects.visible_to(seen_by).filter(keys)
    return list(
        found.select_related("unit").defer("body", "annexes", "folded").order_by("-created_at", "-pk")[:50]
    )
