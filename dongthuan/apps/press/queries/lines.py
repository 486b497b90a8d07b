"""Reads of lines to take: the library, and where a line is used."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, Model

from dongthuan.analysis.text import fold, tokens
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.press.models.lines import Line, LineQuerySet, LineUse

MOST_WORDS = 12
ENDS_SOON = timedelta(days=14)


def lines_listed(officer: Officer, wanted: dict[str, Any], *, on: date) -> LineQuerySet:
    """Return the lines that pass the filters, by default those in force; wanted: keys of `LineFilterForm`."""
    rows = Line.objects.visible_to(officer)
    state = wanted.get("state") or ""
    if not state:
        rows = rows.in_force(on=on)
    elif state != "all":
        rows = rows.filter(state=state)
    rows = rows.filter(kind=wanted["kind"]) if wanted.get("kind") else rows
    rows = rows.filter(topics__contains=[wanted["topic"]]) if wanted.get("topic") else rows
    if words := tokens(fold(str(wanted.get("q") or "")))[:MOST_WORDS]:
        query = SearchQuery(" & ".join(f"'{word}':*" for word in words), search_type="raw", config="simple")
        rows = rows.annotate(words=SearchVector("folded", config="simple")).filter(words=query)
    return rows.select_related("owner", "unit").annotate(use_count=Count("uses"))


def line_seen(officer: Officer) -> LineQuerySet:
    """Return the lines an officer may read, with what their page shows."""
    return Line.objects.visible_to(officer).select_related("unit", "owner", "author", "approved_by")


def lines_used_in(record: Model) -> list[LineUse]:
    """Return which lines a record uses, the latest first."""
    rows = LineUse.objects.filter(record_type=record._meta.label_lower, record_key=str(record.pk))
    return list(rows.select_related("line")[:50])


def ending_soon(*, on: date) -> Iterable[Line]:
    """Return the approved lines that end within two weeks, the first first."""
    rows = Line.objects.in_force(on=on).filter(valid_until__lte=on + ENDS_SOON)
    return rows.select_related("owner").order_by("valid_until", "id").iterator(chunk_size=500)
