"""Officers teach the reader: what they corrected is kept, heads are learned from it, and a person decides.

Nothing is adopted by itself: a refit leaves a candidate with its figures on locked texts beside those of the
heads in use. What is in use is said by `heads_in_use`; every item keeps the `model_id` that read it.
"""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from dongthuan.analysis.encoder import Encoder
from dongthuan.analysis.understanding_heads import (
    POLARITIES,
    Heads,
    heads_bytes,
    heads_from_bytes,
    load_heads,
    name_heads,
)
from dongthuan.analysis.understanding_learning import Corrected, compare, is_locked, refit
from dongthuan.analysis.understanding_sureness import shipped_sureness
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.learning import IRRELEVANT, AnsweredShare, LearnedHeads, TrainingExample
from dongthuan.apps.monitoring.queries.learning import answered_step, standing_examples
from dongthuan.apps.monitoring.rules import ACCESS, Act

LEAST_TAUGHT = 20
LEAST_LOCKED = 5


class TooFewCorrections(Exception):
    """There are not yet enough corrections to learn from or to compare on."""


class AlreadyDecided(Exception):
    """Somebody else adopted, refused or replaced these heads."""


class OtherEncoder(Exception):
    """The heads were learned on another encoder than the one in use."""


class NotMeasured(Exception):
    """Nobody measured what follows from answering this share of the items."""


class NothingAdopted(Exception):
    """The shipped heads are in use; there is nothing to go back from."""


def keep_example(*, item: Item, label: str, by: Actor, at: datetime) -> TrainingExample:
    """Add what a person said of an item to what is learned from; the caller holds the transaction.

    label: a polarity, or empty where the word is taken back. Call it before the item is relabelled.
    """
    return TrainingExample.objects.create(
        item_key=item.pk,
        title=item.title,
        lead=item.lead,
        label=label,
        machine_label=machine_polarity(item),
        machine_confidence=item.polarity_confidence,
        model_id=item.model_id,
        is_locked=is_locked(item.title, item.lead),
        by_id=by.pk,
        at=at,
    )


def machine_polarity(item: Item) -> str:
    """Return what the machine said of an item, also where a person's word stands now."""
    first = TrainingExample.objects.filter(item_key=item.pk, model_id=item.model_id).order_by("id").first()
    return first.machine_label if first is not None else item.polarity


def heads_in_use(encoder: Encoder) -> Heads:
    """Return the adopted heads if they belong to `encoder`, else the shipped ones."""
    adopted = LearnedHeads.objects.filter(state=LearnedHeads.State.ADOPTED).first()
    if adopted is None or not adopted.model_id.startswith(f"{name_heads(encoder.model_id)}."):
        return load_heads(encoder)  # heads of another encoder, or of a form that this version does not read
    return heads_from_bytes(bytes(adopted.content))


def heads_stamp() -> tuple[int, float]:
    """Return what changes with the heads in use (0 for the shipped ones) and with how sure they must be."""
    adopted = LearnedHeads.objects.filter(state=LearnedHeads.State.ADOPTED)
    return adopted.values_list("pk", flat=True).first() or 0, answered_step().answered


@transaction.atomic
def choose_answered(*, answered: int, by: Officer, at: datetime) -> AnsweredShare:
    """Choose for which share of the items the machine says a polarity; new items are read so from now on.

    answered: hundredths, one of those measured. Raises NotMeasured for another.
    """
    require(ACCESS, Act.CHOOSE_ANSWERED, by, None)
    if answered not in {round(step.answered * 100) for step in shipped_sureness().steps}:
        raise NotMeasured
    former = answered_step().answered
    made = AnsweredShare.objects.create(answered=answered, chosen_at=at, chosen_by=by)
    details = {"from": round(former * 100), "to": answered}
    audit.note(act=Act.CHOOSE_ANSWERED, actor=by, record=made, at=at, details=details)
    return made


