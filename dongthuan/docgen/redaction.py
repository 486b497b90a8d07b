"""A file without some of its words: really gone from the new file, which is searched before it is given.

A Word file keeps its layout: the parts a reader sees are written anew. A PDF is set anew from its words,
in their order; a scan has no words and is refused. Of the old file nothing else is copied.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from dongthuan.docgen import redaction_pdf, typeset
from dongthuan.docgen.reading.file import read_file_text
from dongthuan.docgen.redaction_check import found_in
from dongthuan.docgen.redaction_data import MOST_PASSAGES, CannotRedact, Passage, Readable, Redacted
from dongthuan.docgen.redaction_docx import open_word, remove, to_docx
from dongthuan.docgen.redaction_matching import Span, blanked, spans_of, wanted


def readable(data: bytes, name: str) -> Readable:
    """Return what somebody reads in a file, as `redact` will search it.

    Raises reading.limits.CannotRead, CannotRedact ("macros").
    """
    kind, text = _kind_and_text(data, name)
    return Readable(kind, open_word(data).text() if kind == "docx" else text)


def redact(data: bytes, name: str, passages: Sequence[Passage], *, made_at: datetime) -> Redacted:
    """Return a new file in which the words of the passages are nowhere any more.

    Raises reading.limits.CannotRead where the file cannot be opened; CannotRedact where it has macros, a
    passage is too short, or stands nowhere in it, and where the words are still found in the bytes of the
    new file: then nothing is delivered.
    """
    words = [passage.words for passage in passages]
    _refuse_passages(words)
    kind, text = _kind_and_text(data, name)
    labels = [passage.label for passage in passages]
    if kind == "docx":
        word = open_word(data)
        spans = remove(word, words, labels)
        made, left = to_docx(word, made_at=made_at), word.text()
    else:
        spans = spans_of(text, words)
        left = blanked([text], spans, labels)[0]
        made = _pdf(left, made_at) if kind == "pdf" else left.encode()
    counts = _counts(spans, words)
    if found := found_in(made, kind, words):
        index, part = found[0]
        raise CannotRedact("still-there", f"{words[index]} ({part})")
    return Redacted(made, kind, left, counts)


def _kind_and_text(data: bytes, name: str) -> tuple[str, str]:
    """Return what a file is and says, by its content; all that must not be opened is refused here."""
    found = read_file_text(data, name)
    return found.kind, unicodedata.normalize("NFC", found.text)


def _refuse_passages(words: Sequence[str]) -> None:
    if not words or len(words) > MOST_PASSAGES:
        raise CannotRedact("too-many" if words else "not-found")
    for one in words:
        try:
            wanted(one)
        except ValueError:
            raise CannotRedact("too-short", one) from None


def _counts(spans: Sequence[Span], words: Sequence[str]) -> tuple[int, ...]:
    """Count the places of each passage; one inside another is gone with it. Raises CannotRedact."""
    by_index = Counter(span.index for span in spans)
    for index, one in enumerate(words):
        others = [other for place, other in enumerate(words) if place != index and by_index[place]]
        if not by_index[index] and not spans_of("\n".join(others), [one]):
            raise CannotRedact("not-found", one)
    return tuple(by_index[index] for index in range(len(words)))


def _pdf(text: str, made_at: datetime) -> bytes:
    try:
        return redaction_pdf.as_pdf(text, made_at=made_at)
    except typeset.NotTypeset as problem:
        raise CannotRedact("not-drawable", str(problem)) from problem
