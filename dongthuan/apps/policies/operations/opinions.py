"""Opinions of communications units on a draft are recorded and answered by the unit that drafts."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.policies.dossiers_lifecycle import OpinionKind, Verdict
from dongthuan.apps.policies.dossiers_rules import DOSSIER_ACCESS, DossierAct
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.models.dossiers_parts import InternalOpinion
from dongthuan.apps.policies.operations.versions import NotInThatState, locked, reason_given, words_of
from dongthuan.apps.units.models import Unit


@dataclass(frozen=True, slots=True)
class OpinionContent:
    """What a unit says. record: what it comes from, such as a matter or a card of criticism."""

    unit: Unit
    kind: OpinionKind
    text: str
    record: Model | None = None


@transaction.atomic
def give_opinion(
    *, dossier: PolicyDossier, content: OpinionContent, by: Actor, at: datetime
) -> InternalOpinion:
    """Record the opinion of a unit on a draft in hand, and tell the drafting officer.

    For `matters` too: criticism that the agency heard goes to those who draft, with where it comes from.
    Raises NotInThatState, NoWords, SecretMark.
    """
    opinion = InternalOpinion(dossier=dossier, unit=content.unit, given_by_id=by.pk, given_at=at)
    require(DOSSIER_ACCESS, DossierAct.GIVE_OPINION, by, opinion)
    if not dossier.is_open:
        raise NotInThatState(dossier.state)
    [opinion.text] = words_of(content.text)
    opinion.kind, opinion.stage = content.kind, dossier.stage
    if content.record is not None:
        opinion.record_type = content.record._meta.label_lower
        opinion.record_key = str(content.record.pk)
    opinion.save(force_insert=True)
    details = {"dossier": dossier.pk, "kind": opinion.kind, "unit": content.unit.pk}
    audit.note(act=DossierAct.GIVE_OPINION, actor=by, record=opinion, at=at, details=details)
    if dossier.drafter_id != by.pk:
        notices.queue(
            kind="policies.opinion_given",
            recipient=dossier.drafter,
            title=format_lazy(_("An opinion on your draft awaits an answer: {title}"), title=dossier.title),
            at=at,
            record=opinion,
            url=dossier.get_absolute_url(),
        )
    return opinion


@transaction.atomic
def answer_opinion(
    *,
    opinion: InternalOpinion,
    version: int,
    verdict: Verdict,
    reason: str,
    by: Actor,
    at: datetime,
) -> InternalOpinion:
    """Accept an opinion, in part or not, always with the reason, and tell whoever gave it.

    Raises ChangedMeanwhile, NotInThatState where it was answered before, NoReason, SecretMark.
    """
    opinion = locked(opinion, version)
    require(DOSSIER_ACCESS, DossierAct.ANSWER_OPINION, by, opinion)
    if opinion.verdict:
        raise NotInThatState
    opinion.verdict, opinion.reason = verdict, reason_given(reason)
    opinion.answered_by_id, opinion.answered_at = by.pk, at
    opinion.save(update_fields=["verdict", "reason", "answered_by", "answered_at", "version"])
    notices.withdraw(record=opinion, at=at)
    details = {"verdict": verdict.value}
    audit.note(
        act=DossierAct.ANSWER_OPINION, actor=by, record=opinion, at=at, ground=opinion.reason, details=details
    )
    notices.queue(
        kind="policies.opinion_answered",
        recipient=opinion.given_by,
        title=format_lazy(_("Your opinion on a draft was answered: {title}"), title=opinion.dossier.title),
        body=opinion.reason,
        at=at,
        record=opinion,
        url=opinion.dossier.get_absolute_url(),
    )
    return opinion
