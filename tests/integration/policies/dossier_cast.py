"""Dossiers and consultations for the tests of draft policies."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.policies.dossiers_lifecycle import DraftKind, Stage, Yes
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.models.drafts import DraftVersion
from dongthuan.apps.policies.operations.consultations import (
    ConsultationContent,
    check_secrecy,
    open_consultation,
    set_up_consultation,
)
from dongthuan.apps.policies.operations.dossiers import DossierContent, open_dossier
from dongthuan.apps.policies.operations.dossiers_criteria import answer_criterion
from dongthuan.apps.policies.operations.stages import Adopted, Move, move_dossier
from dongthuan.apps.units.models import Unit

AT = datetime.fromisoformat("2026-09-07T02:00:00+00:00")  # 09:00 on a Monday in Hà Nội
DAYS = timedelta(days=1)


def a_dossier(
    by: Officer, *, at: datetime = AT, stage: Stage = Stage.PROPOSAL, **changed: Any
) -> PolicyDossier:
    """Return a dossier that was opened, brought to a stage on the straight way."""
    told: dict[str, Any] = {
        "title": "Quy chế dùng chung thiết bị (minh hoạ)",
        "kind": DraftKind.DECISION,
        "unit": Unit.objects.get(parent=None),
        "drafter": by,
        "summary": "Ai cũng được đặt lịch dùng thiết bị.",
    }
    dossier = open_dossier(content=DossierContent(**(told | changed)), by=by.on(localdate(at)), at=at)
    return brought_to(dossier, stage, by, at=at)


def brought_to(dossier: PolicyDossier, stage: Stage, by: Officer, *, at: datetime = AT) -> PolicyDossier:
    """Return the dossier at a later stage."""
    way = list(Stage)
    for to in way[way.index(Stage(dossier.stage)) + 1 : way.index(stage) + 1]:
        adopted = Adopted("01/QĐ-CQ", localdate(at)) if to == Stage.ADOPTION else None
        dossier = move_dossier(
            dossier=dossier, version=dossier.version, move=Move(to, adopted=adopted), by=by, at=at
        )
    return dossier


def answered(dossier: PolicyDossier, by: Officer, **answers: Yes) -> None:
    """Answer criteria, each with a reason."""
    for key, answer in answers.items():
        answer_criterion(dossier=dossier, key=key, answer=answer, reason="Có căn cứ.", by=by, at=AT)


def a_consultation(dossier: PolicyDossier, by: Officer, *, at: datetime = AT, **changed: Any) -> Consultation:
    """Return a consultation that is set up: from tomorrow, for twenty days."""
    told: dict[str, Any] = {
        "title": "Lấy ý kiến về quy chế",
        "purpose": "Để quy chế dùng được.",
        "responsible": by,
        "opens_at": at + DAYS,
        "closes_at": at + 21 * DAYS,
        "legal_basis": "Nghị định minh hoạ, điều 1.",
        "contact": "Văn phòng, vp@example.vn",
        "moderation_policy": "Không hiển thị lời xúc phạm.",
        "questions": (("Có nên mở cho trường đại học?", ""),),
    }
    return set_up_consultation(dossier=dossier, content=ConsultationContent(**(told | changed)), by=by, at=at)


def with_version(consultation: Consultation, by: Officer, *, at: datetime = AT) -> DraftVersion:
    """Return a published version of the draft."""
    told = {"text_hash": "0" * 64, "uploaded_by": by, "uploaded_at": at}
    return DraftVersion.objects.create(
        consultation=consultation, number=1, state="published", published_at=at, published_by=by, **told
    )


def opened(
    consultation: Consultation, *, checker: Officer, opener: Officer, at: datetime = AT
) -> Consultation:
    """Return the consultation looked through by one officer and opened by another."""
    with_version(consultation, checker, at=at)
    seen = check_secrecy(consultation=consultation, version=consultation.version, by=checker, at=at)
    return open_consultation(consultation=seen, version=seen.version, by=opener, at=at)
