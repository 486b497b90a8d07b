"""What a person should look at before a text goes out: found by plain rules, each with its place.

Nothing is corrected by the machine. Findings that block are put right first; the others are looked at
and confirmed. What a rule cannot see (a wrong figure, a tactless word) stays with those who clear.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dongthuan.analysis.directive.model import Classified
from dongthuan.analysis.directive.read import refuse_classified
from dongthuan.analysis.personal import CITIZEN_ID, EMAIL, MONEY, PHONE
from dongthuan.analysis.text import nfc
from dongthuan.apps.content.lifecycle import PictureWords
from dongthuan.apps.content.paragraphs import PICTURE

LONGEST_SENTENCE = 40  # words; official advice differs, readers tire earlier
MOST_OF_A_KIND = 20
SHORTEST_WORDS = 3  # letters of a description or caption
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3 and 1.4.5: words against what lies behind them


class Code(StrEnum):
    """What was found."""

    SECRECY = "secrecy"
    CITIZEN_ID = "citizen_id"
    PHONE = "phone"
    EMAIL = "email"
    UNDATED_DOCUMENT = "undated_document"
    UNNUMBERED_DOCUMENT = "unnumbered_document"
    ABBREVIATION = "abbreviation"
    LONG_SENTENCE = "long_sentence"
    NO_ALT = "no_alt"
    NO_CAPTION = "no_caption"
    WORDS_UNSAID = "words_unsaid"
    LOW_CONTRAST = "low_contrast"
    LINKED_PICTURE = "linked_picture"
    AI_UNLABELLED = "ai_unlabelled"
    NO_SPEAKER = "no_speaker"
    NO_CONTACT = "no_contact"


BLOCKING = frozenset(
    {
        Code.SECRECY,
        Code.CITIZEN_ID,
        Code.NO_ALT,
        Code.NO_CAPTION,
        Code.WORDS_UNSAID,
        Code.LOW_CONTRAST,
        Code.NO_SPEAKER,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at, and the words it is about."""

    code: Code
    words: str = ""

    @property
    def is_blocking(self) -> bool:
        """Whether it must be put right before publication."""
        return self.code in BLOCKING


@dataclass(frozen=True, slots=True)
class CheckedPicture:
    """A picture of ours. words_in: what a person said about words in it, "" = nothing yet.

    widest_contrast: between its lightest and darkest parts; words in it can have no more.
    """

    number: int
    alt: str
    caption: str
    words_in: str
    widest_contrast: float


@dataclass(frozen=True, slots=True)
class Checked:
    """What is looked at. own_contacts: telephone numbers and addresses that are the agency's own."""

    words: str
    contact: str = ""
    ai_label: str = ""
    has_speaker: bool = True
    is_official: bool = True
    own_contacts: str = ""
    pictures: tuple[CheckedPicture, ...] = ()

    @property
    def all_words(self) -> str:
        """The words, and those beside the pictures."""
        beside = [words for one in self.pictures for words in (one.alt, one.caption) if words]
        return "\n".join([self.words, *beside])


_DOCUMENT = re.compile(
    r"\b(?P<kind>Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Thông tư(?: liên tịch)?|"
    r"Công văn|Công điện|Kế hoạch|Thông báo)\s+số\s+(?P<number>[\w./\-]+\d[\w./\-]*|\d[\w./\-]*)"
)
_UNNUMBERED = re.compile(
    r"\b(?:Nghị định|Thông tư|Quyết định|Chỉ thị|Công văn|Công điện)\s+"
    r"(?:(?:của|ngày)\s+[^.;\n]{3,60}|(?:số\s+)?\d{1,5}(?![\w/.\-]*[/\-]|\d))"
)
_DATED = re.compile(r"ngày\s+\d{1,2}(?:\s+tháng\s+|[/.-])\d{1,2}(?:\s+năm\s+|[/.-])\d{4}|năm\s+\d{4}")
_YEAR_IN_NUMBER = re.compile(r"/\d{4}/")
_ABBREVIATION = re.compile(r"(?<![\w/.\-])[A-ZĐ]{2,7}(?:&[A-ZĐ]{1,3})?(?![\w/]|-[A-ZĐ])")
_ROMAN = re.compile(r"[IVXLC]+")
KNOWN = frozenset({"COVID", "UNESCO", "ASEAN", "APEC", "WHO", "GDP", "AI", "TS", "GS", "PGS", "TP", "HCM"})
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZĐÀ-Ỹ“\"(])|\n+")
_AI_WORDS = re.compile(
    r"\b(?:trí tuệ nhân tạo tạo ra|ảnh (?:do )?AI|AI tạo|tạo bởi AI|ChatGPT|Midjourney|Gemini)\b",
    re.IGNORECASE,
)


def findings_of(checked: Checked) -> list[Finding]:
    """Return what is to be looked at, the blocking things first, at most MOST_OF_A_KIND of a kind."""
    text = nfc(checked.all_words)
    found: list[Finding] = []
    for rule in _RULES:
        found += list(_first(rule(text, checked)))
    return sorted(dict.fromkeys(found), key=lambda one: not one.is_blocking)


