"""The lines of a year, one line, its steps."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.budgets import forms, sheets
from dongthuan.apps.budgets.lifecycle import LineState
from dongthuan.apps.budgets.models import Line
from dongthuan.apps.budgets.operations import commitments
from dongthuan.apps.budgets.operations import lines as operations
from dongthuan.apps.budgets.queries import lines_listed, spending_by_plan, total_of, totals_by
from dongthuan.apps.budgets.rules import ACCESS, Act
from dongthuan.apps.budgets.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common import sheets as workbook
from dongthuan.apps.common.access import require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.common.paging import page_of
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.press.views.register_steps import page_by_name
from dongthuan.docgen.money import in_words

_attempt = attempting(REFUSED, sentence_of)


def _is_open(line: Line) -> bool:
    return line.state == LineState.OPEN


STEPS = Steps(
    "line",
    {
        "cam-ket": Step(
            Act.COMMIT,
            forms.CommitForm,
            commitments.commit,
            "plus",
            gettext_lazy("Commit money"),
            gettext_lazy("The commitment is noted."),
            _is_open,
        ),
        "phan-bo": Step(
            Act.ALLOCATE,
            forms.AllocateForm,
            operations.allocate,
            "check",
            gettext_lazy("Allocate money"),
            gettext_lazy("The allocation is noted."),
            _is_open,
        ),
        "du-toan": Step(
            Act.ESTIMATE,
            forms.EstimateForm,
            operations.estimate,
            "pencil",
            gettext_lazy("Change the estimate"),
            gettext_lazy("The estimate is noted."),
            _is_open,
        ),
        "sua": Step(
            Act.REWRITE,
            forms.RewriteForm,
            operations.rewrite_line,
            "edit",
            gettext_lazy("Change the line"),
            gettext_lazy("The line is changed."),
            _is_open,
            initial=lambda line: {"name": line.name, "source": line.source, "control": line.control},
        ),
        "chuyen-nguon": Step(
            Act.CARRY,
            forms.CarryForm,
            operations.carry_line,
            "arrow-right",
            gettext_lazy("Carry into the next year"),
            gettext_lazy("What was left is in the next year's line; this one is closed."),
            _is_open,
            hint=gettext_lazy("What is left and what is still to be paid go into the line of the next year."),
            is_grave=True,
        ),
        "dong": Step(
            Act.CLOSE,
            forms.CloseForm,
            operations.close_line,
            "lock",
            gettext_lazy("Close the line"),
            gettext_lazy("The line is closed."),
            _is_open,
            hint=gettext_lazy("No money moves on a closed line. It cannot be opened again."),
            is_grave=True,
        ),
    },
    ACCESS,
    REFUSED,
    sentence_of,
)


@require_GET
def lines(request: OfficerRequest) -> HttpResponse:
    """List the lines of a year with their sums, or the sums by unit, kind, source or plan."""
    require(ACCESS, Act.LIST, request.user, None)
    at = clock.now()
    form = forms.FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    year = wanted.get("year") or clock.local_day(at).year
    by = wanted.get("by") or ""
    rows = lines_listed(request.user, wanted, year=year)
    title = _("Money of %(year)s") % {"year": year}
    grouped = totals_by(rows, by) if by in ("unit", "kind", "source") else []
    plans = spending_by_plan(request.user, year=year) if by == "plan" else []
    if workbook.is_wanted(request):
        columns: Any = sheets.TOTALS if grouped else sheets.PLANS if by == "plan" else sheets.LINES
        shown: Any = grouped or (plans if by == "plan" else rows)
        return workbook.answer_with(title, columns, shown, name=f"kinh-phi-{year}", at=at, form=form)
    page = {
        "form": form,
        "title": title,
        "year": year,
        "by": by,
        "page": page_by_name(rows, request.GET.get("page", "")),
        "total": total_of(rows),
        "totals": grouped,
        "plans": plans,
        "is_filtered": any(value for name, value in wanted.items() if name not in ("year", "by")),
        "may_open": ACCESS[Act.OPEN](request.user, Line()),
    }
    return render(request, "budgets/lines.html", page, status=200 if form.is_valid() else 400)


@require_http_methods(["GET", "POST"])
def add(request: OfficerRequest) -> HttpResponse:
    """Open a line."""
    require(ACCESS, Act.OPEN, request.user, Line())
    form = forms.LineForm(request.POST or None, initial={"year": clock.local_day(clock.now()).year})
    if request.method == "POST" and form.is_valid():
        made = _attempt(request, operations.open_line, _("The line is open."), content=form.content())
        if made is not None:
            return redirect(made)
    return render(request, "budgets/line_add.html", {"form": form}, status=400 if form.is_bound else 200)


@require_GET
def line(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a line: its sums, what was promised from it, every movement; the movements also as a workbook."""
    found = _line(request, pk)
    if workbook.is_wanted(request):
        moved = found.movements.select_related("by", "commitment")
        return workbook.answer_with(
            str(found), sheets.MOVEMENTS, moved, name=f"kinh-phi-dong-{found.pk}", at=clock.now()
        )
    return _show(request, found, {})


@require_POST
def take_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Take a step on a line."""
    return STEPS.take(request, slug, _line(request, pk), _show)


def _show(request: OfficerRequest, found: Line, bound: Any, *, status: int = 200) -> HttpResponse:
    page = {
        "line": found,
        "steps": STEPS.offered(request, found, bound),
        "page": page_of(found.commitments.select_related("task"), request.GET.get("page", "")),
        "movements": found.movements.select_related("by", "commitment")[:50],
        "movement_count": found.movements.count(),
        "next_line": found.carried_to.first(),
        "allocated_words": in_words(found.allocated_vnd) if found.allocated_vnd else "",
        "used_vnd": found.committed_vnd + found.paid_vnd,
    }
    return render(request, "budgets/line.html", page, status=status)


def _line(request: OfficerRequest, pk: int) -> Line:
    rows = Line.objects.visible_to(request.user).select_related("unit", "carried_from", "opened_by")
    return get_object_or_404(rows, pk=pk)
