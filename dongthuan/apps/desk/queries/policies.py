"""What of the draft policies awaits an officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.policies.consultations_lifecycle import ConsultationState
from dongthuan.apps.policies.consultations_rules import CONSULTATION_ACCESS, ConsultationAct
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.dossiers_parts import CommunicationAct, InternalOpinion
from dongthuan.apps.policies.queries.consultations import consultations_seen
from dongthuan.apps.policies.queries.dossiers import acts_awaiting, opinions_awaiting

SHOWN = 6
LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class PoliciesDay:
    """Acts to do, opinions to answer, consultations that wait for this officer's eyes; each list is cut."""

    acts: Sequence[CommunicationAct]
    opinions: Sequence[InternalOpinion]
    consultations: Sequence[Consultation]
    today: date

    def is_empty(self) -> bool:
        """Say whether nothing of the drafts awaits the officer."""
        return not (self.acts or self.opinions or self.consultations)


def policies_of(officer: Officer, *, on: date) -> PoliciesDay:
    """Return what of the draft policies awaits this officer, the most pressing first."""
    return PoliciesDay(
        acts_awaiting(officer, most=SHOWN), opinions_awaiting(officer, most=SHOWN), _to_look_at(officer), on
    )


def _to_look_at(officer: Officer) -> list[Consultation]:
    """Return the consultations that are set up and wait for this officer to look through or open them."""
    rows = consultations_seen(officer).filter(state=ConsultationState.DRAFT).prefetch_related("editors")
    checks = CONSULTATION_ACCESS[ConsultationAct.CHECK_SECRECY]
    opens = CONSULTATION_ACCESS[ConsultationAct.OPEN_CONSULTATION]
    found = [
        one
        for one in rows.order_by("opens_at", "pk")[:LOOKED_AT]
        if (opens if one.secrecy_checked_at else checks)(officer, one)
    ]
    return found[:SHOWN]
