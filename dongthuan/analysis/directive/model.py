"""What a directive says, as plain data; wording of warnings is made by those who show them."""

from dataclasses import dataclass
from datetime import date

from dongthuan.analysis.citations import Citation


class Classified(Exception):
    """The head carries a mark of state secrecy; the file must not be kept. The text is the mark."""


class NotADirective(Exception):
    """Nothing in the text can be read as the body of a document."""


@dataclass(frozen=True, slots=True)
class Warning:  # the word of the interface
    """Something a person should look at. ref: the clause, "" for the whole document; detail: the facts.

    Codes: duplicate-number, number-gap, stray-link, page-number, page-header, stamp, no-number, no-date,
    no-type, no-agency, no-duty, no-signature, no-recipients, unplaced, citation-date, annex.
    """

    code: str
    ref: str
    detail: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed: mode "KT.", "TM." … ("" when in person), the signer's own title, the name."""

    mode: str
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line under "Nơi nhận"; purpose as written ("để t/h"), "lưu" for the file copy, "" for none."""

    name: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered or bulleted part of the body, with what stands under it.

    kind: part, chapter, muc, upper, roman, heading, article, arabic, decimal, letter, paren, bullet.
    role: purpose, requirement, duty, context or provision. paragraphs: the first is what follows the number.
    """

    ref: str
    kind: str
    number: str
    role: str
    paragraphs: tuple[str, ...]
    children: tuple["Clause", ...] = ()

    @property
    def title(self) -> str:
        """What follows the number."""
        return self.paragraphs[0] if self.paragraphs else ""

    @property
    def label(self) -> str:
        """The number as one says it: "II", "Phần I", "Điều 3"."""
        return (
            self.ref.rpartition(".")[2] if self.kind in ("part", "chapter", "muc", "article") else self.number
        )


@dataclass(frozen=True, slots=True)
class Requirement:
    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to be done. actors: who does it, the lead first; partners: those of them who coordinate.

    inferred_from: the clause that gives the actors where the duty itself names none, else "".
    """

    ref: str
    text: str
    actors: tuple[str, ...]
    partners: tuple[str, ...]
    inferred_from: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    name: str
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive or plan taken apart. issued_on is None and texts are "" where the document does not say."""

    type: str
    title: str
    number: str
    issued_on: date | None
    agency: str
    signatory: Signatory
    recipients: tuple[Recipient, ...]
    addressees: tuple[str, ...]
    intro: tuple[str, ...]
    clauses: tuple[Clause, ...]
    closing: tuple[str, ...]
    annex: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    duties: tuple[Duty, ...]
    actors: tuple[Actor, ...]
    citations: tuple[Citation, ...]
    warnings: tuple[Warning, ...]
