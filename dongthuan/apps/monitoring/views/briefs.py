"""Briefs: the list, one brief, its way from draft to approval, and the document to take away."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.monitoring.forms import briefs as entered
from dongthuan.apps.monitoring.lifecycle import BriefState
from dongthuan.apps.monitoring.models.briefs import Brief
from dongthuan.apps.monitoring.operations import approving
from dongthuan.apps.monitoring.operations import briefs as operations
from dongthuan.apps.monitoring.operations import briefs_editing as editing
from dongthuan.apps.monitoring.queries import briefs as queries
from dongthuan.apps.monitoring.queries import briefs_page
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.sheets import BRIEFS
from dongthuan.docgen import brief_docx, brief_html, brief_pdf
from dongthuan.docgen.brief import Brief as Decided
from dongthuan.docgen.brief_record import fingerprint

REFUSALS: dict[type[Exception], Any] = {
    approving.NotOpen: gettext_lazy("The brief was handed in; its text stands."),
    approving.NotInThatState: gettext_lazy("The brief is in another state by now."),
    approving.ChangedMeanwhile: gettext_lazy("Somebody saved this brief meanwhile; look again, then repeat."),
    operations.UnitMissing: gettext_lazy("Each unfavourable item needs a unit and a proposed handling."),
    approving.NoReason: gettext_lazy("Say why the brief is returned."),
    operations.DayToCome: gettext_lazy("That day has not begun."),
    editing.AlreadyIn: gettext_lazy("The item is in the brief."),
    editing.NotReadYet: gettext_lazy("The machine has not read this item yet; try again in a minute."),
}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Drawing = Callable[[Decided, Brief], bytes]
DOCUMENTS: dict[str, tuple[str, Drawing]] = {
    "docx": (WORD, lambda content, brief: brief_docx.as_docx(content, made_at=_made_at(brief))),
    "pdf": ("application/pdf", lambda content, brief: brief_pdf.as_pdf(content, made_at=_made_at(brief))),
    "html": ("text/html; charset=utf-8", lambda content, brief: brief_html.as_html(content)),
}


def _made_at(brief: Brief) -> Any:
    return brief.approved_at or brief.compiled_at


def brief_of(request: OfficerRequest, pk: int) -> Brief:
    """Return the brief, if this officer may see it."""
    return get_object_or_404(queries.visible_briefs(request.user), pk=pk)


tell = attempting(tuple(REFUSALS), lambda refusal: REFUSALS[type(refusal)])


@require_GET
def briefs(request: OfficerRequest) -> HttpResponse:
    """List the briefs, the latest day first."""
    require(ACCESS, Act.READ, request.user, None)
    rows = queries.with_counts(queries.visible_briefs(request.user))
    if sheets.is_wanted(request):
        rows = rows.order_by("-day", "-pk")
        return sheets.answer_with(_("Press briefs"), BRIEFS, rows, name="diem-bao", at=clock.now())
    page = {
        "page": paging.page_of(rows, request.GET.get("page", ""), by="day", size=31),
        "form": entered.CompileForm(initial={"day": clock.local_day(clock.now())}),
        "may": allowed_acts(ACCESS, request.user, Brief()),
    }
    return render(request, "monitoring/briefs.html", page)


@require_POST
def compile_brief(request: OfficerRequest) -> HttpResponse:
    """Compile the brief of a day, or add to it what is new."""
    form = entered.CompileForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Enter a day."))
        return redirect("monitoring:briefs")
    day = form.cleaned_data["day"]
    tell(request, operations.compile_brief, _("The brief was compiled."), day=day)
    found = queries.visible_briefs(request.user).filter(day=day).first()
    return redirect("monitoring:brief", pk=found.pk) if found else redirect("monitoring:briefs")


@require_GET
def brief(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one brief: as a draft to work on, or as the text that was handed in or approved."""
    found = brief_of(request, pk)
    entries = queries.entries_of(found)
    may = {act.rpartition(".")[2] for act in allowed_acts(ACCESS, request.user, found)}
    is_open = found.state in approving.OPEN_STATES
    try:
        content = queries.content_of(found, entries=entries)
    except queries.Altered:
        return render(request, "monitoring/brief_altered.html", {"brief": found}, status=409)
    page = {
        "brief": found,
        "content": content,
        "content_hash": fingerprint(content),
        "figures": briefs_page.figures_shown(content),
        "groups": queries.grouped(entries, content) if is_open else briefs_page.groups_shown(content),
        "dropped": [entry for entry in entries if entry.is_dropped],
        "lacking": {entry.pk for entry in queries.lacking(entries)},
        "is_open": is_open,
        "is_submitted": found.state == BriefState.SUBMITTED,
        "may": may,
        "may_edit": is_open and "edit_brief" in may,
        "note_form": entered.NoteForm(initial={"note": found.note, "version": found.version}),
        "return_form": entered.ReturnForm(initial={"version": found.version}),
    }
    return render(request, "monitoring/brief.html", page)


@require_GET
def brief_document(request: OfficerRequest, pk: int, form: str) -> HttpResponse:
    """Give the brief as a document: the frozen text once approved, else marked as a draft."""
    found = brief_of(request, pk)
    if form not in DOCUMENTS:
        raise Http404
    try:
        content = queries.content_of(found)
    except queries.Altered:
        return render(request, "monitoring/brief_altered.html", {"brief": found}, status=409)
    kind, draw = DOCUMENTS[form]
    draft = "du-thao-" if content.is_draft else ""
    answer = HttpResponse(draw(content, found), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{draft}diem-bao-{found.day.isoformat()}.{form}"'
    return answer


def _decide(
    request: OfficerRequest, pk: int, form: forms.Form, act: Callable[..., object], done: str
) -> HttpResponse:
    found = brief_of(request, pk)
    if form.is_valid():
        tell(request, act, done, brief=found, **form.cleaned_data)
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("monitoring:brief", pk=pk)


@require_POST
def submit_brief(request: OfficerRequest, pk: int) -> HttpResponse:
    """Hand a brief in for approval."""
    form = entered.VersionForm(request.POST)
    return _decide(request, pk, form, operations.submit_brief, _("The brief was handed in for approval."))


@require_POST
def withdraw_brief(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a submitted brief back."""
    form = entered.VersionForm(request.POST)
    return _decide(request, pk, form, operations.withdraw_brief, _("The brief is a draft again."))


@require_POST
def approve_brief(request: OfficerRequest, pk: int) -> HttpResponse:
    """Approve the text on the approver's screen."""
    form = entered.ApproveForm(request.POST)
    return _decide(request, pk, form, operations.approve_brief, _("The brief was approved and frozen."))


@require_POST
def return_brief(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give a brief back with a reason."""
    form = entered.ReturnForm(request.POST)
    return _decide(request, pk, form, operations.return_brief, _("The brief was returned."))
