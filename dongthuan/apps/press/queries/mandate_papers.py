"""How the paper of an authorisation stands, and what the law of a day lets it cite."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.documents.blocks import words_of
from dongthuan.apps.documents.lifecycle import NUMBERED_STATES, DocumentState
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.press import mandate_papers as papers
from dongthuan.apps.press.mandate_papers import MandateLaw
from dongthuan.apps.press.models.mandates import Mandate, MandateQuerySet
from dongthuan.apps.press.queries.corrections import cited
from dongthuan.docgen.official_record import blocks_from_plain
from dongthuan.docgen.wording import clean
from dongthuan.law.packs import NoSuchRow, row_in_force, shipped_provisions


class PaperState(StrEnum):
    """How the paper stands; only SIGNED and ELSEWHERE let the authorised person speak."""

    ELSEWHERE = "elsewhere"
    MISSING = "missing"
    UNDER_WAY = "under way"
    SIGNED = "signed"
    NOT_THE_HEAD = "not the head"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PaperShown:
    """The paper as the page of the authorisation shows it.

    document: only where the officer may read it. is_as_drawn: False = its words were changed by hand and no
    longer name what the register does.
    """

    state: PaperState
    document: OfficialDocument | None
    is_as_drawn: bool = True


def paper_of(mandate: Mandate, *, seen_by: Officer) -> PaperShown:
    """Return how the paper of an authorisation stands, read with `mandate_shown`; two queries."""
    paper = mandate.document
    if paper is None:
        return PaperShown(PaperState.MISSING if mandate.signed_at is None else PaperState.ELSEWHERE, None)
    may_read = OfficialDocument.objects.visible_to(seen_by).filter(pk=paper.pk).exists()
    state = state_of_paper(mandate, paper)
    is_as_drawn = mandate.signed_at is not None or says_the_same(mandate, paper)
    return PaperShown(state, paper if may_read else None, is_as_drawn)


def state_of_paper(mandate: Mandate, paper: OfficialDocument) -> PaperState:
    """Return how a paper drawn up here stands."""
    if paper.state == DocumentState.CANCELLED:
        return PaperState.CANCELLED
    if paper.state not in NUMBERED_STATES:
        return PaperState.UNDER_WAY if mandate.signed_at is None else PaperState.ELSEWHERE
    return PaperState.NOT_THE_HEAD if mandate.written_at is None else PaperState.SIGNED


def says_the_same(mandate: Mandate, paper: OfficialDocument) -> bool:
    """Say whether the paper names what the register does: who, whom, on what, from when until when."""
    said = " ".join(words_of(blocks_from_plain(paper.body)))
    return all(clean(fact) in said for fact in papers.facts(mandate))


def mandate_law(*, on: date) -> MandateLaw:
    """Return what a paper of that day may cite; "" where the law of the day has no such sentence."""
    return MandateLaw(_article("press.authorisation.writing", on), _article("press.authorisation.onward", on))


def _article(key: str, on: date) -> str:
    try:
        return cited(row_in_force(shipped_provisions(), key, on=on))
    except NoSuchRow:
        return ""


def newly_signed(*, at: datetime) -> MandateQuerySet:
    """Return the authorisations whose paper was drawn up and signed here, that run or are to come."""
    signed = Mandate.objects.in_writing(at=at).filter(signed_at__isnull=True, revoked_at__isnull=True)
    return signed.filter(end_at__gt=at).select_related("document", "officer", "unit", "authorised_by")
