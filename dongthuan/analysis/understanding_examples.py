"""Reads the project's own labelled set: invented titles and leads, with what a reader should see in them."""

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any


@dataclass(frozen=True, slots=True)
class Example:
    """An invented item. polarity: toward the agency or policy; None where the item is not relevant to any."""

    title: str
    lead: str
    polarity: str | None
    field: str

    @property
    def is_relevant(self) -> bool:
        """Whether it concerns a Vietnamese state body, its policy, public works or science."""
        return self.polarity is not None

    @property
    def text(self) -> str:
        """The title and the lead, as the encoder reads them."""
        return joined(self.title, self.lead)


def joined(title: str, lead: str) -> str:
    """Return title and lead as one text, as the encoder reads them."""
    return f"{title.rstrip('. ')}. {lead}" if lead else title


def with_bare_titles(examples: tuple[Example, ...]) -> tuple[Example, ...]:
    """Return `examples` followed by those that have a lead, without it: many items have only a title."""
    return examples + tuple(replace(example, lead="") for example in examples if example.lead)


@cache
def labelled_examples() -> tuple[Example, ...]:
    """Return the labelled set (data/understanding, CC BY 4.0): the first file, then field by field by name.

    Within a file lines that belong together (minimal pairs, one matter told in several ways) are neighbours.
    """
    place = resources.files("dongthuan.analysis") / "data" / "understanding"
    fields = sorted((place / "examples").iterdir(), key=lambda file: file.name)
    rows = [row for file in (place / "examples.jsonl", *fields) for row in _rows(file)]
    return tuple(Example(row["title"], row["lead"], row["polarity"], row["field"]) for row in rows)


def _rows(file: Traversable) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
