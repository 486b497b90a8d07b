"""Communication acts are planned, given to somebody, done with evidence, or said not to apply."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.analysis.text import nfc
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.policies.dossiers_lifecycle import DossierState, Stage
from dongthuan.apps.policies.dossiers_rules import DOSSIER_ACCESS, DossierAct
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.models.dossiers_parts import CommunicationAct
from dongthuan.apps.policies.operations.dossiers import NotOfTheHouse
from dongthuan.apps.policies.operations.versions import (
    NotInThatState,
    NoWords,
    line_of,
    locked,
    reason_given,
)


class NoEvidence(Exception):
    """An act counts as done only with evidence: words or an address."""


class AheadOfTime(Exception):
    """What is said to be done lies in the future."""


@dataclass(frozen=True, slots=True)
class ActContent:
    """What one plans. text_key: of a text for the public that belongs to it."""

    title: str
    stage: Stage
    owner: Officer | None = None
    due_on: date | None = None
    task: Task | None = None
    text_key: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """When an act was done, and what shows it: words, an address, or both."""

    done_at: datetime
    evidence: str = ""
    evidence_url: str = ""


@transaction.atomic
def plan_act(*, dossier: PolicyDossier, content: ActContent, by: Actor, at: datetime) -> CommunicationAct:
    """Add an act of our own to an open dossier; raises NotInThatState, NoWords, NotOfTheHouse."""
    require(DOSSIER_ACCESS, DossierAct.PLAN_ACT, by, dossier)
    _in_hand(dossier)
    act = CommunicationAct(dossier=dossier)
    _write_down(act, content, at=at)
    act.save(force_insert=True)
    audit.note(act=DossierAct.PLAN_ACT, actor=by, record=act, at=at, details={"dossier": dossier.pk})
    _tell_owner(act, None, by=by, at=at)
    return act


@transaction.atomic
def rewrite_act(
    *, act: CommunicationAct, version: int, content: ActContent, by: Actor, at: datetime
) -> CommunicationAct:
    """Give a pending act an owner, a day, a task; what the law asks for keeps its words and stage.

    Raises ChangedMeanwhile, NotInThatState, NoWords, NotOfTheHouse.
    """
    act = locked(act, version)
    require(DOSSIER_ACCESS, DossierAct.PLAN_ACT, by, act.dossier)
    _in_hand(act.dossier)
    if not act.is_pending:
        raise NotInThatState
    before = act.owner_id
    kept = (act.title, act.stage)
    _write_down(act, content, at=at)
    if act.key:
        act.title, act.stage = kept
    act.save()
    audit.note(act=DossierAct.PLAN_ACT, actor=by, record=act, at=at, details={"version": act.version})
    _tell_owner(act, before, by=by, at=at)
    return act


@transaction.atomic
def do_act(*, act: CommunicationAct, version: int, done: Done, by: Actor, at: datetime) -> CommunicationAct:
    """Say that an act was done, with evidence; raises NotInThatState, NoEvidence, AheadOfTime, SecretMark."""
    act = locked(act, version)
    require(DOSSIER_ACCESS, DossierAct.DO_ACT, by, act)
    if not act.is_pending or act.dossier.state == DossierState.STOPPED:
        raise NotInThatState
    words = nfc(done.evidence).strip()[:4000]
    if not words and not done.evidence_url:
        raise NoEvidence
    if done.done_at > at:
        raise AheadOfTime
    refuse_secret(words)
    act.done_at, act.done_by_id = done.done_at, by.pk
    act.evidence, act.evidence_url = words, done.evidence_url
    act.save(update_fields=["done_at", "done_by", "evidence", "evidence_url", "version"])
    notices.withdraw(record=act, at=at)
    audit.note(act=DossierAct.DO_ACT, actor=by, record=act, at=at, details={"dossier": act.dossier_id})
    return act


@transaction.atomic
def waive_act(
    *, act: CommunicationAct, version: int, reason: str, by: Actor, at: datetime
) -> CommunicationAct:
    """Say that an act does not apply here, with the reason, which stays seen; raises NotInThatState."""
    act = locked(act, version)
    require(DOSSIER_ACCESS, DossierAct.WAIVE_ACT, by, act)
    if not act.is_pending:
        raise NotInThatState
    act.waived_at, act.waived_by_id, act.waived_reason = at, by.pk, reason_given(reason)
    act.save(update_fields=["waived_at", "waived_by", "waived_reason", "version"])
    notices.withdraw(record=act, at=at)
    audit.note(act=DossierAct.WAIVE_ACT, actor=by, record=act, at=at, ground=act.waived_reason)
    return act


def _in_hand(dossier: PolicyDossier) -> None:
    if not dossier.is_open:
        raise NotInThatState(dossier.state)


def _write_down(act: CommunicationAct, content: ActContent, *, at: datetime) -> None:
    title = line_of(content.title)
    if not title:
        raise NoWords
    refuse_secret(title)
    if content.owner is not None and not content.owner.on(local_day(at)).held_roles():
        raise NotOfTheHouse(content.owner.pk)
    act.title, act.stage, act.owner, act.due_on = title, content.stage, content.owner, content.due_on
    act.task, act.text_key = content.task, content.text_key


def _tell_owner(act: CommunicationAct, before: int | None, *, by: Actor, at: datetime) -> None:
    if act.owner is None or act.owner.pk in (before, by.pk):
        return
    notices.queue(
        kind="policies.act_given",
        recipient=act.owner,
        title=format_lazy(_("A communication act of a draft is yours: {title}"), title=act.title),
        body=act.dossier.title,
        at=at,
        record=act,
        url=act.dossier.get_absolute_url(),
    )
