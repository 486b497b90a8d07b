"""Items as a CSV sheet: what a spreadsheet opens rightly, and where no cell is taken for a formula."""

import csv
from collections.abc import Iterable, Iterator, Mapping

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dongthuan.apps.monitoring.lifecycle import HandlingState, Origin, Polarity
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
    words = {
        str(code): str(label)
        for choices in (Polarity, Origin, HandlingState)
        for code, label in choices.choices
    }
    for item in items:
        yield writer.writerow(_cells(item, words))


def _cells(item: Item, words: Mapping[str, str]) -> list[str]:
    """Return the cells of an item's row; `words` holds each code's word, translated once for all rows."""
    sure = "" if item.polarity_confidence is None else f"{item.polarity_confidence:.2f}"
    cells = [
        f"{localtime(item.published_at):%Y-%m-%d %H:%M}",
        item.source.outlet,
        item.title,
        item.lead,
        item.url,
        words.get(item.polarity, ""),
        words[item.polarity_origin],
        sure,
        words[item.handling],
        item.story.title if item.story else "",
        str(item.copy_of_id or ""),
        str(item.pk),
    ]
    return [safe(cell) for cell in cells]
