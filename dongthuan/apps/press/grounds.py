"""The listed grounds on which an answer may be refused, dated, with what is not known about them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "data" / "refusal_grounds.yaml"


class NoSuchGround(Exception):
    """The law in force on that day does not list this ground."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground. citation: how a refusal names it; is_whole: whether the law's list was seen whole."""

    key: str
    text: str
    citation: str
    source: str
    verified: str
    is_whole: bool
    valid_from: date
    valid_to: date | None


def grounds_on(day: date) -> list[Ground]:
    """Return the grounds that the law lists on a day, in its order."""
    return [
        ground
        for ground in _all_grounds()
        if ground.valid_from <= day and (ground.valid_to is None or day < ground.valid_to)
    ]


def ground_on(day: date, key: str) -> Ground:
    """Return one ground as it stood on a day; raises NoSuchGround."""
    for ground in grounds_on(day):
        if ground.key == key:
            return ground
    raise NoSuchGround(key)


@cache
def _all_grounds() -> tuple[Ground, ...]:
    acts: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Ground(
            key=row["key"],
            text=row["text"],
            citation=f"{act['instrument']}, {act['article']}",
            source=act["source"],
            verified=act["verified"],
            is_whole=act["is_whole"],
            valid_from=act["valid_from"],
            valid_to=act["valid_to"],
        )
        for act in acts
        for row in act["grounds"]
    )
