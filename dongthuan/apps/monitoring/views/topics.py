"""Pages about topics: what is watched, how it fares, what is expected; and the form that defines it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import charts, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.clock import now
from dongthuan.apps.monitoring.foresight import forecast_chart
from dongthuan.apps.monitoring.forms.topics import TopicForm, initial_of
from dongthuan.apps.monitoring.links import items_url
from dongthuan.apps.monitoring.models.signals import Forecast, Series
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.operations import topics as operations
from dongthuan.apps.monitoring.queries.overview import (
    latest_signals,
    latest_unfavourable,
    volume_of,
)
from dongthuan.apps.monitoring.queries.topics import (
    forecast_scorecard,
    latest_forecast,
    stances,
    topic_rows,
)
from dongthuan.apps.monitoring.queries.warnings import outlooks
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.sheets import TOPICS
from dongthuan.apps.monitoring.spans import last_days
from dongthuan.apps.monitoring.tiles import bars_of, figures_of

SHOWN = (
    (Series.VOLUME, Forecast.Step.HOUR),
    (Series.NEGATIVE, Forecast.Step.HOUR),
    (Series.VOLUME, Forecast.Step.DAY),
)


def topics(request: OfficerRequest) -> HttpResponse:
    """Show the topics and how much is said of each."""
    require(ACCESS, Act.READ, request.user, None)
    rows = topic_rows(at=now())
    if sheets.is_wanted(request):
        return sheets.answer_with(_("Topics"), TOPICS, rows, name="chu-de", at=now())
    return render(request, "monitoring/topics.html", {"rows": rows, "acts": _acts(request)})


def topic(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one topic: its last 30 days, what is expected, its signals and unfavourable items."""
    require(ACCESS, Act.READ, request.user, None)
    shown = get_object_or_404(Topic.objects.select_related("unit"), pk=pk)
    span = last_days(30, at=now())
    volume = volume_of(shown, span)
    page = {
        "topic": shown,
        "span": span,
        "figures": figures_of(volume, shown),
        "stances": stances(shown, span),
        "chart": bars_of(volume, shown),
        "foresights": _foresights(shown),
        "scorecard": forecast_scorecard(shown, Forecast.Step.HOUR),
        "signals": latest_signals(shown, span),
        "outlooks": outlooks([shown], at=now()),
        "unfavourable": latest_unfavourable(shown, span),
        "unfavourable_url": items_url(span, topic=shown.pk, polarity="negative", copies="no"),
        "acts": _acts(request),
    }
    return render(request, "monitoring/topic.html", page)


def add_topic(request: OfficerRequest) -> HttpResponse:
    """Add a topic."""
    require(ACCESS, Act.SAVE_TOPIC, request.user, None)
    return _edit(request, None, TopicForm(request.POST or None))


def edit_topic(request: OfficerRequest, pk: int) -> HttpResponse:
    """Rewrite a topic."""
    edited = get_object_or_404(Topic, pk=pk)
    require(ACCESS, Act.SAVE_TOPIC, request.user, edited)
    return _edit(request, edited, TopicForm(request.POST or None, topic=edited, initial=initial_of(edited)))


def _edit(request: OfficerRequest, edited: Topic | None, form: TopicForm) -> HttpResponse:
    if form.is_valid():
        try:
            saved = operations.save_topic(
                topic=edited,
                content=form.content(),
                version=form.cleaned_data["version"],
                by=request.user,
                at=now(),
            )
        except operations.ChangedMeanwhile:
            form.add_error(
                None, _("Somebody else saved this topic meanwhile. Open it again; keep your text.")
            )
        except operations.NoPhrases:
            form.add_error("phrases", _("Give at least one phrase."))
        else:
            messages.success(request, _("The topic is saved. Stored items are being counted anew."))
            return redirect("monitoring:topic", pk=saved.pk)
    return render(request, "monitoring/topic_edit.html", {"form": form, "topic": edited})


def _foresights(shown: Topic) -> list[tuple[Forecast, charts.Chart]]:
    found = [latest_forecast(shown, series, step) for series, step in SHOWN]
    return [(forecast, forecast_chart(forecast)) for forecast in found if forecast is not None]


def _acts(request: OfficerRequest) -> set[str]:
    table = {Act.SAVE_TOPIC: ACCESS[Act.SAVE_TOPIC]}
    return allowed_acts(table, request.user, None)
