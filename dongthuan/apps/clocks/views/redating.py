"""Pages of re-datings: what a change of the law or the calendar moved, and whom that was told."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.models.redating import Redating
from dongthuan.apps.clocks.rules import ACCESS, Act
from dongthuan.apps.clocks.sheets import MOVES, RUNS
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import require


@require_GET
def list_redatings(request: OfficerRequest) -> HttpResponse:
    """List the runs, the latest first."""
    require(ACCESS, Act.READ_CALENDAR, request.user, None)
    runs = Redating.objects.select_related("by")
    if sheets.is_wanted(request):
        rows, at = runs.order_by("-asked_at", "-pk"), clock.now()
        return sheets.answer_with(_("What was dated anew"), RUNS, rows, name="tinh-lai", at=at)
    page = paging.page_of(runs, request.GET.get("page", ""), by="asked_at", size=30)
    return render(request, "clocks/redatings.html", {"page": page})


@require_GET
def show_redating(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show how far a run is, and the clocks it moved that this officer may see."""
    require(ACCESS, Act.READ_CALENDAR, request.user, None)
    run = get_object_or_404(Redating.objects.select_related("by"), pk=pk)
    moves = run.moves.filter(clock__in=Clock.objects.visible_to(request.user))
    moves = moves.select_related("clock__unit").prefetch_related("told")
    if sheets.is_wanted(request):
        rows, at = moves.order_by("-pk"), clock.now()
        return sheets.answer_with(run.cause, MOVES, rows, name=f"tinh-lai-{pk}", at=at)
    page = paging.page_of(moves, request.GET.get("page", ""))
    return render(request, "clocks/redating.html", {"run": run, "page": page})
