"""What the law holds beside limits: ceilings, figures, provisions; by day, words and kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dongthuan.analysis.text import fold
from dongthuan.apps.clocks.wording import ceiling_words, parameter_words
from dongthuan.law.model import Ceiling, Parameter, Provision, Verified
from dongthuan.law.packs import shipped_ceilings, shipped_parameters, shipped_provisions

KINDS = ("ceiling", "parameter", "provision")


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the law. kind: one of KINDS; words: what it says, in Vietnamese or as a figure.

    is_entered: by an officer, and approved by another; otherwise it came with the software.
    """

    kind: str
    row: Ceiling | Parameter | Provision
    words: str
    is_entered: bool = False

    @property
    def amount(self) -> int | None:
        """The figure alone, for a cell that is reckoned with; None for words and for a span."""
        if isinstance(self.row, Ceiling):
            return self.row.amount_vnd
        if isinstance(self.row, Parameter) and self.row.upper is None:
            return self.row.value
        return None


def figures_searched(
    *, on: date, words: str = "", kind: str = "", verified: str = "", entered: Iterable[Parameter] = ()
) -> list[tuple[str, list[Figure]]]:
    """Return by instrument what holds on a day and passes the filter ("" = all), in the order of the packs.

    Words typed without marks find those with marks. entered: by officers, beside what is shipped.
    """
    groups: dict[str, list[Figure]] = {}
    for figure in _all(entered):
        row = figure.row
        if not row.valid_from <= on or (row.valid_to is not None and row.valid_to <= on):
            continue
        if kind in ("", figure.kind) and verified in ("", row.verified.value) and _has(figure, words):
            groups.setdefault(row.instrument, []).append(figure)
    return sorted(groups.items())


def verified_count(groups: Iterable[tuple[str, Sequence[Figure]]]) -> tuple[int, int]:
    """Return how many rows there are, and how many were read in the legal text itself."""
    rows = [figure.row for _instrument, figures in groups for figure in figures]
    return len(rows), sum(row.verified is Verified.V1 for row in rows)


def _all(entered: Iterable[Parameter]) -> list[Figure]:
    return [
        *(Figure("ceiling", row, ceiling_words(row)) for row in shipped_ceilings()),
        *(Figure("parameter", row, parameter_words(row), is_entered=True) for row in entered),
        *(Figure("parameter", row, parameter_words(row)) for row in shipped_parameters()),
        *(Figure("provision", row, row.text) for row in shipped_provisions()),
    ]


def _has(figure: Figure, words: str) -> bool:
    row = figure.row
    parts = (row.key, row.title, row.instrument, row.article, figure.words, row.note)
    text = " ".join(parts).casefold()
    bare = fold(text)
    return all(word in text or word in bare for word in words.casefold().split())
