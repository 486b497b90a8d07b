"""Working on an open brief: one entry, its place, what is left out, what is put in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.monitoring.forms import briefs as entered
from dongthuan.apps.monitoring.models.briefs import BriefEntry
from dongthuan.apps.monitoring.operations import briefs_editing as editing
from dongthuan.apps.monitoring.operations.approving import ChangedMeanwhile, NotOpen
from dongthuan.apps.monitoring.queries import briefs_page
from dongthuan.apps.monitoring.queries import items as item_queries
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.views.briefs import REFUSALS, brief_of, tell


def _entry(request: OfficerRequest, pk: int, entry: int) -> BriefEntry:
    found = brief_of(request, pk)
    require(ACCESS, Act.EDIT_BRIEF, request.user, found)
    rows = found.entries.select_related("item__source", "unit", "brief")
    return get_object_or_404(rows, pk=entry)


def _back(pk: int, entry: int) -> HttpResponse:
    return redirect(f"{reverse('monitoring:brief', args=[pk])}#muc-{entry}")


@require_http_methods(["GET", "POST"])
def edit_entry(request: OfficerRequest, pk: int, entry: int) -> HttpResponse:
    """Rewrite what the brief says about an item; what was typed survives when somebody else was faster."""
    found = _entry(request, pk, entry)
    status = 200
    if request.method == "POST":
        form = entered.EntryForm(request.POST, on=found.brief.day)
        if form.is_valid():
            status = _save(request, found, form)
            if status == 200:
                return _back(pk, entry)
            form = _again(form, found)
        else:
            status = 400
    else:
        form = entered.entry_form(found, version=found.brief.version)
    page = {"brief": found.brief, "entry": found, "form": form, "is_changed": status == 409}
    return render(request, "monitoring/brief_entry_edit.html", page, status=status)


def _save(request: OfficerRequest, entry: BriefEntry, form: entered.EntryForm) -> int:
    version = form.cleaned_data["version"]
    try:
        editing.edit_entry(
            entry=entry, version=version, content=form.content, by=request.user, at=clock.now()
        )
    except (ChangedMeanwhile, NotOpen) as refusal:
        messages.error(request, str(REFUSALS[type(refusal)]))
        return 409
    messages.success(request, _("Saved."))
    return 200


def _again(form: entered.EntryForm, entry: BriefEntry) -> entered.EntryForm:
    """Return the form with what was typed, against the version that stands now."""
    typed = dict(form.data.items()) | {"version": str(entry.brief.version)}
    return entered.EntryForm(typed, on=entry.brief.day)


@require_POST
def move_entry(request: OfficerRequest, pk: int, entry: int) -> HttpResponse:
    """Move an entry up or down."""
    found, form = _entry(request, pk, entry), entered.MoveForm(request.POST)
    if form.is_valid():
        tell(request, editing.move_entry, _("Moved."), entry=found, **form.cleaned_data)
    return _back(pk, entry)


@require_POST
def drop_entry(request: OfficerRequest, pk: int, entry: int) -> HttpResponse:
    """Leave an item out."""
    found, form = _entry(request, pk, entry), entered.VersionForm(request.POST)
    if form.is_valid():
        done = _("Left out; it can be taken back at the end of the page.")
        tell(request, editing.drop_entry, done, entry=found, **form.cleaned_data)
    return redirect("monitoring:brief", pk=pk)


@require_POST
def restore_entry(request: OfficerRequest, pk: int, entry: int) -> HttpResponse:
    """Take an item back in."""
    found, form = _entry(request, pk, entry), entered.VersionForm(request.POST)
    if form.is_valid():
        tell(request, editing.restore_entry, _("Taken back in."), entry=found, **form.cleaned_data)
    return _back(pk, entry)


@require_POST
def note_on_brief(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write the notes under the brief."""
    found, form = brief_of(request, pk), entered.NoteForm(request.POST)
    if form.is_valid():
        tell(request, editing.note_on_brief, _("Saved."), brief=found, **form.cleaned_data)
    return redirect("monitoring:brief", pk=pk)


@require_http_methods(["GET", "POST"])
def add_item(request: OfficerRequest, pk: int) -> HttpResponse:
    """Look for an item, and put it into the brief."""
    found = brief_of(request, pk)
    require(ACCESS, Act.EDIT_BRIEF, request.user, found)
    if request.method == "POST":
        form = entered.AddForm(request.POST)
        if form.is_valid():
            item = get_object_or_404(
                item_queries.visible_items(request.user).select_related("source"),
                pk=form.cleaned_data["item"],
            )
            version = form.cleaned_data["version"]
            tell(request, editing.add_item, _("Put in."), brief=found, item=item, version=version)
        return redirect("monitoring:brief", pk=pk)
    words = request.GET.get("q", "")[:200].replace("\x00", "")
    page = {"brief": found, "q": words, "candidates": briefs_page.candidates(found, words)}
    part = "HX-Request" in request.headers
    return render(request, f"monitoring/brief_{'candidates' if part else 'add'}.html", page)
