"""A file made into provisions: the reader of files joined to the reader of drafts; knows no database."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Final

from dongthuan.analysis.directive.model import Warning
from dongthuan.analysis.provisions import Outline, read_provisions
from dongthuan.analysis.text import nfc
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.docgen.reading.file import read_file_text

_TRACKED: Final = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)[ >]")
_NOTES: Final = re.compile(rb"<w:footnote [^>]*w:id=\"[1-9]")


@dataclass(frozen=True, slots=True)
class DraftReading:
    """What a draft's file said. warnings: of the file; those of the numbers are in the outline."""

    outline: Outline
    text: str
    kind: str
    warnings: tuple[Warning, ...]


def read_draft(data: bytes, name: str) -> DraftReading:
    """Return the provisions of a draft in a .docx, .pdf or .txt file; raises CannotRead, SecretMark.

    Of tracked changes the accepted text is read, and that is said; footnotes are counted, not read.
    """
    found = read_file_text(data, name)
    text = nfc(found.text)
    refuse_secret(text[:4000], nfc(found.margins))
    warnings = list(_of_word(data)) if found.kind == "docx" else []
    if " | " in text:
        warnings.append(Warning("tables", "", str(sum(" | " in line for line in text.split("\n")))))
    if found.encoding in ("tcvn3", "vni", "cp1258"):
        warnings.append(Warning("legacy-encoding", "", found.encoding))
    outline = read_provisions(text, is_wrapped=found.is_wrapped)
    return DraftReading(outline, text, found.kind, tuple(warnings))


def _of_word(data: bytes) -> list[Warning]:
    warnings: list[Warning] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        tracked = len(_TRACKED.findall(archive.read("word/document.xml")))
        if tracked:
            warnings.append(Warning("tracked-changes", "", str(tracked)))
        if "word/footnotes.xml" in archive.namelist():
            notes = len(_NOTES.findall(archive.read("word/footnotes.xml")))
            if notes:
                warnings.append(Warning("footnotes", "", str(notes)))
    return warnings
