"""How much of a file is read, what broken packages raise, and the error for a file that cannot be read."""

import zipfile
import zlib
from collections.abc import Sequence

from lxml import etree

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_TEXT_CHARS = 2_000_000
MAX_ZIP_ENTRIES = 2_000
MAX_UNZIPPED_BYTES = 128 * 1024 * 1024
MAX_ZIP_RATIO = 200
MIN_RATIO_BYTES = 1024 * 1024
MAX_PAGES = 300
MAX_PDF_SECONDS = 40

# What a broken or hostile package of XML parts (DOCX, XLSX) makes its readers raise.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    EOFError,
    OSError,
    RuntimeError,
    ArithmeticError,
)


class CannotRead(Exception):
    """A file cannot be read; `code` says why, `detail` names the limit or the kind that was found.

    Codes: empty, too-large, too-long, too-many-pages, too-slow, not-text, unknown-kind, old-word, encrypted,
    damaged, zip-bomb, unsafe, scan; of workbooks also old-excel, too-many-rows, too-many-columns,
    too-many-sheets.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def guard_entries(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse a package before anything is unpacked: too many parts, an encrypted one, one that would burst.

    Raises CannotRead. What the sizes hide is caught while it is unpacked.
    """
    if len(entries) > MAX_ZIP_ENTRIES:
        raise CannotRead("zip-bomb")
    for entry in entries:
        if entry.flag_bits & 1:
            raise CannotRead("encrypted")
        grown = entry.file_size > MIN_RATIO_BYTES
        if grown and entry.file_size > MAX_ZIP_RATIO * max(1, entry.compress_size):
            raise CannotRead("zip-bomb")
