"""The summary of a dossier is drawn up as a document of its unit, as the dossier stands."""

from datetime import datetime

from django.db import transaction
from django.utils import translation

from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.policies.dossiers_papers import ConsultationFigures, DossierFacts, summary_body
from dongthuan.apps.policies.dossiers_rules import DOSSIER_ACCESS, DossierAct
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.queries.answers import progress_of
from dongthuan.apps.policies.queries.consultations import consultations_of
from dongthuan.apps.policies.queries.dossiers import stages_of
from dongthuan.apps.policies.queries.public import public_counts
from dongthuan.apps.policies.queries.scope import known_criteria, rows_of, scope_of
from dongthuan.docgen.official import Kind


@transaction.atomic
def draw_up_summary(*, dossier: PolicyDossier, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the summary of a dossier; what is written later stands only in a new one.

    Comments are counted as the public sees them. Raises NotAllowed, and what drawing up a document raises.
    """
    require(DOSSIER_ACCESS, DossierAct.SUM_UP, by, dossier)
    criteria = rows_of(known_criteria(), dossier.criteria.all())
    figures = [
        ConsultationFigures(row, public_counts(row), progress_of(row)) for row in consultations_of(dossier)
    ]
    facts = DossierFacts(
        dossier, stages_of(dossier), criteria, scope_of(criteria), figures, today=local_day(at)
    )
    with translation.override("vi"):  # the paper is in Vietnamese, whoever draws it up
        body = summary_body(facts)
    return draw_up(
        kind=Kind.REPORT,
        unit=dossier.unit,
        subject=f"tóm tắt hồ sơ chính sách: {dossier.title}"[:500],
        body=body,
        record=dossier,
        by=by,
        at=at,
    )
