"""The number of a matter in its year, without a gap: the row of the year is locked while it is given."""

from dongthuan.apps.matters.models.matters import MatterSeries


def next_number(year: int) -> int:
    """Return the next number of a year; only within a transaction."""
    MatterSeries.objects.get_or_create(year=year)
    series = MatterSeries.objects.select_for_update().get(year=year)
    series.last_number += 1
    series.save(update_fields=["last_number"])
    return series.last_number
