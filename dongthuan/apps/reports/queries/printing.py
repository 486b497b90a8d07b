"""A synthesis and what it stands on, ready to be printed or written into sheets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.reports import printing, tokens
from dongthuan.apps.reports.filling import shortened
from dongthuan.apps.reports.lifecycle import AWAITED, Outcome, ReportState
from dongthuan.apps.reports.measures import summed
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.syntheses import Synthesis, SynthesisParagraph, SynthesisSource
from dongthuan.apps.reports.models.unit_reports import CountedTask, ReportVersion, UnitReport
from dongthuan.apps.reports.outline import from_plain
from dongthuan.apps.reports.queries import syntheses as queries
from dongthuan.apps.reports.queries import unit_reports as reports
from dongthuan.docgen.official import Annex, Block

ANNEXES = {
    "stat:filed": printing.FILING,
    "stat:missing": printing.FILING,
    "stat:successions": printing.FILING,
    "stat:tasks": printing.STATISTICS,
    "stat:overdue": printing.TASKS,
    "stat:stated": printing.STATED,
}
MOST_TASKS = 300  # beyond so many only what is late or overdue is printed; the sheet holds all
MOST_LATE = 1000
_NOT_IN_TIME = (Outcome.LATE, Outcome.OVERDUE)


@dataclass(frozen=True, slots=True)
class Printed:
    """What a document is drawn up from."""

    body: tuple[Block, ...]
    annexes: tuple[Annex, ...]


def printed_of(synthesis: Synthesis) -> Printed:
    """Return the synthesis as blocks; a fixed number of queries."""
    printable = printable_of(synthesis)
    return Printed(printing.body_of(printable), printing.annexes_of(printable))


def printable_of(synthesis: Synthesis) -> printing.Printable:
    """Return all that is printed of a synthesis."""
    round_ = synthesis.round
    paragraphs = [one for one in queries.paragraphs_with_sources(synthesis) if not one.is_removed]
    return printing.Printable(
        outline=from_plain(round_.form),
        basis=round_.basis,
        start_on=round_.start_on,
        last_on=date.fromordinal(round_.end_on.toordinal() - 1),
        as_of=local_day(synthesis.refreshed_at),
        paragraphs=[_paragraph(one) for one in paragraphs],
        values=queries.written_values(queries.figures_by_key(synthesis)),
        rows=rows_of(round_, list(synthesis.inputs.select_related("report__unit"))),
        tasks=_tasks(synthesis),
        plan=round_.plan.title if round_.plan is not None else "",
    )


def counted_tasks(version_keys: Iterable[int]) -> QuerySet[CountedTask]:
    """Return the tasks that filed versions counted, by unit and last day."""
    counted = CountedTask.objects.filter(version__in=list(version_keys)).select_related("task", "unit")
    return counted.order_by("unit__name", "due_on", "pk")


def _tasks(synthesis: Synthesis) -> printing.PrintedTasks:
    counted = counted_tasks(synthesis.inputs.values_list("pk", flat=True))
    if counted.count() <= MOST_TASKS:
        return printing.PrintedTasks([printed_task(row) for row in counted])
    late = counted.filter(outcome__in=_NOT_IN_TIME)
    rows = [printed_task(row) for row in late[:MOST_LATE]]
    return printing.PrintedTasks(rows, are_all=False, left_out=max(late.count() - MOST_LATE, 0))


def printed_task(row: CountedTask) -> printing.PrintedTask:
    """Return a counted task as it is printed."""
    named = f"{row.task.ref} {shortened(row.task.content, 200)}".strip()
    return printing.PrintedTask(row.unit.name, named, row.due_on, row.done_on, row.outcome)


def rows_of(round_: Round, versions: list[ReportVersion]) -> list[printing.UnitRow]:
    """Return the units of a round by name with what these versions say of each; two queries."""
    standing = {one.report_id: one for one in versions}
    found = round_.unit_reports.exclude(state=ReportState.DROPPED)
    return [
        _row(report, standing.get(report.pk))
        for report in found.select_related("unit", "taken_over_by__unit").order_by("unit__name", "pk")
    ]


def _row(report: UnitReport, version: ReportVersion | None) -> printing.UnitRow:
    if version is None:
        return printing.UnitRow(report.unit.name, _why_missing(report), _note(report), None, {})
    content = reports.content_of(version)
    how = "nộp chậm" if report.is_late else "đúng hạn"
    filed = f"Ngày {local_day(version.filed_at):%d/%m/%Y} ({how}; lần {version.number})"
    stated = {one.key: tokens.plain_number(one.value) for one in content.figures}
    heirs = f"Kế thừa: {'; '.join(content.predecessors)}" if content.predecessors else _note(report)
    return printing.UnitRow(
        report.unit.name, filed, heirs, content.measures, stated, report.pk, version.number
    )


def total_of(rows: Sequence[printing.UnitRow]) -> printing.UnitRow:
    """Return the sums over the units that filed, as a row without a name."""
    return printing.UnitRow("", "", "", summed(row.measures for row in rows if row.measures is not None), {})


def _why_missing(report: UnitReport) -> str:
    if report.state in AWAITED:
        return f"CHƯA NỘP ({queries.WHY_MISSING[ReportState(report.state)].lower()})"
    if report.taken_over_by is not None:
        return "Đơn vị kế thừa báo cáo"
    return "Nộp sau khi tổng hợp"


def _note(report: UnitReport) -> str:
    if report.taken_over_by is not None:
        return f"{report.taken_over_by.unit.name} báo cáo thay: {shortened(report.reason, 150)}"
    return (
        f"Bổ sung vào đợt: {shortened(report.reason, 150)}" if report.is_added_later and report.reason else ""
    )


def _paragraph(paragraph: SynthesisParagraph) -> printing.PrintedParagraph:
    return printing.PrintedParagraph(
        part=paragraph.part,
        text=paragraph.text,
        sources=tuple(_source(one) for one in paragraph.sources.all()),
        annex=ANNEXES.get(paragraph.source_key, ""),
    )


def _source(source: SynthesisSource) -> printing.Source:
    version = source.version
    task = "" if source.task is None else f"{source.task.ref} {shortened(source.task.content, 160)}".strip()
    told = (
        f"Lần {version.number}, ngày {local_day(version.filed_at):%d/%m/%Y}, mã {version.content_hash[:12]}"
    )
    return printing.Source(version.report.unit.name, task, told)
