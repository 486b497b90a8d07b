"""PDF files: the text layer page by page; a file of pictures is told apart from an empty one."""

import io
import logging
import time
import zlib

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError, WrongPasswordError

from dongthuan.docgen.legacy import modernise
from dongthuan.docgen.reading import limits
from dongthuan.docgen.reading.limits import CannotRead

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # else it writes beside our one line
_BROKEN = (
    PyPdfError,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    EOFError,
    OSError,
)
_MIN_LETTERS_A_PAGE = 20


def read_pdf(data: bytes) -> tuple[str, str, int]:
    """Return the text of a PDF, its legacy encoding ("" if Unicode), and the page count.

    Raises CannotRead: encrypted, damaged, too-many-pages, too-slow; scan where pages are only pictures.
    """
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise CannotRead("encrypted")
        pages = _pages(reader)
    except (FileNotDecryptedError, WrongPasswordError) as problem:
        raise CannotRead("encrypted") from problem
    except _BROKEN as problem:
        raise CannotRead("damaged", type(problem).__name__) from problem
    text = "\n".join(pages)
    if sum(map(str.isalpha, text)) < _MIN_LETTERS_A_PAGE * len(pages):
        raise CannotRead("scan" if _has_pictures(reader) else "empty")
    modern, legacy = modernise(text)
    return modern, legacy, len(pages)


def _pages(reader: PdfReader) -> list[str]:
    if len(reader.pages) > limits.MAX_PAGES:
        raise CannotRead("too-many-pages", str(limits.MAX_PAGES))
    stop_at = time.monotonic() + limits.MAX_PDF_SECONDS
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        if time.monotonic() > stop_at:
            raise CannotRead("too-slow", str(limits.MAX_PDF_SECONDS))
        pages.append(page.extract_text())
        length += len(pages[-1])
        if length > limits.MAX_TEXT_CHARS:
            raise CannotRead("too-long", str(limits.MAX_TEXT_CHARS))
    return pages


def _has_pictures(reader: PdfReader) -> bool:
    try:
        return any(page.get("/Resources", {}).get("/XObject") for page in reader.pages)
    except _BROKEN:
        return False
