"""Whether a published title is what was ordered: the share of the ordered words that stand in it."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from dongthuan.analysis.text import fold, tokens

LEAST = 0.6
_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")


def resemblance(ordered: str, published: str) -> float:
    """Return which share of the words ordered stands in what was published, from 0 to 1.

    >>> resemblance("Kết quả quan trắc động đất", "Công bố kết quả quan trắc động đất ở Kon Tum")
    1.0
    >>> resemblance("", "Bất kỳ")
    0.0
    """
    wanted, there = set(tokens(fold(ordered))), set(tokens(fold(published)))
    return len(wanted & there) / len(wanted) if wanted else 0.0


def is_same_outlet(names: Iterable[str], outlet: str) -> bool:
    """Say whether one of the names is the outlet's, brackets at the end apart.

    >>> is_same_outlet(["Nhật báo Đất Việt"], "Nhật báo Đất Việt (minh hoạ)")
    True
    """
    wanted = fold(_BRACKETS.sub("", outlet))
    return any(fold(_BRACKETS.sub("", name)) == wanted for name in names if name)


def host_of(address: str) -> str:
    """Return the host of an address without www, "" where there is none.

    >>> host_of("https://www.bao.example/tin/1")
    'bao.example'
    """
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
