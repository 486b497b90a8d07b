"""The law's lists on a day, with what officers entered laid over the shipped ones."""

from datetime import date

from django.db.models import QuerySet

from dongthuan.apps.disclosure.models.law_lists import ListEntry
from dongthuan.law.model import Verified
from dongthuan.law.openness import Entered, Entry, Kind, Listing, last_known, list_on


def entered_entries(kind: Kind | None = None) -> list[Entered]:
    """Return the approved entries, of one list or of all, in the order in which they were approved."""
    rows: QuerySet[ListEntry] = ListEntry.objects.approved()
    return [_entered(row) for row in (rows.filter(kind=kind.value) if kind else rows)]


def list_of(kind: Kind, day: date) -> Listing:
    """Return a list as it stands on a day."""
    return list_on(kind, day, entered_entries(kind))


def sorted_by(kind: Kind, day: date) -> tuple[Listing, bool]:
    """Return the list by which things of a day are sorted, and whether that is only provisional.

    Where the list of that day is not known, the last one that was known sorts them for the time being.
    """
    found = list_of(kind, day)
    if found.is_known:
        return found, False
    before = last_known(kind, day)
    return (before, True) if before is not None else (found, False)


def _entered(row: ListEntry) -> Entered:
    entry = Entry(
        kind=Kind(row.kind),
        key=row.key,
        title=row.title,
        title_en=row.title_en or row.title,
        instrument=row.instrument,
        article=row.article,
        source=row.source,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        verified=Verified(row.verified),
        consent=row.consent,
        is_closed=row.is_closed,
        percent=row.percent,
        times=row.times,
    )
    return Entered(entry, row.completes)
