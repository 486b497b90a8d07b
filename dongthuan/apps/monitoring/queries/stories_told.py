"""Reads about what a story tells of, its first and its most printed item, and the proposed merges."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from dongthuan.analysis.story_terms import name_runs
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.stories import Story, StoryProposal

MOST_READ, MOST_SHOWN = 400, 10


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a story tells of. first: who told it first; headline: the original that was printed again most.

    names: people, places and bodies, citations: documents, each with the number of items that name it.
    """

    first: Item | None
    headline: Item | None
    headline_copies: int
    names: Sequence[tuple[str, int]]
    citations: Sequence[tuple[str, int]]


def subjects_of(story: Story) -> Subjects:
    """Return what the items of a story name, read over the latest of them."""
    items = Item.objects.filter(story=story).select_related("source")
    names: Counter[str] = Counter()
    citations: Counter[str] = Counter()
    for title, lead, cited in items.newest().values_list("title", "lead", "citations")[:MOST_READ]:
        names.update(set(name_runs(f"{title}. {lead}")))
        citations.update(set(cited))
    originals = items.originals()
    printed = originals.annotate(copied=Count("copies")).order_by("-copied", "published_at", "pk").first()
    return Subjects(
        originals.order_by("published_at", "pk").first(),
        printed,
        printed.copies.count() if printed is not None else 0,
        names.most_common(MOST_SHOWN),
        citations.most_common(MOST_SHOWN),
    )


def waiting_proposals() -> list[StoryProposal]:
    """Return the merges that nobody has decided, between stories that still stand, the likeliest first."""
    waiting = StoryProposal.objects.exclude(other=None).filter(
        is_same=None, story__merged_into=None, other__merged_into=None
    )
    return list(waiting.select_related("story", "other").order_by("-similarity", "pk"))


@dataclass(frozen=True, slots=True)
class SplitAsked:
    """A story that may be two events, and the titles of the items that may be the other one."""

    proposal: StoryProposal
    titles: list[str]


def waiting_splits() -> list[SplitAsked]:
    """Return the splits that nobody has decided, of stories that still stand, the least alike first."""
    waiting = StoryProposal.objects.filter(is_same=None, other=None, story__merged_into=None)
    rows = list(waiting.select_related("story").order_by("similarity", "pk"))
    keys = [key for row in rows for key in row.leaving]
    titles = dict(Item.objects.filter(pk__in=keys, story__isnull=False).values_list("pk", "title"))
    return [SplitAsked(row, [titles[key] for key in row.leaving if key in titles]) for row in rows]
