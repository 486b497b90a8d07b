"""Prints how many due dates a second are computed, explained step by step, on one core.

    python -m benchmarks.due [--cases 50000]

The cases are drawn from the shipped rules: every unit, started at any time of the years of each rule,
one in four with an extension, one in four with a pause. "chosen" also finds the rule by its name and the day;
"added up" also adds the steps up again and compares.
"""

import argparse
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dongthuan.law.deadlines import Due, Extension, Pause, PauseRefused, add_up, due_of
from dongthuan.law.model import Facts, Rule, Unit
from dongthuan.law.packs import shipped_rules
from dongthuan.law.selection import has_figure, rule_in_force
from dongthuan.law.vietnam import local_day, vietnamese_calendar

CALENDAR = vietnamese_calendar()
RULES = shipped_rules()
LAST = datetime(2030, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """One limit to be computed."""

    rule: Rule
    start: datetime
    extension: Extension | None
    pauses: tuple[Pause, ...]


def cases(count: int) -> list[Case]:
    """Return cases that can be computed."""
    chance = random.Random(7)
    usable = [rule for rule in RULES if has_figure(rule)]
    found: list[Case] = []
    while len(found) < count:
        case = _case(chance.choice(usable), chance)
        try:
            compute(case)
        except PauseRefused:
            continue
        found.append(case)
    return found


def _case(rule: Rule, chance: random.Random) -> Case:
    first = datetime(rule.valid_from.year, rule.valid_from.month, rule.valid_from.day, tzinfo=UTC)
    end = datetime(rule.valid_to.year, rule.valid_to.month, 1, tzinfo=UTC) if rule.valid_to else LAST
    start = first + timedelta(days=1, minutes=chance.randrange(max(1, (end - first).days - 2) * 1440))
    cap, extension, pauses = rule.extension, None, ()
    if cap and chance.random() < 0.25:
        extension = Extension(chance.randint(1, cap.amount), cap.unit)
    if rule.unit not in (Unit.IMMEDIATE, Unit.DATE) and chance.random() < 0.25:
        paused = start + timedelta(hours=chance.randrange(72))
        pauses = (Pause(paused, paused + timedelta(hours=chance.randrange(240)), "chờ bổ sung"),)
    return Case(rule, start, extension, pauses)


def compute(case: Case) -> Due:
    """Compute one limit with its steps."""
    return due_of(case.rule, case.start, calendar=CALENDAR, pauses=case.pauses, extension=case.extension)


def choose(case: Case) -> Due:
    """Find the rule first, as the command and the clocks do."""
    rule = case.rule
    facts = Facts(rule.channel, rule.complexity, rule.agency_kind)
    found = rule_in_force(RULES, rule.key, on=local_day(case.start), facts=facts)
    return due_of(found, case.start, calendar=CALENDAR, pauses=case.pauses, extension=case.extension)


def check(case: Case) -> None:
    """Compute one limit and add its steps up again."""
    due = compute(case)
    if add_up(due.start, due.steps) != due.due_at:
        raise SystemExit(f"does not add up: {case}")


def measure(name: str, act: Callable[[Case], object], drawn: list[Case]) -> str:
    """Return one line of figures."""
    wall, processor = time.perf_counter(), time.process_time()
    for case in drawn:
        act(case)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return (
        f"{name:<10}{len(drawn) / wall:10,.0f} cases/s, {len(drawn) / processor:10,.0f} per processor second"
    )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=50_000)
    drawn = cases(parser.parse_args().cases)
    for name, act in (("computed", compute), ("chosen", choose), ("added up", check)):
        print(measure(name, act, drawn))


if __name__ == "__main__":
    main()
