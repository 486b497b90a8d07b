"""Dossiers are opened, written anew, shown to other units for an opinion, and given up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.analysis.text import fold, nfc
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.policies.dossiers_lifecycle import FIRST_STAGES, DossierState, DraftKind, Stage
from dongthuan.apps.policies.dossiers_rules import DOSSIER_ACCESS, DossierAct
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.operations.stages import enter_stage
from dongthuan.apps.policies.operations.versions import (
    NotInThatState,
    NoWords,
    line_of,
    locked,
    reason_given,
)
from dongthuan.apps.units.models import Unit

LONGEST_SUMMARY = 20_000


class NotOfTheHouse(Exception):
    """Whoever is named holds no role on that day."""


@dataclass(frozen=True, slots=True)
class DossierContent:
    """What one writes of a dossier. topics: whose forecasts the dossier may take."""

    title: str
    kind: DraftKind
    unit: Unit
    drafter: Officer
    number: str = ""
    purpose: str = ""
    summary: str = ""
    topics: tuple[Topic, ...] = ()
    is_illustrative: bool = False


@transaction.atomic
def open_dossier(
    *, content: DossierContent, by: Actor, at: datetime, stage: Stage = Stage.PROPOSAL
) -> PolicyDossier:
    """Open a dossier at its first stage, with what that stage asks for.

    Raises NoWords, NotOfTheHouse, NotInThatState where a dossier does not begin there, SecretMark.
    """
    dossier = PolicyDossier(created_by_id=by.pk, created_at=at, stage=stage, stage_since=at)
    _write_down(dossier, content, at=at)
    require(DOSSIER_ACCESS, DossierAct.OPEN_DOSSIER, by, dossier)
    if stage not in FIRST_STAGES:
        raise NotInThatState(stage)
    dossier.save(force_insert=True)
    dossier.topics.set(content.topics)
    enter_stage(dossier, stage, note="", by=by, at=at)
    details = {"kind": dossier.kind, "unit": dossier.unit_id}
    audit.note(act=DossierAct.OPEN_DOSSIER, actor=by, record=dossier, at=at, details=details)
    return dossier


@transaction.atomic
def rewrite_dossier(
    *, dossier: PolicyDossier, version: int, content: DossierContent, by: Actor, at: datetime
) -> PolicyDossier:
    """Write an open dossier anew; raises ChangedMeanwhile, NotInThatState, NoWords, SecretMark."""
    dossier = locked(dossier, version)
    require(DOSSIER_ACCESS, DossierAct.REWRITE_DOSSIER, by, dossier)
    if not dossier.is_open:
        raise NotInThatState(dossier.state)
    _write_down(dossier, content, at=at)
    require(DOSSIER_ACCESS, DossierAct.REWRITE_DOSSIER, by, dossier)
    dossier.save()
    dossier.topics.set(content.topics)
    details = {"version": dossier.version}
    audit.note(act=DossierAct.REWRITE_DOSSIER, actor=by, record=dossier, at=at, details=details)
    return dossier


@transaction.atomic
def ask_units(
    *, dossier: PolicyDossier, version: int, units: Iterable[Unit], by: Actor, at: datetime
) -> PolicyDossier:
    """Say which units are asked for an opinion, who may then read the dossier; raises NotInThatState."""
    dossier = locked(dossier, version)
    require(DOSSIER_ACCESS, DossierAct.ASK_UNITS, by, dossier)
    if not dossier.is_open:
        raise NotInThatState(dossier.state)
    dossier.save(update_fields=["version"])
    dossier.asked_units.set(units)
    keys = sorted(dossier.asked_units.values_list("pk", flat=True))
    audit.note(act=DossierAct.ASK_UNITS, actor=by, record=dossier, at=at, details={"units": keys})
    return dossier


@transaction.atomic
def stop_dossier(
    *, dossier: PolicyDossier, version: int, reason: str, by: Actor, at: datetime
) -> PolicyDossier:
    """Give a dossier up, with the reason; what was done stays. Raises NotInThatState, NoReason."""
    dossier = locked(dossier, version)
    require(DOSSIER_ACCESS, DossierAct.STOP_DOSSIER, by, dossier)
    if not dossier.is_open or dossier.consultations.filter(state="open").exists():
        raise NotInThatState(dossier.state)
    dossier.state, dossier.stopped_reason = DossierState.STOPPED, reason_given(reason)
    dossier.save(update_fields=["state", "stopped_reason", "version"])
    for act in dossier.communication_acts.pending():
        notices.withdraw(record=act, at=at)
    ground = dossier.stopped_reason
    audit.note(act=DossierAct.STOP_DOSSIER, actor=by, record=dossier, at=at, ground=ground)
    return dossier


def _write_down(dossier: PolicyDossier, content: DossierContent, *, at: datetime) -> None:
    title, summary = line_of(content.title), nfc(content.summary).strip()[:LONGEST_SUMMARY]
    purpose = nfc(content.purpose).strip()[:LONGEST_SUMMARY]
    if not title:
        raise NoWords
    refuse_secret(title, summary, purpose, content.number)
    if not content.drafter.on(local_day(at)).held_roles():
        raise NotOfTheHouse(content.drafter.pk)
    dossier.title, dossier.kind, dossier.number = title, content.kind, line_of(content.number, 60)
    dossier.unit, dossier.drafter = content.unit, content.drafter
    dossier.purpose, dossier.summary = purpose, summary
    dossier.is_illustrative = dossier.is_illustrative or content.is_illustrative
    dossier.folded = fold(f"{title} {dossier.number} {purpose} {summary}")[:30_000]
