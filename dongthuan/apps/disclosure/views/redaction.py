"""Pages on which words are removed from a file: choosing it, marking, looking at the copy, confirming."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.disclosure.forms.redaction import FileForm, MarksForm, RegionForm, StepForm
from dongthuan.apps.disclosure.models.redaction import Redaction
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations import redaction as operations
from dongthuan.apps.disclosure.operations.requests_classifying import law_day
from dongthuan.apps.disclosure.queries.law_lists import list_of
from dongthuan.apps.disclosure.queries.redaction import (
    bytes_of,
    original_of,
    proposed,
    redacted_copy,
    result_of,
)
from dongthuan.apps.disclosure.redaction_lifecycle import RedactionState
from dongthuan.apps.disclosure.redaction_rules import REDACTION_ACCESS, RedactionAct
from dongthuan.apps.disclosure.redaction_wording import REFUSED, sentence_of
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct
from dongthuan.apps.files.responses import download
from dongthuan.docgen import raster
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.redaction import readable
from dongthuan.docgen.redaction_data import CannotRedact
from dongthuan.law.openness import Kind

DONE: dict[str, Any] = {
    "bo-dau": _("The mark is taken away."),
    "de-nghi": _("A second person looks at it now."),
    "xac-nhan": _("Confirmed. The copy without the words is kept and may be given."),
    "tra-lai": _("Given back with your note."),
    "huy": _("The redaction is dropped."),
}


@require_http_methods(["GET", "POST"])
def redactions(request: OfficerRequest, pk: int) -> HttpResponse:
    """List the redactions of a request, and take another file in."""
    row = get_object_or_404(InformationRequest.objects.visible_to(request.user), pk=pk)
    require(REQUEST_ACCESS, RequestAct.READ, request.user, row)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = operations.begin_redaction(
                request=row, name=file.name, data=file.read(), by=request.user, at=clock.now()
            )
        except REFUSED as refusal:
            form.add_error("file", sentence_of(refusal))
        else:
            return redirect(made)
    page = {
        "row": row,
        "redactions": row.redactions.select_related("begun_by", "confirmed_by"),
        "form": form,
        "may_add": REDACTION_ACCESS[RedactionAct.PREPARE](request.user, Redaction(request=row)),
    }
    return render(request, "disclosure/redactions.html", page, status=400 if form.errors else 200)


def _seen(request: OfficerRequest, pk: int) -> Redaction:
    rows = Redaction.objects.filter(request__in=InformationRequest.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("request__unit", "begun_by", "proposed_by"), pk=pk)


@require_http_methods(["GET", "POST"])
def redaction(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a file's words and marks, and how the copy reads; take further marks."""
    row = _seen(request, pk)
    if request.method != "POST":
        return _show(request, row)
    require(REDACTION_ACCESS, RedactionAct.PREPARE, request.user, row)
    form = _marks_form(row, request.POST)
    if form.is_valid():
        add: Any = operations.add_region if row.is_raster else operations.add_marks
        try:
            add(
                redaction=row,
                version=form.cleaned_data["version"],
                content=form.content,
                by=request.user,
                at=clock.now(),
            )
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("Marked. Below you see how the copy reads."))
            number = form.cleaned_data.get("page")
            return redirect(f"{row.get_absolute_url()}?trang={number}" if number else row)
    return _show(request, row, form, status=400)


@require_GET
def redaction_page(request: OfficerRequest, pk: int, number: int, kind: str) -> HttpResponse:
    """Show one page of a scan, as it came or with its places painted, to those who mark or confirm."""
    row = _seen(request, pk)
    may = any(rule(request.user, row) for rule in REDACTION_ACCESS.values())
    if not may or not row.is_raster or kind not in ("goc", "che"):
        raise Http404
    regions = [mark.region for mark in row.marks.all() if mark.region] if kind == "che" else []
    try:
        data = raster.page_picture(bytes_of(original_of(row)), number, regions)
    except (CannotRead, IndexError) as problem:
        raise Http404 from problem
    answer = HttpResponse(data, content_type="image/png")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
