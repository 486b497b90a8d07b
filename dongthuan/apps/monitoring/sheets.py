"""Items as a CSV sheet: what a spreadsheet opens rightly, and where no cell is taken for a formula."""

import csv
from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dongthuan.apps.monitoring.models.items import Item

BYTE_ORDER_MARK = "\ufeff"
MOST_ROWS = 50_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(cell: str) -> str:
    """Return the cell with an apostrophe before it where a spreadsheet would compute it.

    >>> safe("=1+1"), safe("Tin bão")
    ("'=1+1", 'Tin bão')
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


class _Line:
    """A file that hands each written line back."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def sheet_of(items: Iterable[Item]) -> Iterator[str]:
    """Return the lines of the sheet, the heading first; items carry their source and story."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK
    yield writer.writerow(
        [
            _("Published"),
            _("Outlet"),
            _("Title"),
            _("Lead"),
            _("Address"),
            _("Polarity"),
            _("Label by"),
            _("Confidence"),
            _("Handling"),
            _("Story"),
            _("Copy of item"),
            _("Item"),
        ]
    )
    for item in items:
        yield writer.writerow(_cells(item))


def _cells(item: Item) -> list[str]:
    sure = "" if item.polarity_confidence is None else f"{item.polarity_confidence:.2f}"
    cells = [
        date_format(localtime(item.published_at), "Y-m-d H:i"),
        item.source.outlet,
        item.title,
        item.lead,
        item.url,
        str(item.get_polarity_display()),
        str(item.get_polarity_origin_display()),
        sure,
        str(item.get_handling_display()),
        item.story.title if item.story else "",
        str(item.copy_of_id or ""),
        str(item.pk),
    ]
    return [safe(cell) for cell in cells]
