"""Impacts, scenarios and forecasts of reaction are written on a dossier."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.analysis.text import nfc
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.monitoring.models.signals import Forecast
from dongthuan.apps.policies.dossiers_lifecycle import ImpactHead, Side
from dongthuan.apps.policies.dossiers_rules import DOSSIER_ACCESS, DossierAct
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.models.dossiers_parts import Impact, ReactionNote, Scenario
from dongthuan.apps.policies.operations.dossiers import NotOfTheHouse
from dongthuan.apps.policies.operations.versions import NotInThatState, line_of, locked, words_of


class NotItsTopic(Exception):
    """The forecast is of a topic that the dossier does not watch."""


class AlreadyTaken(Exception):
    """This very forecast was taken into the dossier before."""


@dataclass(frozen=True, slots=True)
class ImpactContent:
    """One effect: who gains or bears it, and where the figure comes from."""

    head: ImpactHead
    side: Side
    text: str
    bearer: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioContent:
    """An objection and what we say to it."""

    objection: str
    answer: str
    evidence: str
    owner: Officer
    expires_on: date | None = None


@transaction.atomic
def write_impact(
    *,
    dossier: PolicyDossier,
    content: ImpactContent,
    by: Actor,
    at: datetime,
    impact: Impact | None = None,
    version: int = 0,
) -> Impact:
    """Write an impact, or write one anew; raises ChangedMeanwhile, NotInThatState, NoWords, SecretMark."""
    _may_write(dossier, DossierAct.WRITE_IMPACT, by)
    row = Impact(dossier=dossier) if impact is None else locked(impact, version)
    row.text, row.bearer = words_of(content.text, line_of(content.bearer))
    row.source = line_of(content.source, 500)
    refuse_secret(row.source)
    row.head, row.side, row.written_by_id, row.written_at = content.head, content.side, by.pk, at
    row.save()
    details = {"dossier": dossier.pk, "head": row.head, "side": row.side}
    audit.note(act=DossierAct.WRITE_IMPACT, actor=by, record=row, at=at, details=details)
    return row


@transaction.atomic
def remove_impact(*, impact: Impact, version: int, by: Actor, at: datetime) -> None:
    """Take an impact out; the record keeps what it said."""
    row = locked(impact, version)
    _may_write(row.dossier, DossierAct.WRITE_IMPACT, by)
    details = {"removed": True, "head": row.head, "side": row.side, "text": row.text[:500]}
    audit.note(act=DossierAct.WRITE_IMPACT, actor=by, record=row, at=at, details=details)
    row.delete()


@transaction.atomic
def write_scenario(
    *,
    dossier: PolicyDossier,
    content: ScenarioContent,
    by: Actor,
    at: datetime,
    scenario: Scenario | None = None,
    version: int = 0,
) -> Scenario:
    """Write a scenario, or write one anew; raises ChangedMeanwhile, NotInThatState, NoWords, SecretMark."""
    _may_write(dossier, DossierAct.WRITE_SCENARIO, by)
    if not content.owner.on(local_day(at)).held_roles():
        raise NotOfTheHouse(content.owner.pk)
    row = Scenario(dossier=dossier) if scenario is None else locked(scenario, version)
    if row.dropped_at is not None:
        raise NotInThatState
    row.objection, row.answer, row.evidence = words_of(content.objection, content.answer, content.evidence)
    row.owner, row.expires_on, row.written_at = content.owner, content.expires_on, at
    row.save()
    audit.note(act=DossierAct.WRITE_SCENARIO, actor=by, record=row, at=at, details={"dossier": dossier.pk})
    return row


@transaction.atomic
def drop_scenario(*, scenario: Scenario, version: int, by: Actor, at: datetime) -> Scenario:
    """Put a scenario aside; raises ChangedMeanwhile, NotInThatState."""
    row = locked(scenario, version)
    _may_write(row.dossier, DossierAct.WRITE_SCENARIO, by)
    if row.dropped_at is not None:
        raise NotInThatState
    row.dropped_at = at
    row.save(update_fields=["dropped_at", "version"])
    audit.note(act=DossierAct.WRITE_SCENARIO, actor=by, record=row, at=at, details={"dropped": True})
    return row


@transaction.atomic
def restore_scenario(*, scenario: Scenario, version: int, by: Actor, at: datetime) -> Scenario:
    """Take up again a scenario that was put aside; raises ChangedMeanwhile, NotInThatState."""
    row = locked(scenario, version)
    _may_write(row.dossier, DossierAct.WRITE_SCENARIO, by)
    if row.dropped_at is None:
        raise NotInThatState
    row.dropped_at = None
    row.save(update_fields=["dropped_at", "version"])
    audit.note(act=DossierAct.WRITE_SCENARIO, actor=by, record=row, at=at, details={"dropped": False})
    return row


@transaction.atomic
def take_reaction(
    *, dossier: PolicyDossier, forecast: Forecast, note: str, by: Actor, at: datetime
) -> ReactionNote:
    """Freeze a forecast of monitoring in the dossier, with its version, its interval and how we read it.

    Raises NotInThatState, NotItsTopic, AlreadyTaken, SecretMark.
    """
    _may_write(dossier, DossierAct.TAKE_REACTION, by)
    if not dossier.topics.filter(pk=forecast.topic_id).exists():
        raise NotItsTopic(forecast.topic_id)
    same = {"topic_id": forecast.topic_id, "series": forecast.series, "step": forecast.step}
    same |= {"start_at": forecast.start_at, "model_id": forecast.model_id}
    if dossier.reactions.filter(**same).exists():
        raise AlreadyTaken(forecast.pk)
    words = nfc(note).strip()[:4000]
    refuse_secret(words)
    names = ("made_at", "method", "history_count", "mean", "low_80", "high_80", "is_naive_better", "backtest")
    copied = {name: getattr(forecast, name) for name in names}
    taken = ReactionNote.objects.create(
        dossier=dossier, note=words, taken_by_id=by.pk, taken_at=at, **same, **copied
    )
    details = {"topic": forecast.topic_id, "model": forecast.model_id, "items": forecast.history_count}
    audit.note(act=DossierAct.TAKE_REACTION, actor=by, record=dossier, at=at, details=details)
    return taken


def _may_write(dossier: PolicyDossier, act: DossierAct, by: Actor) -> None:
    require(DOSSIER_ACCESS, act, by, dossier)
    if not dossier.is_open:
        raise NotInThatState(dossier.state)
