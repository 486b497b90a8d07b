"""The lists of clocks and of rules as sheets, with the filters of their pages."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clocks.forms.clocks import ClockFilterForm
from dongthuan.apps.clocks.forms.rulebook import RuleFilterForm
from dongthuan.apps.clocks.queries import clocks as queries
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.clocks.queries.rules import rules_in_force_now, searched
from dongthuan.apps.clocks.rules import ACCESS, Act
from dongthuan.apps.clocks.sheets import clocks_sheet, rules_sheet
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import require


@require_GET
def clocks_listed(request: OfficerRequest) -> HttpResponse:
    """Write the clocks that the list would show, all its pages, into a sheet."""
    at = clock.now()
    form = ClockFilterForm(request.GET, rules=queries.rules_with_clocks(request.user))
    wanted = form.cleaned_data if form.is_valid() else {}
    clocks = queries.clocks_listed(seen_by=request.user, wanted=wanted, at=at)
    sheet = clocks_sheet(clocks, at=at, calendar=working_calendar())
    return sheets.answer([sheet], "thoi-han", at=at)


@require_GET
def rules_listed(request: OfficerRequest) -> HttpResponse:
    """Write the rules that the page would show into a sheet."""
    require(ACCESS, Act.READ_RULES, request.user, None)
    at = clock.now()
    today = clock.local_day(at)
    form = RuleFilterForm({"on": request.GET.get("on") or today, "q": request.GET.get("q", "")})
    data = form.cleaned_data if form.is_valid() else {}
    on = data.get("on") or today
    sheet = rules_sheet(searched(rules_in_force_now(), on=on, words=data.get("q", "")), on=on)
    return sheets.answer([sheet], "quy-dinh", at=at)
