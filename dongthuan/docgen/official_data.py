"""An official document as data for the templates of PDF and of the web page."""

from dataclasses import asdict
from typing import Any

from dongthuan.docgen import official_wording as say
from dongthuan.docgen.letterhead import Signature
from dongthuan.docgen.letterhead_data import foot_data, head_data
from dongthuan.docgen.metrics import longest_line_mm
from dongthuan.docgen.official import Document, Kind
from dongthuan.docgen.official_layout import (
    PORTRAIT_MM,
    Grid,
    Piece,
    annexes_of,
    body_of,
)
from dongthuan.docgen.official_record import fingerprint
from dongthuan.docgen.wording import breakable, clean

HEAD_MM = (66.0, 94.0)
_SHARE = 0.4  # the rule below agency and subject is 1/3 to 1/2 of the line
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
        | head_rules(document)
        | {"about": breakable(subject) if is_dispatch else ""},
        "kind": say.TITLES[document.kind],
        "subject": "" if is_dispatch else breakable(subject),
        "subject_rule": subject_rule(subject),
        "addressing": {"opening": opening, "names": names},
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


def head_rules(document: Document) -> dict[str, float]:
    """Return the lengths in millimetres of the rules below the agency and below the motto."""
    agency = clean(document.letterhead.agency).upper()
    length = longest_line_mm(agency, size=12, of_mm=HEAD_MM[0], bold=True)
    return {"agency_rule": round(length * _SHARE, 1), "motto_rule": 56.2}


def subject_rule(subject: str) -> float:
    """Return the length in millimetres of the rule below the subject."""
    return round(longest_line_mm(subject, size=14, of_mm=PORTRAIT_MM, bold=True) * _SHARE, 1)


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
        "name": piece.name,
    }
