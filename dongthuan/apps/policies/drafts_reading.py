"""A file made into provisions: the reader of files joined to the reader of drafts; knows no database."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Final

from dongthuan.analysis.directive.model import Warning
from dongthuan.analysis.notes import noted_text
from dongthuan.analysis.provisions import Outline, hang_notes, read_provisions
from dongthuan.analysis.text import nfc
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.docgen.reading.file import read_file_text

_TRACKED: Final = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)[ >]")
_REMARKS: Final = re.compile(rb"<w:comment[ >]")


@dataclass(frozen=True, slots=True)
class DraftReading:
    """What a draft's file said. warnings: of the file; those of the numbers are in the outline."""

    outline: Outline
    text: str
    kind: str
    warnings: tuple[Warning, ...]


def read_draft(data: bytes, name: str) -> DraftReading:
    """Return the provisions of a draft in a .docx, .pdf or .txt file; raises CannotRead, SecretMark.

    Of tracked changes the accepted text is read, and that is said, as are comments inside a Word file;
    footnotes go with the provision they hang on.
    """
    found = read_file_text(data, name, with_notes=True)
    text = noted_text(nfc(found.text))
    notes = [nfc(note) for note in found.notes]
    refuse_secret(text[:4000], nfc(found.margins), *notes)
    warnings = [Warning(code, "", count) for code, count in traces_of(data, found.kind)]
    if notes:
        warnings.append(Warning("footnotes", "", str(len(notes))))
    if " | " in text:
        warnings.append(Warning("tables", "", str(sum(" | " in line for line in text.split("\n")))))
    if found.encoding in ("tcvn3", "vni", "cp1258"):
        warnings.append(Warning("legacy-encoding", "", found.encoding))
    outline, loose = hang_notes(read_provisions(text, is_wrapped=found.is_wrapped), notes)
    if loose:
        warnings.append(Warning("loose-footnotes", "", str(loose)))
    return DraftReading(outline, text, found.kind, tuple(warnings))


def traces_of(data: bytes, kind: str) -> list[list[str]]:
    """Return what a Word file keeps besides its words, as [code, count]: tracked changes and comments.

    A file that is no Word file, or cannot be opened, has none that could be told.
    """
    if kind != "docx":
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            counted = [
                ("tracked-changes", len(_TRACKED.findall(archive.read("word/document.xml")))),
                ("remarks", _remarks_in(archive)),
            ]
    except (zipfile.BadZipFile, KeyError):
        return []
    return [[code, str(count)] for code, count in counted if count]


def _remarks_in(archive: zipfile.ZipFile) -> int:
    if "word/comments.xml" not in archive.namelist():
        return 0
    return len(_REMARKS.findall(archive.read("word/comments.xml")))
