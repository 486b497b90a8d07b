"""Reads about exports that were handed in: what they hold, which mapping fits, how far they are."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import QuerySet

from dongthuan.apps.monitoring.intake.export_dates import Order, orders_of
from dongthuan.apps.monitoring.intake.exports import FIELDS, Found, Mapping, cells_of, look_at
from dongthuan.apps.monitoring.models.importing import ExportMapping, FileImport, FilePiece

SHIPPED = Path(__file__).parents[1] / "data" / "export_mappings.yaml"
SAMPLED = 500


def exports() -> QuerySet[FileImport]:
    """Return the files that were handed in on a page, the latest first."""
    return FileImport.objects.filter(byte_count__gt=0).select_related("by").order_by("-started_at", "-pk")


def found_in(record: FileImport) -> Found | None:
    """Return what a file seems to be, by its first piece; None where it is kept no longer."""
    first = FilePiece.objects.filter(file=record, number=0).values_list("data", flat=True).first()
    return None if first is None else look_at(bytes(first))


@cache
def shipped_mappings() -> list[dict[str, Any]]:
    """Return the layouts of known exports that come with the product."""
    rows: list[dict[str, Any]] = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    return rows


def proposed(found: Found) -> tuple[str, Mapping]:
    """Return the mapping that fits a file's columns best, and its name ("" = none knows them).

    One that an officer kept comes before those that are shipped.
    """
    for kept in ExportMapping.objects.all():
        mapping = Mapping.from_plain(kept.mapping)
        named = [name for name in mapping.columns.values() if name]
        if named and mapping.form == found.form and all(name in found.header for name in named):
            return kept.name, mapping
    known = {name.casefold(): name for name in found.header if name}
    best = max(shipped_mappings(), key=lambda row: len(_matched(row, known)))
    columns = dict.fromkeys(FIELDS, "") | _matched(best, known)
    fits = "published" in _matched(best, known) and len(_matched(best, known)) > 1
    made = Mapping(
        found.form,
        found.encoding,
        found.separator,
        columns if fits else dict.fromkeys(FIELDS, ""),
        Order.ISO,
        best["source"] if fits else "",
    )
    return (best["name"] if fits else "", made)


def _matched(row: dict[str, Any], known: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, names in row["columns"].items():
        column = next((known[name] for name in names if name in known), "")
        if column and column not in found.values():
            found[field] = column
    return found


def orders_in(record: FileImport, mapping: Mapping, column: str) -> set[Order]:
    """Return how the dates of a column may be meant, by the file's first rows."""
    if not column:
        return set()
    pieces = FilePiece.objects.filter(file=record).order_by("number").values_list("data", flat=True)
    streamed = (bytes(piece) for piece in pieces.iterator(chunk_size=1))
    return orders_of(cells_of(streamed, mapping, column, most=SAMPLED))
