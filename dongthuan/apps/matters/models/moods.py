"""How people spoke of a matter before, and one and three days after."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.matters.lifecycle import MOOD_HOURS, Since
from dongthuan.apps.matters.models.matters import Matter


class MoodMark(models.Model):
    """Items of the matter's topic in the 24 hours that end `hours` after its beginning or first statement.

    Counted once, when the time has come; copies are counted too, for they reach readers as well.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="moods")
    since = models.CharField(max_length=10, choices=Since.choices)
    hours = models.PositiveSmallIntegerField(choices=[(hours, str(hours)) for hours in MOOD_HOURS])
    negative = models.PositiveIntegerField(default=0)
    neutral = models.PositiveIntegerField(default=0)
    positive = models.PositiveIntegerField(default=0)
    unclear = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["matter", "since", "hours"]
        verbose_name = _("mood of a matter")
        verbose_name_plural = _("moods of matters")
        constraints = [
            models.UniqueConstraint(fields=["matter", "since", "hours"], name="matters_mood_once"),
            models.CheckConstraint(name="matters_mood_hours", condition=Q(hours__in=MOOD_HOURS)),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.since} {self.hours}"

    @property
    def total(self) -> int:
        """All items."""
        return self.negative + self.neutral + self.positive + self.unclear

    @property
    def negative_share(self) -> float | None:
        """Negative items among all (0 to 1); None = there was none at all."""
        return self.negative / self.total if self.total else None
