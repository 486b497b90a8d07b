"""The daily brief as one web page that needs no other file."""

from itertools import accumulate
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from dongthuan.docgen.brief import Brief
from dongthuan.docgen.brief_data import brief_data

_TEMPLATES = Path(__file__).parent / "templates"
_BAR_LENGTH = 1000


def as_html(brief: Brief) -> bytes:
    """Return the brief as a page in UTF-8, to be kept, mailed or printed; every word escaped."""
    pages = SandboxedEnvironment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    style = Markup((_TEMPLATES / "brief.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    return pages.get_template("brief.html.jinja").render(_placed(brief_data(brief)), style=style).encode()


def _placed(data: dict[str, Any]) -> dict[str, Any]:
    """Return `data` with start and length of each part of the bar."""
    rows = data["figures"]["rows"]
    ends = list(accumulate((row["ratio"] * _BAR_LENGTH for row in rows), initial=0.0))
    for row, start in zip(rows, ends[:-1], strict=True):
        row["start"], row["length"] = round(start, 1), round(row["ratio"] * _BAR_LENGTH, 1)
    return data
