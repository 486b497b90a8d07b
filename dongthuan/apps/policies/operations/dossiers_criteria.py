"""The criteria of Decision 407: answered with a reason; a wording that is not known is entered by two."""

from datetime import datetime

from django.db import transaction

from dongthuan.analysis.text import nfc
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.policies.dossiers_lifecycle import Yes
from dongthuan.apps.policies.dossiers_rules import DOSSIER_ACCESS, DossierAct
from dongthuan.apps.policies.models.dossiers import CriterionAnswer, CriterionWording, PolicyDossier
from dongthuan.apps.policies.operations.versions import (
    NoReason,
    NotInThatState,
    line_of,
    reason_given,
    words_of,
)
from dongthuan.apps.policies.queries.scope import known_criteria
from dongthuan.law.communication import criteria


class NoSuchCriterion(Exception):
    """The decision has no criterion of that key."""


class WordingUnknown(Exception):
    """The criterion cannot be answered: its wording was not seen; a legal officer enters it first."""


@transaction.atomic
def answer_criterion(
    *, dossier: PolicyDossier, key: str, answer: Yes, reason: str, by: Actor, at: datetime
) -> CriterionAnswer:
    """Say whether a draft meets a criterion, and why; another answer replaces it, the record keeps both.

    Raises NoSuchCriterion, WordingUnknown, NotInThatState, NoReason, SecretMark.
    """
    dossier = PolicyDossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    require(DOSSIER_ACCESS, DossierAct.ANSWER_CRITERION, by, dossier)
    if not dossier.is_open:
        raise NotInThatState(dossier.state)
    known = {row.key: row for row in known_criteria()}
    if key not in known:
        raise NoSuchCriterion(key)
    if answer != Yes.UNKNOWN and not known[key].text:
        raise WordingUnknown(key)
    if answer != Yes.UNKNOWN and not reason.strip():
        raise NoReason
    kept = nfc(reason).strip()[:4000]
    refuse_secret(kept)
    given, _is_new = CriterionAnswer.objects.update_or_create(
        dossier=dossier,
        key=key,
        defaults={"answer": answer, "reason": kept, "answered_by_id": by.pk, "answered_at": at},
    )
    details = {"key": key, "answer": answer.value}
    audit.note(act=DossierAct.ANSWER_CRITERION, actor=by, record=dossier, at=at, ground=kept, details=details)
    return given


@transaction.atomic
def enter_wording(*, key: str, text: str, source: str, by: Actor, at: datetime) -> CriterionWording:
    """Enter the wording of a criterion that the data lack; it counts once another has confirmed it.

    Raises NoSuchCriterion where the data have it, NoWords, SecretMark.
    """
    if key not in {row.key for row in criteria() if not row.text}:
        raise NoSuchCriterion(key)
    wording = CriterionWording(key=key, entered_by_id=by.pk, entered_at=at)
    require(DOSSIER_ACCESS, DossierAct.ENTER_WORDING, by, wording)
    wording.text, cited = words_of(text, source)
    wording.source = line_of(cited, 500)
    wording.save(force_insert=True)
    audit.note(act=DossierAct.ENTER_WORDING, actor=by, record=wording, at=at, ground=wording.source)
    return wording


@transaction.atomic
def confirm_wording(*, wording: CriterionWording, reason: str, by: Actor, at: datetime) -> CriterionWording:
    """Confirm a wording that another entered, after comparing it with the signed text.

    Answers given before no longer count: they were given to other words. Raises NotInThatState, NoReason.
    """
    wording = CriterionWording.objects.select_for_update(of=("self",)).get(pk=wording.pk)
    require(DOSSIER_ACCESS, DossierAct.CONFIRM_WORDING, by, wording)
    if wording.confirmed_at is not None:
        raise NotInThatState
    ground = reason_given(reason)
    wording.confirmed_by_id, wording.confirmed_at = by.pk, at
    wording.save(update_fields=["confirmed_by", "confirmed_at"])
    audit.note(act=DossierAct.CONFIRM_WORDING, actor=by, record=wording, at=at, ground=ground)
    return wording
