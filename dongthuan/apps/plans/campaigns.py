"""Templates as data: models of work to fill in, and yearly plans to begin with.

Shipped ones lie in `data/*.yaml`; an agency puts its own into the folder `mau` of its data folder.
A template of its own with the key of a shipped one takes its place.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from dongthuan.analysis.text import nfc
from dongthuan.apps.plans.lifecycle import BudgetLine, Level
from dongthuan.law.calendar import WorkingCalendar

SHIPPED = Path(__file__).parent / "data"
LARGEST_FILE = 200_000
MOST_PARTS = 200
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})")
_MONTH_END = re.compile(r"cuối tháng (\d{1,2})")
_LONGEST = {"ref": 60, "audience": 500, "channel": 500, "product": 1000, "indicator": 500}


class BadTemplate(Exception):
    """A file is not a template; the message says what is wrong, the file name first."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in; with choices it is chosen, otherwise written."""

    key: str
    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one heading."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One task of a yearly plan. start, due, report: "day/month", "cuối tháng N", or ""."""

    content: str
    ref: str = ""
    message: str = ""
    audience: str = ""
    channel: str = ""
    product: str = ""
    indicator: str = ""
    level: str = ""
    budget_line: str = ""
    start: str = ""
    due: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A model of work (`groups`) or a yearly plan (`rows`)."""

    key: str
    kind: str
    title: str
    intro: str = ""
    source: str = ""
    groups: tuple[Group, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields, in order."""
        return tuple(field for group in self.groups for field in group.fields)


def templates_in(*folders: Path) -> tuple[dict[str, Template], list[str]]:
    """Return the templates by key, and what is wrong with files that are none; later folders win."""
    found: dict[str, Template] = {}
    problems: list[str] = []
    for path in _files(folders):
        try:
            template = read_template(path)
        except BadTemplate as problem:
            problems.append(str(problem))
        else:
            found[template.key] = template
    return found, problems


def _files(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.glob("*.yaml") if path.is_file())


def read_template(path: Path) -> Template:
    """Return the template that a file holds; raises BadTemplate."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadTemplate(f"{path.name}: > {LARGEST_FILE} B")
        data = yaml.safe_load(nfc(path.read_text(encoding="utf-8")))
        return _template(data)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError) as problem:
        raise BadTemplate(f"{path.name}: {problem}"[:300]) from problem


def _template(data: Mapping[str, Any]) -> Template:
    kind = data["kind"]
    if kind not in ("sheet", "plan"):
        raise ValueError(f"kind: {kind}")
    groups = tuple(_group(group) for group in data.get("groups", ()))
    rows = tuple(_row(row) for row in data.get("rows", ()))
    made = Template(
        _key(data["key"]), kind, str(data["title"])[:300], str(data.get("intro", "")),
        str(data.get("source", "")), groups, rows,
    )  # fmt: skip
    keys = [field.key for field in made.fields]
    if len(set(keys)) != len(keys):
        raise ValueError("fields: a key stands twice")
    if not 1 <= len(keys) + len(rows) <= MOST_PARTS or bool(rows) != (kind == "plan"):
        raise ValueError("groups/rows: none, too many, or of the other kind")
    return made


def _key(text: object) -> str:
    if not isinstance(text, str) or not _KEY.fullmatch(text):
        raise ValueError(f"key: {text}")
    return text


def _group(data: Mapping[str, Any]) -> Group:
    return Group(str(data["title"])[:300], tuple(_field(field) for field in data["fields"]))


def _field(data: Mapping[str, Any]) -> Field:
    choices = tuple(str(choice)[:200] for choice in data.get("choices", ()))
    return Field(_key(data["key"]), str(data["label"])[:300], str(data.get("hint", ""))[:500], choices)


def _row(data: Mapping[str, Any]) -> Row:
    known = {field.name for field in fields(Row)}
    row = Row(**{name: str(value).strip() for name, value in data.items() if name in known})
    if set(data) - known or not row.content:
        raise ValueError(f"rows: {sorted(set(data) - known) or 'content'}")
    if row.level not in ("", *Level.values) or row.budget_line not in ("", *BudgetLine.values):
        raise ValueError(f"rows: {row.level or row.budget_line}")
    if any(len(getattr(row, name)) > length for name, length in _LONGEST.items()):
        raise ValueError(f"rows: too long: {row.content[:40]}")
    for text in (row.start, row.due, row.report):
        _wanted(text, 2024)
    return row


def day_of(text: str, year: int, calendar: WorkingCalendar) -> date | None:
    """Return the day of a year that a template names, rolled to a working day within the year.

    "15/3": that day, or the next working day; "cuối tháng 3": the last working day of March.
    """
    wanted = _wanted(text, year)
    if wanted is None:
        return None
    if _MONTH_END.fullmatch(text):
        return calendar.last_working(wanted)
    following = calendar.next_working(wanted)
    return following if following.year == year else calendar.last_working(wanted)


def _wanted(text: str, year: int) -> date | None:
    """Return the day a template names, not rolled; 29/2 is the last of February. Raises ValueError."""
    if not text:
        return None
    end, day = _MONTH_END.fullmatch(text), _DAY.fullmatch(text)
    if end is None and day is None:
        raise ValueError(f"day: {text}")
    month = int(end[1]) if end else int(day[2]) if day else 0
    if not 1 <= month <= 12:
        raise ValueError(f"day: {text}")
    last = monthrange(year, month)[1]
    number = last if end else int(day[1]) if day else 0
    longest = monthrange(2024, month)[1]
    if not 1 <= number <= longest:
        raise ValueError(f"day: {text}")
    return date(year, month, min(number, last))
