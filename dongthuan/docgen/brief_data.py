"""The daily brief as plain data for the templates: every sentence said, every cell filled."""

from typing import Any

from dongthuan.docgen import brief_wording as say
from dongthuan.docgen.brief import Brief, BriefGroup, BriefItem, Figures
from dongthuan.docgen.brief_record import fingerprint
from dongthuan.docgen.letterhead_data import foot_data, head_data
from dongthuan.docgen.wording import breakable, clean, is_web_address, shown_address


def brief_data(brief: Brief) -> dict[str, Any]:
    """Return what brief.typ and brief.html.jinja ask for: strings, numbers, lists and dictionaries only."""
    return {
        "title": say.subject(brief),
        "author": clean(brief.letterhead.agency),
        "fingerprint": fingerprint(brief),
        "head": head_data(brief.letterhead, brief.number, is_draft=brief.is_draft),
        "kind": say.KIND,
        "subject": say.subject(brief),
        "opening": say.opening(brief),
        "figures": _figures(brief.figures),
        "item_header": say.ITEM_HEADER,
        "groups": [_group(group, brief) for group in brief.groups],
        "proposals": {
            "heading": say.heading(*say.PROPOSALS),
            "header": say.PROPOSAL_HEADER,
            "empty": say.NO_PROPOSAL,
            "rows": [
                [breakable(cell) for cell in say.proposal_cells(position, proposal)]
                for position, proposal in enumerate(brief.proposals, start=1)
            ],
        },
        "notes": say.closing_lines(brief),
        "foot": foot_data(brief.signature, brief.recipients, brief.archive),
    }


def _figures(figures: Figures) -> dict[str, Any]:
    if not figures.day.total:
        return {"rows": []}
    rows = [
        {
            "polarity": row.polarity.value,
            "cells": row.cells,
            "ratio": row.ratio,
            "colour": say.COLOUR[row.polarity],
        }
        for row in say.figure_rows(figures)
    ]
    return {
        "header": say.figure_header(figures),
        "rows": rows,
        "ground": say.ground(figures),
        "words": say.bar_words(figures),
    }


def _group(group: BriefGroup, brief: Brief) -> dict[str, Any]:
    rows = [_item(position, item, brief) for position, item in enumerate(group.items, start=1)]
    return {"heading": say.heading(group.numeral, group.title), "empty": say.EMPTY_GROUP, "rows": rows}


def _item(position: int, item: BriefItem, brief: Brief) -> dict[str, Any]:
    return {
        "position": str(position),
        "source": [breakable(line) for line in say.source_lines(item, day=brief.day)],
        "title": breakable(clean(item.title)),
        "url": item.url if is_web_address(item.url) else "",
        "address": breakable(shown_address(item.url)),
        "summary": breakable(clean(item.summary)),
        "verdict": [(label, breakable(words)) for label, words in say.verdict_lines(item)],
    }
