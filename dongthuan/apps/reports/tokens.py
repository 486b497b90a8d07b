"""Figures inside prose: "{{so:key}}" stands for a figure, so that an edit can break none unseen."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

TOKEN = re.compile(r"\{\{\s*so\s*:\s*([^{}\s]{1,80})\s*\}\}")
LOOSE = re.compile(r"\{\{[^{}]{0,120}\}{0,2}|\{?so\s*:[^{}\s]{1,80}\}\}?")


class Piece(NamedTuple):
    """A stretch of prose, or the key of a figure."""

    text: str
    key: str = ""


def token(key: str) -> str:
    """Write the token of a figure.

    >>> token("tong.due")
    '{{so:tong.due}}'
    """
    return "{{so:" + key + "}}"


def keys_in(text: str) -> Counter[str]:
    """Count the figures that a text names."""
    return Counter(match.group(1) for match in TOKEN.finditer(text))


def pieces_of(text: str) -> list[Piece]:
    """Split a text into prose and figures.

    >>> pieces_of("Có {{so:a}} việc")
    [Piece(text='Có ', key=''), Piece(text='', key='a'), Piece(text=' việc', key='')]
    """
    pieces, at = [], 0
    for match in TOKEN.finditer(text):
        if match.start() > at:
            pieces.append(Piece(text[at : match.start()]))
        pieces.append(Piece("", match.group(1)))
        at = match.end()
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces


def broken_in(text: str) -> list[str]:
    """Return what looks like a figure's token but is none: braces lost, letters changed.

    >>> broken_in("còn {{so:tong.due} việc"), broken_in("còn {{so:tong.due}} việc")
    (['{{so:tong.due}'], [])
    """
    return [match.group(0) for match in LOOSE.finditer(TOKEN.sub(" ", text))]


def written(text: str, values: Mapping[str, str]) -> str:
    """Write a text with its figures; a figure that is not known is shown as a gap, never guessed."""
    return filled(text, lambda key: values.get(key, "…"))


def filled(text: str, write: Callable[[str], str]) -> str:
    """Write a text with each figure as `write` gives it."""
    return TOKEN.sub(lambda match: write(match.group(1)), text)


def plain_number(value: Decimal | int | None) -> str:
    """Write a figure as documents print it: dots between thousands, a comma before decimals.

    >>> plain_number(6272), plain_number(Decimal("12.50")), plain_number(None)
    ('6.272', '12,5', '–')
    """
    if value is None:
        return "–"
    whole = Decimal(value)
    text = f"{whole:,.0f}" if whole == whole.to_integral_value() else f"{whole.normalize():,f}"
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")
