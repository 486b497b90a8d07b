"""What came of the response to a claim: how many items told its story, day by day."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Q

from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.monitoring.lifecycle import Polarity
from dongthuan.apps.monitoring.models.items import Item

DAY = timedelta(hours=24)
LONGEST = timedelta(days=7)


def told(card: MisinformationCard, *, end: datetime) -> dict[str, int]:
    """Count the items that told the claim's story in the 24 hours before `end`, and the negative ones."""
    item = card.item
    if item is None:
        return {"item_count": 0, "negative": 0}
    same = Q(story_id=item.story_id) if item.story_id else Q(pk=item.pk) | Q(copy_of_id=item.pk)
    items = Item.objects.counted().between(end - DAY, end).filter(same)
    return items.aggregate(
        item_count=Count("pk"), negative=Count("pk", filter=Q(polarity=Polarity.NEGATIVE.value))
    )


def cards_to_measure(*, at: datetime) -> Iterator[MisinformationCard]:
    """Return the cards answered within the last week whose claim was seen in an item."""
    recent = MisinformationCard.objects.filter(responded_at__gte=at - LONGEST, item__isnull=False)
    yield from recent.select_related("item").order_by("pk").iterator(chunk_size=200)
