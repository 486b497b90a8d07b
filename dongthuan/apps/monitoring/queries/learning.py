"""Reads about what officers taught: what stands, how often the machine was right, and where it was wrong."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q

from dongthuan.analysis.understanding_heads import POLARITIES
from dongthuan.analysis.understanding_sureness import USUAL_SHARE, Step, shipped_sureness
from dongthuan.apps.monitoring.lifecycle import Origin, Stage
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.learning import (
    AnsweredShare,
    LearnedHeads,
    Rereading,
    TrainingExample,
)

SHOWN = 30
BINS = ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))


@dataclass(frozen=True, slots=True)
class ConfidenceBin:
    """What the machine said with a confidence of [low, high): how many, and the share that was right."""

    low: float
    high: float
    count: int
    right: float


@dataclass(frozen=True, slots=True)
class Practice:
    """How the machine did on items of which a person spoke.

    confusion: one row for each polarity a person gave: it, and how often the machine said each of
    POLARITIES and "unclear". right: share of those on which the machine had answered.
    """

    spoken: int
    read: int
    confirmed: int
    right: float | None
    confusion: list[tuple[str, list[int]]]
    bins: list[ConfidenceBin]


def answered_step() -> Step:
    """Return how sure the machine must be to say a polarity, as officers chose, and what follows from it."""
    chosen = AnsweredShare.objects.first()
    return shipped_sureness().step(chosen.answered / 100 if chosen is not None else USUAL_SHARE)


def last_choice() -> AnsweredShare | None:
    """Return who chose it, and when; None where nobody did."""
    return AnsweredShare.objects.select_related("chosen_by").first()


def standing_examples() -> list[TrainingExample]:
    """Return the last word of each item that was not taken back, the oldest first."""
    last = TrainingExample.objects.values("item_key").annotate(last=Max("id")).values("last")
    return list(TrainingExample.objects.filter(pk__in=last).exclude(label="").order_by("id"))


def practice(rows: list[TrainingExample]) -> Practice:
    """Return how the machine did on `rows`, and how many of the items read people confirmed."""
    answers = (*POLARITIES, "unclear")
    pairs = [(row.label, row.machine_label) for row in rows]
    answered = [row for row in rows if row.machine_label != "unclear" and row.label in POLARITIES]
    counts = Item.objects.exclude(stage=Stage.RECEIVED).aggregate(
        read=Count("id"), confirmed=Count("id", filter=Q(polarity_origin=Origin.HUMAN))
    )
    return Practice(
        spoken=len(rows),
        read=counts["read"],
        confirmed=counts["confirmed"],
        right=_share_right(answered) if answered else None,
        confusion=[(true, [pairs.count((true, said)) for said in answers]) for true in POLARITIES],
        bins=[_bin(answered, low, high) for low, high in BINS],
    )


def wrong_examples(rows: list[TrainingExample]) -> list[TrainingExample]:
    """Return what the machine got wrong, the surest first."""
    wrong = [row for row in rows if row.machine_label not in (row.label, "unclear")]
    return sorted(wrong, key=lambda row: -(row.machine_confidence or 0.0))[:SHOWN]


def history() -> list[LearnedHeads]:
    """Return the heads learned here, the newest first, without their content."""
    return list(LearnedHeads.objects.defer("content").select_related("learned_by", "decided_by")[:SHOWN])


def last_rereading() -> Rereading | None:
    """Return the rereading that runs or ran last."""
    return Rereading.objects.first()


def _share_right(rows: list[TrainingExample]) -> float:
    return sum(row.label == row.machine_label for row in rows) / len(rows)


def _bin(rows: list[TrainingExample], low: float, high: float) -> ConfidenceBin:
    inside = [row for row in rows if low <= (row.machine_confidence or 0.0) < high]
    return ConfidenceBin(low, min(high, 1.0), len(inside), _share_right(inside) if inside else 0.0)


def has_new_corrections() -> bool:
    """Say whether a person corrected anything since heads were last learned."""
    last = LearnedHeads.objects.order_by("-learned_at").values_list("learned_at", flat=True).first()
    rows = TrainingExample.objects.all() if last is None else TrainingExample.objects.filter(at__gt=last)
    return rows.exists()
