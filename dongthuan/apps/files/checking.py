"""Whether a file may be kept: its name, its size, and whether its bytes are what its name says."""

import re
import unicodedata
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.analysis.text import nfc

LARGEST = 20 * 1024 * 1024
LONGEST_NAME = 255
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 5000
MOST_RATIO = 200
SLACK = 1024
RATIO_FROM = 4 * 1024 * 1024
OOXML = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
KINDS = ("pdf", "docx", "xlsx", "pptx", "png", "jpg", "webp", "txt", "csv", "eml")
_SAME = {"jpeg": "jpg"}

SENTENCES = {
    "empty": gettext_lazy("The file is empty. Choose it again, or save it anew first."),
    "too_large": gettext_lazy("The file is larger than 20 MB. Make it smaller or split it."),
    "no_name": gettext_lazy("The file has no name. Give it one and choose it again."),
    "bad_name": gettext_lazy(
        "The name of the file holds letters that hide what it is. Rename it with plain letters."
    ),
    "path": gettext_lazy("The name of the file holds a path. Rename it without / and \\."),
    "long_name": gettext_lazy("The name of the file is longer than 255 letters. Shorten it."),
    "kind": gettext_lazy(
        "Files of this kind are not kept. Use PDF, DOCX, XLSX, PPTX, PNG, JPG, WEBP, TXT, CSV or EML."
    ),
    "not_what_it_says": gettext_lazy(
        "The content of the file does not fit the ending of its name. Save it anew in the right form."
    ),
    "broken": gettext_lazy("The file is damaged and cannot be opened. Save it anew and try again."),
    "bomb": gettext_lazy("The file unpacks to far more than it should and is refused. Save it anew."),
    "no_picture": gettext_lazy(
        "This is no JPEG, PNG or WebP picture. Save it as one of these and try again."
    ),
    "picture_large": gettext_lazy("The picture is larger than 40 million points. Make it smaller first."),
    "picture_moves": gettext_lazy("Moving pictures are not taken. Save one frame as JPEG, PNG or WebP."),
}


class FileRefused(Exception):
    """A file that is not kept. code: a key of SENTENCES; str() gives the sentence for the officer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return str(SENTENCES.get(self.code, _("The file is refused.")))


def checked_name(name: str) -> str:
    """Return the name in composed letters; raises FileRefused where it hides something."""
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in name):
        raise FileRefused("bad_name")  # NUL, line ends, letters that turn the reading direction
    if re.search(r"[/\\]", name) or name.strip() in {".", ".."}:
        raise FileRefused("path")
    cleaned = " ".join(nfc(name).split())
    if not cleaned.strip(". "):
        raise FileRefused("no_name")
    if len(cleaned) > LONGEST_NAME:
        raise FileRefused("long_name")
    return cleaned


def checked_kind(data: bytes, name: str) -> str:
    """Return the kind of a file, one of KINDS, where ending, content and size agree; else FileRefused."""
    if not data:
        raise FileRefused("empty")
    if len(data) > LARGEST:
        raise FileRefused("too_large")
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    kind = _SAME.get(ending, ending)
    if kind not in KINDS:
        raise FileRefused("kind")
    if not _FITS[kind](data):
        raise FileRefused("not_what_it_says")
    if kind in OOXML:
        _check_package(data, OOXML[kind])
    return kind


def _check_package(data: bytes, folder: str) -> None:
    """Refuse an office file that is damaged, of another kind, or a bomb; nothing is unpacked here.

    Python's own reader takes no more of a part than the size that is checked here.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        raise FileRefused("broken") from None
    names = {part.filename for part in parts}
    unpacked = sum(part.file_size for part in parts)
    is_dense = any(
        part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or is_dense:
        raise FileRefused("bomb")
    if "[Content_Types].xml" not in names or not any(name.startswith(folder) for name in names):
        raise FileRefused("not_what_it_says")
    if any(part.flag_bits & 1 or part.compress_size > part.file_size + SLACK for part in parts):
        raise FileRefused("broken")  # behind a password, or larger packed than it says it is unpacked


def _is_text(data: bytes) -> bool:
    """Say whether these are letters, in whatever old code page, and no control characters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        text = data.decode("latin-1")
    return not re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text)


def _is_mail(data: bytes) -> bool:
    """Say whether the file begins as a mail does: lines of `Name: value` before the first empty line."""
    head = re.split(rb"\r?\n\r?\n", data[:65_536], maxsplit=1)[0]
    names = {line.split(b":", 1)[0].strip().lower() for line in head.splitlines() if b":" in line[:80]}
    return b"\x00" not in head and bool(names & {b"from", b"received", b"message-id", b"subject"})


_FITS: dict[str, Callable[[bytes], bool]] = {
    "pdf": lambda data: b"%PDF-" in data[:1024] and b"%%EOF" in data[-2048:],
    "png": lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpg": lambda data: data.startswith(b"\xff\xd8\xff"),
    "webp": lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP",
    "txt": _is_text,
    "csv": _is_text,
    "eml": _is_mail,
    **dict.fromkeys(OOXML, lambda data: data.startswith(b"PK\x03\x04")),
}
