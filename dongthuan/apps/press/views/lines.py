"""Pages of the lines to take: the library, one line, its form, its approval and end."""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.queries import own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import NotAllowed, allowed_acts, require
from dongthuan.apps.press.desk_lifecycle import LINE_NEXT, LineState
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct, may_receive_somewhere
from dongthuan.apps.press.forms.lines import LineFilterForm, LineForm, initial_of, initial_of_new
from dongthuan.apps.press.forms.register_fields import ReasonForm, VersionForm
from dongthuan.apps.press.forms.spokespersons import record_written
from dongthuan.apps.press.models.lines import Line
from dongthuan.apps.press.operations import lines as operations
from dongthuan.apps.press.queries import lines as queries
from dongthuan.apps.press.queries.desk_people import officers_at_work, units_to_receive_for
from dongthuan.apps.press.sheets import LINES
from dongthuan.apps.press.views.desk import attempt, fill, history_rows, status_of, tell_errors

LARGEST_KEY = 2**63 - 1
LINE_ACCESS = {
    act: DESK_ACCESS[act] for act in (DeskAct.WRITE_LINE, DeskAct.APPROVE_LINE, DeskAct.WITHDRAW_LINE)
}


@require_GET
def list_lines(request: OfficerRequest) -> HttpResponse:
    """List the lines to take, by default those in force today."""
    on = clock.local_day(clock.now())
    form = LineFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.lines_listed(request.user, wanted, on=on)
    if sheets.is_wanted(request):
        rows, at = rows.order_by("-changed_at", "-pk"), clock.now()
        return sheets.answer_with(_("Lines to take"), LINES, rows, name="thong-diep", at=at, form=form)
    page = {
        "page": paging.page_of(rows, request.GET.get("page", ""), by="changed_at"),
        "form": form,
        "is_filtered": any(wanted.values()),
        "may_write": may_receive_somewhere(request.user, None),
        "today": on,
        "soon": on + queries.ENDS_SOON,
    }
    return render(request, "press/lines.html", page, status=200 if form.is_valid() else 400)


@require_GET
def show_line(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a line, where it is used, and what can be done."""
    line = line_of(request, pk)
    on = clock.local_day(clock.now())
    following = LINE_NEXT[LineState(line.state)]
    may = {act.rpartition(".")[2] for act in allowed_acts(LINE_ACCESS, request.user, line)}
    seen = {"version": line.version}
    page = {
        "line": line,
        "may_write": "write_line" in may and line.state != LineState.WITHDRAWN,
        "may_approve": "approve_line" in may and LineState.APPROVED in following,
        "may_withdraw": "withdraw_line" in may and LineState.WITHDRAWN in following,
        "wrote_it": line.author_id == request.user.pk and line.state == LineState.DRAFT,
        "version_form": VersionForm(initial=seen),
        "reason_form": ReasonForm(initial=seen),
        "is_in_force": line.state == LineState.APPROVED and line.valid_from <= on < line.valid_until,
        "uses": list(line.uses.select_related("by")[:100]),
        "history": history_rows(line),
    }
    return render(request, "press/line.html", page)


@require_http_methods(["GET", "POST"])
def add_line(request: OfficerRequest) -> HttpResponse:
    """Write a new line; `?about=matters.matter:12` says for what."""
    if not may_receive_somewhere(request.user, None):
        raise NotAllowed(DeskAct.WRITE_LINE.value)
    return _write(request, None, record_written(request.GET.get("about", "")[:130], by=request.user))


@require_http_methods(["GET", "POST"])
def edit_line(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write a line anew; it must be approved again."""
    line = line_of(request, pk)
    require(DESK_ACCESS, DeskAct.WRITE_LINE, request.user, line)
    return _write(request, line)


def _write(request: OfficerRequest, line: Line | None, record: Model | None = None) -> HttpResponse:
    at = clock.now()
    on = clock.local_day(at)
    units = units_to_receive_for(request.user, on=on)
    unit = own_unit(request.user, units, record=record)
    begun = initial_of(line) if line else initial_of_new(unit=unit, owner=request.user, on=on)
    officers = officers_at_work(on=on)
    form = LineForm(request.POST or None, units=units, officers=officers, initial=begun)

    def write() -> Any:
        return operations.write_line(
            line=line, content=form.content, version=form.seen, by=request.user, at=at, record=record
        )

    if made := fill(request, form, write):
        messages.success(request, _("The line is kept as a draft; somebody else approves it."))
        return redirect(made)
    page = {"form": form, "line": line, "record": record}
    return render(request, "press/line_form.html", page, status=status_of(request))


@require_POST
def approve(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let a line be used."""
    line = line_of(request, pk)
    form = VersionForm(request.POST)
    version = form.seen if form.is_valid() else 0
    attempt(request, operations.approve_line, _("The line may be used."), line=line, version=version)
    return redirect(line)


@require_POST
def withdraw(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a line out of use."""
    line = line_of(request, pk)
    require(DESK_ACCESS, DeskAct.WITHDRAW_LINE, request.user, line)
    form = ReasonForm(request.POST)
    if form.is_valid():
        given: dict[str, Any] = {"version": form.seen, "reason": form.cleaned_data["reason"]}
        attempt(request, operations.withdraw_line, _("The line is withdrawn."), line=line, **given)
    else:
        tell_errors(request, form)
    return redirect(line)


def line_of(request: OfficerRequest, pk: int) -> Line:
    """Return the line, if this officer may see it."""
    return get_object_or_404(queries.line_seen(request.user), pk=min(pk, LARGEST_KEY))
