"""The calendar of tasks and the timeline."""

import re
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common import clock
from dongthuan.apps.plans.forms.timeline import CalendarForm, LayoutForm, TimelineForm
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Task, TaskQuerySet
from dongthuan.apps.plans.queries import timeline as queries

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@require_GET
def show_calendar(request: OfficerRequest) -> HttpResponse:
    """Show a month: what is to be done and reported on each day, days off marked; one day in full."""
    today = clock.local_day(clock.now())
    month = _month(request.GET.get("month", ""), today)
    form = CalendarForm(request.GET, **_choices(request, today))
    marks = queries.marks_between(_tasks(request, form), *queries.span_of(month), today=today)
    calendar = working_calendar()
    weeks = queries.month_grid(month, marks, calendar, today=today)
    days = [cell for week in weeks for cell in week]
    chosen = parse_day(request.GET.get("day", ""))
    content = {
        "form": form,
        "month": month,
        "weeks": weeks,
        "has_marks": any(cell.is_of_month and cell.marks for cell in days),
        "chosen": next((cell for cell in days if cell.day == chosen), None),
        "before": month - timedelta(days=1),
        "after": month + timedelta(days=31),
        "is_estimated": calendar.is_estimated(month),
        "today": today,
    }
    return render(request, "plans/calendar.html", content)


@require_GET
def show_timeline(request: OfficerRequest) -> HttpResponse:
    """Show tasks as bars over a year or a quarter; with no unit and no plan chosen, one bar a unit."""
    today = clock.local_day(clock.now())
    form = TimelineForm(request.GET, **_choices(request, today))
    form.is_valid()
    start_on, end_on = _period(form, today)
    tasks = _tasks(request, form)
    is_detailed = any(form.cleaned_data.get(name) for name in ("unit", "plan", "mine"))
    bars, left = queries.bars_of(tasks, start_on, end_on, today=today) if is_detailed else ([], 0)
    content = {
        "form": form,
        "bars": bars,
        "left": left,
        "units": [] if is_detailed else queries.unit_bars(tasks, start_on, end_on, today=today),
        "is_detailed": is_detailed,
        "start_on": start_on,
        "last_on": end_on - timedelta(days=1),
        "length": (end_on - start_on).days,
        "ticks": queries.month_ticks(start_on, end_on),
        "today_x": (today - start_on).days if start_on <= today < end_on else None,
        "today": today,
    }
    return render(request, "plans/timeline.html", content)


def _tasks(request: OfficerRequest, form: LayoutForm) -> TaskQuerySet:
    tasks = Task.objects.visible_to(request.user)
    if not form.is_valid():
        return tasks
    chosen = form.cleaned_data
    if chosen["unit"]:
        tasks = tasks.filter(lead_unit=chosen["unit"])
    if chosen["plan"]:
        tasks = tasks.filter(plan=chosen["plan"])
    return tasks.filter(owner_id=request.user.pk) if chosen["mine"] else tasks


def _choices(request: OfficerRequest, today: date) -> dict[str, QuerySet[Any]]:
    plans = Plan.objects.visible_to(request.user).filter(state__in=["issued", "closed"])
    return {"units": queries.leading_units(), "plans": plans.only("title")}


def _month(text: str, today: date) -> date:
    found = _MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)


def parse_day(text: str) -> date | None:
    """Return the day an address names, None for anything else."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def _period(form: TimelineForm, today: date) -> tuple[date, date]:
    year = form.cleaned_data.get("year") or today.year
    quarter = form.cleaned_data.get("quarter") or 0
    if not quarter:
        return date(year, 1, 1), date(year + 1, 1, 1)
    end = date(year + 1, 1, 1) if quarter == 4 else date(year, quarter * 3 + 1, 1)
    return date(year, quarter * 3 - 2, 1), end
