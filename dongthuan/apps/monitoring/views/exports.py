"""Pages on which an export is handed in: its columns named, twenty rows tried, read by a job."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import sheets
from dongthuan.apps.common.access import require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.common.clock import now
from dongthuan.apps.common.paging import page_of
from dongthuan.apps.monitoring.forms.exports import MappingForm, UploadForm, initial_of
from dongthuan.apps.monitoring.intake.exports import Found
from dongthuan.apps.monitoring.models.importing import FileImport
from dongthuan.apps.monitoring.operations import exports as operations
from dongthuan.apps.monitoring.queries.exports import exports, found_in, orders_in, proposed
from dongthuan.apps.monitoring.queries.sources_wording import drop_words
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.sheets import EXPORTS

SENTENCES = {
    operations.TooLarge: gettext_lazy("The file is larger than 50 MB. Divide it and hand the parts in."),
    operations.NoTable: gettext_lazy(
        "This is no table: no CSV and no JSON lines. Export it again in one of these forms."
    ),
    operations.UnderWay: gettext_lazy("This file is being read this moment."),
    operations.PiecesGone: gettext_lazy("This file is kept no longer. Hand it in again."),
}
attempt = attempting(tuple(SENTENCES), lambda refusal: SENTENCES[type(refusal)])


def export_files(request: OfficerRequest) -> HttpResponse:
    """Show what was handed in, and take a file."""
    require(ACCESS, Act.IMPORT, request.user, None)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        handed = form.cleaned_data["file"]
        done = _("The file is here. Now say what its columns mean.")
        pieces = handed.chunks(operations.PIECE)
        record = attempt(request, operations.take_export, done, name=handed.name, pieces=pieces)
        if record is not None:
            return redirect("monitoring:export", pk=record.pk)
    rows = exports()
    if sheets.is_wanted(request):
        return sheets.answer_with(_("Imported files"), EXPORTS, rows, name="tep-da-nhap", at=now())
    page = page_of(rows, request.GET.get("page", ""), by="started_at")
    return render(request, "monitoring/exports.html", {"form": form, "page": page})


def export_file(request: OfficerRequest, pk: int) -> HttpResponse:
    """Name the columns of a file, try twenty rows, have it read; then show how far it is."""
    record = get_object_or_404(exports(), pk=pk)
    require(ACCESS, Act.IMPORT, request.user, record)
    found = found_in(record)
    page: dict[str, Any] = {"record": record, "bad_lines": _bad_lines(record), "found": found}
    if found is None or record.is_under_way:
        return render(request, "monitoring/export.html", page)
    name, guess = proposed(found)
    form = MappingForm(request.POST or None, found=found, initial=_initial(record, found))
    page |= {"form": form, "fits": name}
    if form.is_valid():
        mapping = form.mapping()
        try:
            rows = operations.rows_of(record, mapping, most=operations.PREVIEWED)
        except operations.NoTable as refusal:
            messages.error(request, str(SENTENCES[type(refusal)]))
            rows = []
        if rows and "preview" not in request.POST:
            done = _("The file is read within a minute. You can leave this page.")
            given = {"record": record, "mapping": mapping, "save_as": form.cleaned_data["save_as"]}
            if attempt(request, operations.begin_import, done, **given) is not None:
                return redirect("monitoring:export", pk=pk)
        page["rows"] = [(line, drop_words(line.reason) if line.reason else "") for line in rows]
    column = request.POST.get("column_published", guess.columns["published"])
    page["orders"] = orders_in(record, guess, column)
    page["is_ambiguous"] = len(page["orders"]) > 1
    return render(request, "monitoring/export.html", page)


def _initial(record: FileImport, found: Found) -> dict[str, object]:
    """Return what the form shows first: the mapping that fits; of dates only what leaves no doubt."""
    _name, guess = proposed(found)
    orders = orders_in(record, guess, guess.columns["published"])
    order = next(iter(orders)).value if len(orders) == 1 else ""
    return initial_of(guess) | {"order": order, "encoding": found.encoding, "separator": found.separator}


def _bad_lines(record: FileImport) -> list[tuple[int, str, str]]:
    return [(number, drop_words(reason), example) for number, reason, example in record.bad_lines]
