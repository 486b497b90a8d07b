"""Whether a request holds what it must, and whether a number looks like that of a paper: never a verdict."""

import re
from datetime import date

from dongthuan.apps.disclosure.models.requests import InformationRequest, RequesterIdentity
from dongthuan.apps.disclosure.queries.law_lists import entered_entries
from dongthuan.apps.disclosure.requests_law import suggested_content
from dongthuan.law.openness import Entry, Kind

_CITIZEN_CARD = re.compile(r"0\d{2}[0-9]\d{8}")
_OLD_CARD = re.compile(r"\d{9}")
_PASSPORT = re.compile(r"[A-Z]\d{7,8}")
PROVINCES = range(1, 97)


def lacking(request: InformationRequest, *, on: date) -> tuple[list[Entry], bool]:
    """Return what a request lacks, and whether the list is that of the day's law or only the last known."""
    rows, is_law = suggested_content(on, entered_entries(Kind.CONTENT))
    return [row for row in rows if not _holds(request, row.key)], is_law


def looks_like_a_number(number: str) -> bool:
    """Say whether a number has the form of a citizen card, an old identity card or a passport.

    >>> looks_like_a_number("001090012345"), looks_like_a_number("12345")
    (True, False)
    """
    plain = re.sub(r"[\s.\-]", "", number).upper()
    if _CITIZEN_CARD.fullmatch(plain):
        return int(plain[:3]) in PROVINCES
    return bool(_OLD_CARD.fullmatch(plain) or _PASSPORT.fullmatch(plain))


def identity_of(request: InformationRequest) -> RequesterIdentity | None:
    """Return the identity kept for a request, or None."""
    return RequesterIdentity.objects.filter(request=request).first()


def _holds(request: InformationRequest, key: str) -> bool:
    if key == "identity":
        return identity_of(request) is not None
    if key == "contact":
        return bool(request.phone or request.email)
    if key == "name":
        return bool(request.asked_by)
    fields = {"address": request.address, "information": request.content, "reason": request.reason}
    return bool(fields.get(key, "yes"))
