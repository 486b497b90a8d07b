"""The page of coverage: which groups have nothing, what is dead, late or out of date, by unit."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.figures import Figure
from dongthuan.apps.disclosure.forms.publications import PeriodForm
from dongthuan.apps.disclosure.law_wording import titled
from dongthuan.apps.disclosure.models.publications import PublicInformation
from dongthuan.apps.disclosure.operations.coverage import set_group_period
from dongthuan.apps.disclosure.publications_rules import INFORMATION_ACCESS, InformationAct
from dongthuan.apps.disclosure.queries.coverage import Coverage, coverage
from dongthuan.apps.disclosure.views.publications_acts import attempt


@require_http_methods(["GET", "POST"])
def show_coverage(request: OfficerRequest) -> HttpResponse:
    """Show how far the register covers the law's groups; officers set the period of a group here."""
    require(INFORMATION_ACCESS, InformationAct.READ_COVERAGE, request.user, None)
    at = clock.now()
    if request.method == "POST":
        form = PeriodForm(request.POST)
        given = form.cleaned_data if form.is_valid() else {}
        if attempt(request, form, set_group_period, **given) is not None:
            messages.success(request, _("The period is set."))
        else:
            messages.error(request, _("Give a whole number of months, 1 to 600, or leave it empty."))
        return redirect("disclosure:coverage")
    rows = PublicInformation.objects.visible_to(request.user)
    found = coverage(rows, on=clock.local_day(at), at=at)
    page = {
        "coverage": found,
        "groups": [(group, titled(group.entry)) for group in found.groups],
        "tiles": _tiles(found),
        "may_set": INFORMATION_ACCESS[InformationAct.SET_PERIOD](request.user, None),
        "tab": "coverage",
    }
    return render(request, "disclosure/coverage.html", page)


def _tiles(found: Coverage) -> list[Figure]:
    groups, opens = found.groups, _("Open the entries")

    def of_items(label: str, value: int, **wanted: str) -> Figure:
        return Figure(label, value, url=_list(**wanted), opens=opens)

    return [
        of_items(_("Public items"), sum(group.public for group in groups), state="published"),
        Figure(_("Groups with nothing public"), found.empty_count, url="#nhom", opens=_("See the groups")),
        of_items(_("Dead addresses"), sum(group.dead for group in groups), only="dead"),
        of_items(_("Past the limit for making public"), sum(group.late for group in groups), only="late"),
        of_items(_("Groups out of date"), found.outdated_count, only="outdated"),
    ]


def _list(**wanted: str) -> str:
    return f"{reverse('disclosure:items')}?{urlencode(wanted)}"
