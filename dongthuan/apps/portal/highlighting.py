"""The words that were asked for, marked in what is shown: safe HTML, nothing looked up."""

import re
from html import escape

from django.utils.safestring import SafeString, mark_safe

from dongthuan.analysis.text import fold, marked, nfc, tokens
from dongthuan.apps.portal.lexemes import spells_marks

_WORD = re.compile(r"[^\W_]+")
LENGTH = 280
BEFORE = 80


class Asked:
    """What was asked for, ready to be found in words."""

    def __init__(self, question: str) -> None:
        self._same = marked if spells_marks(question) else fold
        self._words = {self._same(part) for word in tokens(question) for part in (word, *_WORD.findall(word))}

    def holds(self, word: str) -> bool:
        """Say whether a word is one of those asked for."""
        return self._same(word) in self._words

    def lit(self, text: str) -> SafeString:
        """Return a text as HTML with the words marked.

        >>> Asked("dat").lit("Đất & nước")
        '<mark>Đất</mark> &amp; nước'
        """
        plain, drawn, end = nfc(text), [], 0
        for match in _WORD.finditer(plain):
            if self._words and self.holds(match[0]):
                drawn += [escape(plain[end : match.start()]), f"<mark>{escape(match[0])}</mark>"]
                end = match.end()
        drawn.append(escape(plain[end:]))
        return mark_safe("".join(drawn))  # noqa: S308  # every letter is escaped above

    def excerpt(self, text: str) -> SafeString:
        """Return a piece of a long text round the first word asked for, as HTML with the words marked."""
        plain = " ".join(nfc(text).split())
        found = next((one.start() for one in _WORD.finditer(plain) if self.holds(one[0])), 0)
        start = plain.rfind(" ", 0, max(0, found - BEFORE)) + 1 if found > BEFORE else 0
        piece = plain[start : start + LENGTH]
        if start + LENGTH < len(plain):
            piece = piece.rpartition(" ")[0] or piece
        ends = ("… " if start else "", " …" if start + len(piece) < len(plain) else "")
        return mark_safe(ends[0] + self.lit(piece) + ends[1])  # noqa: S308  # every letter is escaped by lit
