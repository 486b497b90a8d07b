"""A workbook of contacts: handed in, looked over row by row, taken in."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dongthuan.apps.accounts.queries import own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.partners import forms
from dongthuan.apps.partners.contact_rows import ContactRow, NoTable, rows_of
from dongthuan.apps.partners.operations.importing import take_in
from dongthuan.apps.partners.queries.importing import ADDED, BAD, NEW, SAME, rows_planned
from dongthuan.apps.partners.queries.partners import units_kept
from dongthuan.apps.partners.rules import Act, keeps_somewhere
from dongthuan.apps.partners.wording import PROBLEMS, REFUSED, ROWS, sentence_of
from dongthuan.apps.units.models import Unit

_attempt = attempting(REFUSED, sentence_of)
LASTS = 3600  # seconds that a preview can be taken in
FIRST = (BAD, NEW, ADDED, SAME)


@require_http_methods(["GET", "POST"])
def hand_in(request: OfficerRequest) -> HttpResponse:
    """Take a workbook, and show what each row would become; nothing is stored yet."""
    units = _units(request)
    initial = {"unit": own_unit(request.user, units)}
    form = forms.SheetForm(request.POST or None, request.FILES or None, units=units, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            rows = rows_of(form.cleaned_data["file"].read())
        except NoTable as fault:
            form.add_error("file", str(sentence_of(fault)))
        else:
            return _preview(request, rows, form.cleaned_data["unit"])
    return render(request, "partners/import.html", {"form": form}, status=400 if form.is_bound else 200)


@require_POST
def take(request: OfficerRequest) -> HttpResponse:
    """Take in what the preview showed; it travels signed, so that it is what was read from the workbook."""
    units = _units(request)
    try:
        seen = signing.loads(request.POST.get("seen", ""), salt=_salt(request), max_age=LASTS)
    except signing.BadSignature:
        messages.error(request, _("The preview is too old: hand the workbook in again."))
        return redirect("partners:import")
    unit = units.filter(pk=seen["unit"]).first()
    if unit is None:
        raise NotAllowed(Act.KEEP.value)
    rows = [ContactRow(**row) for row in seen["rows"]]
    made = _attempt(request, take_in, _("The workbook is taken in."), rows=rows, unit=unit)
    return redirect("partners:partners" if made is not None else "partners:import")


def _preview(request: OfficerRequest, rows: list[ContactRow], unit: Unit) -> HttpResponse:
    planned = sorted(rows_planned(rows, unit), key=lambda one: FIRST.index(one.kind))
    seen: dict[str, Any] = {"unit": unit.pk, "rows": [asdict(row) for row in rows]}
    page = {
        "unit": unit,
        "rows": [(one.row, one.kind, ROWS[one.kind], PROBLEMS[one.problem]) for one in planned],
        "wanted": sum(one.kind in (NEW, ADDED) for one in planned),
        "bad": sum(one.kind == BAD for one in planned),
        "seen": signing.dumps(seen, salt=_salt(request), compress=True),
    }
    return render(request, "partners/import_preview.html", page)


def _units(request: OfficerRequest) -> Any:
    if not keeps_somewhere(request.user, None):
        raise NotAllowed(Act.KEEP.value)
    return units_kept(request.user)


def _salt(request: OfficerRequest) -> str:
    return f"partners.import.{request.user.pk}"
