"""Vietnamese text in the fonts of before Unicode: TCVN3 (ABC) and VNI, found and turned into Unicode."""

import re
import unicodedata

# The letters TCVN 5712 puts at A1 … FE; a full stop stands where it puts no letter.
_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"
)
_TCVN3 = {0xA1 + place: letter for place, letter in enumerate(_TCVN3_LETTERS) if letter != "."}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_MARKS = {
    "ù": _ACUTE,
    "ø": _GRAVE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "â": _CIRCUMFLEX,
    "á": _CIRCUMFLEX + _ACUTE,
    "à": _CIRCUMFLEX + _GRAVE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE,
    "é": _BREVE + _ACUTE,
    "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}
_VNI = re.compile(rf"([aeouyôö])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_LETTERS)}])", re.IGNORECASE)

_COMMON = frozenset(
    re.split(
        r"\s+",
        """của và các được không có cho với người đến về những là một công đã tỉnh nhiệm vụ thực hiện
        kế hoạch số ngày tháng năm việc cơ đơn vị truyền chính sách tổ chức phối hợp triển quyết định nghị
        chỉ thị nước pháp luật ủy nhân dân hội đồng bộ sở báo yêu cầu mục đích nội để tại phủ thủ tướng
        chủ trì""",
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_START = re.compile(r"^(\s*(?:[-+•]\s*|\d{1,2}[.)]\s*|[IVX]+\.\s*|[a-zđ]\)\s*)?)([à-ỹđ])")
_VN_FONT = re.compile(r"^\.vn", re.IGNORECASE)
_VNI_FONT = re.compile(r"^vni[- ]", re.IGNORECASE)


def from_tcvn3(text: str) -> str:
    """Return TCVN3 text, read as Latin-1, in Unicode; capitals follow the letters around them.

    >>> from_tcvn3("KÕ ho¹ch truyÒn th«ng chÝnh s¸ch"), from_tcvn3("KÕ HO¹CH")
    ('Kế hoạch truyền thông chính sách', 'KẾ HOẠCH')
    """
    return "".join(map(_even_case, text.splitlines(keepends=True)))


def from_vni(text: str) -> str:
    """Return VNI text, read as Latin-1, in Unicode.

    >>> from_vni("Keá hoaïch truyeàn thoâng chính saùch, Ñöôøng")
    'Kế hoạch truyền thông chính sách, Đường'
    """
    return unicodedata.normalize("NFC", _VNI.sub(_vni_letter, text))


def modernise(text: str) -> tuple[str, str]:
    """Return `text` in Unicode, and "tcvn3" or "vni" where it was in that, "" where it was Unicode.

    The reading with the most everyday Vietnamese words wins; a tie leaves the text alone.

    >>> modernise("thùc hiÖn kÕ ho¹ch cña ®¬n vÞ")
    ('thực hiện kế hoạch của đơn vị', 'tcvn3')
    >>> modernise("thực hiện kế hoạch")
    ('thực hiện kế hoạch', '')
    """
    readings = {"": text, "tcvn3": from_tcvn3(text), "vni": from_vni(text)}
    scores = {name: vietnamese_score(reading) for name, reading in readings.items()}
    best = max(scores, key=lambda name: scores[name])
    if best and scores[best] > scores[""] + 0.05:
        return readings[best], best
    return text, ""


def from_font(text: str, font: str) -> str:
    """Return `text` of a run in Unicode when its font is a legacy one (.VnTime, VNI-Times), else as it is.

    >>> from_font("KÕ ho¹ch", ".VnTimeH"), from_font("Keá", "VNI-Times"), from_font("Kế", "Times New Roman")
    ('KẾ HOẠCH', 'Kế', 'Kế')
    """
    if any(ord(letter) > 0xFF for letter in text):
        return text
    if _VN_FONT.match(font):
        modern = from_tcvn3(text)
        return modern.upper() if font.endswith("H") else modern
    return from_vni(text) if _VNI_FONT.match(font) else text


def vietnamese_score(text: str) -> float:
    """Return the share of words with marks that are everyday Vietnamese ones, 0 to 1; 0 for no words.

    >>> vietnamese_score("thực hiện kế hoạch"), vietnamese_score("")
    (1.0, 0.0)
    """
    words = [
        w for w in _WORD.findall(unicodedata.normalize("NFC", text[:200_000]).lower()) if not w.isascii()
    ]
    return sum(word in _COMMON for word in words) / len(words) if words else 0.0


def _even_case(line: str) -> str:
    """Give capitals back: TCVN3 has none with marks, a font drew them; what stands around tells."""
    modern = line.translate(_TCVN3)
    words = list(_WORD.finditer(modern))
    sure = [_in_capitals(word[0]) for word in words]
    pieces, end = [], 0
    for place, word in enumerate(words):
        beside = [
            sure[other]
            for other in (place - 1, place + 1)
            if 0 <= other < len(words)
            and _is_next(modern, words[min(place, other)], words[max(place, other)])
        ]
        raised = sure[place] or (sure[place] is None and True in beside and False not in beside)
        pieces += [modern[end : word.start()], word[0].upper() if raised else word[0]]
        end = word.end()
    return _with_first_capitals("".join([*pieces, modern[end:]]))


def _is_next(text: str, word: re.Match[str], other: re.Match[str]) -> bool:
    """Only blanks between: a name goes on; "Số: 12/KH" does not."""
    return text[word.end() : other.start()].isspace()


def _in_capitals(word: str) -> bool | None:
    """Say whether a word is in capitals by its plain letters; None where they do not tell ("H" of "Hồ")."""
    plain = [place for place, letter in enumerate(word) if letter.isascii()]
    if len(plain) > 1 or (plain and plain[0] > 0):
        return all(word[place].isupper() for place in plain)
    return None if not plain or word[plain[0]].isupper() else False


def _with_first_capitals(line: str) -> str:
    """Raise the first letter of a sentence, of the People's Committee, and of a name's last word."""
    line = _SENTENCE_START.sub(lambda match: match[1] + match[2].upper(), line)
    line = re.sub(r"(?<!\w)(?:ủy|uỷ)(?= ban nhân dân)", "Ủy", line)
    words = line.split()
    others = [word for word in words if word[0].isascii()]
    if len(others) > 1 and len(words) < 6 and all(word[0].isupper() for word in others):
        return re.sub(r"(?<!\S)[^\W\d_]", lambda match: match[0].upper(), line)
    return line


def _vni_letter(match: re.Match[str]) -> str:
    base, mark, single = match.groups()
    if single:
        letter = _VNI_LETTERS[single.lower()]
        return letter.upper() if single.isupper() else letter
    base_letter = {"ô": "ơ", "ö": "ư"}.get(base.lower(), base.lower())
    letter = unicodedata.normalize("NFC", base_letter + _VNI_MARKS[mark.lower()])
    return letter.upper() if base.isupper() else letter
