"""The text of a draft as the public reads it: drawn once a version, with what changes put between its parts.

A published version never changes, but a thousand provisions take a tenth of a second to draw.
"""

import re
from collections.abc import Callable, Mapping

from django.core.cache import caches
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.drafts import DraftVersion

KEPT_SECONDS = 3600
_PLACE = re.compile(r"<!--(\d+)-->")  # written by the template only: in words of a draft < is escaped

Drawn = tuple[list[str], dict[int, str]]


def draft_drawn(
    consultation: Consultation, version: DraftVersion, counts: Mapping[int, int], *, takes: bool
) -> SafeString:
    """Return the text of a published version; below each article the ways to comment and to read comments."""
    key = f"draft:{version.pk}:{version.text_hash}:{get_language()}"
    kept: Drawn | None = caches["pages"].get(key)
    if kept is None:
        kept = _drawn(version)
        caches["pages"].set(key, kept, KEPT_SECONDS)
    parts, paths = kept
    below = _below(consultation, takes=takes)
    pieces = [
        below(int(part), paths[int(part)], counts.get(int(part), 0)) if place % 2 else part
        for place, part in enumerate(parts)
    ]
    return mark_safe("".join(pieces))  # noqa: S308  # drawn by a template, and by format_html


def _drawn(version: DraftVersion) -> Drawn:
    """Return the parts of the text, at every second place the key of an article, and the articles' names."""
    rows = list(version.provisions.order_by("place"))
    text = render_to_string("portal/consultation_draft.html", {"rows": rows})
    return _PLACE.split(text), {row.pk: row.path for row in rows if row.kind == "article"}


def _below(consultation: Consultation, *, takes: bool) -> Callable[[int, str, int], str]:
    """Return what draws the line below one article."""
    comment = reverse("portal:comment", args=[consultation.slug])
    comments = reverse("portal:consultation-comments", args=[consultation.slug])

    def drawn(key: int, path: str, count: int) -> str:
        links = []
        if takes:
            words = _("Comment on %(path)s") % {"path": path}
            links.append(format_html('<a href="{}?dieu={}">{}</a>', comment, key, words))
        if count:
            said = ngettext("%(n)s comment on %(path)s", "%(n)s comments on %(path)s", count)
            words = said % {"n": count, "path": path}
            links.append(format_html('<a href="{}?ve=dieu-{}">{}</a>', comments, key, words))
        return f'<p class="public-meta no-print">{" · ".join(links)}</p>' if links else ""

    return drawn
