"""Let go of what is invented and which the database otherwise keeps for good: published texts, clearances."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

from dongthuan.apps.clearances.models.clearances import Clearance, ClearancePicture, ClearanceStep


@contextmanager
def invented_goes() -> Iterator[None]:
    """Tell the database that what is deleted within is invented; at most until the transaction ends."""
    _say("on")
    yield
    _say("off")


def remove_clearances(record_type: str, keys: Iterable[int]) -> None:
    """Delete the clearances of records; only within `invented_goes`."""
    clearances = Clearance.objects.filter(record_type=record_type, record_key__in=[str(key) for key in keys])
    ClearancePicture.objects.filter(clearance__in=clearances).delete()
    ClearanceStep.objects.filter(clearance__in=clearances).delete()
    clearances.delete()


def _say(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('dongthuan.invented_goes', %s, true)", [word])
