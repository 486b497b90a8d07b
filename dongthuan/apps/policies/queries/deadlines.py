"""The days on which something of a draft is due: communication acts, and answers that were promised."""

from collections.abc import Iterator

from dongthuan.apps.notices.reminding import Deadline
from dongthuan.apps.policies.consultations_lifecycle import ConsultationState
from dongthuan.apps.policies.dossiers_lifecycle import DossierState
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.dossiers_parts import CommunicationAct

AT_ONCE = 500
RESPONSE = "response"


def deadlines() -> Iterator[Deadline]:
    """Return the pending acts of dossiers in hand, then the answers promised where no clock runs.

    A date that an officer stated urges on from then, also while comments still come in, and names its ground.
    """
    acts = CommunicationAct.objects.pending().filter(due_on__isnull=False, dossier__state=DossierState.OPEN)
    for act in acts.select_related("owner", "dossier").order_by("pk").iterator(chunk_size=AT_ONCE):
        assert act.due_on is not None
        yield Deadline(
            record=act,
            title=f"{act.title} – {act.dossier.title}"[:200],
            url=act.get_absolute_url(),
            due_on=act.due_on,
            owner=act.owner,
            unit_id=act.dossier.unit_id,
            purpose="",
        )
    promised = Consultation.objects.filter(
        state__in=[ConsultationState.OPEN, ConsultationState.CLOSED],
        clock__isnull=True,
        response_due_on__isnull=False,
    )
    rows = promised.select_related("dossier", "responsible").order_by("pk")
    for consultation in rows.iterator(chunk_size=AT_ONCE):
        assert consultation.response_due_on is not None
        yield Deadline(
            record=consultation,
            title=_promised(consultation),
            url=consultation.get_absolute_url(),
            due_on=consultation.response_due_on,
            owner=consultation.responsible,
            unit_id=consultation.dossier.unit_id,
            purpose=RESPONSE,
        )


def _promised(consultation: Consultation) -> str:
    """Return what falls due, with what its date rests on; in Vietnamese, as the agency writes."""
    ground = f" (căn cứ: {consultation.response_basis[:80]})" if consultation.response_basis else ""
    return f"Trả lời góp ý: {consultation.title[:110]}{ground}"
