"""Communication of draft policies: the criteria of scope, the acts of each stage, the target; dated data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dongthuan.law.model import Verified

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion. text: "" = its wording was not seen, a legal officer enters it."""

    key: str
    text: str
    instrument: str
    source: str
    verified: Verified


@dataclass(frozen=True, slots=True)
class Target:
    """The share of what is in scope that is to be communicated, in per cent; by: the day until when."""

    percent: int
    source: str
    verified: Verified
    by: date | None = None


@dataclass(frozen=True, slots=True)
class RequiredAct:
    """One act of communication at a stage. counts: whether it is part of the share of Decision 407."""

    key: str
    stage: str
    title: str
    instrument: str
    source: str
    verified: Verified
    is_required: bool
    counts: bool


def criteria() -> tuple[Criterion, ...]:
    """Return the criteria that a draft must all meet to be in scope, in the order of the decision."""
    book = _book("communication_criteria.yaml")
    return tuple(
        Criterion(row["key"], row["text"], book["instrument"], book["source"], Verified(row["verified"]))
        for row in book["criteria"]
    )


def target_on(day: date) -> Target | None:
    """Return the target that holds on a day; None before there was one."""
    for row in _book("communication_criteria.yaml")["targets"]:
        if _holds(row, day):
            return Target(row["percent"], row["source"], Verified(row["verified"]))
    return None


def science_target_on(day: date) -> tuple[str, Target] | None:
    """Return the instrument and target for state-funded tasks of science; None before there was one."""
    book = _book("science_targets.yaml")
    for row in book["targets"]:
        if _holds(row, day):
            return book["instrument"], Target(
                row["percent"], row["source"], Verified(row["verified"]), row["by"]
            )
    return None


def acts_on(day: date, stage: str) -> tuple[RequiredAct, ...]:
    """Return what a stage entered on a day asks for, in the order of the data."""
    return tuple(
        RequiredAct(
            row["key"],
            row["stage"],
            row["title"],
            row["instrument"],
            row["source"],
            Verified(row["verified"]),
            row["is_required"],
            row["counts"],
        )
        for row in _book("communication_acts.yaml")["acts"]
        if row["stage"] == stage and _holds(row, day)
    )


def counted_keys() -> frozenset[tuple[str, str]]:
    """Return the stage and key of every act that is part of the share of Decision 407, on whatever day."""
    rows = _book("communication_acts.yaml")["acts"]
    return frozenset((row["stage"], row["key"]) for row in rows if row["counts"] and row["is_required"])


def _holds(row: Mapping[str, Any], day: date) -> bool:
    valid_to: date | None = row.get("valid_to")
    return row["valid_from"] <= day and (valid_to is None or day < valid_to)


@cache
def _book(name: str) -> dict[str, Any]:
    book: dict[str, Any] = yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))
    return book
