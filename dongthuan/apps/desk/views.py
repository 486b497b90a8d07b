"""An officer's day and a leader's page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common.access import NotAllowed, allowed_acts, require
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.desk.forms import ItemChoiceForm, ItemSearchForm
from dongthuan.apps.desk.queries import news, openness, policies, press, work
from dongthuan.apps.desk.rules import ACCESS, Act, may_choose_item
from dongthuan.apps.documents.queries.signing import to_sign
from dongthuan.apps.monitoring.foresight import forecast_chart
from dongthuan.apps.monitoring.models.signals import Forecast, Series
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.queries.items import ItemFilter, filtered, visible_items, with_row_parts
from dongthuan.apps.monitoring.queries.overview import source_health, volume_of
from dongthuan.apps.monitoring.queries.signals import open_signals, signal_scorecard
from dongthuan.apps.monitoring.queries.stories import StoryFilter, rising_stories
from dongthuan.apps.monitoring.queries.topics import latest_forecast, stances
from dongthuan.apps.monitoring.queries.warnings import outlooks
from dongthuan.apps.monitoring.spans import end_of_hour, last_days
from dongthuan.apps.monitoring.tiles import bars_of, figures_of
from dongthuan.apps.plans.operations.tasks_progress import EvidenceContent, add_evidence
from dongthuan.apps.plans.rules import Act as PlansAct
from dongthuan.apps.plans.views.refusals import attempt
from dongthuan.apps.plans.views.tasks import task_of
from dongthuan.apps.reports.queries.rounds import late_units

MOST_CHOICES = 30


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
        "press": press.press_of(request.user, at=at),
        "requests_for_information": openness.requests_of(request.user),
        "policies": policies.policies_of(request.user, on=today),
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
        "red_tasks": work.red_tasks(request.user, on=local_day(at)),
        "late_reports": late_units(seen_by=request.user, on=local_day(at), most=work.RED_TASKS),
        "statistics": work.figures_of_work(request.user, on=local_day(at)),
        "to_sign": to_sign(request.user)[: work.SHOWN],
        "press": press.press_of(request.user, at=at),
        "to_approve": news.briefs_to_approve(request.user),
        "signals": open_signals(limit=5),
        "scorecard": signal_scorecard(),
        "health": source_health(at=at),
        "outlooks": outlooks(list(Topic.objects.watched()), at=at)[:5],
    }
    everything = Topic.objects.watched().filter(kind=Topic.Kind.EVERYTHING).first()
    if everything is not None:
        page |= _mood(everything)
    return render(request, "desk/leader.html", page)


def choose_item(request: OfficerRequest, pk: int) -> HttpResponse:
    """Search the collected items for one that shows that a task was done; on POST put it forward."""
    task = task_of(request, pk)
    if not may_choose_item(request.user, task):
        raise NotAllowed(PlansAct.ADD_EVIDENCE.value)
    items = visible_items(request.user)
    if request.method == "POST":
        choice = ItemChoiceForm(request.POST)
        key = choice.cleaned_data["item"] if choice.is_valid() else 0
        item = get_object_or_404(items, pk=key)
        content = EvidenceContent(words=choice.cleaned_data["shows"] or item.title, url=item.url, item=item)
        done = _("The published item is added as evidence.")
        attempt(request, add_evidence, done, task=task, content=content)
        return redirect("plans:task", pk=pk)
    form = ItemSearchForm(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = with_row_parts(filtered(items, ItemFilter(words=words))).newest()[:MOST_CHOICES]
    there = set(
        task.evidence.filter(is_withdrawn=False, item__isnull=False).values_list("item_id", flat=True)
    )
    page = {"task": task, "form": form, "words": words, "items": list(found), "there": there}
    return render(request, "desk/choose_item.html", page)


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
