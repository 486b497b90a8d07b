"""Answered requests as the public sees them: one rule for list, page, feed, open data and files."""

from datetime import datetime

from dongthuan.analysis.personal import personal_data_of
from dongthuan.analysis.text import fold
from dongthuan.apps.disclosure.models.answered import AnsweredQuerySet, AnsweredSummary
from dongthuan.apps.disclosure.models.requests import InformationRequest, RequesterIdentity
from dongthuan.apps.files.models import Attachment

_SHORTEST = 5  # a shorter word of an address or a name stands by chance in any text


def public_answered(*, at: datetime) -> AnsweredQuerySet:
    """Return what the public may read at an instant, the newest first; nothing else leads outside."""
    rows = AnsweredSummary.objects.public(at=at).select_related("request__unit")
    return rows.prefetch_related("files").order_by("-published_at", "-pk")


def public_answered_one(slug: str, *, at: datetime) -> AnsweredSummary | None:
    """Return one by its address, None where the public may not read it (any more)."""
    return public_answered(at=at).filter(slug=slug).first()


def public_answered_file(slug: str, key: int, *, at: datetime) -> Attachment | None:
    """Return a file made public with an answered request, None where there is none to see."""
    found = public_answered_one(slug, at=at)
    return found.files.filter(pk=key).first() if found is not None else None


def identity_in(request: InformationRequest, *texts: str) -> str:
    """Return what of the requester's identity stands in some texts, "" where nothing does.

    Looked for are name, representative, address, e-mail, telephone and the number of the paper, with and
    without marks, numbers however they are spaced.
    """
    kept = RequesterIdentity.objects.filter(request=request).first()
    lines = (request.requester_name, request.proxy_name, request.address, request.email)
    numbers = (request.phone, kept.number if kept else "")
    words = " ".join(fold(" ".join(texts)).split())
    bare = "".join(filter(str.isalnum, words))
    for line in lines:
        folded = " ".join(fold(line).split())
        if len(folded) >= _SHORTEST and folded in words:
            return line
    for number in numbers:
        digits = "".join(filter(str.isalnum, fold(number)))
        if len(digits) >= _SHORTEST and digits in bare:
            return number
    return ""


def looks_personal(*texts: str) -> list[str]:
    """Return what looks like a number or an address of a person, for the second person to decide about."""
    return list(dict.fromkeys(one.words for text in texts for one in personal_data_of(text)))
