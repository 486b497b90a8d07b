"""A list as rows for a spreadsheet: what stands in the cells, and what a spreadsheet must not compute."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dongthuan.docgen.wording import is_web_address, printable

MOST_CELL_CHARS = 32_767
CUT = "… [đã cắt]"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FIGURE = re.compile(r"[+-]?\d[\d .,]*%?")


@dataclass(frozen=True, slots=True)
class Link:
    """Words that open an address when clicked; no link is made of an address that is not http or https."""

    words: str
    url: str

    def is_safe(self) -> bool:
        """Return whether the address may become a link."""
        return is_web_address(self.url) and len(self.url) <= 2_000


Cell = str | int | float | date | datetime | Link | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. rows: may be a generator, walked once. widths: in letters, one a column; () = by header.

    heading: a line above the header, "" = none. Instants are written as they stand, without their zone:
    pass them in the reader's zone.
    """

    title: str
    header: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]
    widths: tuple[float, ...] = ()
    heading: str = ""


def is_computed(words: str) -> bool:
    """Return whether a spreadsheet that reads these words from a text file would compute them.

    A signed figure is none of those: "-12,5" and "+84 24 3756" are what they say.

    >>> is_computed("=cmd|' /C calc'!A0"), is_computed("  @SUM(A1)"), is_computed("-12,5"), is_computed("Tin")
    (True, True, False, False)
    """
    bare = words.lstrip(" \u00a0")
    return bare.startswith(_FORMULA) and not _FIGURE.fullmatch(bare)


def kept(words: str) -> str:
    """Return words a cell can hold: composed, without controls, cut with a mark beyond 32,767 characters.

    >>> kept("Vie\\u0323\\u0302n\\x00 dòng 1\\r\\ndòng 2")
    'Viện dòng 1\\ndòng 2'
    """
    told = printable(words.replace("\r\n", "\n").replace("\r", "\n"))
    return told if len(told) <= MOST_CELL_CHARS else told[: MOST_CELL_CHARS - len(CUT)] + CUT
