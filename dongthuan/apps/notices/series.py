"""Which steps of one deadline are told now, and which a later one has overtaken; decided without a table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.notices.models import Reminder
from dongthuan.apps.notices.reminding import Audience, Step

Told = Mapping[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class Firing:
    """One step whose day has come, for one officer."""

    step: Step
    fires_on: date
    recipient: Officer
    audience: Audience


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a firing; overtaken: how many earlier steps this one speaks for."""

    firing: Firing
    state: Reminder.State
    overtaken: int = 0


def decided(firings: Iterable[Firing], told: Told) -> Iterator[Decision]:
    """Decide the firings of one deadline, each officer for himself: of those missing the latest is told.

    told: the state of each (step code, officer key) on record; withdrawn ones count as missing, so that
    a record taken up again is urged on again. What lies before a step already told is never told late.
    """
    by_officer: dict[int, list[Firing]] = {}
    for firing in firings:
        by_officer.setdefault(firing.recipient.pk, []).append(firing)
    for key, theirs in by_officer.items():
        yield from _for_one(sorted(theirs, key=lambda one: one.step.offset), key, told)


def _for_one(theirs: list[Firing], key: int, told: Told) -> Iterator[Decision]:
    open_ones: dict[str, Firing] = {}
    last_told = None
    for firing in theirs:
        state = told.get((firing.step.code, key))
        if state in {None, Reminder.State.WITHDRAWN}:
            open_ones.setdefault(firing.step.code, firing)  # owner and head in one person: told once
        elif state == Reminder.State.SENT:
            last_told = firing.step.offset
    latest = next(reversed(open_ones.values()), None)
    for firing in open_ones.values():
        is_told = firing is latest and (last_told is None or firing.step.offset > last_told)
        if is_told:
            yield Decision(firing, Reminder.State.SENT, overtaken=len(open_ones) - 1)
        else:
            yield Decision(firing, Reminder.State.SUPERSEDED)
