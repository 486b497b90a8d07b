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
from dongthuan.analysis.personal import PersonalKind, personal_data_of
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
    PASSPORT = "passport"
    BANK_ACCOUNT = "bank_account"
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


_KINDS = (
    "Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Thông tư(?: liên tịch)?|Công văn|"
    "Công điện|Kế hoạch|Thông báo|Kết luận|Quy định|Hướng dẫn|Tờ trình|Chương trình|Văn bản"
)
# A number holds a slash, as in 45/QĐ-VHL, or a hyphen and the letters of who issued it, as in 57-NQ/TW.
_DOCUMENT = re.compile(
    rf"\b(?:{_KINDS})\s+(?:số\s*:?\s*)?(?P<number>\d+\w*(?:/[\w./\-]*\w|-[A-ZĐ]{{2,}}(?:/[A-ZĐ]+)?))",
    re.IGNORECASE,
)
_UNNUMBERED = re.compile(
    r"\b(?:Nghị định|Thông tư|Quyết định|Chỉ thị|Công văn|Công điện)\s+"
    r"(?:(?:số\s+)?\d{1,5}(?![\w/.\-]*[/\-]|\d)|ngày\s+\d[^.;\n]{3,60}|"
    r"(?:mới )?của\s+[A-ZĐÀ-Ỹ][^.;\n]{3,60})"
)
_DATED = re.compile(
    r"ngày\s+\d{1,2}(?:\s+tháng\s+|[/.-])\d{1,2}(?:\s+năm\s+|[/.-])\d{4}|năm\s+\d{4}", re.IGNORECASE
)
_NUMBERED = re.compile(r"\bsố\s+\d+/|\d+/")
_YEAR_IN_NUMBER = re.compile(r"/\d{4}/")
_NEAR = 80  # letters between a document and its day
_ABBREVIATION = re.compile(r"(?<![\w/.\-])[A-ZĐ]{2,7}(?:&[A-ZĐ]{1,3})?(?![\w/]|-[A-ZĐ])")
_EXPLAINED = r"\({short}\)|\b{short}\s*\([^)]{{4,}}\)|(?:gọi|viết)\s+tắt\s+là:?\s*[“\"]?{short}\b"
_ROMAN = re.compile(r"[IVXLC]+")
KNOWN = frozenset({"COVID", "UNESCO", "ASEAN", "APEC", "WHO", "GDP", "AI", "TS", "GS", "PGS", "TP", "HCM"})
_TITLES = "".join(rf"(?<!\b{short}\.)" for short in ("TS", "GS", "ThS", "KS", "CN", "BS", "TP", "ĐT"))
_SENTENCE_END = re.compile(rf"(?<=[.!?…]){_TITLES}\s+(?=[A-ZĐÀ-Ỹ“\"(])|\n+")
# "AI" in capitals alone: "ai" asks who.
_AI_WORDS = re.compile(
    r"\b(?i:do|bằng|bởi|nhờ|từ)\s+(?i:công cụ |ứng dụng |phần mềm |máy )?(?:AI|(?i:trí tuệ nhân tạo))\b|"
    r"\b(?:AI|(?i:trí tuệ nhân tạo))\s+(?i:tạo|vẽ|dựng|sinh|viết|soạn|dịch)\b|\b(?i:ảnh|video|giọng) AI\b|"
    r"\b(?i:ChatGPT|Midjourney|Gemini|DALL-?E|Stable Diffusion|Sora|deepfake)\b"
)
# What names no thing, or a file as a camera names it, describes nothing.
_SAYS_NOTHING = re.compile(
    r"(?:hình|ảnh|hình ảnh|bức ảnh|ảnh minh h\w+|hình minh h\w+|image|picture|photo)[\s\d.]*|"
    r"\S+\.(?:jpe?g|png|webp|gif)|(?:IMG|DSC|DSCN|z)[-_]?\d\S*",
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
    """Find numbers of people's cards and accounts, and telephones and addresses that are not the agency's."""
    own = _bare(f"{checked.contact} {checked.own_contacts}")
    for one in personal_data_of(text):
        code = _PERSONAL[one.kind]
        if code in (Code.CITIZEN_ID, Code.PASSPORT):
            yield Finding(code, _masked(one.words))
        elif _bare(one.words) not in own:
            yield Finding(code, one.words)


def _documents(text: str, _checked: Checked) -> Iterator[Finding]:
    """Find documents cited by number without a day or year near by, or by name without a number.

    Said with its day once, a document may be named without it elsewhere.
    """
    cited = list(_cited(text))
    dated = {number for number, is_dated, _words in cited if is_dated}
    for number, is_dated, words in cited:
        if not is_dated and number not in dated:
            yield Finding(Code.UNDATED_DOCUMENT, words)
    for hit in _UNNUMBERED.finditer(text):
        if not _DOCUMENT.search(hit.group()) and not _NUMBERED.search(_DATED.sub("", hit.group())):
            yield Finding(Code.UNNUMBERED_DOCUMENT, hit.group().strip())


def _cited(text: str) -> Iterator[tuple[str, bool, str]]:
    """Give each document cited by number: its number, whether its day stands by it, and the words."""
    hits = list(_DOCUMENT.finditer(text))
    free = 0  # from where on a day is not that of the document before
    ends = [*(one.start() for one in hits[1:]), len(text)]
    for hit, after in zip(hits, ends, strict=False):
        behind = text[hit.end() : min(after, hit.end() + _NEAR)].partition("\n")[0]
        before = text[max(free, hit.start() - _NEAR) : hit.start()].rpartition("\n")[2]
        found = _DATED.search(behind)
        is_dated = found is not None or _DATED.search(before) is not None
        free = hit.end() + (found.end() if found is not None else 0)
        yield hit["number"], is_dated or bool(_YEAR_IN_NUMBER.search(hit["number"])), hit.group()


def _abbreviations(text: str, _checked: Checked) -> Iterator[Finding]:
    """Find abbreviations that are nowhere written out: "Viện Hàn lâm (VHL)" or "VHL (Viện Hàn lâm)"."""
    plain = re.sub(r"\d[\w./-]*/[\w./-]+|https?://\S+", " ", text)
    for short in dict.fromkeys(hit.group() for hit in _ABBREVIATION.finditer(plain)):
        is_explained = re.search(_EXPLAINED.format(short=re.escape(short)), text)
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
            code = Code.LINKED_PICTURE if _describes(shown["alt"]) else Code.NO_ALT
            yield Finding(code, shown["url"][:120])
    for one in checked.pictures:
        named = f"{one.number}. {one.caption or one.alt}".strip()
        yield from (Finding(code, named[:120]) for code in _lacking(one))
    if not checked.ai_label and (hit := _AI_WORDS.search(text)):
        yield Finding(Code.AI_UNLABELLED, hit.group())


def _describes(alt: str) -> bool:
    said = alt.strip()
    return len(said) >= SHORTEST_WORDS and _SAYS_NOTHING.fullmatch(said) is None


def _lacking(picture: CheckedPicture) -> Iterator[Code]:
    """Give what a picture lacks. Its contrast is judged only where that is certain: words can have no more
    than the whole picture has; whether they have enough, a person says.
    """
    if not _describes(picture.alt):
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


_PERSONAL = {
    PersonalKind.CITIZEN_ID: Code.CITIZEN_ID,
    PersonalKind.PASSPORT: Code.PASSPORT,
    PersonalKind.BANK_ACCOUNT: Code.BANK_ACCOUNT,
    PersonalKind.PHONE: Code.PHONE,
    PersonalKind.EMAIL: Code.EMAIL,
}
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
