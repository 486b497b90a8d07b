"""An official document as a fragment of a web page: a preview with classes only, every word escaped."""

from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from dongthuan.docgen.official import Document
from dongthuan.docgen.official_data import official_data

_TEMPLATES = Path(__file__).parent / "templates"
_PAGES = SandboxedEnvironment(
    loader=FileSystemLoader(_TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def as_html(document: Document) -> str:
    """Return one <article class="paper" lang="vi"> without style, script or link; safe to put into a page.

    Its headings begin at h2, below the heading of the page.
    """
    return _PAGES.get_template("official.html.jinja").render(official_data(document))
