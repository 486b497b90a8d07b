"""Pages of the versions of a draft: upload, check and correct, publish, compare."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.analysis.provisions import Piece
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, steps
from dongthuan.apps.common.access import require
from dongthuan.apps.common.paging import LARGEST_KEY
from dongthuan.apps.files.responses import download
from dongthuan.apps.policies.comments_lifecycle import VersionState
from dongthuan.apps.policies.comments_rules import COMMENT_ACCESS, CommentAct
from dongthuan.apps.policies.comments_wording import CHANGES, REFUSED, TONES, sentence_of, warning_sentences
from dongthuan.apps.policies.forms.comments import ProvisionForm, SplitForm, UploadForm
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.drafts import DraftVersion
from dongthuan.apps.policies.operations import drafts as operations
from dongthuan.apps.policies.queries import drafts as queries
from dongthuan.apps.policies.queries.comments import consultations_seen
from dongthuan.apps.press.forms.register_fields import VersionForm


def consultation_of(request: OfficerRequest, pk: int) -> Consultation:
    """Return the consultation, if this officer may read its dossier."""
    return get_object_or_404(consultations_seen(request.user), pk=min(pk, LARGEST_KEY))


def version_of(request: OfficerRequest, pk: int) -> DraftVersion:
    """Return the version, if this officer may read its dossier."""
    rows = DraftVersion.objects.filter(consultation__in=consultations_seen(request.user))
    return get_object_or_404(
        rows.select_related("consultation__dossier__unit", "attachment", "uploaded_by"),
        pk=min(pk, LARGEST_KEY),
    )


def attempt(form: forms.Form, act: Callable[[], Any]) -> Any:
    """Do what a valid form asks for; None where form or act refused, which the form then says."""
    return steps.attempt(form, act, refused=REFUSED, sentence=sentence_of)


@require_http_methods(["GET", "POST"])
def list_drafts(request: OfficerRequest, pk: int) -> HttpResponse:
    """List the versions of a draft; take a new one in."""
    consultation = consultation_of(request, pk)
    may_upload = COMMENT_ACCESS[CommentAct.UPLOAD_DRAFT](request.user, consultation)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require(COMMENT_ACCESS, CommentAct.UPLOAD_DRAFT, request.user, consultation)
        made = attempt(form, lambda: _upload(request, consultation, form))
        if made:
            messages.success(request, _("The file was read. Check the provisions, then publish the version."))
            return redirect(made)
    versions = list(queries.versions_of(consultation))
    page = {
        "consultation": consultation,
        "versions": versions,
        "form": form if may_upload and not any(v.state == VersionState.PREVIEW for v in versions) else None,
    }
    return render(request, "policies/drafts.html", page, status=400 if request.method == "POST" else 200)


def _upload(request: OfficerRequest, consultation: Consultation, form: UploadForm) -> DraftVersion:
    file = form.cleaned_data["file"]
    return operations.upload_draft(
        consultation=consultation,
        data=file.read(),
        name=file.name,
        note=form.cleaned_data["note"],
        by=request.user,
        at=clock.now(),
    )


@require_GET
def show_draft(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a version as it was read, with what is odd, and what can be done."""
    version = version_of(request, pk)
    is_preview = version.state == VersionState.PREVIEW
    earlier = DraftVersion.objects.filter(consultation=version.consultation, number__lt=version.number)
    page = {
        "version": version,
        "consultation": version.consultation,
        "provisions": list(version.provisions.order_by("place")),
        "warnings": warning_sentences(version.warnings),
        "may_correct": is_preview and COMMENT_ACCESS[CommentAct.CORRECT_DRAFT](request.user, version),
        "may_publish": is_preview and COMMENT_ACCESS[CommentAct.PUBLISH_DRAFT](request.user, version),
        "before": earlier.published().order_by("-number").first(),
    }
    return render(request, "policies/draft.html", page)


