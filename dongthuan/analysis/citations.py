"""Legal citations in Vietnamese text: found by pattern, dated, and folded into one a document."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dongthuan.analysis.laws import ISSUERS, NAMES
from dongthuan.analysis.letters import LOWER, UPPER
from dongthuan.analysis.text import nfc, tidy

TYPES: dict[str, str] = {
    "nghị định": "NĐ",
    "nghị quyết": "NQ",
    "thông tư liên tịch": "TTLT",
    "thông tư": "TT",
    "chỉ thị": "CT",
    "quyết định": "QĐ",
    "công điện": "CĐ",
    "công văn": "CV",
    "kế hoạch": "KH",
    "kết luận": "KL",
    "quy định": "QĐi",
    "pháp lệnh": "PL",
    "thông báo": "TB",
    "hướng dẫn": "HD",
    "chương trình": "CTr",
    "luật": "LUẬT",
    "bộ luật": "LUẬT",
}
ARTICLE = "ĐIỀU"
LAW = "LUẬT"

_DASH = r"[-\u2010-\u2015\u2212]"
_SYMBOL = r"(?:N[ĐD]|NQ|TTLT|TT|CTr|CT|Q[ĐD]|C[ĐD]|CV|KH|KL|TB|HD|TTr|BC|PL|VBHN|ĐA|PA)"
_CODE = r"[A-ZĐÂĂÊÔƠƯ][A-Za-zĐđÂâĂăÊêÔôƠơƯư0-9]{0,15}"
_S = r"\s{0,4}"
_YEAR = r"(?:19|20)\d\d"
_FULL = re.compile(
    rf"(?<![\w/.])(?P<no>\d{{1,5}}(?:\.\d{{1,3}})?){_S}/{_S}(?:(?P<yr>{_YEAR}){_S}/{_S})?"
    rf"(?P<sym>{_SYMBOL}){_S}{_DASH}{_S}(?P<ag>{_CODE}(?:\s?{_DASH}{_S}{_CODE})*)(?!\w)"
)
_PARTY = re.compile(
    rf"(?<![\w/.])(?P<no>\d{{1,4}}){_S}{_DASH}{_S}(?P<sym>NQ|CT|KL|Q[ĐD]|Q[Đđ]i|HD|TB|KH|QC){_S}/{_S}"
    r"(?P<ag>TW|TU|BCT|BCHTW|ĐU|DU|UBKTTW)\b"
)
_QUOC_HOI = re.compile(
    rf"(?<![\w/.])(?P<no>\d{{1,4}}){_S}/{_S}(?P<yr>{_YEAR}){_S}/{_S}(?P<ag>(?:UBTV)?QH)(?P<term>\d{{1,2}})\b"
)
# Lower-case verbs look like the nouns ("quyết định 66 nội dung"): those need "số" or a capital letter.
_SHORT = re.compile(
    r"(?P<t>(?i:Nghị\s+định|Nghị\s+quyết|Thông\s+tư(?:\s+liên\s+tịch)?|Chỉ\s+thị|Công\s+điện|Pháp\s+lệnh)"
    r"|Quyết\s+định|Quy\s+định|Kết\s+luận|(?i:quyết\s+định|quy\s+định|kết\s+luận)(?=\s+số\s))"
    r"\s+(?:[Ss]ố\s*:?\s+)?(?P<no>\d{1,4}(?:\.\d{1,3})?)"
    rf"(?:\s?/\s?(?P<yr>{_YEAR})|\s+năm\s+(?P<yr2>{_YEAR}))?"
    r"(?![\w/]|[.,]\d|\s*(?:ngày\s+(?!\d)|tháng|%|đồng|tỉ|tỷ|triệu|người|điểm|trường|doanh|dự))"
)
_NAME = "|".join(r"\s+".join(map(re.escape, name.split())) for name in NAMES)
_NAME_STOPS = (
    "có|đã|được|sẽ|năm|số|ngày|của|về|cho|là|theo|trong|tại|khi|quy|mới|này|hiện|sửa|vừa|phải"
    "|và|với|từ|thì|để|do|nhằm"
)
_NAMED = re.compile(
    r"(?<!học )(?<!khoa )(?<!ty )(?<!phòng )(?<!hãng )\b(?P<t>Bộ\s+luật|[Ll]uật|Hiến\s+pháp|Pháp\s+lệnh)"
    rf"(?:\s+(?P<name>(?:{_NAME})(?!\w)"
    rf"|[{UPPER}][{LOWER}]*(?:\s+(?!(?:{_NAME_STOPS})\b)[{LOWER}]+){{1,5}}))?(?!\w)"
    rf"(?:\s*\(sửa\s+đổi\))?(?:\s+(?:năm\s+)?(?P<yr>{_YEAR})\b)?"
)
_ARTICLE = re.compile(
    r"\b(?:(?:điểm\s+(?P<d>[a-zđ])\s*,?\s*)?[Kk]hoản\s+(?P<k>\d{1,2})\s*,?\s*)?"
    r"(?:Điều|(?<=\d )điều|(?<=\d, )điều)\s+(?P<a>\d{1,3}[a-z]?)\b"
    r"(?!\s*(?:trực thăng|lính|tàu|xe|máy bay|tiêm kích)|\s*[.:])"
)
_DATED = re.compile(
    r"\s*,?\s*(?:(?:được\s+)?ban\s+hành\s+)?\(?ngày\s+(?P<d>\d{1,2})(?:\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?|\s+tháng\s+(?P<m2>\d{1,2})\s+năm\s+)"
    rf"(?P<y>{_YEAR})\)?"
)
_ISSUER_STOPS = "về|quy|phê|ban hành|hướng|sửa|ngày|tại|đối|là|số|trong|có|để|do|đã|và(?!\\s+[" + UPPER + "])"
_WORD = r"[^\s,;.:()“”\"]+"
_ISSUED_BY = re.compile(
    rf"\s*,?\s*của\s+(?P<who>(?=[{UPPER}]){_WORD}"
    rf"(?:(?:(?<=Văn hóa),)?\s+(?!(?:{_ISSUER_STOPS})\b){_WORD}){{0,11}})"
)
_NUMBER_AFTER_NAME = re.compile(r"\s*(?:,\s*)?\(?(?:[Ll]uật\s+)?số\s*:?\s*$")
_TYPE_WORDS = "|".join(r"\s+".join(t.split()) for t in sorted(TYPES, key=len, reverse=True))
_WORD_BEFORE = re.compile(rf"({_TYPE_WORDS})\s+(?:số\s*:?\s*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a legal document in a text, or one document after folding.

    canonical: the number ("09/2017/NĐ-CP"), the name of a law ("Luật Báo chí"), or the short form ("NĐ 46").
    type: NĐ, CT, QĐ, NQ, TT, LUẬT …, or ĐIỀU for an article named alone. number: "" where there is none.
    issued_on: None where the text does not say. issuer: "" where neither text nor number says.
    start, end: half-open span in `nfc(text)`; of the first mention after folding.
    """

    canonical: str
    type: str
    number: str
    issued_on: date | None
    issuer: str
    start: int
    end: int


