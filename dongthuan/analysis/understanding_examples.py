"""Reads the project's own labelled set: invented titles and leads, with what a reader should see in them."""

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources


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
    """Return `examples` followed by the same without their leads, for many items have only a title."""
    return examples + tuple(replace(example, lead="") for example in examples)


@cache
def labelled_examples() -> tuple[Example, ...]:
    """Return the labelled set, in the order of the file (data/understanding/examples.jsonl, CC BY 4.0)."""
    place = resources.files("dongthuan.analysis") / "data" / "understanding" / "examples.jsonl"
    rows = [json.loads(line) for line in place.read_text(encoding="utf-8").splitlines() if line]
    return tuple(Example(row["title"], row["lead"], row["polarity"], row["field"]) for row in rows)
