"""What pages and operations ask about one unit's report."""

from collections.abc import Iterable
from datetime import date

from dongthuan.apps.plans.models.tasks import Evidence, ProgressReport, Task
from dongthuan.apps.reports import freezing
from dongthuan.apps.reports.models.unit_reports import ReportFigure, ReportText, ReportVersion, UnitReport
from dongthuan.apps.reports.outline import from_plain
from dongthuan.apps.reports.queries import counting


def counted_of(report: UnitReport, *, on: date) -> list[counting.Counted]:
    """Return the tasks that the report counts if written on a day, those of units it took over among them."""
    keys, round_ = counting.unit_keys_of(report), report.round
    plans = counting.plan_keys_of(round_)
    last = round_.counts_on(on)
    return counting.tasks_counted(keys, start_on=round_.start_on, on=last, plan_keys=plans)


def texts_of(report: UnitReport) -> list[ReportText]:
    """Return the paragraphs of the draft with their tasks, in order."""
    return list(report.texts.select_related("task").order_by("part", "position", "pk"))


def figures_of(report: UnitReport) -> dict[str, ReportFigure]:
    """Return the figures that the unit states, by key."""
    return {figure.key: figure for figure in report.figures.all()}


def tasks_to_name(report: UnitReport, *, on: date) -> list[Task]:
    """Return the tasks a paragraph may tell of: those counted, and those that the unit coordinates."""
    counted = [row.task for row in counted_of(report, on=on)]
    keys = counting.unit_keys_of(report)
    helped = Task.objects.filter(coordinating_units__in=keys).exclude(state__in=["draft", "cancelled"])
    plans = counting.plan_keys_of(report.round)
    if plans is not None:
        helped = helped.filter(plan_id__in=plans)
    known = {task.pk for task in counted}
    return counted + [task for task in helped.distinct().order_by("pk")[:500] if task.pk not in known]


def frozen_of(report: UnitReport, rows: Iterable[counting.Counted]) -> freezing.FrozenReport:
    """Return what the draft says, ready to be frozen."""
    listed = list(rows)
    stated = figures_of(report)
    return freezing.FrozenReport(
        unit_name=report.unit.name,
        predecessors=tuple(report.taken_over.order_by("unit__name").values_list("unit__name", flat=True)),
        measures=counting.measures_of(listed),
        counted_hash=freezing.hash_of_rows(
            (row.task.pk, row.unit_id, str(row.outcome), row.is_due, row.due_on, row.done_on)
            for row in listed
        ),
        figures=tuple(
            freezing.FrozenFigure(
                asked.key,
                asked.label,
                asked.unit,
                stated[asked.key].value if asked.key in stated else None,
                stated[asked.key].note if asked.key in stated else "",
            )
            for asked in from_plain(report.round.form).figures
        ),
        texts=tuple(_frozen_text(text) for text in texts_of(report)),
    )


def _frozen_text(text: ReportText) -> freezing.FrozenText:
    task = text.task
    named = None if task is None else freezing.FrozenTask(task.pk, task.ref, task.content[:500])
    return freezing.FrozenText(text.pk, text.part, text.text, text.is_own, named)


def content_of(version: ReportVersion) -> freezing.FrozenReport:
    """Return what a filed version says."""
    return freezing.from_plain(version.content)


def latest_version(report: UnitReport) -> ReportVersion | None:
    """Return the version filed last, returned or not."""
    return report.versions.select_related("filed_by", "returned_by").order_by("-number").first()


def standing_versions(round_key: int) -> list[ReportVersion]:
    """Return the versions a synthesis may stand on: the latest of each report that is filed or taken in."""
    versions = ReportVersion.objects.filter(
        report__round_id=round_key, report__state__in=["filed", "accepted"], returned_at__isnull=True
    )
    latest = versions.order_by("report_id", "-number").distinct("report_id")
    return sorted(
        latest.select_related("report__unit"), key=lambda one: (one.report.unit.name, one.report_id)
    )


def latest_progress(task_keys: list[int], *, before: date) -> dict[int, ProgressReport]:
    """Return what was last said of each task before a day; one query."""
    said = ProgressReport.objects.filter(task_id__in=task_keys, at__date__lt=before).exclude(text="")
    return {one.task_id: one for one in said.order_by("task_id", "-at", "-pk").distinct("task_id")}


def evidence_by_task(task_keys: list[int]) -> dict[int, list[Evidence]]:
    """Return the standing evidence of each task; one query."""
    found: dict[int, list[Evidence]] = {}
    for one in Evidence.objects.filter(task_id__in=task_keys, is_withdrawn=False).order_by("at", "pk"):
        found.setdefault(one.task_id, []).append(one)
    return found