def find_citations(text: str) -> list[Citation]:
    """Return the legal citations of `text` in order of appearance; spans count in `nfc(text)`.

    >>> [c] = find_citations("Nghị định số 09/2017/NĐ-\\n\\nCP ngày 09/02/2017")
    >>> c.canonical, str(c.issued_on), c.issuer
    ('09/2017/NĐ-CP', '2017-02-09', 'Chính phủ')
    """
    text = nfc(text)
    found: list[Citation] = []
    if any(map(str.isdigit, text)):
        found += _numbered(text)
        found += [c for c in _short(text) if not _overlaps(c, found)]
        found += [c for c in _articles(text) if not _overlaps(c, found)]
    if "uật" in text or "iến pháp" in text:
        found = _with_laws(text, found)
    return sorted(found, key=lambda c: c.start)


def fold_citations(citations: Iterable[Citation]) -> list[Citation]:
    """Return one citation a document, in order of first mention; short forms join the full one they mean.

    Dates and issuers come from whichever mention has them. One number in two years stays two documents.

    >>> text = "Chỉ thị số 07/CT-TTg; Chỉ thị 07/CT-TTg ngày 21/3/2023; Chỉ thị 07"
    >>> [(c.canonical, str(c.issued_on)) for c in fold_citations(find_citations(text))]
    [('07/CT-TTg', '2023-03-21')]
    """
    folded: list[Citation] = []
    for mention in sorted(citations, key=lambda c: (_is_short(c), c.issued_on is None, c.start)):
        for place, known in enumerate(folded):
            if is_same_document(known, mention):
                folded[place] = _merged(known, mention)
                break
        else:
            folded.append(mention)
    return sorted(folded, key=lambda c: c.start)


def _numbered(text: str) -> list[Citation]:
    found = []
    for match in _FULL.finditer(text):
        symbol = _proper(match["sym"])
        agency = re.sub(rf"\s*{_DASH}\s*", "-", match["ag"])
        year = f"{match['yr']}/" if match["yr"] else ""
        number = f"{match['no']}/{year}{symbol}-{agency}"
        found.append(_cited(text, match, number, symbol, ISSUERS.get(agency, "")))
    for match in _PARTY.finditer(text):
        symbol = _proper(match["sym"])
        number = f"{match['no']}-{symbol}/{match['ag']}"
        found.append(_cited(text, match, number, symbol, ""))
    for match in _QUOC_HOI.finditer(text):
        number = f"{match['no']}/{match['yr']}/{match['ag']}{match['term']}"
        kind = _kind_before(text, match.start()) or (LAW if match["ag"] == "QH" else "NQ")
        found.append(_cited(text, match, number, kind, ISSUERS[match["ag"]]))
    return found


