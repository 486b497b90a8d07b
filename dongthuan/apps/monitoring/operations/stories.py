"""People merge, split and retitle stories; each change is kept with what undoes it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from dongthuan.analysis.text import tidy
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.stories import Story, StoryChange
from dongthuan.apps.monitoring.operations.grouping import forget_grouping, refresh_stories
from dongthuan.apps.monitoring.rules import ACCESS, Act


class SameStory(Exception):
    """A story cannot be merged into itself."""


class AlreadyMerged(Exception):
    """One of the stories stands no more: somebody merged it into another."""


class NothingSelected(Exception):
    """No item of the story was selected."""


class NothingLeft(Exception):
    """All items were selected; a story that loses them all would be the same story again."""


class NoTitle(Exception):
    """A story needs a headline."""


class NotTheLatest(Exception):
    """A later change rests on this one; undo that first. Or this one was undone already."""


@transaction.atomic
def merge_stories(*, story: Story, other: Story, by: Officer, at: datetime) -> StoryChange:
    """Move all items of `other` into `story`; `other` stands no more and leads to `story`.

    Raises SameStory, AlreadyMerged.
    """
    if story.pk == other.pk:
        raise SameStory
    story, other = _locked(story, other)
    require(ACCESS, Act.CHANGE_STORY, by, story)
    if story.merged_into_id is not None or other.merged_into_id is not None:
        raise AlreadyMerged
    moved = _move(Item.objects.filter(story=other), to=story)
    other.merged_into = story
    _touch(story, other)
    return _keep(
        StoryChange(story=story, other=other, kind=StoryChange.Kind.MERGE, moved_items=moved), by, at
    )


@transaction.atomic
def split_story(
    *, story: Story, items: Iterable[int], by: Officer, at: datetime, title: str = ""
) -> StoryChange:
    """Move the selected items (keys), with their copies, into a new story named after its earliest.

    Keys of items that are not in the story are left aside.
    Raises NothingSelected, NothingLeft, AlreadyMerged.
    """
    (story,) = _locked(story)
    require(ACCESS, Act.CHANGE_STORY, by, story)
    if story.merged_into_id is not None:
        raise AlreadyMerged
    own = Item.objects.filter(story=story)
    chosen = set(own.filter(pk__in=items).values_list("pk", flat=True))
    if not chosen:
        raise NothingSelected
    leaving = own.filter(Q(pk__in=chosen) | Q(copy_of__in=chosen))
    first, last = leaving.order_by("published_at", "id").first(), leaving.newest().first()
    if first is None or last is None or leaving.count() == own.count():
        raise NothingLeft
    named = tidy(title)[:500]
    fresh = Story(title=named or first.title, first_at=first.published_at, last_at=last.published_at)
    fresh.is_titled_by_hand = bool(named)
    fresh.save()
    moved = _move(leaving, to=fresh)
    _touch(story, fresh)
    return _keep(
        StoryChange(story=story, other=fresh, kind=StoryChange.Kind.SPLIT, moved_items=moved), by, at
    )


@transaction.atomic
def retitle_story(*, story: Story, title: str, by: Officer, at: datetime) -> StoryChange:
    """Give a story another headline; raises NoTitle where nothing is left of it, AlreadyMerged."""
    (story,) = _locked(story)
    require(ACCESS, Act.CHANGE_STORY, by, story)
    if story.merged_into_id is not None:
        raise AlreadyMerged
    named = tidy(title)[:500]
    if not named:
        raise NoTitle
    change = StoryChange(story=story, kind=StoryChange.Kind.TITLE, old_title=story.title)
    story.title, story.is_titled_by_hand = named, True
    story.is_touched = True
    story.save(update_fields=["title", "is_titled_by_hand", "is_touched"])
    return _keep(change, by, at)


@transaction.atomic
def undo_change(*, change: StoryChange, by: Officer, at: datetime) -> StoryChange:
    """Take a merge, split or new headline back; items that went elsewhere meanwhile stay where they are.

    Raises NotTheLatest if it was undone, or if a later change of either story still stands.
    """
    change = (
        StoryChange.objects.select_for_update(of=("self",)).select_related("story", "other").get(pk=change.pk)
    )
    require(ACCESS, Act.CHANGE_STORY, by, change.story)
    if change.undone_at is not None or _later_ones(change).exists():
        raise NotTheLatest
    if change.kind == StoryChange.Kind.TITLE:
        _restore_title(change)
    else:
        _restore_items(change)
    change.undone_at = at
    change.save(update_fields=["undone_at"])
    audit.note(
        act=Act.CHANGE_STORY,
        actor=by,
        record=change.story,
        at=at,
        details={"undo": change.pk, "kind": change.kind},
    )
    return change


def _later_ones(change: StoryChange) -> QuerySet[StoryChange]:
    keys = [key for key in (change.story_id, change.other_id) if key is not None]
    later = StoryChange.objects.filter(undone_at__isnull=True, pk__gt=change.pk)
    return later.filter(Q(story__in=keys) | Q(other__in=keys))


def _restore_title(change: StoryChange) -> None:
    (story,) = _locked(change.story)
    earlier = story.changes.filter(kind=StoryChange.Kind.TITLE, undone_at__isnull=True, pk__lt=change.pk)
    story.title, story.is_titled_by_hand = change.old_title, earlier.exists()
    story.save(update_fields=["title", "is_titled_by_hand"])


def _restore_items(change: StoryChange) -> None:
    """Put the items back: after a merge into the other story, after a split into the first."""
    if change.other is None:
        return
    story, other = _locked(change.story, change.other)
    is_merge = change.kind == StoryChange.Kind.MERGE
    here, there = (story, other) if is_merge else (other, story)
    moving = Item.objects.filter(story=here)
    if is_merge:
        moving = moving.filter(pk__in=change.moved_items)
    _move(moving, to=there)
    other.merged_into = None if is_merge else story
    _touch(story, other)


def _locked(*stories: Story) -> list[Story]:
    """Return the stories read anew and held, in the order given; taken by key, lest two deadlock."""
    keys = [story.pk for story in stories]
    held = {story.pk: story for story in Story.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return [held[key] for key in keys]


def _move(items: QuerySet[Item], *, to: Story) -> list[int]:
    keys = sorted(items.values_list("pk", flat=True))
    Item.objects.filter(pk__in=keys).update(story=to)
    return keys


def _touch(*stories: Story) -> None:
    """Mark the stories as touched by a person, and recompute what they hold: nothing, without items."""
    for story in stories:
        story.is_touched = True
        story.item_count = story.original_count = story.outlet_count = 0
        story.negative_count = story.positive_count = 0
        story.save()
    refresh_stories([story.pk for story in stories])
    forget_grouping()


def _keep(change: StoryChange, by: Officer, at: datetime) -> StoryChange:
    change.by, change.at = by, at
    change.save()
    details = {"kind": str(change.kind), "other": change.other_id, "items": len(change.moved_items)}
    audit.note(act=Act.CHANGE_STORY, actor=by, record=change.story, at=at, details=details)
    return change
