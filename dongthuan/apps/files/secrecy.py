"""Nothing that is marked a state secret is kept: words and files are looked at before they are stored."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

from django.utils.translation import gettext as _

from dongthuan.analysis.directive.model import Classified
from dongthuan.analysis.directive.read import refuse_classified
from dongthuan.analysis.text import nfc
from dongthuan.docgen.reading.file import read_file_text
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.sheet_reading import read_xlsx

_HONEY = frozenset({"mật", "Mật"})  # in a field of its own this is a product; a stamp stands in capitals
_SLIDE = re.compile(r"ppt/(?:slides|notesSlides)/[^/]+\.xml")
_SLIDE_WORDS = re.compile(r"<a:t>([^<]*)</a:t>")
_LETTER = re.compile("[Ậậ]")  # every mark has it: what lacks it need not be read closely
_MOST_LETTERS = 2_000_000


class SecretMark(Exception):
    """A text or file carries a mark of state secrecy, which is `mark`; nothing was kept."""

    def __init__(self, mark: str) -> None:
        super().__init__(mark)
        self.mark = mark


def secret_sentence(refusal: SecretMark) -> str:
    """Return what to do with a text or file that is marked a state secret."""
    return _(
        "It carries the mark %(mark)s. Classified matters are not kept here; nothing was stored. Handle them "
        "on the system meant for them."
    ) % {"mark": refusal.mark}


def refuse_secret(*texts: str) -> None:
    """Raise SecretMark where one of the texts carries a mark of state secrecy."""
    for text in texts:
        if text.strip() not in _HONEY:
            _refuse(text)


def refuse_secret_file(data: bytes, name: str) -> None:
    """Raise SecretMark where the words of a file carry a mark of state secrecy.

    Read are Word, PDF, text, CSV, mail, workbooks and slides. Pictures, scans, and what cannot be opened
    hold no words that a machine here can read: they pass, and the page says so.
    """
    refuse_secret(*_words_of(data, name.lower().rpartition(".")[2]))


def _refuse(text: str) -> None:
    if not _LETTER.search(nfc(text)):
        return
    try:
        refuse_classified(text)
    except Classified as found:
        raise SecretMark(str(found)) from None


def _words_of(data: bytes, ending: str) -> Iterable[str]:
    try:
        return list(_READERS.get(ending, _of_text)(data))
    except (CannotRead, zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return []


def _of_text(data: bytes) -> Iterator[str]:
    found = read_file_text(data, "")
    yield from (found.margins, found.text)


def _of_workbook(data: bytes) -> Iterator[str]:
    for sheet in read_xlsx(data):
        for row in sheet.rows:
            yield from (cell for cell in row if isinstance(cell, str))


def _of_slides(data: bytes) -> Iterator[str]:
    left = _MOST_LETTERS
    with zipfile.ZipFile(BytesIO(data)) as package:
        for part in package.infolist():
            if _SLIDE.fullmatch(part.filename) and part.file_size <= left:
                left -= part.file_size
                words = _SLIDE_WORDS.findall(package.read(part).decode("utf-8", "replace"))
                yield from (nfc(word) for word in words)


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {"xlsx": _of_workbook, "pptx": _of_slides}
