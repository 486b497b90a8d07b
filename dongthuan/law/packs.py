"""The law as shipped: YAML packs, one an instrument, read once and refused whole if anything is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from dongthuan.law.checking import overlaps
from dongthuan.law.model import CannotCompute, Ceiling, Parameter, Provision, Rule
from dongthuan.law.pack_file import PackFault, ceiling_of, parameter_of, provision_of, rows_of, rule_of

FOLDER = Path(__file__).parent / "packs"


class NoSuchRow(CannotCompute):
    """No ceiling, parameter or provision of that key holds on that day."""


@dataclass(frozen=True, slots=True)
class Law:
    """All that some packs hold, in the order of their files and rows."""

    rules: tuple[Rule, ...]
    ceilings: tuple[Ceiling, ...]
    parameters: tuple[Parameter, ...]
    provisions: tuple[Provision, ...]


Row = TypeVar("Row", Ceiling, Parameter, Provision)


def read_packs(texts: Iterable[tuple[str, str]]) -> Law:
    """Return what packs hold, given as names and texts; raises PackFault with all that is wrong."""
    faults: list[str] = []
    rules: list[Rule] = []
    ceilings: list[Ceiling] = []
    parameters: list[Parameter] = []
    provisions: list[Provision] = []
    for name, text in texts:
        sections = rows_of(text, name, faults)
        rules += map(rule_of, sections.get("rules", ()))
        ceilings += map(ceiling_of, sections.get("ceilings", ()))
        parameters += map(parameter_of, sections.get("parameters", ()))
        provisions += map(provision_of, sections.get("provisions", ()))
    faults += [
        f"{one.alias or one.key}: key: {one.key} holds together with {other.alias or other.key}"
        f" from {other.valid_from} ({one.instrument}; {other.instrument})"
        for one, other in overlaps(rules)
    ]
    if faults:
        raise PackFault(faults)
    return Law(tuple(rules), tuple(ceilings), tuple(parameters), tuple(provisions))


@cache
def shipped_law() -> Law:
    """Return all that the shipped packs hold."""
    files = sorted(FOLDER.glob("*.yaml"))
    return read_packs((path.name, path.read_text(encoding="utf-8")) for path in files)


def shipped_rules() -> tuple[Rule, ...]:
    """Return the shipped rules, those without a figure too."""
    return shipped_law().rules


def shipped_ceilings() -> tuple[Ceiling, ...]:
    """Return the most that may be paid, by thing."""
    return shipped_law().ceilings


def shipped_parameters() -> tuple[Parameter, ...]:
    """Return the numbers that the law sets: base salary, royalties, layout."""
    return shipped_law().parameters


def shipped_provisions() -> tuple[Provision, ...]:
    """Return what the law says in words: forms, conditions, lists."""
    return shipped_law().provisions


def row_in_force(rows: Iterable[Row], key: str, *, on: date) -> Row:
    """Return the ceiling, parameter or provision of a key as it stood on a day; raises NoSuchRow."""
    for row in rows:
        if row.key == key and row.valid_from <= on and (row.valid_to is None or on < row.valid_to):
            return row
    raise NoSuchRow("no-such-row", name=key, on=f"{on:%d/%m/%Y}")
