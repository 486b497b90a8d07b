"""The one place where text is made comparable: NFC, tone placement, folding, tokens."""

import re
import unicodedata

_TONES = ("òóỏõọ", "ùúủũụ")
_OPEN_RIMES = {
    **{"o" + late: early + "a" for late, early in zip("àáảãạ", _TONES[0], strict=True)},
    **{"o" + late: early + "e" for late, early in zip("èéẻẽẹ", _TONES[0], strict=True)},
    **{"u" + late: early + "y" for late, early in zip("ỳýỷỹỵ", _TONES[1], strict=True)},
}
_OPEN_RIME = re.compile(rf"(?<![qQ])({'|'.join(_OPEN_RIMES)})(?!\w)", re.IGNORECASE)
_INVISIBLE = dict.fromkeys(
    [
        *(*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F),
        *(0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF),
        *range(0xD800, 0xE000),  # half characters, which JSON can write and UTF-8 cannot hold
    ]
)
_TOKEN = re.compile(r"\d+(?:[./]\d+)*(?:[/-][^\W_]+)*|[^\W_]+(?:[-/][^\W_]+)*")


def nfc(text: str) -> str:
    """Return `text` in NFC without control, zero-width and half characters; the rule at every door.

    >>> nfc("Vie\\u0323\\u0302t\\u200b Nam\\x00\\ud800")
    'Việt Nam'
    """
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE)


def tidy(text: str) -> str:
    """Return `text` in NFC, tone marks in one place, runs of white space made one blank.

    >>> tidy("Hoà bình,  thuỷ  lợi, quý báu")
    'Hòa bình, thủy lợi, quý báu'
    """
    return " ".join(_OPEN_RIME.sub(_early_tone, nfc(text)).split())


def _early_tone(match: re.Match[str]) -> str:
    late = match[1]
    early = _OPEN_RIMES[late.lower()]
    return "".join(b.upper() if a.isupper() else b for a, b in zip(late, early, strict=True))


def marked(text: str) -> str:
    """Return `text` for comparison that keeps Vietnamese marks: tidy and lower case.

    >>> marked("HOÀ") == marked("hòa")
    True
    """
    return tidy(text).casefold()


def fold(text: str) -> str:
    """Return `text` for comparison without marks: tidy, lower case, đ as d, no diacritics.

    The one folding used by index, query, slug and duplicate detection.

    >>> fold("Đồng Thuận, HOÀ bình")
    'dong thuan, hoa binh'
    """
    bare = unicodedata.normalize("NFD", marked(text).replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c)))


def tokens(text: str) -> list[str]:
    """Return the words of `text` in order, lower case, marks kept; document numbers stay whole.

    >>> tokens("Nghị định 09/2017/NĐ-CP, Covid-19!")
    ['nghị', 'định', '09/2017/nđ-cp', 'covid-19']
    """
    return _TOKEN.findall(marked(text))
