"""What an official document says beside what its author wrote: titles, openings, ends, references."""

import re

from dongthuan.docgen.letterhead import SigningMode
from dongthuan.docgen.official import Document, Kind, Paragraph
from dongthuan.docgen.wording import BLANK, clean, day_words

TITLES: dict[Kind, str] = {
    Kind.PLAN: "KẾ HOẠCH",
    Kind.REPORT: "BÁO CÁO",
    Kind.DISPATCH: "",
    Kind.NOTICE: "THÔNG BÁO",
    Kind.INVITATION: "GIẤY MỜI",
    Kind.DECISION: "QUYẾT ĐỊNH",
    Kind.MINUTES: "BIÊN BẢN",
    Kind.RELEASE: "THÔNG CÁO BÁO CHÍ",
    Kind.AUTHORISATION: "GIẤY ỦY QUYỀN",
    Kind.CONTRACT: "HỢP ĐỒNG",
}
NAMES: dict[Kind, str] = {
    Kind.PLAN: "Kế hoạch",
    Kind.REPORT: "Báo cáo",
    Kind.DISPATCH: "Công văn",
    Kind.NOTICE: "Thông báo",
    Kind.INVITATION: "Giấy mời",
    Kind.DECISION: "Quyết định",
    Kind.MINUTES: "Biên bản",
    Kind.RELEASE: "Thông cáo báo chí",
    Kind.AUTHORISATION: "Giấy ủy quyền",
    Kind.CONTRACT: "Hợp đồng",
}
ENACTING = "QUYẾT ĐỊNH:"
ADDRESSING = "Kính gửi:"
END = "./."

_ENDS = re.compile(r"[\s.;,:]*(?:\.\s*/\s*\.?)?[\s.;,:]*$")
_ARTICLE = re.compile(r"(Điều\s+\d+[a-zđ]?\s*[.:])\s*(.*)", re.DOTALL)
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def subject_line(document: Document) -> str:
    """Return what the document is about, as its kind opens it: "V/v …", "Về việc …" or as it stands."""
    subject = clean(document.subject)
    bare = re.sub(r"^(?:v/v|về việc)\s*:?\s+", "", subject, flags=re.IGNORECASE)
    if document.kind is Kind.DISPATCH:
        return f"V/v {bare}"
    if document.kind is Kind.DECISION and not subject.lower().startswith("về "):
        return f"Về việc {bare}"
    return subject


def title_of(document: Document) -> str:
    """Return the name of the document for lists and for the properties of its file.

    >>> from dongthuan.docgen.letterhead import Letterhead, Signature
    >>> head = Letterhead("", "Viện Hàn lâm", "VHL-VP", "Hà Nội")
    >>> title_of(Document(Kind.DISPATCH, head, "Báo cáo quý I", (), Signature("Chủ tịch")))
    'Công văn: Báo cáo quý I'
    """
    bare = re.sub(r"^V/v ", "", subject_line(document))
    return f"{NAMES[document.kind]}: {bare}"


def issuer_line(document: Document) -> str:
    """Return who decides, in capitals: the office the signer holds or acts for, and the agency.

    A body that decides together is the agency itself.
    """
    if document.issuer:
        return clean(document.issuer).upper()
    signature, agency = document.signature, clean(document.letterhead.agency)
    if signature.mode is SigningMode.COLLECTIVE:
        return agency.upper()
    office = clean(signature.principal or signature.title)
    return (office if agency.lower() in office.lower() else f"{office} {agency}").upper()


def addressing(document: Document) -> tuple[str, tuple[str, ...]]:
    """Return the opening words and the lines after them: one name on the same line, several each on its own.

    Each of several has its dash; they end with ";" and the last with a stop (Decree 30/2020, Annex I).
    """
    names = [clean(name).rstrip(" .;,") for name in document.addressees]
    names = [re.sub(r"^[-–]\s*", "", name) for name in names if name]
    if not names:
        return "", ()
    opening = ADDRESSING
    if document.kind is Kind.INVITATION:
        opening = f"{clean(document.letterhead.agency)} trân trọng kính mời:"
    if len(names) == 1:
        return opening, (names[0],)
    return opening, (*(f"- {name};" for name in names[:-1]), f"- {names[-1]}.")


def ended(words: str) -> str:
    """Return the last words of a body with the mark that nothing follows.

    >>> ended("chịu trách nhiệm thi hành."), ended("thi hành ./."), ended("Trân trọng!")
    ('chịu trách nhiệm thi hành./.', 'thi hành./.', 'Trân trọng!./.')
    """
    return _ENDS.sub("", clean(words)) + END


def grounds(paragraphs: list[Paragraph]) -> list[str]:
    """Return the grounds of a decision: each ends with ";", the last with a stop."""
    words = [clean(one.words).rstrip(" .;,") for one in paragraphs]
    return [*(f"{one};" for one in words[:-1]), *(f"{one}." for one in words[-1:])]


def article_of(words: str) -> tuple[str, str]:
    """Return the number of an article, which is set bold, and the rest; ("", words) where there is none.

    >>> article_of("Điều 1. Ban hành kèm theo"), article_of("Điều này")
    (('Điều 1.', 'Ban hành kèm theo'), ('', 'Điều này'))
    """
    found = _ARTICLE.match(clean(words))
    return (found[1], found[2]) if found else ("", clean(words))


def roman(number: int) -> str:
    """Return a number from 1 to 39 in Roman figures.

    >>> roman(1), roman(4), roman(39)
    ('I', 'IV', 'XXXIX')
    """
    words = ""
    for value, letters in _ROMAN:
        while number >= value:
            words, number = words + letters, number - value
    return words


def annex_label(position: int, count: int) -> str:
    """Return the line above an annex; only where there are several does it carry a number.

    >>> annex_label(1, 1), annex_label(2, 2)
    ('Phụ lục', 'Phụ lục II')
    """
    return "Phụ lục" if count == 1 else f"Phụ lục {roman(position)}"


def annex_reference(document: Document) -> str:
    """Return what an annex belongs to, with number and day left open before they are given."""
    head = document.letterhead
    number = head.number_line(document.number).removeprefix("Số:")
    number = f" số{number if document.number else BLANK + number.strip()}" if number else ""
    return f"(Kèm theo {NAMES[document.kind]}{number} {day_words(head.signed_on)} của {clean(head.agency)})"
