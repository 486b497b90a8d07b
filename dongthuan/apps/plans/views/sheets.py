"""Plans and tasks as workbooks: written out, handed in, looked over, taken in."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from dongthuan.analysis.text import fold
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.sheets import answer
from dongthuan.apps.files.secrecy import SecretMark, secret_sentence
from dongthuan.apps.plans import sheets
from dongthuan.apps.plans.forms.sheets import SheetUploadForm, TakeInForm
from dongthuan.apps.plans.models.campaigns import SheetImport
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task, TaskQuerySet
from dongthuan.apps.plans.operations import sheets as operations
from dongthuan.apps.plans.operations.plans import ChangedMeanwhile, NotInThatState
from dongthuan.apps.plans.operations.steps import NoSuchStep, UnitDissolved
from dongthuan.apps.plans.operations.tasks import EndsBeforeStart, FixedFromAbove, OwnerOfAnotherUnit
from dongthuan.apps.plans.queries import sheets as queries
from dongthuan.apps.plans.rules import ACCESS, Act
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.sheet_reading import ReadSheet, SheetWarning, Value, read_xlsx

MOST_SHOWN = 500
PROBLEMS: dict[str, Any] = {
    "no-day": gettext_lazy("“%(detail)s” is not a day; write 05/03/2026"),
    "days": gettext_lazy("“%(detail)s” names more than two days"),
    "reversed": gettext_lazy("the last day lies before the first"),
    "serial": gettext_lazy("a number was read as a day: %(detail)s"),
    "money": gettext_lazy("“%(detail)s” is not an amount in whole VND; write 1.200.000"),
    "no-unit": gettext_lazy("there is no unit “%(detail)s”"),
    "own-unit": gettext_lazy("no lead unit is named: %(detail)s"),
    "no-content": gettext_lazy("the task has no content"),
    "too-long": gettext_lazy("the text is too long"),
    "key": gettext_lazy("“%(detail)s” is no key of a row; leave it empty for a new row"),
    "foreign": gettext_lazy("row %(detail)s is not one of this plan"),
    "twice": gettext_lazy("row %(detail)s stands twice in the sheet"),
    "closed": gettext_lazy("the task can no longer be changed: %(detail)s"),
    "from-above": gettext_lazy("content, days and lead unit are fixed by the plan above"),
    "given": gettext_lazy("the task was given to its unit; pass it on from its page"),
}
COLUMN_NAMES = sheets.COLUMNS | {
    "start_on": "Bắt đầu", "due_on": "Hoàn thành", "lead_unit": "Đơn vị chủ trì",
    "coordinating_units": "Đơn vị phối hợp",
    "budget_vnd": "Kinh phí (đồng)", "budget_source": "Nguồn kinh phí",
}  # fmt: skip
UNREAD: dict[str, Any] = {
    "empty": gettext_lazy("The file is empty."),
    "too-large": gettext_lazy("The file is larger than %(detail)s MB."),
    "encrypted": gettext_lazy("The file is locked with a password; remove it and hand the file in again."),
    "old-excel": gettext_lazy("This is an old Excel file (.xls); save it as .xlsx and hand it in again."),
    "zip-bomb": gettext_lazy("The file unpacks to far more than it may; it was not opened."),
    "too-many-rows": gettext_lazy("The sheet has more rows than are read (%(detail)s)."),
    "too-many-columns": gettext_lazy("The sheet has more columns than are read (%(detail)s)."),
    "too-many-sheets": gettext_lazy("The workbook has too many sheets."),
    "damaged": gettext_lazy("The file is damaged or cut off."),
    "unsafe": gettext_lazy("The file holds parts that a workbook may not have; it was not opened."),
    "unknown-kind": gettext_lazy(
        "This is no Excel workbook (.xlsx). Open it in Excel or LibreOffice and save it as .xlsx."
    ),
}
WARNINGS: dict[str, Any] = {
    "formula-without-value": gettext_lazy(
        "%(address)s: the formula has no kept value; the cell was read as empty."
    ),
    "error-value": gettext_lazy("%(address)s: the cell holds an error (%(detail)s)."),
    "bad-date": gettext_lazy("%(address)s: %(detail)s is no day."),
    "hidden-sheet": gettext_lazy("The hidden sheet “%(detail)s” was not read."),
    "not-read-below": gettext_lazy("Nothing was read below row %(detail)s."),
    "more-warnings": gettext_lazy("More cells are to be looked at than are listed here."),
}
REFUSALS: dict[type[Exception], Any] = {
    operations.AlreadyTakenIn: gettext_lazy("This sheet was taken in before."),
    operations.NothingToTakeIn: gettext_lazy("No row is new or changed; nothing was taken in."),
    ChangedMeanwhile: gettext_lazy(
        "The plan changed meanwhile. The preview shows it as it stands now; look again."
    ),
    NotInThatState: gettext_lazy("The plan is closed; rows can no longer be added."),
    NoSuchStep: gettext_lazy("A task changed meanwhile. Look at the preview again."),
    FixedFromAbove: gettext_lazy("A row is fixed by the plan above. Look at the preview again."),
    EndsBeforeStart: gettext_lazy("In one row the last day lies before the first."),
    OwnerOfAnotherUnit: gettext_lazy(
        "The one answerable for a row is not of its new lead unit; change it on its page."
    ),
    UnitDissolved: gettext_lazy("A unit was dissolved meanwhile. Look at the preview again."),
}


@require_GET
def export_plan(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give a plan as a workbook in the twelve columns of a yearly plan."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    tasks = Task.objects.visible_to(request.user).filter(plan=plan).exclude(state="cancelled")
    return _workbook(tasks.order_by("position", "pk"), plan.title)


def _workbook(tasks: TaskQuerySet, title: str) -> HttpResponse:
    name = slugify(fold(title))[:60] or "ke-hoach"
    return answer([queries.sheet_of(tasks, title)], name, at=clock.now())


def hand_in(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a workbook and read it; nothing of the plan is changed yet."""
    plan = _plan(request, pk)
    form = SheetUploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        made = _handed_in(request, plan, form)
        if made is not None:
            return redirect("plans:import", pk=pk, import_pk=made.pk)
    status = 400 if request.method == "POST" else 200
    content = {"plan": plan, "form": form, "columns": sheets.COLUMNS.values()}
    return render(request, "plans/sheet_upload.html", content, status=status)