def redaction_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Take one step about a redaction."""
    row = _seen(request, pk)
    if step not in DONE:
        raise Http404
    form = StepForm(request.POST)
    if not form.is_valid():
        return _show(request, row, status=400)
    given: dict[str, Any] = {"redaction": row, "version": form.cleaned_data["version"]}
    given |= {"by": request.user, "at": clock.now()}
    try:
        if step == "bo-dau":
            operations.remove_mark(mark=form.cleaned_data["mark"] or 0, **given)
        elif step == "tra-lai":
            operations.return_redaction(note=form.cleaned_data["note"], **given)
        else:
            _BARE[step](**given)
    except REFUSED as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, DONE[step])
    return redirect(row)


_BARE = {
    "de-nghi": operations.propose_redaction,
    "xac-nhan": operations.confirm_redaction,
    "huy": operations.drop_redaction,
}


@require_GET
def redaction_file(request: OfficerRequest, pk: int, kind: str) -> FileResponse:
    """Hand out the copy; the original only to those who mark or confirm."""
    row = _seen(request, pk)
    if kind == "ban-che":
        kept = result_of(row)
        if kept is None:
            raise Http404
        return download(kept)
    if kind != "ban-goc" or not any(rule(request.user, row) for rule in REDACTION_ACCESS.values()):
        raise Http404
    return download(original_of(row))


def _marks_form(row: Redaction, data: Any = None, page: int = 1) -> MarksForm | RegionForm:
    if row.is_raster:
        listing = list_of(Kind.RESTRICTION, law_day(row.request))
        return RegionForm(data, listing=listing, initial={"version": row.version, "page": page})
    marks = list(row.marks.all())
    found = [one.words for one in proposed(_text(row), marks)]
    listing = list_of(Kind.RESTRICTION, law_day(row.request))
    standing = row.request.classifications.filter(is_agreed=True).first()
    ground = standing.restrictions[0] if standing and standing.restrictions else None
    return MarksForm(
        data, found=found, listing=listing, initial={"version": row.version, "restriction": ground}
    )


def _text(row: Redaction) -> str:
    return readable(bytes_of(original_of(row)), row.name).text


def _show(
    request: OfficerRequest,
    row: Redaction,
    form: MarksForm | RegionForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    marks = list(row.marks.all())
    may_mark = REDACTION_ACCESS[RedactionAct.PREPARE](request.user, row)
    may_confirm = REDACTION_ACCESS[RedactionAct.CONFIRM](request.user, row)
    page: dict[str, Any] = {
        "redaction": row,
        "row": row.request,
        "marks": marks,
        "is_draft": row.state == RedactionState.DRAFT and may_mark,
        "may_drop": row.state in (RedactionState.DRAFT, RedactionState.PROPOSED) and may_mark,
        "may_confirm": row.state == RedactionState.PROPOSED and may_confirm,
        "sees_original": may_mark or may_confirm,
        "result": result_of(row),
    }
    number = 1
    if row.is_raster:
        page |= _pages(request, row)
        number = page["number"]
    elif may_mark or may_confirm:
        page["text"] = _text(row)
    if page["is_draft"]:
        page["form"] = form or _marks_form(row, page=number)
    if marks and not row.is_raster:
        try:
            page["preview"] = redacted_copy(row, marks, made_at=clock.now()).text
        except (CannotRead, CannotRedact) as problem:
            page["problem"] = sentence_of(problem)
    return render(request, "disclosure/redaction.html", page, status=status)


def _pages(request: OfficerRequest, row: Redaction) -> dict[str, Any]:
    """Return which page of a scan is shown, and the places that lie on it, in percent."""
    count = raster.page_count(bytes_of(original_of(row)))
    asked = request.POST.get("page") or request.GET.get("trang", "")
    number = min(max(int(asked), 1), count) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return {"number": number, "count": count, "numbers": range(1, count + 1)}
