"""What comes between the start of a limit and its end: pauses and extensions, and when they are refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dongthuan.law.model import CannotCompute, Direction, Rule, Unit
from dongthuan.law.vietnam import ZONE


class ExtensionRefused(CannotCompute):
    """An extension goes beyond what the law allows."""


class PauseRefused(CannotCompute):
    """A pause contradicts the limit or another pause."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count; end None = it lasts."""

    start: datetime
    end: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Extension:
    """How much longer, in the unit that the law gives for extensions of that rule."""

    amount: int
    unit: Unit


def check_extension(rule: Rule, extension: Extension | None) -> None:
    """Raise ExtensionRefused unless the law allows the extension: its unit, and not more than its cap."""
    if extension is None:
        return
    name, cap = rule.alias or rule.key, rule.extension
    if cap is None:
        raise ExtensionRefused("extension-none", name=name, instrument=rule.instrument, article=rule.article)
    facts: dict[str, str | int] = {"name": name, "amount": cap.amount, "unit": cap.unit}
    if extension.unit != cap.unit:
        raise ExtensionRefused("extension-unit", asked_unit=extension.unit, **facts)
    if extension.amount < 1:
        raise ExtensionRefused("extension-too-short", **facts)
    if extension.amount > cap.amount:
        raise ExtensionRefused("extension-too-long", asked=extension.amount, **facts)


def checked_pauses(rule: Rule, start: datetime, pauses: Iterable[Pause]) -> list[Pause]:
    """Return the pauses in order; raises PauseRefused where they contradict the limit or each other."""
    given = list(pauses)
    if any(moment is not None and moment.tzinfo is None for p in given for moment in (p.start, p.end)):
        raise PauseRefused("pause-naive")
    ordered = sorted(given, key=lambda pause: (pause.start, pause.end is None, pause.end or pause.start))
    if ordered and (rule.direction is Direction.BEFORE or rule.unit in (Unit.IMMEDIATE, Unit.DATE)):
        raise PauseRefused("pause-impossible", name=rule.alias or rule.key)
    reached: datetime | None = start
    for pause in ordered:
        if pause.start < start:
            raise PauseRefused("pause-before-start", start=told(pause.start))
        if pause.end is not None and pause.end < pause.start:
            raise PauseRefused("pause-reversed", start=told(pause.start), end=told(pause.end))
        if reached is None or pause.start < reached:
            raise PauseRefused("pause-overlap", start=told(pause.start))
        reached = pause.end
    return ordered


def told(at: datetime) -> str:
    """Return an instant as plain text, in Vietnam's time."""
    return at.astimezone(ZONE).isoformat()
