"""An official document as data for the templates of PDF and of the web page."""

from dataclasses import asdict
from typing import Any

from dongthuan.docgen import official_wording as say
from dongthuan.docgen.letterhead import Signature
from dongthuan.docgen.letterhead_data import foot_data, head_data
from dongthuan.docgen.official import Document, Kind
from dongthuan.docgen.official_layout import (
    MOTTO_RULE_MM,
    Grid,
    Piece,
    agency_rule,
    annexes_of,
    body_of,
    subject_rule,
)
from dongthuan.docgen.official_record import fingerprint
from dongthuan.docgen.wording import breakable, clean

_LONGEST_FOOT = 36


def official_data(document: Document) -> dict[str, Any]:
    """Return all words and measures that the templates ask for; nothing is decided in them."""
    opening, names = say.addressing(document)
    subject = say.subject_line(document)
    is_dispatch = document.kind is Kind.DISPATCH
    foot = foot_data(document.signature, document.recipients, document.archive)
    return {
        "title": say.title_of(document),
        "author": clean(document.letterhead.agency),
        "fingerprint": fingerprint(document),
        "head": head_data(document.letterhead, document.number, is_draft=document.is_draft)
        | {"agency_rule": agency_rule(document), "motto_rule": MOTTO_RULE_MM}
        | {"about": breakable(subject) if is_dispatch else "", "urgency": document.urgency.value},
        "kind": say.TITLES[document.kind],
        "subject": "" if is_dispatch else breakable(subject),
        "subject_rule": subject_rule(subject),
        "addressing": {
            "opening": opening,
            "names": names,
            "is_inviting": document.kind is Kind.INVITATION,
        },
        "pieces": [piece_data(piece) for piece in body_of(document)],
        "foot": foot | {"is_long": len(foot["recipients"]) > _LONGEST_FOOT},
        "cosignature": signature_data(document.cosignature) if document.cosignature else None,
        "annexes": [
            {
                "label": annex.label,
                "title": breakable(annex.title),
                "reference": annex.reference,
                "is_landscape": annex.is_landscape,
                "pieces": [piece_data(piece) for piece in annex.pieces],
            }
            for annex in annexes_of(document)
        ],
    }


def signature_data(signature: Signature) -> dict[str, Any]:
    """Return the lines of a signature."""
    return {"capacity": signature.capacity(), "name": clean(signature.name)}


def piece_data(piece: Piece | Grid) -> dict[str, Any]:
    """Return a piece as what JSON can say; long words may be broken."""
    if isinstance(piece, Piece):
        return asdict(piece) | {"words": breakable(piece.words)}
    return {
        "role": "table",
        "header": [breakable(words) for words in piece.header],
        "rows": [
            {"tall": tall, "cells": [breakable(cell) for cell in row]}
            for row, tall in zip(piece.rows, piece.tall, strict=True)
        ],
        "widths": piece.widths,
        "size": piece.size,
        "numeric": piece.numeric,
        "counted": piece.counted,
        "name": piece.name,
    }
