"""A list that exists is handed in, looked over with its faults, and taken in."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.disclosure.forms.publications import ImportForm
from dongthuan.apps.disclosure.models.publications import PublicInformation
from dongthuan.apps.disclosure.operations.publications_import import (
    NothingToTakeIn,
    Taken,
    look_over,
    take_in_rows,
)
from dongthuan.apps.disclosure.publications_rules import INFORMATION_ACCESS, InformationAct
from dongthuan.apps.disclosure.publications_sheets import (
    NoHeader,
    RowRead,
    TooManyRows,
    cells_of,
    rows_of,
)
from dongthuan.apps.disclosure.publications_wording import REFUSED, sentence_of
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.reading.limits import CannotRead

SALT = "disclosure.import"
KEPT_SECONDS = 3600
MOST_BYTES = 5_000_000
PROBLEMS: dict[str, Any] = {
    "no-title": gettext_lazy("no name of the document or information"),
    "too-long": gettext_lazy("the text is too long: %(detail)s"),
    "no-day": gettext_lazy("“%(detail)s” is not a day; write 05/03/2026"),
    "future": gettext_lazy("this day cannot be: %(detail)s"),
    "group": gettext_lazy("there is no group “%(detail)s” in the law of that day"),
    "form": gettext_lazy("there is no form of publication “%(detail)s”"),
    "unit": gettext_lazy("there is no unit “%(detail)s”"),
    "not-yours": gettext_lazy("you do not enter for this unit: %(detail)s"),
    "link": gettext_lazy("this is no address of the web: %(detail)s"),
    "until": gettext_lazy("the period is over: %(detail)s"),
    "there-already": gettext_lazy("is in the register already"),
    "twice": gettext_lazy("stands twice in the file"),
}
UNREAD: dict[type[Exception], Any] = {
    NoHeader: gettext_lazy(
        "No row names the columns; there must be at least the name and the day on which it was made."
    ),
    TooManyRows: gettext_lazy("More than 2,000 rows; divide the list."),
    CannotRead: gettext_lazy("The file cannot be read; keep it as .xlsx or as CSV in UTF-8."),
    NothingToTakeIn: gettext_lazy("No row can be taken in; mend the faults in the file."),
}


@require_http_methods(["GET", "POST"])
def import_items(request: OfficerRequest) -> HttpResponse:
    """Look a file over; or take in what was looked over."""
    if not any(_may(request, unit) for unit in Unit.objects.filter(end_on__isnull=True)):
        require({}, InformationAct.IMPORT, request.user, None)
    if request.method == "POST" and "rows" in request.POST:
        return _taken_in(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    rows: list[RowRead] = []
    if request.method == "POST" and form.is_valid():
        file, unit = form.cleaned_data["file"], form.cleaned_data["unit"]
        require(INFORMATION_ACCESS, InformationAct.IMPORT, request.user, PublicInformation(unit=unit))
        try:
            cells = cells_of(file.read(MOST_BYTES), file.name or "")
            rows = look_over(rows_of(cells), unit=unit, by=request.user, at=clock.now())
        except (NoHeader, TooManyRows, CannotRead) as refusal:
            form.add_error("file", str(UNREAD[type(refusal)]))
        else:
            return _preview(request, rows, unit)
    status = 400 if request.method == "POST" else 200
    return render(request, "disclosure/items_import.html", {"form": form}, status=status)


def _preview(request: OfficerRequest, rows: list[RowRead], unit: Unit) -> HttpResponse:
    packed = {"unit": unit.pk, "rows": [asdict(row) | {"problems": []} for row in rows]}
    page = {
        "rows": [
            (row, [str(PROBLEMS[code]) % {"detail": said} for code, said in row.problems]) for row in rows
        ],
        "good_count": sum(not row.problems for row in rows),
        "bad_count": sum(bool(row.problems) for row in rows),
        "packed": signing.dumps(packed, salt=_salt(request), compress=True),
    }
    return render(request, "disclosure/items_preview.html", page)


def _taken_in(request: OfficerRequest) -> HttpResponse:
    try:
        packed = signing.loads(request.POST["rows"], salt=_salt(request), max_age=KEPT_SECONDS)
        unit = Unit.objects.get(pk=packed["unit"])
        rows = [RowRead(row["number"], row["cells"]) for row in packed["rows"]]
        taken: Taken = take_in_rows(rows=rows, unit=unit, by=request.user, at=clock.now())
    except signing.BadSignature:
        messages.error(request, _("The preview is too old; hand the file in again."))
        return redirect("disclosure:items-import")
    except NothingToTakeIn as refusal:
        messages.error(request, str(UNREAD[type(refusal)]))
        return redirect("disclosure:items-import")
    except REFUSED as refusal:
        messages.error(request, sentence_of(refusal))
        return redirect("disclosure:items-import")
    words = _("Taken in: %(entered)s, of them public: %(published)s; left out: %(left_out)s.")
    messages.success(request, words % asdict(taken))
    return redirect("disclosure:items")


def _salt(request: OfficerRequest) -> str:
    return f"{SALT}.{request.user.pk}"


def _may(request: OfficerRequest, unit: Unit) -> bool:
    return INFORMATION_ACCESS[InformationAct.IMPORT](request.user, PublicInformation(unit=unit))
