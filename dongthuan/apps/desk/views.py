"""An officer's day and a leader's page."""

from django.http import HttpResponse
from django.shortcuts import render

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.desk.queries import news, work
from dongthuan.apps.desk.rules import ACCESS, Act
from dongthuan.apps.documents.queries.signing import to_sign
from dongthuan.apps.monitoring.foresight import forecast_chart
from dongthuan.apps.monitoring.models.signals import Forecast, Series
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.queries.overview import source_health, volume_of
from dongthuan.apps.monitoring.queries.signals import open_signals, signal_scorecard
from dongthuan.apps.monitoring.queries.stories import StoryFilter, rising_stories
from dongthuan.apps.monitoring.queries.topics import latest_forecast, stances
from dongthuan.apps.monitoring.spans import end_of_hour, last_days
from dongthuan.apps.monitoring.tiles import bars_of, figures_of
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.queries.statistics import total_of, unit_statistics
from dongthuan.apps.reports.queries.rounds import late_units


def home(request: OfficerRequest) -> HttpResponse:
    """Show what awaits this officer today; one without a role is told whom to ask."""
    at = now()
    acts = allowed_acts(ACCESS, request.user, None)
    if Act.READ_DESK.value not in acts:
        return render(request, "desk/no_role.html", status=403)
    today = local_day(at)
    page = {
        "day": news.day_of(request.user, at=at, on=today),
        "work": work.work_of(request.user, at=at, on=today),
        "today": today,
        "acts": acts,
    }
    return render(request, "desk/home.html", page)


def leader(request: OfficerRequest) -> HttpResponse:
    """Show the leader's one page: red items, mood, what is expected, what awaits approval."""
    require(ACCESS, Act.READ_LEADER, request.user, None)
    at = now()
    page: dict[str, object] = {
        "red": news.red_items(at=at, on=local_day(at)),
        "red_tasks": work.red_tasks(on=local_day(at)),
        "late_reports": late_units(seen_by=request.user, on=local_day(at), most=work.RED_TASKS),
        "statistics": total_of(unit_statistics(Task.objects.all(), on=local_day(at)), name=""),
        "to_sign": to_sign(request.user)[: work.SHOWN],
        "to_approve": news.briefs_to_approve(request.user),
        "signals": open_signals(limit=5),
        "scorecard": signal_scorecard(),
        "health": source_health(at=at),
    }
    everything = Topic.objects.watched().filter(kind=Topic.Kind.EVERYTHING).first()
    if everything is not None:
        page |= _mood(everything)
    return render(request, "desk/leader.html", page)


def _mood(topic: Topic) -> dict[str, object]:
    at = now()
    span = last_days(30, at=at)
    volume = volume_of(topic, span)
    expected = latest_forecast(topic, Series.NEGATIVE, Forecast.Step.DAY)
    return {
        "topic": topic,
        "span": span,
        "figures": figures_of(volume, topic),
        "chart": bars_of(volume, topic),
        "rising": rising_stories(StoryFilter(topic=topic.pk), until=min(span.end, end_of_hour(at))),
        "stances": stances(topic, span),
        "forecast": expected,
        "picture": forecast_chart(expected) if expected else None,
    }
