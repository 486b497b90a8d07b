"""Reads about dossiers: the board of stages, the list, and what the page of one shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from dongthuan.analysis.text import fold, tokens
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.models.signals import Forecast, Series
from dongthuan.apps.policies.dossiers_lifecycle import STAGES, DossierState, Stage
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.dossiers import PolicyDossier, PolicyDossierQuerySet, StageEntry
from dongthuan.apps.policies.models.dossiers_parts import (
    CommunicationAct,
    CommunicationActQuerySet,
    InternalOpinion,
)

MOST_WORDS = 12
MOST_CARDS = 30
MOST_ENTRIES = 100


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of the board with its dossiers; more: how many are not drawn."""

    stage: Stage
    dossiers: Sequence[PolicyDossier]
    more: int

    @property
    def count(self) -> int:
        """How many stand there."""
        return len(self.dossiers) + self.more


@dataclass(frozen=True, slots=True)
class StageShown:
    """One stage on the page of a dossier: where it stands to the present one, and its acts."""

    stage: Stage
    is_here: bool
    is_past: bool
    entries: Sequence[StageEntry]
    acts: Sequence[CommunicationAct]


def dossiers_listed(officer: Officer, wanted: dict[str, Any], *, on: date) -> PolicyDossierQuerySet:
    """Return the dossiers an officer may read that pass the filters, with their counts of acts.

    wanted: keys of `forms.dossiers.FilterForm`. Order: the latest at its stage first.
    """
    rows = PolicyDossier.objects.visible_to(officer).light()
    exact = {name: wanted[name] for name in ("unit", "stage", "kind") if wanted.get(name)}
    rows = rows.filter(**exact)
    state = wanted.get("state") or DossierState.OPEN
    if state != "all":
        rows = rows.filter(state=state)
    if wanted.get("mine"):
        rows = rows.filter(Q(drafter_id=officer.pk) | Q(communication_acts__owner_id=officer.pk)).distinct()
    if words := tokens(fold(str(wanted.get("q") or "")))[:MOST_WORDS]:
        query = SearchQuery(" & ".join(f"'{word}':*" for word in words), search_type="raw", config="simple")
        rows = rows.annotate(words=SearchVector("folded", config="simple")).filter(words=query)
    if wanted.get("late"):
        late = CommunicationAct.objects.overdue(on=on).filter(dossier=OuterRef("pk"))
        rows = rows.filter(Exists(late))
    pending = Q(communication_acts__done_at__isnull=True, communication_acts__waived_at__isnull=True)
    rows = rows.annotate(
        pending_count=Count("communication_acts", filter=pending, distinct=True),
        late_count=Count(
            "communication_acts", filter=pending & Q(communication_acts__due_on__lt=on), distinct=True
        ),
        is_consulting=Exists(Consultation.objects.filter(dossier=OuterRef("pk"), state="open")),
    )
    return rows.select_related("unit", "drafter").order_by("-stage_since", "-pk")


def board_of(rows: PolicyDossierQuerySet) -> list[Column]:
    """Return the dossiers by stage, in the order of the process; every stage has its column."""
    by_stage: dict[str, list[PolicyDossier]] = {stage: [] for stage in STAGES}
    for dossier in rows:
        by_stage[dossier.stage].append(dossier)
    return [
        Column(stage, found[:MOST_CARDS], max(0, len(found) - MOST_CARDS))
        for stage in STAGES
        for found in [by_stage[stage]]
    ]


def dossiers_seen(officer: Actor) -> PolicyDossierQuerySet:
    """Return the dossiers this officer may read, with what their pages show."""
    rows = PolicyDossier.objects.visible_to(officer).select_related("unit", "drafter", "created_by")
    stages = StageEntry.objects.select_related("by")
    acts = CommunicationAct.objects.select_related("owner", "task", "done_by", "waived_by")
    opinions = InternalOpinion.objects.select_related("unit", "given_by", "answered_by")
    return rows.prefetch_related(
        "asked_units",
        "topics",
        "criteria__answered_by",
        "impacts",
        "reactions__topic",
        "scenarios__owner",
        Prefetch("stages", stages),
        Prefetch("communication_acts", acts),
        Prefetch("opinions", opinions),
    )


def stages_of(dossier: PolicyDossier) -> list[StageShown]:
    """Return all stages with the stays and acts of a dossier, in the order of the process."""
    entries, acts = list(dossier.stages.all()), list(dossier.communication_acts.all())
    here = STAGES.index(Stage(dossier.stage))
    return [
        StageShown(
            stage,
            place == here and dossier.is_open,
            place < here,
            [entry for entry in entries if entry.stage == stage],
            [act for act in acts if act.stage == stage],
        )
        for place, stage in enumerate(STAGES)
    ]


def forecasts_for(dossier: PolicyDossier) -> list[Forecast]:
    """Return the newest daily forecast of each topic that the dossier watches, volume and negative."""
    topics = list(dossier.topics.all())
    rows = Forecast.objects.filter(
        topic__in=topics, step=Forecast.Step.DAY, series__in=[Series.VOLUME, Series.NEGATIVE]
    )
    newest = rows.order_by("topic_id", "series", "-start_at").distinct("topic_id", "series")
    return list(newest.select_related("topic"))


def acts_awaiting(officer: Actor, *, most: int) -> list[CommunicationAct]:
    """Return the pending acts of dossiers in hand that are the officer's, what is due soonest first."""
    mine = CommunicationAct.objects.pending().filter(owner_id=officer.pk, dossier__state=DossierState.OPEN)
    return list(_soonest(mine)[:most])


def opinions_awaiting(officer: Actor, *, most: int) -> list[InternalOpinion]:
    """Return the opinions without an answer on the officer's own drafts, the oldest first."""
    rows = InternalOpinion.objects.filter(dossier__drafter_id=officer.pk, dossier__state=DossierState.OPEN)
    rows = rows.filter(verdict="").exclude(given_by_id=officer.pk)
    return list(rows.select_related("dossier", "unit").order_by("given_at", "pk")[:most])


def history_of(dossier: PolicyDossier) -> list[Entry]:
    """Return what was done with a dossier, the latest first."""
    entries = Entry.objects.filter(record_type=dossier._meta.label_lower, record_key=str(dossier.pk))
    return list(entries.select_related("actor").order_by("-id")[:MOST_ENTRIES])


def last_changed(dossier: PolicyDossier) -> datetime:
    """Return when anything of a dossier was last done."""
    entries = history_of(dossier)
    return entries[0].at if entries else dossier.created_at


def _soonest(acts: CommunicationActQuerySet) -> CommunicationActQuerySet:
    return acts.select_related("dossier").order_by("due_on", "pk")
