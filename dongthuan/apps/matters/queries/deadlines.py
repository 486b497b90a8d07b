"""What of matters falls due, for those who urge on."""

from collections.abc import Iterator

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.matters.models.verifications import Verification
from dongthuan.apps.notices.reminding import Deadline


def verifications_due() -> Iterator[Deadline]:
    """Return the questions of fact that wait for their unit, the earliest first."""
    waiting = Verification.objects.waiting().select_related("matter").order_by("due_at", "pk")
    for verification in waiting.iterator(chunk_size=500):
        yield Deadline(
            record=verification,
            title=verification.matter.title,
            url=verification.get_absolute_url(),
            due_on=local_day(verification.due_at),
            owner=None,
            unit_id=verification.unit_id,
        )