def _first(found: Iterator[Finding]) -> Iterator[Finding]:
    for count, one in enumerate(found):
        if count >= MOST_OF_A_KIND:
            return
        yield one


def _secret(text: str, _checked: Checked) -> Iterator[Finding]:
    try:
        refuse_classified(text)
    except Classified as found:
        yield Finding(Code.SECRECY, str(found))


def _personal(text: str, checked: Checked) -> Iterator[Finding]:
    """Find numbers of identity cards, and telephone numbers and addresses that are not the agency's."""
    own = _bare(f"{checked.contact} {checked.own_contacts}")
    for hit in CITIZEN_ID.finditer(text):
        if not MONEY.match(text[hit.end() :]):
            yield Finding(Code.CITIZEN_ID, _masked(hit.group()))
    for hit in PHONE.finditer(text):
        if _bare(hit.group()) not in own:
            yield Finding(Code.PHONE, hit.group())
    for hit in EMAIL.finditer(text):
        if _bare(hit.group()) not in own:
            yield Finding(Code.EMAIL, hit.group())


def _documents(text: str, _checked: Checked) -> Iterator[Finding]:
    """Find documents cited by number without a day or year near by, or by name without a number."""
    for hit in _DOCUMENT.finditer(text):
        near = text[hit.start() : hit.end() + 60].partition("\n")[0]
        if not _DATED.search(near) and not _YEAR_IN_NUMBER.search(hit["number"]):
            yield Finding(Code.UNDATED_DOCUMENT, hit.group())
    for hit in _UNNUMBERED.finditer(text):
        if not re.search(r"\bsố\s+\d+/|\d+/", hit.group()):
            yield Finding(Code.UNNUMBERED_DOCUMENT, hit.group().strip())


def _abbreviations(text: str, _checked: Checked) -> Iterator[Finding]:
    """Find abbreviations that are nowhere written out: "Viện Hàn lâm (VHL)" or "VHL (Viện Hàn lâm)"."""
    plain = re.sub(r"\d[\w./-]*/[\w./-]+|https?://\S+", " ", text)
    for short in dict.fromkeys(hit.group() for hit in _ABBREVIATION.finditer(plain)):
        is_explained = f"({short})" in text or re.search(rf"\b{re.escape(short)}\s*\([^)]{{4,}}\)", text)
        is_shouted = _is_shouted(plain, short)
        if not (short in KNOWN or _ROMAN.fullmatch(short) or is_explained or is_shouted):
            yield Finding(Code.ABBREVIATION, short)


def _is_shouted(text: str, short: str) -> bool:
    """Say whether the letters are a word of a line in capitals, as in a heading."""
    lines = [line for line in text.split("\n") if re.search(rf"\b{re.escape(short)}\b", line)]
    return all(line.upper() == line and len(line.split()) > 1 for line in lines)


def _sentences(text: str, _checked: Checked) -> Iterator[Finding]:
    for sentence in _SENTENCE_END.split(text):
        words = sentence.split()
        if len(words) > LONGEST_SENTENCE:
            yield Finding(Code.LONG_SENTENCE, " ".join(words[:12]) + " …")


def _pictures(text: str, checked: Checked) -> Iterator[Finding]:
    for line in text.split("\n"):
        shown = PICTURE.match(line.strip())
        if shown is not None:
            is_described = len(shown["alt"].strip()) >= SHORTEST_WORDS
            yield Finding(Code.LINKED_PICTURE if is_described else Code.NO_ALT, shown["url"][:120])
    for one in checked.pictures:
        named = f"{one.number}. {one.caption or one.alt}".strip()
        yield from (Finding(code, named[:120]) for code in _lacking(one))
    if not checked.ai_label and (hit := _AI_WORDS.search(text)):
        yield Finding(Code.AI_UNLABELLED, hit.group())


def _lacking(picture: CheckedPicture) -> Iterator[Code]:
    """Give what a picture lacks. Its contrast is judged only where that is certain: words can have no more
    than the whole picture has; whether they have enough, a person says.
    """
    if len(picture.alt.strip()) < SHORTEST_WORDS:
        yield Code.NO_ALT
    if len(picture.caption.strip()) < SHORTEST_WORDS:
        yield Code.NO_CAPTION
    if not picture.words_in:
        yield Code.WORDS_UNSAID
    elif picture.words_in == PictureWords.READABLE and picture.widest_contrast < LEAST_CONTRAST:
        yield Code.LOW_CONTRAST


def _people(_text: str, checked: Checked) -> Iterator[Finding]:
    if checked.is_official and not checked.has_speaker:
        yield Finding(Code.NO_SPEAKER)
    if not checked.contact.strip():
        yield Finding(Code.NO_CONTACT)


_RULES: tuple[Callable[[str, Checked], Iterator[Finding]], ...] = (
    _secret,
    _personal,
    _documents,
    _abbreviations,
    _sentences,
    _pictures,
    _people,
)


def _bare(text: str) -> str:
    return re.sub(r"[\s.\-()]", "", text.lower().replace("+84", "0"))


def _masked(number: str) -> str:
    return f"{number[:3]}…{number[-2:]}"
