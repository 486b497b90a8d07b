"""Numbers and addresses that belong to a person: found by their shape, for a person to decide about."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

CITIZEN_ID = re.compile(r"(?<![\d./-])(?:\d{12}|\d{3}[ .]\d{3}[ .]\d{3}[ .]\d{3})(?![\d/-])")
OLD_CITIZEN_ID = re.compile(r"(?<![\d./,-])(?:\d{9}|\d{3}[ .]\d{3}[ .]\d{3})(?![\d/-]|[.,]\d)")
PHONE = re.compile(r"(?<![\d./])(?:\+84[ .-]?|\(?0)[235789](?:[ .)-]{0,2}\d){3}(?:[ .-]?\d){5,6}(?![\d/])")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MONEY = re.compile(r"^\s*(?:đồng|VND|VNĐ|USD|tấn|kg|m2|người|tỷ|triệu)\b", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"(?:số\s+tài\s+khoản|tài\s+khoản(?:\s+số)?|STK|TK)\s*:?\s*(?P<number>\d(?:[ .-]?\d){7,18})(?!\d)",
    re.IGNORECASE,
)
_PASSPORT = re.compile(r"(?<![A-Za-z\d])[A-Z]\d{7,8}(?!\d)")
_NAMED_ID = re.compile(r"\b(?:CMND|CCCD|căn\s+cước|chứng\s+minh)", re.IGNORECASE)
_NEAR = 60


class PersonalKind(StrEnum):
    """What a number or an address seems to be."""

    CITIZEN_ID = "citizen_id"
    BANK_ACCOUNT = "bank_account"
    PHONE = "phone"
    EMAIL = "email"
    PASSPORT = "passport"


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """What was found, as it stands in the text, and where it begins."""

    kind: PersonalKind
    words: str
    start: int


def personal_data_of(text: str) -> list[PersonalDatum]:
    """Return what looks like a person's number or address, in the order of the text; none counted twice.

    Nine digits are taken for an old identity card only where such a card is named near by: amounts of
    money have nine digits too.

    >>> [one.kind.value for one in personal_data_of("CCCD 001088012345, STK: 0123 4567 8901, a.b@x.vn")]
    ['citizen_id', 'bank_account', 'email']
    """
    taken: list[range] = []
    found: list[PersonalDatum] = []
    for one in _candidates(text):
        span = range(one.start, one.start + len(one.words))
        if not any(span.start < other.stop and other.start < span.stop for other in taken):
            taken.append(span)
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _candidates(text: str) -> Iterator[PersonalDatum]:
    """Give what has the shape, the surest first."""
    for hit in _ACCOUNT.finditer(text):
        yield PersonalDatum(PersonalKind.BANK_ACCOUNT, hit["number"], hit.start("number"))
    for kind, pattern, is_meant in _SHAPES:
        for hit in pattern.finditer(text):
            if is_meant(text, hit):
                yield PersonalDatum(kind, hit.group(), hit.start())


def _is_no_amount(text: str, hit: re.Match[str]) -> bool:
    return MONEY.match(text[hit.end() : hit.end() + 20]) is None


def _is_named(text: str, hit: re.Match[str]) -> bool:
    return _NAMED_ID.search(text[max(hit.start() - _NEAR, 0) : hit.start()]) is not None


def _always(_text: str, _hit: re.Match[str]) -> bool:
    return True


_SHAPES: tuple[tuple[PersonalKind, re.Pattern[str], Callable[[str, re.Match[str]], bool]], ...] = (
    (PersonalKind.EMAIL, EMAIL, _always),
    (PersonalKind.CITIZEN_ID, CITIZEN_ID, _is_no_amount),
    (PersonalKind.PHONE, PHONE, _always),
    (PersonalKind.CITIZEN_ID, OLD_CITIZEN_ID, _is_named),
    (PersonalKind.PASSPORT, _PASSPORT, _always),
)
