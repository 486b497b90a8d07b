"""What the page of a brief shows of its decided content, and the items that can be put into it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localtime

from dongthuan.apps.monitoring.links import items_url
from dongthuan.apps.monitoring.models.briefs import Brief, BriefEntry
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.queries.items import with_row_parts
from dongthuan.apps.monitoring.queries.search import matching
from dongthuan.apps.monitoring.spans import Span, of_days
from dongthuan.docgen import brief as decided
from dongthuan.docgen.wording import percent, points

MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class FigureShown:
    """The items of one polarity: how many, what share, how it changed, and where they are listed."""

    polarity: str
    count: int
    share: str
    month_change: str
    year_change: str
    url: str


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """All figures of a brief with the addresses of the items behind them."""

    rows: Sequence[FigureShown]
    total: int
    copies: int
    confirmed: int
    by_machine: int
    total_url: str
    copies_url: str
    confirmed_url: str
    by_machine_url: str
    month_total: int
    year_total: int


def figures_shown(content: decided.Brief) -> FiguresShown:
    """Return the figures of a brief, each with the address of its items."""
    figures = content.figures
    topic = Topic.objects.filter(kind=Topic.Kind.EVERYTHING).values_list("pk", flat=True).first()
    hours = of_days(content.day, content.day)
    if figures.start_at and figures.end_at:
        hours = Span(localtime(figures.start_at), localtime(figures.end_at))

    def listed(**wanted: str) -> str:
        return items_url(hours, topic=topic, **{"copies": "no"} | wanted)

    return FiguresShown(
        rows=[
            FigureShown(
                polarity.value,
                figures.day.count(polarity),
                percent(figures.day.ratio(polarity)),
                points(figures.change(polarity, figures.previous_month)),
                points(figures.change(polarity, figures.last_year)),
                listed(polarity=polarity.value),
            )
            for polarity in decided.Polarity
        ],
        total=figures.day.total,
        copies=figures.copies,
        confirmed=figures.confirmed,
        by_machine=figures.by_machine,
        total_url=listed(),
        copies_url=listed(copies="only"),
        confirmed_url=listed(origin="human"),
        by_machine_url=listed(origin="machine"),
        month_total=figures.previous_month.tally.total,
        year_total=figures.last_year.tally.total,
    )


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An item of a text that stands, with its level in words."""

    item: decided.BriefItem
    level: str


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A group of a text that stands."""

    numeral: str
    title: str
    items: Sequence[ItemShown]


def groups_shown(content: decided.Brief) -> list[GroupShown]:
    """Return the groups of a brief whose text stands."""
    titles, levels = dict(BriefEntry.Group.choices), dict(BriefEntry.Level.choices)
    return [
        GroupShown(
            group.numeral,
            str(titles[group.numeral]),
            [ItemShown(one, "" if one.level == "none" else str(levels[one.level])) for one in group.items],
        )
        for group in content.groups
    ]


def candidates(brief: Brief, words: str) -> list[Item]:
    """Return the newest originals that hold the words and are not in the brief; none without a word."""
    if not words.strip():
        return []
    there = brief.entries.filter(is_dropped=False).values("item")
    items = matching(Item.objects.counted().originals(), words).exclude(pk__in=there)
    return list(with_row_parts(items).newest()[:MOST_CANDIDATES])
