"""What the machine suggests about groups: the provision, for or against, another that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import numpy as np
import numpy.typing as npt
from django.db import transaction

from dongthuan.analysis.comment_groups import MODEL, Place, PlaceFinder, alike_in_meaning
from dongthuan.analysis.understanding import ItemText, Reader
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.policies.comments_lifecycle import ProvisionKind, Stance, SuggestionKind
from dongthuan.apps.policies.comments_rules import COMMENT_ACCESS, CommentAct
from dongthuan.apps.policies.models.comment_groups import CommentGroup, Suggestion
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.drafts import DraftVersion, Provision

BATCH = 256
MOST_HELD = 5_000  # groups whose meaning is compared, the largest first; the others are read all the same
_STANCES: Final = {"positive": Stance.FOR, "negative": Stance.AGAINST, "neutral": Stance.NEUTRAL}


@dataclass(slots=True)
class Meanings:
    """What one run of the job has read of a consultation: groups with the vectors of what they mean."""

    keys: list[int] = field(default_factory=list)
    vectors: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 384), np.float32))

    def add(self, keys: Sequence[int], vectors: npt.NDArray[np.float32]) -> int:
        """Hold more of them, up to MOST_HELD; returns the row at which the new ones begin."""
        first = len(self.keys)
        room = max(0, MOST_HELD - first)
        self.keys += keys[:room]
        held = self.vectors if first else self.vectors.reshape(0, vectors.shape[1] if len(vectors) else 384)
        if not first and len(vectors):
            held = np.zeros((0, vectors.shape[1]), np.float32)
        self.vectors = np.concatenate([held, vectors[:room]])
        return first


@transaction.atomic
def suggest_batch(
    *, consultation: Consultation, reader: Reader, held: Meanings, by: Actor, at: datetime
) -> int:
    """Read the largest groups that were not read yet and keep what is suggested; returns how many groups.

    Nothing takes effect before a person confirms it, and what a person decided is not suggested again.
    """
    require(COMMENT_ACCESS, CommentAct.REGROUP, by, consultation)
    rows = CommentGroup.objects.select_for_update(of=("self",), skip_locked=True)
    groups = list(rows.filter(consultation=consultation, reading_model="").live()[:BATCH])
    if not groups:
        return 0
    finder = _finder(consultation)
    read = reader.understand([ItemText("", "", group.first_text) for group in groups])
    made: list[Suggestion] = []
    for group, found in zip(groups, read, strict=True):
        named = finder.find(group.first_text) if finder and not group.target.startswith("p:") else None
        if named is not None:
            made.append(
                Suggestion(
                    group=group,
                    kind=SuggestionKind.PROVISION,
                    provision_id=named.key,
                    ground=named.ground,
                    confidence=named.confidence,
                    model=MODEL,
                    made_at=at,
                )
            )
        if (stance := _STANCES.get(found.polarity)) is not None:
            made.append(
                Suggestion(
                    group=group,
                    kind=SuggestionKind.POLARITY,
                    value=stance,
                    confidence=found.polarity_confidence,
                    model=found.model_id[:60],
                    made_at=at,
                )
            )
        group.reading_model = found.model_id[:60]
    vectors = np.asarray([found.vector for found in read], np.float32)
    made += _similar(groups, vectors, held, read[0].model_id[:60], at)
    Suggestion.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
    CommentGroup.objects.bulk_update(groups, ["reading_model", "meaning_model"], batch_size=500)
    return len(groups)


def _similar(
    groups: Sequence[CommentGroup],
    vectors: npt.NDArray[np.float32],
    held: Meanings,
    model: str,
    at: datetime,
) -> list[Suggestion]:
    first = held.add([group.pk for group in groups], vectors)
    by_key = {group.pk: group for group in groups}
    for key in held.keys[first:]:
        by_key[key].meaning_model = model
    return [
        Suggestion(
            group_id=held.keys[row],
            kind=SuggestionKind.SIMILAR,
            other_id=held.keys[other],
            confidence=likeness,
            model=model,
            made_at=at,
        )
        for row, other, likeness in alike_in_meaning(held.vectors, first)
    ]


def _finder(consultation: Consultation) -> PlaceFinder | None:
    newest = DraftVersion.objects.filter(consultation=consultation).published().order_by("-number").first()
    if newest is None:
        return None
    rows = list(newest.provisions.select_related("parent", "article").order_by("place"))
    words: dict[int, list[str]] = {}
    for row in rows:
        if row.article_id:
            words.setdefault(row.article_id, []).append(f"{row.heading} {row.text}")
    return PlaceFinder([place for row in rows if (place := _place(row, words)) is not None])


def _place(row: Provision, words: dict[int, list[str]]) -> Place | None:
    if row.article is None:
        return None
    clause = row.number if row.kind == ProvisionKind.CLAUSE else ""
    point = row.number if row.kind == ProvisionKind.POINT else ""
    if point and row.parent is not None and row.parent.kind == ProvisionKind.CLAUSE:
        clause = row.parent.number
    whole = " ".join(words[row.article.pk]) if row.kind == ProvisionKind.ARTICLE else ""
    return Place(row.pk, row.article.number, clause, point, whole)
