"""Whether the same person asked for the same before: shown with the earlier requests, never decided here."""

from dataclasses import dataclass

from django.db.models import Q

from dongthuan.analysis.text import fold, tokens
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.queries.law_lists import entered_entries
from dongthuan.apps.disclosure.requests_law import repeated_ground
from dongthuan.apps.disclosure.requests_lifecycle import GIVEN
from dongthuan.law.openness import Kind

NEAR = 0.8
MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Again:
    """Earlier requests of the same person for the same. given_count: how many of them were answered with it.

    citation: the ground of the day's law, "" = not known; is_over: whether its number of times is reached.
    """

    earlier: tuple[InformationRequest, ...]
    given_count: int
    citation: str
    is_over: bool


def asked_before(request: InformationRequest, officer: Actor) -> Again | None:
    """Return the earlier requests of the same person for the same, the latest first; None = none."""
    if not request.person_hash and not request.email:
        return None
    same = Q(person_hash=request.person_hash) if request.person_hash else Q(pk=None)
    if request.email and request.requester_name:
        same |= Q(email=request.email, requester_name__iexact=request.requester_name)
    rows = InformationRequest.objects.visible_to(officer).filter(same, received_at__lte=request.received_at)
    rows = rows.exclude(pk=request.pk).order_by("-received_at", "-id")[:MOST_COMPARED]
    words = _words(request.content)
    earlier = tuple(row for row in rows if row.words_hash == request.words_hash or _near(words, row))
    if not earlier:
        return None
    given = sum(row.state in GIVEN for row in earlier)
    day = local_day(request.valid_at or request.received_at)
    ground = repeated_ground(day, entered_entries(Kind.REFUSAL))
    citation, times = ground or ("", 0)
    return Again(earlier, given, citation, bool(ground) and given >= times)


def _near(words: frozenset[str], row: InformationRequest) -> bool:
    other = _words(row.content)
    return bool(words) and len(words & other) / len(words | other) >= NEAR


def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(fold(text)))
