"""Who does a duty: the lead and those who coordinate, read from the sentence that gives it."""

import re
from dataclasses import dataclass

from dongthuan.analysis.directive.names import HEAD, ends_in_verb, name_at, split_names
from dongthuan.analysis.text import marked

_ORDER = re.compile(
    r"(?:(?:(?:Thủ tướng|Chủ tịch|UBND|Ủy ban nhân dân|Bộ trưởng)[^.;:]{0,60}?\s)?"
    r"(?:[Gg]iao|[Đđ]ề nghị|[Yy]êu cầu|[Pp]hân công|[Gg]iao cho|[Ủủ]y quyền(?: cho)?|[Cc]hỉ đạo"
    r"|[Kk]iến nghị))\s+"
    rf"(?={HEAD}|thủ trưởng |người đứng đầu )"
)
_WITH = re.compile(rf"[Pp]hối hợp(?:\s+chặt chẽ)?(?:\s+cùng)?\s+(?:với|cùng)\s+(?={HEAD})")
_LABEL = re.compile(
    r"(?:^|(?<=[\n;.(])|(?<=[-+•] ))\s*(?:[-+•]\s*)?"
    r"(?P<what>(?:(?:Đơn vị|Cơ quan|Bộ phận|Phòng|Đầu mối)\s+)?(?:chủ trì|thực hiện|phối hợp|đầu mối"
    r"|tham mưu|phụ trách)"
    r"(?:\s+(?:thực hiện|tham mưu|triển khai|chính))?)\s*:\s*(?P<who>[^\n.;()|]+(?:;\s*[^\n.;()"
    r"|:]+(?=[.;\n)]|$))*)",
    re.IGNORECASE,
)
_LEADS_BRACKET = re.compile(rf"\((?P<who>{HEAD}[^()]*?)\s+(?P<what>chủ trì|thực hiện|phối hợp)[^()]*\)")


@dataclass(frozen=True, slots=True)
class Hands:
    """leads: who does it; partners: who coordinates. Both in order of appearance, each once."""

    leads: tuple[str, ...]
    partners: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.leads, *(name for name in self.partners if name not in self.leads))


NOBODY = Hands((), ())


def hands_of_heading(text: str) -> Hands:
    """Return the bodies a heading names and nothing else; nobody if it is a topic.

    >>> hands_of_heading("Sở Nội vụ, Sở Tài chính:").leads, hands_of_heading("Báo cáo kết quả").leads
    (('Sở Nội vụ', 'Sở Tài chính'), ())
    """
    bare = text.strip().rstrip(":.;, ")
    bare = re.sub(r"^(?:Trách nhiệm của|Nhiệm vụ của|Giao|Đối với|Đề nghị|Yêu cầu)\s+", "", bare)
    bare = bare[:1].upper() + bare[1:]
    name = name_at(bare)
    if not name or len(bare.split()) > 40:
        return NOBODY
    rest = re.sub(r"\([^()]*\)", "", bare[len(name) :]).strip(" ,;:")
    rest = re.sub(r"^(?:có trách nhiệm|chịu trách nhiệm|chủ trì|thực hiện)$", "", rest)
    return NOBODY if rest else Hands(tuple(split_names(name)), ())


def hands_of(text: str) -> Hands:
    """Return who a duty's text names as its doers; nobody where it names none.

    >>> hands_of("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính bố trí kinh phí").all
    ('Sở Nội vụ', 'Sở Tài chính')
    >>> hands_of("Giao Văn phòng theo dõi, đôn đốc.").leads
    ('Văn phòng',)
    """
    leads = [*_leading(text), *_ordered(text)]
    partners: list[str] = []
    for match in _WITH.finditer(text):
        partners += split_names(name_at(text[match.end() :]))
    for label in (*_LABEL.finditer(text), *_LEADS_BRACKET.finditer(text)):
        side = partners if "phối hợp" in marked(label["what"]) else leads
        side += [name for name in split_names(label["who"]) if name_at(name)]
    return Hands(_once(leads), _once(partners))


def _leading(text: str) -> list[str]:
    start = re.sub(r"^(?:Riêng|Đối với)\s+", "", text)
    name = name_at(start)
    first = start.split("\n", 1)[0]
    if name and (ends_in_verb(start, name) or first[len(name) :].lstrip().startswith(":")):
        return split_names(name)
    return []


def _ordered(text: str) -> list[str]:
    found: list[str] = []
    for match in _ORDER.finditer(text):
        rest = text[match.end() :]
        rest = rest[:1].upper() + rest[1:]
        name = name_at(rest)
        if name and (ends_in_verb(rest, name) or rest[len(name) :].lstrip()[:1] in (":", "")):
            found += split_names(name)
    return found


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple({marked(name): name for name in reversed(names)}.values())[::-1]
