"""The way in for a file: what it is by its content, then the reader of that kind."""

import re
from dataclasses import dataclass

from dongthuan.docgen.reading import limits
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.reading.pdf import read_pdf
from dongthuan.docgen.reading.plain import decode
from dongthuan.docgen.reading.word import read_word, read_word_with_notes

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_MARKUP = re.compile(rb"^\s*(?:<!doctype|<html|<\?xml|\{\\rtf)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file says.

    kind: "txt", "docx" or "pdf", by content. encoding: "utf-8", "utf-16", "tcvn3", "vni", "cp1258" …
    page_count: None where the kind has no pages. is_wrapped: lines are broken by a page's width.
    has_other_name: the name says another kind than the content. margins: what stands beside the text (Word).
    notes: footnotes and endnotes (Word), where they were asked for; the text then bears their marks.
    """

    text: str
    kind: str
    encoding: str
    page_count: int | None
    is_wrapped: bool | None
    has_other_name: bool
    margins: str = ""
    notes: tuple[str, ...] = ()


def read_file_text(data: bytes, name: str, *, with_notes: bool = False) -> FileText:
    """Return the text of a .txt, .docx or .pdf file, judged by its content and not by its name.

    Raises CannotRead with a code; see that class.

    >>> read_file_text("Kế hoạch".encode(), "a.txt").encoding
    'utf-8'
    """
    if len(data) > limits.MAX_FILE_BYTES:
        raise CannotRead("too-large", str(limits.MAX_FILE_BYTES // 1024 // 1024))
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise CannotRead("empty")
    found = _by_content(data, name, with_notes)
    if not found.text.strip():
        raise CannotRead("empty")
    if len(found.text) > limits.MAX_TEXT_CHARS:
        raise CannotRead("too-long", str(limits.MAX_TEXT_CHARS))
    return found


def _by_content(data: bytes, name: str, with_notes: bool) -> FileText:
    extension = name.lower().rpartition(".")[2]
    if b"%PDF-" in data[:1024]:
        text, legacy, page_count = read_pdf(data)
        return FileText(text, "pdf", legacy or "unicode", page_count, True, extension != "pdf")
    if data.startswith(b"PK"):
        notes: tuple[str, ...] = ()
        if with_notes:
            text, margins, legacy, notes = read_word_with_notes(data)
        else:
            text, margins, legacy = read_word(data)
        return FileText(text, "docx", legacy or "unicode", None, False, extension != "docx", margins, notes)
    _refuse_others(data)
    text, encoding = decode(data)
    return FileText(text, "txt", encoding, None, None, extension in ("pdf", "docx", "doc"))


def _refuse_others(data: bytes) -> None:
    if data.startswith(_OLE):
        raise CannotRead("encrypted" if _ENCRYPTED_OLE in data else "old-word")
    if data.startswith(_PICTURES):
        raise CannotRead("scan", "picture")
    if _MARKUP.match(data[:512]):
        raise CannotRead("unknown-kind", "markup")
