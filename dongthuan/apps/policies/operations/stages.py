"""A dossier goes from stage to stage; each stage brings the communication acts that it asks for."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.policies.dossiers_lifecycle import (
    STAGE_NEXT,
    DossierState,
    Stage,
    is_direct,
)
from dongthuan.apps.policies.dossiers_rules import DOSSIER_ACCESS, DossierAct
from dongthuan.apps.policies.models.dossiers import PolicyDossier, StageEntry
from dongthuan.apps.policies.models.dossiers_parts import CommunicationAct
from dongthuan.apps.policies.operations.versions import (
    NoReason,
    NotInThatState,
    line_of,
    locked,
    reason_given,
)
from dongthuan.law.communication import acts_on


class NoAdoptedText(Exception):
    """Adoption names the text that was adopted: its number and day, which lies not in the future."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """The text that a draft became."""

    symbol: str
    on: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """Where a dossier goes. note: the reason of a step that is not the next; adopted: at adoption."""

    to: Stage
    note: str = ""
    adopted: Adopted | None = None


@transaction.atomic
def move_dossier(
    *, dossier: PolicyDossier, version: int, move: Move, by: Actor, at: datetime
) -> PolicyDossier:
    """Bring a dossier to another stage, with the acts that this stage asks for.

    A step back, or past a stage, wants a reason; adoption wants the adopted text. Raises ChangedMeanwhile,
    NotInThatState, NoReason, NoAdoptedText, SecretMark.
    """
    dossier = locked(dossier, version)
    require(DOSSIER_ACCESS, DossierAct.MOVE_DOSSIER, by, dossier)
    before, to = Stage(dossier.stage), move.to
    if not dossier.is_open or to not in STAGE_NEXT[before]:
        raise NotInThatState(before)
    if dossier.consultations.filter(state="open").exists():
        raise NotInThatState(before)
    if not is_direct(before, to) and not move.note.strip():
        raise NoReason
    kept = reason_given(move.note) if move.note.strip() else ""
    if to == Stage.ADOPTION:
        _adopt(dossier, move.adopted, at=at)
    dossier.stages.filter(left_at__isnull=True).update(left_at=at)
    dossier.stage, dossier.stage_since = to, at
    dossier.save(
        update_fields=["stage", "stage_since", "adopted_symbol", "adopted_on", "adopted_url", "version"]
    )
    enter_stage(dossier, to, note=kept, by=by, at=at)
    details = {"from": before.value, "to": to.value}
    audit.note(act=DossierAct.MOVE_DOSSIER, actor=by, record=dossier, at=at, ground=kept, details=details)
    return dossier


@transaction.atomic
def close_dossier(*, dossier: PolicyDossier, version: int, by: Actor, at: datetime) -> PolicyDossier:
    """Say that a dossier has been through all stages; raises NotInThatState while an act still waits."""
    dossier = locked(dossier, version)
    require(DOSSIER_ACCESS, DossierAct.MOVE_DOSSIER, by, dossier)
    waiting = dossier.communication_acts.pending().filter(is_required=True)
    if not dossier.is_open or dossier.stage != Stage.EVALUATION or waiting.exists():
        raise NotInThatState(dossier.stage)
    dossier.state = DossierState.CLOSED
    dossier.save(update_fields=["state", "version"])
    dossier.stages.filter(left_at__isnull=True).update(left_at=at)
    audit.note(act=DossierAct.MOVE_DOSSIER, actor=by, record=dossier, at=at, details={"to": "closed"})
    return dossier


def enter_stage(dossier: PolicyDossier, stage: Stage, *, note: str, by: Actor, at: datetime) -> None:
    """Write the stay at a stage and the acts that it asks for on that day; each act once a dossier."""
    StageEntry.objects.create(dossier=dossier, stage=stage, entered_at=at, by_id=by.pk, note=note)
    for asked in acts_on(local_day(at), stage):
        CommunicationAct.objects.get_or_create(
            dossier=dossier,
            stage=stage,
            key=asked.key,
            defaults={
                "title": asked.title,
                "basis": asked.instrument,
                "is_required": asked.is_required,
                "owner_id": dossier.drafter_id,
            },
        )


def _adopt(dossier: PolicyDossier, adopted: Adopted | None, *, at: datetime) -> None:
    symbol = line_of(adopted.symbol, 60) if adopted is not None else ""
    if adopted is None or not symbol or adopted.on > local_day(at):
        raise NoAdoptedText
    refuse_secret(symbol)
    dossier.adopted_symbol, dossier.adopted_on, dossier.adopted_url = symbol, adopted.on, adopted.url
