"""The pictures of a draft or of a correction: put in, described, replaced, moved and taken out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common.access import require
from dongthuan.apps.content.checks import LEAST_CONTRAST
from dongthuan.apps.content.forms import pictures as entered
from dongthuan.apps.content.forms.texts import VersionForm
from dongthuan.apps.content.lifecycle import CorrectionState, TextState
from dongthuan.apps.content.models.pictures import TextPicture
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations import pictures as operations
from dongthuan.apps.content.queries.pictures import pictures_of
from dongthuan.apps.content.rules import ACCESS, Act
from dongthuan.apps.content.views.texts import attempt, text_of
from dongthuan.apps.files.responses import private_picture

Record = Text | CorrectionNotice


@require_http_methods(["GET", "POST"])
def pictures(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show the pictures of a text, and put one in."""
    return _page(request, text_of(request, pk))


@require_http_methods(["GET", "POST"])
def correction_pictures(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show the pictures of a correction, and put one in."""
    correction = get_object_or_404(CorrectionNotice, pk=pk)
    correction.text = text_of(request, correction.text_id)
    return _page(request, correction)


@require_GET
def picture(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one picture in the size of the page, to whoever may read its text."""
    return private_picture(_picture_of(request, pk).shown)


@require_POST
def describe(request: OfficerRequest, pk: int) -> HttpResponse:
    """Keep what is said about a picture; what was typed survives a refusal."""
    row = _picture_of(request, pk)
    record = _record_of(row)
    form = entered.describe_form(row, record.version, request.POST)
    if form.is_valid():
        given: dict[str, Any] = {"version": form.cleaned_data["version"], "content": form.content}
        done = _("Kept. What the public would see differently needs a new clearance.")
        if attempt(request, operations.describe_picture, done, picture=row, **given):
            return _back(record)
    return render(request, "content/pictures.html", _shown(request, record, typed=(row, form)), status=400)


@require_POST
def replace(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put another file in the place of a picture."""
    row = _picture_of(request, pk)
    form = entered.FileForm(request.POST, request.FILES)
    if form.is_valid():
        given: dict[str, Any] = {"version": form.cleaned_data["version"], "file": form.uploaded}
        done = _("Replaced. Look whether its description and caption still fit.")
        attempt(request, operations.replace_picture, done, picture=row, **given)
    else:
        messages.error(request, _("Choose a picture first."))
    return _back(_record_of(row))


@require_POST
def move(request: OfficerRequest, pk: int) -> HttpResponse:
    """Move a picture one place."""
    row = _picture_of(request, pk)
    form = entered.MoveForm(request.POST)
    if form.is_valid():
        attempt(request, operations.move_picture, _("Moved."), picture=row, **form.cleaned_data)
    return _back(_record_of(row))


@require_POST
def remove(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a picture out."""
    row = _picture_of(request, pk)
    form = VersionForm(request.POST)
    if form.is_valid():
        attempt(request, operations.remove_picture, _("Taken out."), picture=row, **form.cleaned_data)
    return _back(_record_of(row))


def _page(request: OfficerRequest, record: Record) -> HttpResponse:
    text = record.text if isinstance(record, CorrectionNotice) else record
    require(ACCESS, Act.CORRECT if text is not record else Act.WRITE, request.user, text)
    if not _is_open(record):
        messages.error(request, _("Only the pictures of a draft or of an open correction can be changed."))
        return redirect("content:text", pk=text.pk)
    if request.method == "GET":
        return render(request, "content/pictures.html", _shown(request, record))
    form = entered.AddForm(request.POST, request.FILES)
    if form.is_valid():
        given = {"version": form.cleaned_data["version"], "file": form.uploaded, "content": form.content}
        if attempt(request, operations.add_picture, _("The picture is kept."), record=record, **given):
            return _back(record)
    return render(request, "content/pictures.html", _shown(request, record, adding=form), status=400)


def _shown(
    request: OfficerRequest,
    record: Record,
    *,
    adding: entered.AddForm | None = None,
    typed: tuple[TextPicture, entered.DescribeForm] | None = None,
) -> dict[str, Any]:
    """Return what the page of pictures shows; typed: a form that was refused."""
    version = {"version": record.version}
    forms = {typed[0].pk: typed[1]} if typed else {}
    rows = [
        {
            "picture": row,
            "form": forms.get(row.pk) or entered.describe_form(row, record.version),
            "file_form": entered.FileForm(initial=version, auto_id=f"file-{row.pk}-%s"),
        }
        for row in pictures_of(record)
    ]
    return {
        "record": record,
        "text": record.text if isinstance(record, CorrectionNotice) else record,
        "correction": record if isinstance(record, CorrectionNotice) else None,
        "rows": rows,
        "add_form": adding or entered.AddForm(initial=version, auto_id="add-%s"),
        "has_room": len(rows) < operations.MOST_PICTURES,
        "least_contrast": LEAST_CONTRAST,
    }


def _picture_of(request: OfficerRequest, pk: int) -> TextPicture:
    row = get_object_or_404(TextPicture.objects.select_related("full", "shown", "correction"), pk=pk)
    row.text = text_of(request, row.text_id)
    if row.correction is not None:
        row.correction.text = row.text
        if row.correction.state != CorrectionState.DRAFT:
            raise Http404
    return row


def _record_of(row: TextPicture) -> Record:
    return row.correction or row.text


def _is_open(record: Record) -> bool:
    return record.state in (TextState.DRAFT, CorrectionState.DRAFT)


def _back(record: Record) -> HttpResponse:
    if isinstance(record, CorrectionNotice):
        return redirect("content:correction-pictures", pk=record.pk)
    return redirect("content:pictures", pk=record.pk)
