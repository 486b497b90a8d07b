"""The overview: how much is said, in which mood, what rises, and whether all sources are heard."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import charts, clock
from dongthuan.apps.common.access import require
from dongthuan.apps.monitoring.forms.overview import OverviewForm
from dongthuan.apps.monitoring.links import items_url
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.queries import overview as queries
from dongthuan.apps.monitoring.queries.stories import StoryFilter, rising_stories
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.spans import Span, end_of_hour
from dongthuan.apps.monitoring.tiles import bars_of, figures_of


def overview(request: OfficerRequest) -> HttpResponse:
    """Show what was said in a period, each figure with the items behind it."""
    require(ACCESS, Act.READ, request.user, None)
    now = clock.now()
    form = OverviewForm(request.GET, topics=queries.watched_topics(), at=now)
    status = 200 if form.is_valid() else 400
    page = {"form": form, "span": form.span, "health": queries.source_health(at=now)}
    if form.chosen_topic is not None:
        page |= _news(form.chosen_topic, form.span)
    return render(request, "monitoring/overview.html", page, status=status)


def _news(topic: Topic, span: Span) -> dict[str, object]:
    volume = queries.volume_of(topic, span)
    confirmed = queries.confirmed_count(topic, span)
    earlier = None if volume.now.total or volume.now.copies else queries.last_hour(topic)
    until = min(span.end, end_of_hour(clock.now()))
    return {
        "topic": topic,
        "figures": figures_of(volume, topic),
        "volume": volume,
        "chart": bars_of(volume, topic),
        "compared": _compared(volume, topic),
        "confirmed": confirmed,
        "guessed": volume.now.total - confirmed,
        "confirmed_url": items_url(span, topic=topic.pk, origin="human", copies="no"),
        "guessed_url": items_url(span, topic=topic.pk, origin="machine", copies="no"),
        "collected": queries.collected_count(span),
        "collected_url": items_url(span),
        "rising": rising_stories(StoryFilter(topic=topic.pk), until=until),
        "unfavourable": queries.latest_unfavourable(topic, span),
        "unfavourable_url": items_url(span, topic=topic.pk, polarity="negative", copies="no"),
        "signals": queries.latest_signals(topic, span),
        "dropped": queries.dropped_entries(span),
        "earlier": earlier,
        "earlier_first": earlier and earlier - timedelta(days=29),
    }


def _compared(volume: queries.Volume, topic: Topic) -> charts.Chart | None:
    """Draw this span beside the same one last month and last year; None where neither is known."""
    if volume.month_ago is None and volume.year_ago is None:
        return None
    rows = [
        charts.Compared(
            at=step.start,
            value=counts.total,
            month_ago=month,
            year_ago=year,
            url=items_url(step, topic=topic.pk, copies="no"),
        )
        for (step, counts), month, year in zip(
            volume.steps, volume.month_ago_steps, volume.year_ago_steps, strict=True
        )
    ]
    return charts.comparison(rows, step=volume.span.step, unit=pgettext("unit", "items"))