def refit_heads(*, encoder: Encoder, by: Actor, at: datetime) -> LearnedHeads:
    """Learn heads from the shipped examples and the corrections, and keep them as a candidate.

    Raises TooFewCorrections. Learning takes a minute or two and is done outside any transaction.
    """
    require(ACCESS, Act.REFIT_HEADS, by, None)
    rows = standing_examples()
    taught = [
        Corrected(row.title, row.lead, row.label if row.label in POLARITIES else None)
        for row in rows
        if row.label in (*POLARITIES, IRRELEVANT)
    ]
    locked = [row for row in taught if is_locked(row.title, row.lead)]
    if len(taught) - len(locked) < LEAST_TAUGHT or len(locked) < LEAST_LOCKED:
        raise TooFewCorrections
    former = heads_in_use(encoder)
    fresh = refit(encoder, taught, f"h{at:%y%m%d%H%M%S}")
    asked = [row.example for row in locked]
    vectors = encoder.embed([example.text for example in asked])
    with transaction.atomic():
        made = LearnedHeads.objects.create(
            model_id=fresh.model_id,
            encoder_id=encoder.model_id,
            content=heads_bytes(fresh),
            example_count=len(taught) - len(locked),
            locked_count=len(locked),
            former_id=former.model_id,
            former_figures=asdict(compare(former, asked, vectors)),
            figures=asdict(compare(fresh, asked, vectors)),
            learned_at=at,
            learned_by_id=by.pk,
        )
        audit.note(act=Act.REFIT_HEADS, actor=by, record=made, at=at, details={"model": made.model_id})
    return made


@transaction.atomic
def adopt_heads(*, heads: LearnedHeads, encoder_id: str, by: Officer, at: datetime) -> LearnedHeads:
    """Put a candidate into use; what was in use is retired. New items are read with it from the next turn."""
    heads = LearnedHeads.objects.select_for_update().get(pk=heads.pk)
    require(ACCESS, Act.ADOPT_HEADS, by, heads)
    if heads.state not in (LearnedHeads.State.CANDIDATE, LearnedHeads.State.RETIRED):
        raise AlreadyDecided
    if heads.encoder_id != encoder_id:
        raise OtherEncoder
    adopted = LearnedHeads.objects.select_for_update().filter(state=LearnedHeads.State.ADOPTED)
    adopted.update(state=LearnedHeads.State.RETIRED)
    return _decide(heads, LearnedHeads.State.ADOPTED, "", by, at)


@transaction.atomic
def refuse_heads(*, heads: LearnedHeads, reason: str, by: Officer, at: datetime) -> LearnedHeads:
    """Say that a candidate is not adopted, and why."""
    heads = LearnedHeads.objects.select_for_update().get(pk=heads.pk)
    require(ACCESS, Act.ADOPT_HEADS, by, heads)
    if heads.state != LearnedHeads.State.CANDIDATE:
        raise AlreadyDecided
    return _decide(heads, LearnedHeads.State.REFUSED, reason, by, at)


@transaction.atomic
def roll_back_heads(*, by: Officer, at: datetime) -> LearnedHeads:
    """Retire the heads in use: the shipped ones read again. Earlier heads may then be adopted once more."""
    require(ACCESS, Act.ADOPT_HEADS, by, None)
    heads = LearnedHeads.objects.select_for_update().filter(state=LearnedHeads.State.ADOPTED).first()
    if heads is None:
        raise NothingAdopted
    return _decide(heads, LearnedHeads.State.RETIRED, "", by, at)


def _decide(heads: LearnedHeads, state: str, reason: str, by: Officer, at: datetime) -> LearnedHeads:
    details = {"model": heads.model_id, "from": heads.state, "to": str(state)}
    heads.state, heads.reason, heads.decided_by, heads.decided_at = state, reason, by, at
    heads.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    audit.note(act=Act.ADOPT_HEADS, actor=by, record=heads, at=at, details=details)
    return heads