@require_http_methods(["GET", "POST"])
def edit_provision(request: OfficerRequest, pk: int, place: int) -> HttpResponse:
    """Correct one provision: its kind, number and words; part of the one before; cut in two."""
    version = version_of(request, pk)
    require(COMMENT_ACCESS, CommentAct.CORRECT_DRAFT, request.user, version)
    row = get_object_or_404(version.provisions, place=min(place, 2**31 - 1))
    initial = {
        "version": version.version,
        "kind": row.kind,
        "number": row.number,
        "heading": row.heading,
        "text": row.text,
    }
    what = request.POST.get("do", "")
    form = ProvisionForm(request.POST if what == "rewrite" else None, initial=initial)
    split = SplitForm(request.POST if what == "split" else None, initial=initial)
    merge = VersionForm(request.POST if what == "merge" else None, initial=initial)
    common: dict[str, Any] = {"version": version, "place": row.place, "by": request.user, "at": clock.now()}
    acts: dict[str, tuple[forms.Form, Callable[[], Any]]] = {
        "rewrite": (
            form,
            lambda: operations.rewrite_provision(seen=form.seen, piece=_piece(form.cleaned_data), **common),
        ),
        "split": (
            split,
            lambda: operations.split_provision(seen=split.seen, line=split.cleaned_data["line"], **common),
        ),
        "merge": (merge, lambda: operations.merge_provision(seen=merge.seen, **common)),
    }
    if request.method == "POST":
        if what not in acts:
            raise Http404
        if attempt(*acts[what]):
            messages.success(request, _("The provisions were put in order anew."))
            return redirect(version)
    page = {
        "version": version,
        "consultation": version.consultation,
        "row": row,
        "form": form,
        "split": split,
        "merge": merge,
        "lines": list(enumerate(row.text.split("\n"), 1)),
    }
    return render(
        request, "policies/draft_provision.html", page, status=400 if request.method == "POST" else 200
    )


def _piece(told: dict[str, Any]) -> Piece:
    return Piece(told["kind"], told["number"], told["heading"], told["text"])


@require_POST
def take_draft_step(request: OfficerRequest, pk: int, step: str) -> HttpResponse:
    """Publish a checked version, or drop it."""
    version = version_of(request, pk)
    acts = {"cong-bo": operations.publish_draft, "bo": operations.drop_draft}
    if step not in acts:
        raise Http404
    form = VersionForm(request.POST)
    done = attempt(form, lambda: acts[step](version=version, seen=form.seen, by=request.user, at=clock.now()))
    if done is None:
        messages.error(request, " ".join(map(str, form.non_field_errors())) or _("Open the page anew."))
    elif step == "cong-bo":
        messages.success(request, _("The version is published; comments stand where the same words stand."))
    else:
        messages.success(request, _("The version was dropped; its file is kept."))
    return redirect(version)


@require_GET
def draft_file(request: OfficerRequest, pk: int) -> HttpResponseBase:
    """Hand out the file of a version as it came; for officers only, as it may hold tracked changes."""
    version = version_of(request, pk)
    if version.attachment is None:
        raise Http404
    return download(version.attachment)


@require_GET
def compare_drafts(request: OfficerRequest, pk: int) -> HttpResponse:
    """Compare a version with an earlier one (`?voi=`, else the one published before), in a line or in two."""
    version = version_of(request, pk)
    others = DraftVersion.objects.filter(consultation=version.consultation).exclude(pk=version.pk)
    wanted = request.GET.get("voi", "")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
        before: DraftVersion | None = get_object_or_404(others, pk=min(int(wanted), LARGEST_KEY))
    else:
        before = others.filter(number__lt=version.number).published().order_by("-number").first()
    rows = queries.comparison_of(before, version) if before else []
    page = {
        "version": version,
        "before": before,
        "consultation": version.consultation,
        "rows": [
            {
                "compared": row,
                "words": CHANGES[row.row.change],
                "change": row.row.change.value,
                "tone": TONES.get(row.row.change, "neutral"),
            }
            for row in rows
        ],
        "counts": [(CHANGES[change], n) for change, n in queries.counts_of_changes(rows).items() if n],
        "is_wide": request.GET.get("hai-cot") == "1",
        "shows_all": request.GET.get("tat-ca") == "1",
    }
    return render(request, "policies/draft_comparison.html", page)
