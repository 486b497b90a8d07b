"""`dongthuan brief`: the press brief of a day; the approved one where there is one, else a draft."""

import argparse
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.db import ProgrammingError
from django.utils import translation
from django.utils.translation import gettext as _

from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.monitoring.models.briefs import Brief
from dongthuan.apps.monitoring.queries import briefs as queries
from dongthuan.config.cli import BadInput
from dongthuan.docgen import brief_docx, brief_html, brief_pdf
from dongthuan.docgen.brief import Brief as Decided

DRAWINGS: dict[str, Callable[[Decided, datetime], bytes]] = {
    ".docx": lambda content, at: brief_docx.as_docx(content, made_at=at),
    ".pdf": lambda content, at: brief_pdf.as_pdf(content, made_at=at),
    ".html": lambda content, _at: brief_html.as_html(content),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the day and the file."""
    parser.add_argument("--date", metavar="D", help="the day, as 2026-08-23 (default: today)")
    parser.add_argument("--out", required=True, metavar="FILE", help="ends in .docx, .pdf or .html")


def run(args: argparse.Namespace) -> int:
    """Write the document; nothing is stored in the database."""
    out, at = Path(args.out), now()
    draw = DRAWINGS.get(out.suffix.lower())
    if draw is None:
        raise BadInput(_("%(file)s: the name must end in .docx, .pdf or .html") % {"file": out.name})
    content, made_at = _content(_day(args.date, today=local_day(at)), at=at)
    try:
        out.write_bytes(draw(content, made_at))
    except OSError as error:
        raise BadInput(f"{out}: {error.strerror}") from error
    chosen = sum(len(group.items) for group in content.groups)
    said = (
        _("%(file)s: draft, %(count)d items")
        if content.is_draft
        else _("%(file)s: approved, %(count)d items")
    )
    print(said % {"file": out, "count": chosen})
    return 0


def _day(written: str | None, *, today: date) -> date:
    try:
        day = date.fromisoformat(written) if written else today
    except ValueError as error:
        raise BadInput(_("--date %(day)s: write the day as 2026-08-23") % {"day": written}) from error
    if day > today:
        raise BadInput(_("--date %(day)s: that day has not begun") % {"day": day.isoformat()})
    return day


def _content(day: date, *, at: datetime) -> tuple[Decided, datetime]:
    brief = Brief.objects.select_related("compiler", "submitted_by").filter(day=day).first()
    try:
        with translation.override("vi"):
            if brief is None:
                return queries.unstored_content(day, at=at), at
            return queries.content_of(brief), brief.approved_at or brief.compiled_at
    except queries.NoAgency as error:
        raise BadInput(_("there is no agency yet; run ./run or dongthuan demo first")) from error
    except ProgrammingError as error:
        raise BadInput(
            _("the database has no tables yet; run ./run prepare or dongthuan migrate first")
        ) from error
    except queries.Altered as error:
        words = _("%(day)s: the approved text does not fit its seal any more")
        raise BadInput(words % {"day": day.isoformat()}) from error
