"""Reads of versions: the list of pieces as the reader of drafts knows them, the comparison of two."""

from dataclasses import dataclass

from dongthuan.analysis.provisions import Piece
from dongthuan.analysis.revisions import Change, Row, compare
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.drafts import DraftVersion, DraftVersionQuerySet, Provision


def pieces_of(version: DraftVersion) -> list[Piece]:
    """Return the provisions of a version in the order of the text, parents as places in the list."""
    rows = list(version.provisions.order_by("place"))
    places = {row.pk: place for place, row in enumerate(rows)}
    return [
        Piece(
            row.kind,
            row.number,
            row.heading,
            row.text,
            row.place,
            places.get(row.parent_id or 0, -1),
            row.depth,
            row.path,
            row.words_hash,
            tuple((int(number), str(words)) for number, words in row.notes),
        )
        for row in rows
    ]


def versions_of(consultation: Consultation) -> DraftVersionQuerySet:
    """Return the versions of a consultation without their texts, the newest first."""
    rows = DraftVersion.objects.filter(consultation=consultation).defer("text")
    return rows.select_related("attachment", "uploaded_by", "published_by").order_by("-number")


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of a comparison with the provisions it speaks of."""

    row: Row
    before: Provision | None
    after: Provision | None

    @property
    def one(self) -> Provision:
        """The provision as it stands, or stood."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a row has a side")
        return found


def comparison_of(before: DraftVersion, after: DraftVersion) -> list[Compared]:
    """Return what changed from one version to another, in the order of the later one; four queries."""
    old = list(before.provisions.order_by("place"))
    new = list(after.provisions.order_by("place"))
    return [
        Compared(
            row,
            old[row.before] if row.before is not None else None,
            new[row.after] if row.after is not None else None,
        )
        for row in compare(pieces_of(before), pieces_of(after))
    ]


def counts_of_changes(rows: list[Compared]) -> dict[Change, int]:
    """Return how many provisions were changed in which way."""
    return {change: sum(row.row.change == change for row in rows) for change in Change}
