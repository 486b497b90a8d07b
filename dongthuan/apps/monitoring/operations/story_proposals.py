"""Each night the machine proposes which stories may be one, and which two; people decide, and that stands."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction
from django.db.models import Q

from dongthuan.analysis.story_pairs import Told, likely_pairs
from dongthuan.analysis.story_splits import FEWEST, Member, likely_splits
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.stories import Story, StoryProposal
from dongthuan.apps.monitoring.operations.grouping import copy_text
from dongthuan.apps.monitoring.operations.stories import merge_stories, split_story
from dongthuan.apps.monitoring.operations.understanding import meaning_of
from dongthuan.apps.monitoring.rules import ACCESS, Act

RECENT = timedelta(days=7)
MOST_STORIES, MOST_TEXTS, MOST_PAIRS = 1_500, 8, 30
MOST_SPLIT, MOST_MEMBERS = 300, 60


class AlreadyDecided(Exception):
    """Somebody decided about this pair meanwhile."""


@transaction.atomic
def propose_merges(*, by: Actor, at: datetime) -> list[StoryProposal]:
    """Propose pairs among the stories of the last week that were told most; returns the new proposals.

    What nobody decided is proposed anew or dropped; what a person decided, merged or split stays out of it.
    """
    require(ACCESS, Act.UNDERSTAND, by, None)
    pairs_known = StoryProposal.objects.exclude(other=None)
    pairs_known.filter(is_same=None).delete()
    decided = set(pairs_known.values_list("story_id", "other_id"))
    pairs = likely_pairs(_recent_stories(at), most=MOST_PAIRS + len(decided))
    split = _split_by_people()
    fresh = [
        StoryProposal(story_id=one.key, other_id=one.other, similarity=one.similarity, proposed_at=at)
        for one in pairs
        if not {(one.key, one.other), (one.other, one.key)} & (decided | split)
    ]
    return StoryProposal.objects.bulk_create(fresh[:MOST_PAIRS])


@transaction.atomic
def propose_splits(*, by: Actor, at: datetime) -> list[StoryProposal]:
    """Propose which stories of the last week may have drifted into two; returns the new proposals.

    A story that a person merged, split or decided about is left alone.
    """
    require(ACCESS, Act.UNDERSTAND, by, None)
    known = StoryProposal.objects.filter(other=None)
    known.filter(is_same=None).delete()
    stories = Story.objects.standing().filter(
        last_at__gte=at - RECENT, last_at__lte=at, is_touched=False, original_count__gte=2 * FEWEST
    )
    chosen = stories.exclude(pk__in=known.values("story")).order_by("-original_count", "-pk")[:MOST_SPLIT]
    found = likely_splits(
        {key: [_member(item) for item in told] for key, told in _told_by(chosen, MOST_MEMBERS).items()},
        most=MOST_PAIRS,
    )
    return StoryProposal.objects.bulk_create(
        StoryProposal(
            story_id=one.story, leaving=list(one.leaving), similarity=one.similarity, proposed_at=at
        )
        for one in found
    )


def _member(item: Item) -> Member:
    return Member(item.pk, copy_text(item), meaning_of(item), item.published_at.timestamp() / 3600)


def _split_by_people() -> set[tuple[int, int]]:
    """Return the pairs that a person made two of one."""
    kept = Q(changes__kind="split", changes__undone_at=None)
    rows = Story.objects.filter(kept).values_list("pk", "changes__other")
    return {(story, other) for story, other in rows if other is not None}


def _recent_stories(at: datetime) -> list[Told]:
    stories = Story.objects.standing().filter(last_at__gte=at - RECENT, last_at__lte=at)
    chosen = {story.pk: story for story in stories.order_by("-item_count", "-pk")[:MOST_STORIES]}
    return [_told(chosen[key], told) for key, told in _told_by(chosen.values(), MOST_TEXTS).items()]


def _told_by(stories: Iterable[Story], most: int) -> dict[int, list[Item]]:
    """Return the first originals of each story, at most so many, by the story's key."""
    items = (
        Item.objects.counted()
        .originals()
        .filter(story__in=[story.pk for story in stories], meaning__isnull=False)
        .select_related("meaning")
    )
    by_story: dict[int, list[Item]] = defaultdict(list)
    for item in items.order_by("published_at", "pk"):
        if item.story_id is not None and len(by_story[item.story_id]) < most:
            by_story[item.story_id].append(item)
    return dict(sorted(by_story.items()))


def _told(story: Story, items: list[Item]) -> Told:
    total = np.sum([meaning_of(item) for item in items], axis=0)
    length = float(np.linalg.norm(total)) or 1.0
    hours = (story.first_at.timestamp() / 3600, story.last_at.timestamp() / 3600)
    return Told(story.pk, tuple(copy_text(item) for item in items), total / length, *hours)


@transaction.atomic
def decide_proposal(*, proposal: StoryProposal, is_same: bool, by: Officer, at: datetime) -> StoryProposal:
    """Make one story of two, two of one, or leave them; what was done can be undone on the story's page.

    Raises AlreadyDecided, AlreadyMerged, NothingSelected, NothingLeft.
    """
    rows = StoryProposal.objects.select_for_update(of=("self",)).select_related("story", "other")
    found = rows.filter(pk=proposal.pk).first()
    if found is None or found.is_same is not None:
        raise AlreadyDecided
    require(ACCESS, Act.CHANGE_STORY, by, found.story)
    if found.other is None and not is_same:
        split_story(story=found.story, items=found.leaving, by=by, at=at)
    elif found.other is not None and is_same:
        merge_stories(story=found.story, other=found.other, by=by, at=at)
    found.is_same, found.decided_by, found.decided_at = is_same, by, at
    found.save(update_fields=["is_same", "decided_by", "decided_at"])
    details = {"other": found.other_id, "same": is_same}
    audit.note(act=Act.CHANGE_STORY, actor=by, record=found.story, at=at, details=details)
    return found
