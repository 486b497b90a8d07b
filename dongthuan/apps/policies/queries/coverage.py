"""How many drafts in scope were communicated as Decision 407 asks: every figure is a count of rows shown."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.policies.dossiers_lifecycle import STAGES, DossierState, Scope, Stage
from dongthuan.apps.policies.models.dossiers import PolicyDossier, StageEntry
from dongthuan.apps.policies.models.dossiers_parts import CommunicationAct
from dongthuan.apps.policies.queries.scope import KnownCriterion, known_criteria, rows_of, scope_of
from dongthuan.law.communication import counted_keys


class Standing(TextChoices):
    """How far a draft was communicated, up to the stage it has reached."""

    WHOLE = "whole", _("All that is required, done")
    PARTLY = "partly", _("Some of what is required, done")
    NONE = "none", _("Nothing of what is required, done")


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One dossier. required, done: acts that count, of the stages it reached and that apply."""

    dossier: PolicyDossier
    scope: Scope
    required: int
    done: int
    late: int

    @property
    def standing(self) -> Standing:
        """Whole where all is done; a draft of which nothing is required yet is not counted as whole."""
        if self.required and self.done == self.required:
            return Standing.WHOLE
        return Standing.PARTLY if self.done else Standing.NONE


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """The figures of one unit, or of all; share: 0 to 1 of those in scope, None where none is."""

    unit_id: int | None
    name: str
    total: int
    in_scope: int
    unknown: int
    whole: int
    partly: int
    none: int

    @property
    def share(self) -> float | None:
        """The share of drafts in scope that were communicated as required."""
        return self.whole / self.in_scope if self.in_scope else None


def coverage_rows(officer: Actor, *, start: date, end: date, on: date) -> list[CoverageRow]:
    """Return the dossiers an officer may read that were in hand in [start, end), by unit and title.

    Dossiers that were given up do not count. Four queries, however many rows.
    """
    stays = StageEntry.objects.filter(Q(left_at__isnull=True) | Q(left_at__date__gte=start))
    dossiers = PolicyDossier.objects.visible_to(officer).light().exclude(state=DossierState.STOPPED)
    dossiers = dossiers.filter(created_at__date__lt=end, stages__in=stays).distinct()
    acts = CommunicationAct.objects.only("dossier", "stage", "key", "done_at", "waived_at", "due_on")
    known = known_criteria()
    rows = dossiers.select_related("unit", "drafter").prefetch_related(
        "criteria", Prefetch("communication_acts", acts)
    )
    return [_row(dossier, known, on) for dossier in rows.order_by("unit__name", "title", "pk")]


def _row(dossier: PolicyDossier, known: Sequence[KnownCriterion], on: date) -> CoverageRow:
    counted = counted_keys()
    reached = set(STAGES[: STAGES.index(Stage(dossier.stage)) + 1])
    acts = list(dossier.communication_acts.all())
    asked = [
        act
        for act in acts
        if (act.stage, act.key) in counted and act.stage in reached and act.waived_at is None
    ]
    return CoverageRow(
        dossier,
        scope_of(rows_of(known, dossier.criteria.all())),
        len(asked),
        sum(act.done_at is not None for act in asked),
        sum(act.is_late(on) for act in acts),
    )


def kept(rows: Iterable[CoverageRow], wanted: dict[str, Any]) -> list[CoverageRow]:
    """Return the rows that pass the filters: unit, scope, standing; the same that the figures count."""
    unit, scope, standing = wanted.get("unit"), wanted.get("scope"), wanted.get("standing")
    return [
        row
        for row in rows
        if (not unit or row.dossier.unit_id == unit.pk)
        and (not scope or row.scope == scope)
        and (not standing or row.standing == standing)
    ]


def by_unit(rows: Sequence[CoverageRow]) -> list[UnitCoverage]:
    """Return the figures of each unit, by name."""
    names = {row.dossier.unit_id: row.dossier.unit.name for row in rows}
    return [
        figures_of([row for row in rows if row.dossier.unit_id == key], unit_id=key, name=name)
        for key, name in names.items()
    ]


def figures_of(rows: Sequence[CoverageRow], *, unit_id: int | None = None, name: str = "") -> UnitCoverage:
    """Return the figures of some rows."""
    scopes = Counter(row.scope for row in rows)
    standings = Counter(row.standing for row in rows if row.scope == Scope.IN)
    return UnitCoverage(
        unit_id,
        name,
        len(rows),
        scopes[Scope.IN],
        scopes[Scope.UNKNOWN],
        standings[Standing.WHOLE],
        standings[Standing.PARTLY],
        standings[Standing.NONE],
    )
