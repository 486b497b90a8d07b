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


class StoryProposal(models.Model):
    """Two stories that may be one event, or one story (`other` None) that may be two; a person decides.

    leaving: of one story, the keys of the items that may be another event. is_same: one event or two; None
    while nobody has decided. What was decided is not proposed again.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="proposals")
    other = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    leaving = models.JSONField(default=list)
    similarity = models.FloatField()
    proposed_at = models.DateTimeField()
    is_same = models.BooleanField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-similarity", "id"]
        verbose_name = _("proposed merge")
        verbose_name_plural = _("proposed merges")
        constraints = [
            models.UniqueConstraint(fields=["story", "other"], name="monitoring_proposed_once"),
            models.UniqueConstraint(
                fields=["story"], condition=models.Q(other=None), name="monitoring_split_proposed_once"
            ),
            models.CheckConstraint(
                name="monitoring_decided_by_somebody",
                condition=models.Q(is_same=None, decided_by=None)
                | models.Q(is_same__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} {self.other_id}"
