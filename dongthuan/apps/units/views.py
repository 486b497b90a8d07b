"""Pages about the agency's units."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.apps.common import sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.common.requests import ActorRequest
from dongthuan.apps.units import operations
from dongthuan.apps.units.forms import EndForm, UnitForm
from dongthuan.apps.units.models import Agency, Unit
from dongthuan.apps.units.queries import unit_tree
from dongthuan.apps.units.rules import ACCESS, Act
from dongthuan.apps.units.sheets import UNITS


def list_units(request: ActorRequest) -> HttpResponse:
    """Show the agency and its units as a tree."""
    require(ACCESS, Act.READ, request.user, None)
    rows = unit_tree(on=local_day(now()))
    if sheets.is_wanted(request):
        return sheets.answer_with(_("Units"), UNITS, rows, name="don-vi", at=now())
    acts = allowed_acts(ACCESS, request.user, None)
    return render(request, "units/list.html", {"rows": rows, "acts": acts})


def edit_unit(request: ActorRequest, pk: int | None = None) -> HttpResponse:
    """Add a unit or rewrite one."""
    unit = get_object_or_404(Unit, pk=pk) if pk is not None else None
    require(ACCESS, Act.SAVE, request.user, unit)
    form = UnitForm(request.POST or None, unit=unit, initial=_initial(unit))
    if form.is_valid():
        try:
            operations.save_unit(unit=unit, content=form.content(), by=request.user, at=now())
        except operations.CircularUnits:
            form.add_error("parent", _("A unit cannot lie below itself."))
        else:
            messages.success(request, _("The unit is saved."))
            return redirect("units:list")
    return render(request, "units/edit.html", {"form": form, "unit": unit, "end_form": EndForm()})


@require_POST
def end_unit(request: ActorRequest, pk: int) -> HttpResponse:
    """Let a unit end."""
    unit = get_object_or_404(Unit, pk=pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Type the day as day/month/year."))
        return redirect("units:edit", pk=pk)
    try:
        operations.end_unit(unit=unit, end_on=form.cleaned_data["end_on"], by=request.user, at=now())
    except operations.HasOpenChildren:
        messages.error(request, _("End the units below it first."))
        return redirect("units:edit", pk=pk)
    except operations.EndsBeforeStart:
        messages.error(request, _("A unit cannot end before it began."))
        return redirect("units:edit", pk=pk)
    messages.success(request, _("The unit ends on that day; what it did stays under its name."))
    return redirect("units:list")


def _initial(unit: Unit | None) -> dict[str, object]:
    if unit is None:
        return {"parent": Unit.objects.filter(parent__isnull=True).first()}
    fields = ("code", "name", "short_name", "kind", "parent", "start_on")
    agency = Agency.objects.filter(unit=unit).first()
    return {name: getattr(unit, name) for name in fields} | {
        "predecessors": unit.predecessors.all(),
        "agency_kind": agency.kind if agency else "",
    }
