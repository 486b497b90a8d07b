"""Documents of a consultation: added by one officer, let through by another, withdrawn with a reason."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files import operations as files
from dongthuan.apps.files.secrecy import refuse_secret_file
from dongthuan.apps.policies.consultations_lifecycle import ConsultationState, DocumentKind
from dongthuan.apps.policies.consultations_rules import CONSULTATION_ACCESS, ConsultationAct
from dongthuan.apps.policies.drafts_reading import traces_of
from dongthuan.apps.policies.models.consultation_documents import ConsultationDocument
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.operations.versions import (
    NotInThatState,
    line_of,
    locked,
    reason_given,
    words_of,
)

MOST_DOCUMENTS = 40
_TAKES = frozenset({ConsultationState.DRAFT, ConsultationState.OPEN, ConsultationState.CLOSED})


class TooManyDocuments(Exception):
    """A consultation has at most MOST_DOCUMENTS."""


@transaction.atomic
def add_document(
    *,
    consultation: Consultation,
    kind: DocumentKind,
    title: str,
    file: tuple[bytes, str],
    by: Actor,
    at: datetime,
) -> ConsultationDocument:
    """Keep a file for the public, who sees it once another officer let it through.

    file: its bytes and name. Raises NotAllowed, NotInThatState, TooManyDocuments, NoWords, SecretMark,
    FileRefused.
    """
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    require(CONSULTATION_ACCESS, ConsultationAct.ADD_DOCUMENT, by, consultation)
    if consultation.state not in _TAKES:
        raise NotInThatState(consultation.state)
    if consultation.documents.count() >= MOST_DOCUMENTS:
        raise TooManyDocuments
    (told,) = words_of(line_of(title))
    data, name = file
    refuse_secret_file(data, name)
    unit = consultation.dossier.unit
    kept = files.keep(data=data, name=name, record=consultation, unit=unit, by=by, at=at)
    document = ConsultationDocument.objects.create(
        consultation=consultation,
        kind=kind,
        title=told,
        attachment=kept,
        traces=traces_of(data, kept.kind),
        added_by_id=by.pk,
        added_at=at,
    )
    details = {"document": document.pk, "sha256": kept.sha256, "kind": document.kind}
    audit.note(act=ConsultationAct.ADD_DOCUMENT, actor=by, record=consultation, at=at, details=details)
    return document


@transaction.atomic
def let_document_through(
    *, document: ConsultationDocument, version: int, by: Actor, at: datetime
) -> ConsultationDocument:
    """Say that nothing in a document is secret, so that the public may have it; another officer added it.

    Raises NotAllowed, ChangedMeanwhile, NotInThatState.
    """
    row = locked(document, version)
    require(CONSULTATION_ACCESS, ConsultationAct.LET_DOCUMENT_THROUGH, by, row)
    if row.checked_at is not None or row.withdrawn_at is not None:
        raise NotInThatState(row.pk)
    row.checked_by_id, row.checked_at = by.pk, at
    row.save(update_fields=["checked_by", "checked_at", "version"])
    details = {"document": row.pk, "sha256": row.attachment.sha256}
    audit.note(
        act=ConsultationAct.LET_DOCUMENT_THROUGH, actor=by, record=row.consultation, at=at, details=details
    )
    return row


@transaction.atomic
def withdraw_document(
    *, document: ConsultationDocument, version: int, reason: str, by: Actor, at: datetime
) -> ConsultationDocument:
    """Take a document back from the public, who reads why; officers still have it.

    Raises NotAllowed, ChangedMeanwhile, NotInThatState, NoReason, SecretMark.
    """
    row = locked(document, version)
    require(CONSULTATION_ACCESS, ConsultationAct.WITHDRAW_DOCUMENT, by, row)
    if row.withdrawn_at is not None:
        raise NotInThatState(row.pk)
    row.withdrawn_reason = reason_given(reason)
    row.withdrawn_by_id, row.withdrawn_at = by.pk, at
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason", "version"])
    audit.note(
        act=ConsultationAct.WITHDRAW_DOCUMENT,
        actor=by,
        record=row.consultation,
        at=at,
        ground=row.withdrawn_reason,
        details={"document": row.pk},
    )
    return row
