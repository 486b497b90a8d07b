"""Whether removed words are still in a file: its bytes are searched, not only what its readers show.

Searched are all parts and streams, unpacked, read as UTF-8, UTF-16 and Latin-1; XML also without its tags;
strings of PDF, written out or in hexadecimal; names of parts; and what a reader of the kind extracts. The
words are looked for as `redaction_matching` does: composed or not, split by blanks, numbers however spaced,
long words also without marks.
"""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from dongthuan.docgen.reading.limits import MAX_UNZIPPED_BYTES
from dongthuan.docgen.redaction_matching import Wanted, skeleton, wanted

SHORTEST_IN_BYTES = 5  # shorter words stand by chance in fonts and pictures
_TAG = re.compile(r"<[^>]*>")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_TEXT_KINDS = ("xml", "rels", "txt")


def found_in(data: bytes, kind: str, words: Sequence[str]) -> list[tuple[int, str]]:
    """Return which of the words (by index) stand in a file, and in which part; [] = in none.

    kind: "docx", "pdf" or "txt".
    """
    looked_for = list(map(wanted, words))
    found: dict[int, str] = {}
    for part, text, is_binary in _FORMS[kind](data):
        for index in _hits(text, looked_for, is_binary=is_binary):
            found.setdefault(index, part)
    return sorted(found.items())


def _hits(text: str, looked_for: Sequence[Wanted], *, is_binary: bool) -> Iterator[int]:
    bones = {
        is_folded: skeleton(text, with_marks=not is_folded).letters
        for is_folded in {one.is_folded for one in looked_for}
    }
    for index, one in enumerate(looked_for):
        if is_binary and one.length < SHORTEST_IN_BYTES:
            continue
        if one.pattern.search(bones[one.is_folded]):
            yield index


def _readings(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "ignore")
    yield data.decode("latin-1")
    if b"\x00" not in data:
        return
    for code in ("utf-16-le", "utf-16-be"):
        yield data.decode(code, "ignore")
        yield data[1:].decode(code, "ignore")


def _txt(data: bytes) -> Iterator[tuple[str, str, bool]]:
    for text in _readings(data):
        yield "txt", text, False


def _docx(data: bytes) -> Iterator[tuple[str, str, bool]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield "zip", "\n".join(archive.namelist()) + archive.comment.decode("latin-1"), False
        for entry in archive.infolist():
            part = archive.read(entry)
            name = entry.filename
            if not name.endswith(_TEXT_KINDS):
                yield from ((name, text, True) for text in _readings(part))
                continue
            text = html.unescape(part.decode("utf-8", "ignore"))
            yield name, text, False
            yield name, html.unescape(_TAG.sub("", part.decode("utf-8", "ignore"))), False
            yield name, html.unescape(_TAG.sub(" ", part.decode("utf-8", "ignore"))), False
            if b"\x00" in part:  # not what we write: read it in every way
                yield from ((name, reading, False) for reading in _readings(part))


def _pdf(data: bytes) -> Iterator[tuple[str, str, bool]]:
    yield from (("bytes", text, True) for text in _readings(data))
    for number, stream in enumerate(_streams(data)):
        yield from ((f"stream {number}", text, True) for text in _readings(stream))
        yield from ((f"stream {number}", text, False) for text in _strings(stream))
    yield from (("strings", text, False) for text in _strings(data))
    try:
        reader = PdfReader(io.BytesIO(data))
        yield "text", "\n".join(page.extract_text() for page in reader.pages), False
        yield "facts", " ".join(str(value) for value in (reader.metadata or {}).values()), False
    except (PyPdfError, ValueError, LookupError, TypeError) as problem:
        raise ValueError("a file made here cannot be read") from problem


def _streams(data: bytes) -> Iterator[bytes]:
    for hit in _STREAM.finditer(data):
        opened = zlib.decompressobj()
        try:
            yield opened.decompress(hit[1], MAX_UNZIPPED_BYTES)
        except zlib.error:
            continue  # not packed that way: its bytes were searched as they lie


def _strings(data: bytes) -> Iterator[str]:
    """Give the strings of PDF joined, written out and in hexadecimal, in both ways of coding them."""
    hexes = [bytes.fromhex(_even(hit[1])) for hit in _HEX.finditer(data)]
    literals = [hit[1] for hit in _LITERAL.finditer(data)]
    for pieces in (hexes, literals):
        if pieces:
            yield "".join(piece.decode("latin-1") for piece in pieces)
            yield "".join(piece.decode("utf-16-be", "ignore") for piece in pieces)
            yield " ".join(piece.decode("latin-1") for piece in pieces)


def _even(digits: bytes) -> str:
    told = b"".join(digits.split()).decode("ascii")
    return told if len(told) % 2 == 0 else f"{told}0"


_FORMS = {"docx": _docx, "pdf": _pdf, "txt": _txt}