def _cited(text: str, match: re.Match[str], number: str, kind: str, issuer: str) -> Citation:
    return _dated(text, match, Citation(number, kind, number, None, issuer, *match.span()))


def _short(text: str) -> Iterable[Citation]:
    for match in _SHORT.finditer(text):
        kind = TYPES[tidy(match["t"]).lower()]
        year = match["yr"] or match["yr2"]
        number = f"{match['no']}/{year}" if year else match["no"]
        yield _dated(text, match, Citation(f"{kind} {number}", kind, number, None, "", *match.span()))


def _articles(text: str) -> Iterable[Citation]:
    for match in _ARTICLE.finditer(text):
        parts = (("điểm", match["d"]), ("khoản", match["k"]), ("điều", match["a"]))
        canonical = " ".join(f"{name} {value}" for name, value in parts if value)
        yield Citation(canonical, ARTICLE, match["a"], None, "", *match.span())


def _with_laws(text: str, found: list[Citation]) -> list[Citation]:
    """Add laws called by name; a name that stands before its own number belongs to the number."""
    for match in _NAMED.finditer(text):
        constitution = match["t"].startswith("Hiến")
        if not (match["name"] or (constitution and match["yr"])):
            continue
        after = next((c for c in found if 0 <= c.start - match.end() <= 16), None)
        if after and _NUMBER_AFTER_NAME.fullmatch(text[match.end() : after.start]):
            continue
        head = {"bộ": "Bộ luật", "hi": "Hiến pháp", "ph": "Pháp lệnh"}.get(match["t"][:2].lower(), "Luật")
        canonical = " ".join(filter(None, (head, tidy(match["name"] or ""), match["yr"])))
        kind = "PL" if head == "Pháp lệnh" else LAW
        citation = Citation(canonical, kind, "", None, "Quốc hội", *match.span())
        if not _overlaps(citation, found):
            found.append(_dated(text, match, citation))
    return found


def _dated(text: str, match: re.Match[str], citation: Citation) -> Citation:
    """Read the date and the issuer that follow a mention, in either order."""
    issued_on, issuer, place = None, "", match.end()
    for _ in range(2):
        if issued_on is None and (when := _DATED.match(text, place)):
            issued_on, place = _day(when), when.end()
        if not issuer and (who := _ISSUED_BY.match(text, place)):
            issuer, place = tidy(who["who"]), who.end()
    return replace(citation, issued_on=issued_on, issuer=citation.issuer or issuer)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"] or match["m2"]), int(match["d"]))
    except ValueError:
        return None


def _kind_before(text: str, place: int) -> str | None:
    word = _WORD_BEFORE.search(text[max(0, place - 40) : place])
    return TYPES[tidy(word[1]).lower()] if word else None


def _proper(symbol: str) -> str:
    return {"ND": "NĐ", "QD": "QĐ", "CD": "CĐ"}.get(symbol, symbol)


def _overlaps(citation: Citation, others: Iterable[Citation]) -> bool:
    return any(c.start < citation.end and citation.start < c.end for c in others)


def _is_short(citation: Citation) -> bool:
    return citation.canonical == f"{citation.type} {citation.number}"


def _key(citation: Citation) -> str:
    return re.sub(r"^0+(?=\d)", "", citation.canonical).casefold()


def is_same_document(known: Citation, mention: Citation) -> bool:
    if _key(known) == _key(mention):
        return not (known.issued_on and mention.issued_on and known.issued_on.year != mention.issued_on.year)
    if known.type != mention.type:
        return False
    if _is_short(mention):
        number, _, year = mention.number.partition("/")
        known_number, *rest = re.split(r"[/-]", known.number)
        known_year = str(known.issued_on.year) if known.issued_on else ""
        return known_number.lstrip("0") == number.lstrip("0") and (
            not year or year in (known_year, *rest[:1])
        )
    return not known.number and re.sub(r" \d{4}$", "", known.canonical) == mention.canonical


def _merged(known: Citation, mention: Citation) -> Citation:
    first = min(known, mention, key=lambda c: c.start)
    return replace(
        known,
        canonical=_longer(known, mention),
        issued_on=known.issued_on or mention.issued_on,
        issuer=known.issuer or mention.issuer,
        start=first.start,
        end=first.end,
    )


def _longer(known: Citation, mention: Citation) -> str:
    """Prefer "07/CT-TTg" to "7/CT-TTg"; a short form never names the whole."""
    same = _key(known) == _key(mention)
    return max(known.canonical, mention.canonical, key=len) if same else known.canonical
