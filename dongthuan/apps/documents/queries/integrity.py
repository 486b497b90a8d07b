"""Is every signed text still what was signed, and no number missing? Asked by `dongthuan check` and tests."""

from dataclasses import dataclass

from django.db import connection

from dongthuan.apps.documents.models.documents import FrozenContent, OfficialDocument
from dongthuan.apps.documents.queries.contents import Altered, thawed

# A register is whole when its entries are as many as the numbers between its first and its last one.
_GAPS = """
select book.issuer_id, book.year, book.kind
from documents_register as book left join documents_registerentry as entry on entry.register_id = book.id
group by book.id
having count(entry.id) <> book.last_number - book.first_number + 1
    or coalesce(min(entry.number), book.first_number) <> book.first_number
    or coalesce(max(entry.number), book.last_number) <> book.last_number
order by book.issuer_id, book.year, book.kind
"""
# The row, its line in the register and its printed number say the same.
_QUARRELS = """
select document.id from documents_officialdocument as document
left join documents_registerentry as entry on entry.document_id = document.id
left join documents_register as book on book.id = entry.register_id
where (document.number is null) <> (entry.id is null)
    or (entry.id is not null and (document.number, document.year, document.kind, document.issuer_id)
        is distinct from (entry.number, book.year, book.kind, book.issuer_id))
order by document.id
"""


@dataclass(frozen=True, slots=True)
class Integrity:
    """What does not fit: keys of altered documents, registers (issuer, year, kind) with a gap, quarrels."""

    signed_count: int
    altered: tuple[int, ...]
    gaps: tuple[tuple[int, int, str], ...]
    misnumbered: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether everything fits."""
        return not (self.altered or self.gaps or self.misnumbered)


def integrity() -> Integrity:
    """Recompute the hash of every signed document and look through every register; memory stays bounded."""
    count, altered = 0, list(_without_content())
    for frozen in FrozenContent.objects.select_related("document").iterator(chunk_size=200):
        count += 1
        try:
            content = thawed(frozen, frozen.document.content_hash)
        except Altered:
            altered.append(frozen.pk)
            continue
        if content.number != _printed(frozen.document.number):
            altered.append(frozen.pk)
    with connection.cursor() as cursor:
        cursor.execute(_GAPS)
        gaps = tuple((row[0], row[1], row[2]) for row in cursor.fetchall())
        cursor.execute(_QUARRELS)
        misnumbered = tuple(row[0] for row in cursor.fetchall())
    return Integrity(count, tuple(altered), gaps, misnumbered)


def _printed(number: int | None) -> str | None:
    return None if number is None else str(number)


def _without_content() -> list[int]:
    rows = OfficialDocument.objects.filter(signed_on__isnull=False, frozen__isnull=True)
    return list(rows.values_list("pk", flat=True))
