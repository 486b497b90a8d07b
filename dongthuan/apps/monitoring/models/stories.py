"""Stories: items that tell of one event, and what people changed about them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoryQuerySet(models.QuerySet["Story"]):
    """What one asks of stories."""

    def standing(self) -> "StoryQuerySet":
        """Return the stories that were not merged into another."""
        return self.filter(merged_into__isnull=True)


class Story(models.Model):
    """One event as told by many; its number never changes, and one a person touched is never re-made."""

    title = models.CharField(_("headline"), max_length=500)
    first_at = models.DateTimeField(_("first item"))
    last_at = models.DateTimeField(_("last item"))
    item_count = models.PositiveIntegerField(default=0)
    original_count = models.PositiveIntegerField(default=0)
    outlet_count = models.PositiveIntegerField(default=0)
    negative_count = models.PositiveIntegerField(default=0)
    positive_count = models.PositiveIntegerField(default=0)
    is_touched = models.BooleanField(default=False)
    is_titled_by_hand = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged"
    )

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-id"]
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = [models.Index(fields=["-last_at", "-id"], name="monitoring_story_latest")]

    def __str__(self) -> str:
        return self.title


class StoryChange(models.Model):
    """A merge, split or new title by a person, with what is needed to undo it."""

    class Kind(models.TextChoices):
        """What was done."""

        MERGE = "merge", _("Merged")
        SPLIT = "split", _("Split")
        TITLE = "title", _("Retitled")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="changes")
    other = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    moved_items = models.JSONField(default=list)
    old_title = models.CharField(max_length=500, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.story_id}"


class GroupingState(models.Model):
    """One row: which generation of stories is stored. Whoever keeps stories in memory compares it first."""

    generation = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.generation)
