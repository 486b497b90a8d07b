"""Words and figures as an official document writes them: dates, numbers, shares, wrapping, clean text."""

import re
import unicodedata
from datetime import date, datetime

BLANK = "     "
NO_FIGURE = "–"

# What neither XML 1.0 nor a PDF can hold: controls (tab, line ends apart), lone surrogates, non-characters.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ud800-\udfff\ufffe\uffff]"
)
_LONG_WORD = re.compile(r"\S{26,}")
_JOINT = re.compile(r"([/\-_.,?&=+#%:;])(?=[^/\s])")
_STOP = re.compile(r"(\w)[.!?…][\"”’)]*\s+[\"“‘(]?(\w)")
_WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


def clean(text: str) -> str:
    """Return `text` in NFC on one line, without what a document cannot hold.

    >>> clean("Vie\\u0323\\u0302n\\x00  Ha\\u0300n\\n lâm\\u202e")
    'Viện Hàn lâm'
    """
    return " ".join(printable(text).split())


def printable(text: str) -> str:
    """Return `text` in NFC without what neither XML nor a PDF can hold; its lines and spaces stay.

    >>> printable("Vie\\u0323\\u0302n\\x00\\n lâm")
    'Viện\\n lâm'
    """
    return _UNPRINTABLE.sub("", unicodedata.normalize("NFC", text))


def day_words(day: date | None) -> str:
    """Return the day as the head of a document writes it; blanks to fill in by hand when not signed.

    Days below 10 and the months 1 and 2 get a leading nought (Decree 30/2020/NĐ-CP, Annex I).

    >>> day_words(date(2026, 2, 5)), day_words(date(2026, 3, 15))
    ('ngày 05 tháng 02 năm 2026', 'ngày 15 tháng 3 năm 2026')
    """
    if day is None:
        return f"ngày{BLANK}tháng{BLANK}năm{BLANK}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def day_figures(day: date) -> str:
    """Return the day in figures, as inside a sentence.

    >>> day_figures(date(2026, 2, 5))
    '05/02/2026'
    """
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def hour(at: datetime, *, seen_from: date) -> str:
    """Return the hour of `at`, with its day when that is not the day of the document.

    >>> hour(datetime(2026, 8, 23, 7, 5), seen_from=date(2026, 8, 23))
    '07:05'
    >>> hour(datetime(2026, 8, 22, 21, 40), seen_from=date(2026, 8, 23))
    '21:40, 22/08/2026'
    """
    clock = f"{at.hour:02d}:{at.minute:02d}"
    return clock if at.date() == seen_from else f"{clock}, {day_figures(at.date())}"


def number(value: int) -> str:
    """Return a whole number with dots between thousands.

    >>> number(1234567)
    '1.234.567'
    """
    return f"{value:,}".replace(",", ".")


def percent(ratio: float | None) -> str:
    """Return a ratio (0 to 1) as per cent with one decimal; a dash where there is none.

    >>> percent(0.1903), percent(None)
    ('19,0', '–')
    """
    return NO_FIGURE if ratio is None else f"{ratio * 100:.1f}".replace(".", ",")


def points(change: float | None) -> str:
    """Return a change of a ratio in percentage points with its sign; a dash where there is none.

    >>> points(0.0092), points(-0.0769), points(0.0001), points(None)
    ('+0,9', '−7,7', '0,0', '–')
    """
    if change is None:
        return NO_FIGURE
    size = f"{abs(change) * 100:.1f}".replace(".", ",")
    sign = "" if size == "0,0" else "+" if change > 0 else "−"
    return sign + size


def first_sentences(text: str, *, limit: int) -> str:
    """Return as many whole sentences from the beginning as fit in `limit` letters, at least part of one.

    >>> first_sentences("Viện mở cửa. Người dân đến xem từ 7 giờ. Vé miễn phí.", limit=45)
    'Viện mở cửa. Người dân đến xem từ 7 giờ.'
    >>> first_sentences("Một câu rất dài không có chỗ dừng nào cả", limit=20)
    'Một câu rất dài…'
    """
    told = clean(text)
    if len(told) <= limit:
        return told
    ends = [stop.end() for stop in _STOP.finditer(told) if _is_stop(stop)]
    fitting = [whole for end in ends if len(whole := told[: end - 1].rstrip(' "“‘(')) <= limit]
    return fitting[-1] if fitting else told[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def _is_stop(stop: re.Match[str]) -> bool:
    """Say whether a sentence ends here: not after a capital ("GS. TS.", "TP. Hồ Chí Minh")."""
    return not stop[1].isupper() and not stop[2].islower()


def breakable(text: str) -> str:
    """Return `text` with places where a line may end inside words too long for a column.

    >>> breakable("tin ngắn")
    'tin ngắn'
    >>> breakable("https://bao.example/khoa-hoc/tin").count("\\u200b")
    5
    """
    return _LONG_WORD.sub(lambda match: _joints(match[0]), text)


def _joints(word: str) -> str:
    parts = _JOINT.sub("\\1\u200b", word).split("\u200b")
    return "\u200b".join(part[at : at + 20] for part in parts for at in range(0, len(part), 20))


def shown_address(url: str, *, limit: int = 96) -> str:
    """Return a web address as paper shows it: no scheme, cut at `limit` letters.

    >>> shown_address("https://bao.example/tin?id=1")
    'bao.example/tin?id=1'
    """
    bare = re.sub(r"^https?://(www\.)?", "", clean(url), flags=re.IGNORECASE).rstrip("/")
    return bare if len(bare) <= limit else bare[: limit - 1] + "…"


def is_web_address(url: str) -> bool:
    """Return whether `url` may become a link: only http and https, nothing that hides a script.

    >>> is_web_address("https://bao.example/1"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    return _WEB.fullmatch(url) is not None
