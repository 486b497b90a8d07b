"""What is to be removed from a file, what came out of it, and why a file is not delivered."""

from dataclasses import dataclass

MOST_PASSAGES = 500


@dataclass(frozen=True, slots=True)
class Passage:
    """Words to be removed wherever they stand. label: what stands in their place, as "[đã che: …]"."""

    words: str
    label: str


@dataclass(frozen=True, slots=True)
class Readable:
    """What somebody who opens a file can read in it. kind: "docx", "pdf" or "txt"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """A new file from which words are gone. counts: how often each passage stood in the old one."""

    data: bytes
    kind: str
    text: str
    counts: tuple[int, ...]


class CannotRedact(Exception):
    """A file that is not delivered; `code` says why, `detail` names the passage or part it is about.

    Codes: macros, unknown-kind, too-short, too-small, too-many, not-found, still-there, not-drawable; and
    those of reading.limits.CannotRead, which is raised for a file that cannot be opened at all.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
