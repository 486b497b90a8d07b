"""The columns of the lists of listening as sheets: items, stories, topics, signals, sources, briefs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.sheets import Column, Columns
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.signals import Signal
from dongthuan.apps.monitoring.models.stories import Story
from dongthuan.apps.monitoring.queries.sources import SourceRow
from dongthuan.apps.monitoring.queries.stories import Rising
from dongthuan.apps.monitoring.queries.topics import TopicRow
from dongthuan.docgen.sheet import Link

MOST_ROWS = 50_000


def _sure(item: Item) -> float | None:
    return None if item.polarity_confidence is None else round(item.polarity_confidence, 2)


ITEMS: Columns[Item] = (
    Column(_("Published"), lambda item: item.published_at, 18),
    Column(_("Outlet"), lambda item: item.source.outlet, 24),
    Column(_("Title"), lambda item: item.title, 60),
    Column(_("Lead"), lambda item: item.lead, 60),
    Column(_("Address"), lambda item: Link(item.url, item.url), 40),
    Column(_("Polarity"), lambda item: item.get_polarity_display(), 14),
    Column(_("Label by"), lambda item: item.get_polarity_origin_display(), 14),
    Column(_("Confidence"), _sure),
    Column(_("Handling"), lambda item: item.get_handling_display(), 18),
    Column(_("Story"), lambda item: item.story.title if item.story else "", 40),
    Column(_("Copy of item"), lambda item: item.copy_of_id),
    Column(_("Item"), lambda item: item.pk),
)
STORIES: Columns[Story] = (
    Column(_("Story"), lambda story: story.title, 70),
    Column(_("Items"), lambda story: story.item_count),
    Column(_("Outlets"), lambda story: story.outlet_count),
    Column(_("Negative"), lambda story: story.negative_count),
    Column(_("Positive"), lambda story: story.positive_count),
    Column(_("First item"), lambda story: story.first_at, 18),
    Column(_("Last item"), lambda story: story.last_at, 18),
    Column(_("changed by people"), lambda story: story.is_touched),
)
RISING: Columns[Rising] = (
    Column(_("Story"), lambda rise: rise.story.title, 70),
    Column(_("Last 24 hours"), lambda rise: rise.recent),
    Column(_("The 24 hours before"), lambda rise: rise.before),
    Column(_("Outlets"), lambda rise: rise.story.outlet_count),
)
TOPICS: Columns[TopicRow] = (
    Column(_("Topic"), lambda row: row.topic.name, 50),
    Column(_("Unit"), lambda row: row.topic.unit.label if row.topic.unit else "", 24),
    Column(_("Watched"), lambda row: row.topic.is_active),
    Column(_("Items of seven days"), lambda row: row.total),
    Column(_("Negative"), lambda row: row.negative),
    Column(_("Positive"), lambda row: row.positive),
    Column(_("Favourable"), lambda row: row.favourable),
    Column(_("Unfavourable"), lambda row: row.unfavourable),
)
SIGNALS: Columns[Signal] = (
    Column(_("Topic"), lambda signal: signal.topic.name, 50),
    Column(_("Signal"), lambda signal: signal.subject, 24),
    Column(_("Hour"), lambda signal: signal.hour, 18),
    Column(_("Items of six hours"), lambda signal: signal.item_count),
    Column(_("Usual an hour"), lambda signal: round(signal.baseline, 1)),
    Column(_("State"), lambda signal: signal.get_state_display(), 18),
    Column(_("Taken up by"), lambda signal: signal.taken_by.full_name if signal.taken_by else "", 24),
    Column(_("Taken up"), lambda signal: signal.taken_at, 18),
    Column(_("Given to"), lambda signal: signal.assigned_to.full_name if signal.assigned_to else "", 24),
    Column(_("Answered"), lambda signal: signal.answered_at, 18),
    Column(_("Closed"), lambda signal: signal.closed_at, 18),
    Column(_("Note on closing"), lambda signal: signal.closing_note, 50),
)
ALERT_RULES: Columns[Any] = (  # rules as `queries.alerts.rules_with_counts` reads them
    Column(_("Alert rule"), lambda rule: rule.name, 40),
    Column(_("Topic"), lambda rule: rule.topic.name, 40),
    Column(_("Listens for"), lambda rule: rule.get_kind_display(), 30),
    Column(_("Officers told"), lambda rule: rule.officer_count),
    Column(_("Addresses told"), lambda rule: rule.address_count),
    Column(_("Alerts of 30 days"), lambda rule: rule.recent),
    Column(_("Last alert"), lambda rule: rule.last_at, 18),
    Column(_("Paused until"), lambda rule: rule.paused_until, 18),
)
SOURCES: Columns[SourceRow] = (
    Column(_("Source"), lambda row: row.source.name, 40),
    Column(_("Outlet"), lambda row: row.source.outlet, 30),
    Column(_("Kind"), lambda row: row.source.get_outlet_class_display(), 24),
    Column(_("Address"), lambda row: Link(row.source.url, row.source.url), 50),
    Column(_("address checked"), lambda row: row.source.is_verified),
    Column(_("Health"), lambda row: row.health.word, 20),
    Column(_("Last 24 hours"), lambda row: row.health.observed),
    Column(_("Usually"), lambda row: row.health.expected),
    Column(_("Last new item"), lambda row: row.source.last_item_at, 18),
    Column(_("Next visit"), lambda row: row.source.next_fetch_at, 18),
    Column(_("Dropped in 7 days"), lambda row: row.dropped),
)

EXPORTS: Columns[Any] = (  # files as `queries.exports.exports` reads them
    Column(_("File"), lambda record: record.name, 40),
    Column(_("handed in"), lambda record: record.started_at, 18),
    Column(_("By"), lambda record: record.by.full_name, 24),
    Column(_("Finished"), lambda record: record.finished_at, 18),
    Column(_("lines read"), lambda record: record.line_count),
    Column(_("new"), lambda record: record.new_count),
    Column(_("known already"), lambda record: record.known_count),
    Column(_("dropped"), lambda record: record.dropped_count),
)
TREND_REPORTS: Columns[Any] = (  # reports as `queries.trend_reports.visible_reports` reads them
    Column(_("Period"), lambda report: report.get_period_display(), 10),
    Column(_("First day"), lambda report: report.first_on, 14),
    Column(_("Last day"), lambda report: report.last_on, 14),
    Column(_("State"), lambda report: report.get_state_display(), 18),
    Column(_("Items"), lambda report: report.figures["shares"]["now"]["total"]),
    Column(_("Negative"), lambda report: report.figures["shares"]["now"]["negative"]),
    Column(_("Compiled by"), lambda report: (report.submitted_by or report.compiler).full_name, 24),
    Column(_("Approved by"), lambda report: report.approver.full_name if report.approver else "", 24),
    Column(_("Approved"), lambda report: report.approved_at, 18),
)

BRIEFS: Columns[Any] = (  # briefs as `queries.briefs.with_counts` reads them
    Column(_("Day"), lambda brief: brief.day, 14),
    Column(_("State"), lambda brief: brief.get_state_display(), 18),
    Column(_("Items"), lambda brief: brief.entry_count),
    Column(_("Unfavourable"), lambda brief: brief.negative_count),
    Column(_("Urgent"), lambda brief: brief.urgent_count),
    Column(_("Compiled by"), lambda brief: (brief.submitted_by or brief.compiler).full_name, 24),
    Column(_("Approved by"), lambda brief: brief.approver.full_name if brief.approver else "", 24),
    Column(_("Approved"), lambda brief: brief.approved_at, 18),
)
