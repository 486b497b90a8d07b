"""What a filed report says, as plain data that is never changed again, and the hash of it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class FrozenTask:
    """The task that a paragraph tells of, as it was called then."""

    id: int
    ref: str
    content: str


@dataclass(frozen=True, slots=True)
class FrozenText:
    """One paragraph as filed. id: of the draft's paragraph, the same in later versions."""

    id: int
    part: str
    text: str
    is_own: bool
    task: FrozenTask | None = None


@dataclass(frozen=True, slots=True)
class FrozenFigure:
    """A figure that the unit states itself; value None where it left it open."""

    key: str
    label: str
    unit: str
    value: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class FrozenReport:
    """A filed report. measures: the figures that the records gave; predecessors: units taken over."""

    unit_name: str
    measures: Mapping[str, int]
    figures: tuple[FrozenFigure, ...]
    texts: tuple[FrozenText, ...]
    predecessors: tuple[str, ...] = ()
    counted_hash: str = ""

    def of_part(self, part: str) -> list[FrozenText]:
        """Return the paragraphs of one part, in order."""
        return [text for text in self.texts if text.part == part]


def to_plain(report: FrozenReport) -> dict[str, Any]:
    """Return what is stored."""
    return {
        "schema": SCHEMA,
        "unit": report.unit_name,
        "predecessors": list(report.predecessors),
        "measures": dict(report.measures),
        "counted": report.counted_hash,
        "figures": [
            {
                "key": one.key,
                "label": one.label,
                "unit": one.unit,
                "value": None if one.value is None else str(one.value.normalize()),
                "note": one.note,
            }
            for one in report.figures
        ],
        "texts": [_plain_text(text) for text in report.texts],
    }


def _plain_text(text: FrozenText) -> dict[str, Any]:
    task = text.task
    named = None if task is None else {"id": task.id, "ref": task.ref, "content": task.content}
    return {"id": text.id, "part": text.part, "text": text.text, "own": text.is_own, "task": named}


def from_plain(plain: Mapping[str, Any]) -> FrozenReport:
    """Return what was stored."""
    return FrozenReport(
        unit_name=plain["unit"],
        predecessors=tuple(plain["predecessors"]),
        measures=plain["measures"],
        counted_hash=plain["counted"],
        figures=tuple(
            FrozenFigure(
                one["key"],
                one["label"],
                one["unit"],
                None if one["value"] is None else Decimal(one["value"]),
                one["note"],
            )
            for one in plain["figures"]
        ),
        texts=tuple(
            FrozenText(
                one["id"],
                one["part"],
                one["text"],
                one["own"],
                None if one["task"] is None else FrozenTask(**one["task"]),
            )
            for one in plain["texts"]
        ),
    )


def hash_of_rows(rows: Iterable[Sequence[object]]) -> str:
    """Return the SHA-256 of the counted tasks: key, unit, outcome, days."""
    return _digest(sorted([str(cell) for cell in row] for row in rows))


def hash_of(plain: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a stored report, as 64 hexadecimal digits."""
    return _digest(plain)


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
