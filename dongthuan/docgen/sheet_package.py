"""What a workbook is made of: its parts, sheets, common words and looks, each read within bounds."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.escape import unescape

from dongthuan.docgen.legacy import from_font
from dongthuan.docgen.reading import limits
from dongthuan.docgen.reading.limits import CannotRead

MOST_SHEETS = 60
MOST_WORDS_CHARS = 30_000_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
_MARKUP = re.compile(rb"^\s*(?:<!doctype|<html|<\?xml|<table|\{\\rtf)", re.IGNORECASE)
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet by its name and where it lies in the package."""

    name: str
    path: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Package:
    """An opened workbook. fonts: the font of each look. Looks are counted as cells name them."""

    archive: zipfile.ZipFile
    sheets: tuple[SheetPart, ...]
    words: tuple[str, ...]
    date_looks: frozenset[int]
    fonts: tuple[str, ...]
    counts_from_1904: bool


def open_package(data: bytes) -> Package:
    """Return the workbook in `data`; raises CannotRead for what is none, is locked, or would burst."""
    _refuse_others(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _guard(archive)
        folder, book = _book(archive)
        targets = _relations(archive, f"{folder}/_rels/{posixpath.basename(book)}.rels", folder)
        sheets, from_1904 = _sheets(archive, book, targets)
        dates, fonts = _looks(archive, f"{folder}/styles.xml")
        words = tuple(_shared_words(archive, f"{folder}/sharedStrings.xml"))
    except limits.BROKEN as problem:
        raise CannotRead("damaged", type(problem).__name__) from problem
    if len(sheets) > MOST_SHEETS:
        raise CannotRead("too-many-sheets", str(MOST_SHEETS))
    return Package(archive, sheets, words, dates, fonts, from_1904)


def _refuse_others(data: bytes) -> None:
    if not data.strip(b"\x00 \t\r\n"):
        raise CannotRead("empty")
    if len(data) > limits.MAX_FILE_BYTES:
        raise CannotRead("too-large", str(limits.MAX_FILE_BYTES // 1024 // 1024))
    if data.startswith(_OLE):
        raise CannotRead("encrypted" if _ENCRYPTED_OLE in data else "old-excel")
    if not data.startswith(b"PK"):
        raise CannotRead("unknown-kind", "markup" if _MARKUP.match(data[:512]) else "text")


def _guard(archive: zipfile.ZipFile) -> None:
    """Refuse before anything is unpacked; what its sizes hide is caught while it is unpacked."""
    entries = archive.infolist()
    limits.guard_entries(entries)
    names = {entry.filename for entry in entries}
    if "xl/workbook.bin" in names or "mimetype" in names:
        raise CannotRead("unknown-kind", "xlsb" if "xl/workbook.bin" in names else "ods")
    if "[Content_Types].xml" not in names or not any(name.endswith("/workbook.xml") for name in names):
        raise CannotRead("unknown-kind", "zip")


class _Bounded(io.RawIOBase):
    """A part that stops giving bytes at the bound, whatever the package said of its size."""

    def __init__(self, part: Any) -> None:
        self._part, self._left = part, limits.MAX_UNZIPPED_BYTES

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; raises CannotRead beyond the bound."""
        piece: bytes = self._part.read(min(size, 65_536) if size >= 0 else 65_536)
        self._left -= len(piece)
        if self._left < 0:
            raise CannotRead("zip-bomb")
        return piece


@contextmanager
def elements(archive: zipfile.ZipFile, path: str, *tags: str) -> Iterator[Iterator[Any]]:
    """Give the elements of these names (without namespace) as they end; nothing outside the part is fetched.

    Raises CannotRead where a document type is declared: entities have no place in a workbook.
    """
    with archive.open(path) as part:
        head = part.read(65_536)
        if any(mark in head for mark in _DOCTYPES):
            raise CannotRead("unsafe", path)
    with archive.open(path) as part:
        yield (
            element
            for _, element in etree.iterparse(
                _Bounded(part),
                events=("end",),
                tag=[f"{{*}}{tag}" for tag in tags],
                resolve_entities=False,
                load_dtd=False,
                no_network=True,
                huge_tree=False,
            )
        )


def forget(element: Any) -> None:
    """Free an element that was read and all before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _book(archive: zipfile.ZipFile) -> tuple[str, str]:
    if "_rels/.rels" in archive.namelist():
        for target in _relations(archive, "_rels/.rels", "").values():
            if target.endswith("/workbook.xml"):
                return posixpath.dirname(target), target
    return "xl", "xl/workbook.xml"


def _relations(archive: zipfile.ZipFile, path: str, folder: str) -> dict[str, str]:
    if path not in archive.namelist():
        return {}
    with elements(archive, path, "Relationship") as found:
        return {
            str(one.get("Id")): posixpath.normpath(posixpath.join("/" + folder, str(one.get("Target"))))[1:]
            for one in found
            if one.get("TargetMode") != "External"
        }


def _sheets(
    archive: zipfile.ZipFile, book: str, targets: dict[str, str]
) -> tuple[tuple[SheetPart, ...], bool]:
    sheets, from_1904 = [], False
    with elements(archive, book, "sheet", "workbookPr") as found:
        for one in found:
            if etree.QName(one).localname == "workbookPr":
                from_1904 = one.get("date1904") in ("1", "true")
                continue
            path = targets.get(str(one.get(_RELATION) or one.get(_STRICT_RELATION)), "")
            if "/worksheets/" in path and path in archive.namelist():
                sheets.append(SheetPart(str(one.get("name")), path, one.get("state", "visible") != "visible"))
    return tuple(sheets), from_1904


def _looks(archive: zipfile.ZipFile, path: str) -> tuple[frozenset[int], tuple[str, ...]]:
    """Return the looks that show a number as a day, and the font of each look."""
    if path not in archive.namelist():
        return frozenset(), ()
    with elements(archive, path, "numFmt", "fonts", "cellXfs") as found:
        forms, names, looks = dict(BUILTIN_FORMATS), [""], []
        for one in found:
            kind = etree.QName(one).localname
            if kind == "numFmt":
                forms[int(one.get("numFmtId"))] = str(one.get("formatCode"))
            elif kind == "fonts":
                names = [_name(font) for font in one]
            else:
                looks = [(int(xf.get("numFmtId", 0)), int(xf.get("fontId", 0))) for xf in one]
    dates = frozenset(place for place, (form, _) in enumerate(looks) if _is_day(forms.get(form)))
    return dates, tuple(names[font] if font < len(names) else "" for _, font in looks)


def _name(font: Any) -> str:
    name = font.find("{*}name")
    return "" if name is None else str(name.get("val", ""))


def _is_day(form: str | None) -> bool:
    return form is not None and bool(is_date_format(form)) and not is_timedelta_format(form)


def _shared_words(archive: zipfile.ZipFile, path: str) -> Iterator[str]:
    if path not in archive.namelist():
        return
    total = 0
    with elements(archive, path, "si") as found:
        for one in found:
            words = words_of(one)
            total += len(words)
            if total > MOST_WORDS_CHARS:
                raise CannotRead("zip-bomb")
            yield words
            forget(one)


def words_of(element: Any) -> str:
    """Return the words of a string with all its runs, without the readings above foreign letters."""
    pieces = []
    for text in element.iter("{*}t"):
        parent = text.getparent()
        if etree.QName(parent).localname == "rPh":
            continue
        font = parent.find("{*}rPr/{*}rFont") if etree.QName(parent).localname == "r" else None
        words = unescape(text.text or "")
        pieces.append(from_font(words, str(font.get("val", ""))) if font is not None else words)
    return "".join(pieces)