def _handed_in(request: OfficerRequest, plan: Plan, form: SheetUploadForm) -> SheetImport | None:
    file = form.cleaned_data["file"]
    try:
        sheet = chosen_sheet(read_xlsx(file.read()))
        return operations.hand_in_sheet(
            plan=plan,
            name=file.name,
            cells=[[text_of(value) for value in row] for row in sheet.rows],
            warnings=[said_warning(warning) for warning in sheet.warnings[:50]],
            by=request.user,
            at=clock.now(),
        )
    except CannotRead as problem:
        words = UNREAD.get(problem.code, gettext_lazy("The file is no readable Excel workbook (.xlsx)."))
        form.add_error("file", str(words) % {"detail": problem.detail})
    except sheets.NoHeader:
        form.add_error(
            "file",
            _(
                "No row of headings was found; there must be a column of contents or tasks, "
                "as in an exported plan."
            ),
        )
    except sheets.TooManyRows:
        form.add_error("file", _("The sheet has more than %(n)d rows.") % {"n": sheets.MOST_ROWS})
    except SecretMark as refusal:
        form.add_error("file", secret_sentence(refusal))
    except NotInThatState:
        form.add_error(None, str(REFUSALS[NotInThatState]))
    return None


def preview(request: OfficerRequest, pk: int, import_pk: int) -> HttpResponse:
    """Show each row as it would become; on POST take the sheet in."""
    plan = _plan(request, pk)
    mine = SheetImport.objects.filter(plan=plan, by_id=request.user.pk, applied_at__isnull=True)
    made = get_object_or_404(mine.select_related("plan", "plan__unit"), pk=import_pk)
    if request.method == "POST":
        form = TakeInForm(request.POST)
        seen = form.cleaned_data["seen"] if form.is_valid() else ""
        if _taken_in(request, made, seen):
            return redirect("plans:plan", pk=pk)
    rows = queries.rows_planned(made, on=clock.local_day(clock.now()))
    faults_first = sorted(rows, key=lambda row: (row.kind == queries.SAME, row.kind != queries.BAD))
    content = {
        "plan": plan,
        "made": made,
        "rows": [(row, said_problems(row), said_changes(row)) for row in faults_first[:MOST_SHOWN]],
        "left": max(0, len(rows) - MOST_SHOWN),
        "counts": operations.counts_of(rows),
        "seen": queries.fingerprint(rows),
    }
    return render(request, "plans/sheet_preview.html", content)


def _taken_in(request: OfficerRequest, made: SheetImport, seen: str) -> bool:
    try:
        counts = operations.take_in_sheet(made=made, seen=seen, by=request.user, at=clock.now())
    except tuple(REFUSALS) as refusal:
        messages.error(request, str(REFUSALS[type(refusal)]))
        return False
    told = {"new": counts.new, "changed": counts.changed, "same": counts.same, "bad": counts.bad}
    messages.success(
        request,
        _("Taken in: %(new)d new, %(changed)d changed; %(same)d unchanged, %(bad)d left out for faults.")
        % told,
    )
    return True


def _plan(request: OfficerRequest, pk: int) -> Plan:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("unit"), pk=pk)
    require(ACCESS, Act.IMPORT_SHEET, request.user, plan)
    return plan


def chosen_sheet(read: Sequence[ReadSheet]) -> ReadSheet:
    """Return the first sheet with a header of ours, else the first; raises NoHeader where there is none."""
    if not read:
        raise sheets.NoHeader
    for sheet in read:
        try:
            sheets.rows_of([[text_of(value) for value in row] for row in sheet.rows[: sheets.MOST_ROWS]])
        except sheets.NoHeader:
            continue
        return sheet
    return read[0]


def text_of(value: Value) -> str:
    """Return a cell as text: days as 05/03/2026, whole numbers without a point."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(int(value))
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def said_warning(warning: SheetWarning) -> str:
    """Return what is to be looked at in a cell, in words."""
    words = WARNINGS.get(warning.code, gettext_lazy("%(address)s: look at this cell."))
    return str(words) % {"address": warning.address, "detail": warning.detail}


def said_problems(row: queries.RowPlan) -> list[dict[str, Any]]:
    """Return what is wrong with a row in words, with suggestions."""
    return [
        {
            "column": COLUMN_NAMES.get(problem.column, problem.column),
            "words": str(PROBLEMS[problem.code]) % {"detail": problem.detail},
            "suggestions": problem.suggestions,
            "is_note": problem.is_note,
        }
        for problem in row.problems
    ]


def said_changes(row: queries.RowPlan) -> list[tuple[str, str, str]]:
    """Return (column, before, after) for what would change."""
    return [
        (COLUMN_NAMES.get(name, name), _shown(old), _shown(new)) for name, (old, new) in row.changes.items()
    ]


def _shown(value: object) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, list):
        return "; ".join(str(one) for one in value) or "–"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)[:300]
