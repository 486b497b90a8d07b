"""Which models read the items of the last day: whether a larger one that is set up does its work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from dongthuan.apps.monitoring.models.items import Item

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Larger:
    """A larger model, where it answers, and how many of the day's items it read; `others`: how many not."""

    name: str
    place: str
    read: int
    others: int

    @property
    def is_silent(self) -> bool:
        """Whether it read nothing while others read."""
        return not self.read and self.others > 0


def larger_at_work(names: Sequence[tuple[str, str]], *, at: datetime) -> list[Larger]:
    """Return how the larger models of `names` (mark in `model_id`, place) fared with the last day's items."""
    if not names:
        return []
    recent = Item.objects.filter(published_at__gte=at - DAY).exclude(model_id="")
    counts = dict(recent.order_by().values_list("model_id").annotate(count=Count("pk")))
    found = []
    for name, place in names:
        read = sum(count for model, count in counts.items() if name in model)
        found.append(Larger(name, place, read, sum(counts.values()) - read))
    return found
