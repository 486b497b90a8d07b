"""The figures of a span in words: totals and shares with their change in points, each opening its items."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dongthuan.apps.common import charts
from dongthuan.apps.common.figures import Change, Figure, Wish, change_of
from dongthuan.apps.common.wording import POLARITIES
from dongthuan.apps.monitoring.links import items_url
from dongthuan.apps.monitoring.models.stories import Story
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.queries.overview import Counts, Volume

WISHES: dict[str, Wish] = {"negative": "less", "neutral": "neither", "positive": "more", "unclear": "neither"}


@dataclass(frozen=True, slots=True)
class CountFigure(Figure):
    """A number of items; where nothing is known of the earlier spans the tile says so."""

    @property
    def changes(self) -> list[Change]:
        """The change in per cent since the same span last month and last year."""
        return [
            change_of(self.value, earlier, words=words, wish=self.wish)
            if earlier is not None
            else Change("minus", unknown, "")
            for earlier, words, unknown in _against(self)
        ]


@dataclass(frozen=True, slots=True)
class ShareFigure(Figure):
    """A share in per cent; its change is told in points, not in per cent of per cent."""

    @property
    def changes(self) -> list[Change]:
        """The change in points since the same span last month and last year."""
        return [
            points(self.value, earlier, words=words, unknown=unknown, wish=self.wish)
            for earlier, words, unknown in _against(self)
        ]


def _against(figure: Figure) -> list[tuple[float | None, str, str]]:
    """Return each earlier value, what it is compared with in words, and the words where it is unknown."""
    month, year = figure.month_ago, figure.year_ago
    return [
        (month, _("against the same time last month"), _("same time last month: no figures yet")),
        (year, _("against the same time last year"), _("same time last year: no figures yet")),
    ]


def points(
    value: float | None, earlier: float | None, *, words: str, unknown: str, wish: Wish = "neither"
) -> Change:
    """Return the difference of two shares in points of a hundred, one decimal; `unknown` where one is."""
    if value is None or earlier is None:
        return Change("minus", unknown, "")
    moved = round(value - earlier, 1)
    if not moved:
        return Change("equal", _("unchanged %(against)s") % {"against": words}, "")
    tone = "" if wish == "neither" else ("good" if (moved > 0) == (wish == "more") else "bad")
    amount = number_format(abs(moved), decimal_pos=1, use_l10n=True)
    said = _("up %(points)s points %(against)s") if moved > 0 else _("down %(points)s points %(against)s")
    icon = "arrow-up-right" if moved > 0 else "arrow-down-right"
    return Change(icon, said % {"points": amount, "against": words}, tone)


def figures_of(volume: Volume, topic: Topic) -> list[Figure]:
    """Return the tiles of a span: all originals, the share of each polarity, the copies."""
    total = CountFigure(
        label=_("Items"),
        value=volume.now.total,
        url=items_url(volume.span, topic=topic.pk, copies="no"),
        month_ago=volume.month_ago.total if volume.month_ago else None,
        year_ago=volume.year_ago.total if volume.year_ago else None,
        note=_("originals; copies are counted apart"),
    )
    shares = [_share(volume, topic, polarity) for polarity in POLARITIES]
    copies = CountFigure(
        label=_("Copies"),
        value=volume.now.copies,
        url=items_url(volume.span, topic=topic.pk, copies="only"),
        month_ago=volume.month_ago.copies if volume.month_ago else None,
        year_ago=volume.year_ago.copies if volume.year_ago else None,
        note=_("the same text in another outlet"),
    )
    return [total, *shares, copies]


def _share(volume: Volume, topic: Topic, polarity: str) -> Figure:
    count = getattr(volume.now, polarity)
    items = ngettext("%(count)s item", "%(count)s items", count)
    return ShareFigure(
        label=str(POLARITIES[polarity].label),
        value=_percent(volume.now, polarity),
        unit="%",
        places=1,
        url=items_url(volume.span, topic=topic.pk, polarity=polarity, copies="no"),
        month_ago=_percent(volume.month_ago, polarity),
        year_ago=_percent(volume.year_ago, polarity),
        wish=WISHES[polarity],
        note=items % {"count": number_format(count, use_l10n=True, force_grouping=True)},
    )


def _percent(counts: Counts | None, polarity: str) -> float | None:
    share = counts.share(polarity) if counts else None
    return None if share is None else round(share * 100, 1)


def bars_of(volume: Volume, topic: Topic) -> charts.Chart:
    """Return the stacked bars of a span: originals by polarity, each step opening its items."""
    rows = [
        charts.PolarityCount(
            at=step.start,
            negative=counts.negative,
            neutral=counts.neutral,
            positive=counts.positive,
            unclear=counts.unclear,
            url=items_url(step, topic=topic.pk, copies="no"),
        )
        for step, counts in volume.steps
    ]
    return charts.polarity_bars(rows, step=volume.span.step)


def story_figures(story: Story) -> list[Figure]:
    """Return the tiles of a story: items, originals, outlets, and its negative and positive share."""
    copies = story.item_count - story.original_count
    figures = [
        Figure(label=_("Items"), value=story.item_count, url=items_url(story=story.pk)),
        Figure(label=_("Originals"), value=story.original_count, url=items_url(story=story.pk, copies="no")),
        Figure(label=_("Copies"), value=copies, url=items_url(story=story.pk, copies="only")),
        Figure(label=_("Outlets"), value=story.outlet_count),
    ]
    for polarity, count in (("negative", story.negative_count), ("positive", story.positive_count)):
        figures.append(
            Figure(
                label=str(POLARITIES[polarity].label),
                value=count,
                url=items_url(story=story.pk, polarity=polarity),
                note=_("copies included"),
            )
        )
    return figures
