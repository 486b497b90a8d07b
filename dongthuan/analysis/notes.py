"""Marks of footnotes in a text: where they hang, as raised numbers, and the text without them."""

import re
from collections.abc import Iterable
from typing import Final

OPENS, ENDS = "\ue000", "\ue001"  # as the reader of Word files marks where a note hangs
_NOTE: Final = re.compile(f"{OPENS}(\\d+){ENDS}")
_AFTER_NUMBER: Final = re.compile(rf"^(\s*(?:\w+\s+)?\w{{1,5}})((?:{OPENS}\d+{ENDS})+)(\s*[.:)])(.*)$")
_DIGITS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED: Final = str.maketrans("0123456789", _DIGITS)
_LOWERED: Final = str.maketrans(_DIGITS, "0123456789")
_RUN: Final = re.compile(f"[{_DIGITS}]+")


def note_mark(number: int) -> str:
    """Return the raised number that words bear where a note hangs.

    >>> note_mark(12)
    '¹²'
    """
    return str(number).translate(_RAISED)


def noted_text(text: str) -> str:
    """Return text in which the marks of notes are raised numbers.

    One that stands between a number and its point goes to the end of the line, so that "Điều 1¹. Hạn" is
    still read as an article.

    >>> noted_text(f"Điều 1{OPENS}2{ENDS}. Hạn")
    'Điều 1. Hạn²'
    """
    whole = "\n".join(_AFTER_NUMBER.sub(r"\1\3\4\2", line) for line in text.split("\n"))
    return _NOTE.sub(lambda match: note_mark(int(match[1])), whole)


def numbers_in(text: str) -> set[int]:
    """Return the raised numbers of a text.

    >>> sorted(numbers_in("ngày¹, tháng¹²"))
    [1, 12]
    """
    return {int(match[0].translate(_LOWERED)) for match in _RUN.finditer(text)}


def without_marks(text: str, numbers: Iterable[int]) -> str:
    """Return text without the first raised form of each number.

    >>> without_marks("3 m² trong 5 ngày¹", [1])
    '3 m² trong 5 ngày '
    """
    for number in numbers:
        text = re.sub(f"(?<![{_DIGITS}]){note_mark(number)}(?![{_DIGITS}])", " ", text, count=1)
    return text
