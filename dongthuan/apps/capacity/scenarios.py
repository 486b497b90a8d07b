"""Scenarios of drills as data: what comes in and when, what is to be reached, and what came of it; no tables.

Shipped ones lie in `data/drills/*.yaml`. A drill keeps the script as it stood when it was set up.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dongthuan.analysis.text import nfc
from dongthuan.apps.capacity.lifecycle import TIMED, DrillActKind

SHIPPED = Path(__file__).parent / "data" / "drills"
MOST_INJECTS = 60
LONGEST_MINUTES = 24 * 60
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class BadScenario(Exception):
    """A file is not a scenario; the message says what is wrong, the file name first."""


@dataclass(frozen=True, slots=True)
class Inject:
    """What comes in. minute: of the scenario, from its begin; source: who says it, invented."""

    minute: int
    source: str
    words: str


@dataclass(frozen=True, slots=True)
class Script:
    """A scenario. aims: minutes until each timed act; hints: what a good answer holds, shown afterwards."""

    key: str
    title: str
    intro: str
    aims: dict[str, int]
    injects: tuple[Inject, ...]
    hints: tuple[str, ...]

    def arrived(self, minute: int) -> list[Inject]:
        """Return what has come in by a minute, the latest first."""
        return [one for one in reversed(self.injects) if one.minute <= minute]

    @property
    def last_minute(self) -> int:
        """The minute at which the last thing comes in."""
        return self.injects[-1].minute

    def plain(self) -> dict[str, Any]:
        """Return the script as the drill keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Score:
    """One timed act against its aim. reached: the minute of the first, None = never."""

    kind: DrillActKind
    aim: int
    reached: int | None

    @property
    def is_in_time(self) -> bool:
        """Whether it was done within the aim."""
        return self.reached is not None and self.reached <= self.aim


@cache
def shipped_scripts() -> dict[str, Script]:
    """Return the shipped scenarios by key, in the order of their titles."""
    found = [read_script(path.name, path.read_text(encoding="utf-8")) for path in SHIPPED.glob("*.yaml")]
    return {one.key: one for one in sorted(found, key=lambda one: one.title)}


def read_script(name: str, text: str) -> Script:
    """Return the scenario that a file holds. Raises BadScenario."""
    try:
        raw = yaml.safe_load(text)
        return script_from({"key": name.removesuffix(".yaml"), **raw})
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as fault:
        raise BadScenario(f"{name}: {fault}") from fault


def script_from(plain: Mapping[str, Any]) -> Script:
    """Return a script from what a file or a drill holds. Raises KeyError, TypeError, ValueError."""
    injects = tuple(
        Inject(_minute(row["minute"]), nfc(row["source"]), nfc(row["words"]).strip())
        for row in plain["injects"]
    )
    if not _KEY.fullmatch(plain["key"]) or not 0 < len(injects) <= MOST_INJECTS:
        raise ValueError(f"needs a plain key and 1 to {MOST_INJECTS} injects")
    if list(injects) != sorted(injects, key=lambda one: one.minute):
        raise ValueError("the injects do not follow each other in time")
    aims = {kind.value: _minute(plain["aims"][kind.value]) for kind in TIMED}
    return Script(
        plain["key"],
        nfc(plain["title"]),
        nfc(plain["intro"]).strip(),
        aims,
        injects,
        tuple(nfc(one) for one in plain["hints"]),
    )


def scores_of(script: Script, acts: Iterable[tuple[str, int]]) -> list[Score]:
    """Return each timed act against its aim; acts: (kind, minute) in any order."""
    first: dict[str, int] = {}
    for kind, minute in acts:
        first[kind] = min(minute, first.get(kind, minute))
    return [Score(kind, script.aims[kind.value], first.get(kind.value)) for kind in TIMED]


def _minute(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LONGEST_MINUTES:
        raise ValueError(f"{value!r} is no minute of a scenario")
    return value
