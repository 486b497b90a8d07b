"""Reads about clearances: whether a text is cleared, and what waits for whom."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, Prefetch

from dongthuan.analysis.text import nfc
from dongthuan.apps.accounts.queries import Away, away_on
from dongthuan.apps.clearances.lifecycle import ClearanceState, Part
from dongthuan.apps.clearances.models.clearances import (
    Clearance,
    ClearanceQuerySet,
    ClearanceStep,
    ClearanceStepQuerySet,
)
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor


def hash_of(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal; composed letters and Unix line ends count alone.

    >>> hash_of("a\\r\\nb") == hash_of("a\\nb"), hash_of("a") == hash_of("a ")
    (True, False)
    """
    plain = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def latest_clearance(record: Model) -> Clearance | None:
    """Return the newest clearance of a record with its parts and authors, or None."""
    return whole(Clearance.objects.of_record(record)).first()


def state_for(record: Model, text: str) -> ClearanceState | None:
    """Return how far the newest clearance of a record is where it is of this very text, else None."""
    newest = Clearance.objects.of_record(record).values("state", "text_hash").first()
    is_of_it = newest is not None and newest["text_hash"] == hash_of(text)
    return ClearanceState(newest["state"]) if newest is not None and is_of_it else None


def is_cleared(record: Model, text: str) -> bool:
    """Say whether this very text of the record was cleared, and nothing asked for since."""
    return state_for(record, text) == ClearanceState.CLEARED


def clearance_keys(record: Model) -> list[str]:
    """Return the keys of all clearances of a record as the audit record writes them."""
    return [str(key) for key in Clearance.objects.of_record(record).values_list("pk", flat=True)[:50]]


def whole(clearances: ClearanceQuerySet) -> ClearanceQuerySet:
    """Return clearances with what their page shows; four queries, however many parts."""
    steps = ClearanceStep.objects.select_related(
        "unit", "officer", "stand_in", "decided_by", "former_by"
    ).order_by("id")
    return clearances.select_related("unit", "requested_by").prefetch_related(
        "authors", Prefetch("steps", queryset=steps)
    )


def is_ready(step: ClearanceStep) -> bool:
    """Say whether a part may be decided now: the facts come first."""
    if step.part == Part.FACTS:
        return True
    facts = [one for one in step.clearance.steps.all() if one.part == Part.FACTS]
    return all(one.decision for one in facts)


def stand_in_may(step: ClearanceStep, *, at: datetime, away: Mapping[int, Away] | None = None) -> bool:
    """Say whether the stand-in may decide: the officer handed it over, left, is away, or past the time.

    away: who is away at that instant, None = it is read.
    """
    if step.stand_in_id is None:
        return False
    has_left = step.officer is not None and not step.officer.is_active
    if step.handed_over_at is not None or has_left or step.due_at <= at:
        return True
    if step.officer_id is None:
        return False
    return step.officer_id in (away_on(local_day(at), among=[step.officer_id]) if away is None else away)


def waiting_for(officer: Actor) -> ClearanceStepQuerySet:
    """Return the undecided parts asked of an officer, also as stand-in, the most pressing first."""
    steps = ClearanceStep.objects.undecided().asked_of(officer)
    return steps.select_related("clearance__unit", "officer", "stand_in").order_by("due_at", "id")


@dataclass(frozen=True, slots=True)
class StepRow:
    """One part as shown: may = acts of the rules; the other flags say what stands in their way.

    away: how the officer asked is away today, None = is there.
    """

    step: ClearanceStep
    may: frozenset[str]
    is_ready: bool
    is_late: bool
    is_for_stand_in: bool
    away: Away | None = None

    @classmethod
    def of(
        cls, step: ClearanceStep, *, at: datetime, may: Iterable[str], away: Mapping[int, Away] | None = None
    ) -> "StepRow":
        """Return the row of a part at an instant; away: who is away then, None = it is read."""
        away = away_on(local_day(at)) if away is None else away
        is_late = not step.decision and step.due_at <= at
        is_for_stand_in = stand_in_may(step, at=at, away=away)
        found = away.get(step.officer_id) if step.officer_id is not None else None
        return cls(step, frozenset(may), is_ready(step), is_late, is_for_stand_in, found)


MOST_WAITING = 200


def rows_waiting(officer: Actor, *, at: datetime) -> list[StepRow]:
    """Return the parts that await an officer, the most pressing first; as stand-in only once it is due."""
    steps = waiting_for(officer).prefetch_related("clearance__steps")[:MOST_WAITING]
    away = away_on(local_day(at))
    rows = [StepRow.of(step, at=at, may=(), away=away) for step in steps]
    return [row for row in rows if row.step.officer_id == officer.pk or row.is_for_stand_in]


def latest_clearance_key(clearance: Clearance) -> int:
    """Return the key of the newest clearance of the same record."""
    same = Clearance.objects.filter(record_type=clearance.record_type, record_key=clearance.record_key)
    return same.order_by("-id").values_list("pk", flat=True)[0]
