"""An official document as JSON that can be stored, hashed, and drawn again in ten years."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from dongthuan.docgen.letterhead import Letterhead, Recipient, Signature, SigningMode
from dongthuan.docgen.official import Annex, Block, Document, Heading, Kind, Paragraph, Table, Urgency

VERSION = 1
_AFTER_SIGNING = ("number", "signature", "cosignature", "is_draft")
_NAMES: dict[type[Block], str] = {Heading: "heading", Paragraph: "paragraph", Table: "table"}


class CannotRestore(ValueError):
    """A record is of a version that is not known here, or no record of a document."""


def to_json(document: Document) -> str:
    """Return the document as JSON; equal documents, equal text. `from_json` gives it back."""
    return json.dumps(to_plain(document), ensure_ascii=False, sort_keys=True)


def from_json(written: str) -> Document:
    """Return the document that `to_json` wrote; raises CannotRestore for anything else."""
    try:
        plain = json.loads(written)
    except ValueError as fault:
        raise CannotRestore("no JSON") from fault
    return from_plain(plain)


def to_plain(document: Document) -> dict[str, Any]:
    """Return the document as what a JSON column holds."""
    plain = asdict(document)
    day = document.letterhead.signed_on
    plain["letterhead"]["signed_on"] = day.isoformat() if day else None
    plain["kind"] = document.kind.value
    if not document.urgency:
        del plain["urgency"]  # as it was before there was one: what was signed keeps its hash
    plain["body"] = blocks_to_plain(document.body)
    plain["annexes"] = annexes_to_plain(document.annexes)
    listed: dict[str, Any] = json.loads(json.dumps(plain))
    return {"version": VERSION} | listed


def from_plain(plain: dict[str, Any]) -> Document:
    """Return the document that `to_plain` wrote; raises CannotRestore for anything else."""
    version = plain.get("version") if isinstance(plain, dict) else None
    if version != VERSION:
        raise CannotRestore(f"version {version!r}, known is {VERSION}")
    try:
        return _document(plain)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise CannotRestore(f"{type(fault).__name__}: {fault}") from fault


def blocks_to_plain(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Return blocks as what JSON can say, each with its "block"."""
    return [{"block": _NAMES[type(block)]} | asdict(block) for block in blocks]


def blocks_from_plain(plain: Iterable[dict[str, Any]]) -> tuple[Block, ...]:
    """Return the blocks that `blocks_to_plain` wrote; raises KeyError, TypeError or ValueError otherwise."""
    return tuple(_block(one) for one in plain)


def annexes_to_plain(annexes: Iterable[Annex]) -> list[dict[str, Any]]:
    """Return annexes as what JSON can say."""
    return [
        {"title": one.title, "blocks": blocks_to_plain(one.blocks), "is_landscape": one.is_landscape}
        for one in annexes
    ]


def annexes_from_plain(plain: Iterable[dict[str, Any]]) -> tuple[Annex, ...]:
    """Return the annexes that `annexes_to_plain` wrote."""
    return tuple(
        Annex(one["title"], blocks_from_plain(one["blocks"]), bool(one["is_landscape"])) for one in plain
    )


def fingerprint(document: Document) -> str:
    """Return the SHA-256 of the content in hexadecimal; equal content, equal fingerprint.

    Number, signatures, day of signing and the draft mark are left out: they come when it is signed.
    """
    content = to_plain(document)
    for later in _AFTER_SIGNING:
        del content[later]
    del content["letterhead"]["signed_on"]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _document(plain: dict[str, Any]) -> Document:
    head, second = plain["letterhead"], plain["cosignature"]
    day = head["signed_on"]
    return Document(
        kind=Kind(plain["kind"]),
        letterhead=Letterhead(**head | {"signed_on": date.fromisoformat(day) if day else None}),
        subject=str(plain["subject"]),
        body=blocks_from_plain(plain["body"]),
        signature=_signature(plain["signature"]),
        number=plain["number"],
        addressees=tuple(plain["addressees"]),
        recipients=tuple(Recipient(**one) for one in plain["recipients"]),
        archive=plain["archive"],
        annexes=annexes_from_plain(plain["annexes"]),
        is_draft=plain["is_draft"],
        cosignature=_signature(second) if second else None,
        issuer=plain["issuer"],
        urgency=Urgency(plain.get("urgency", "")),
    )


def _signature(plain: dict[str, Any]) -> Signature:
    return Signature(**plain | {"mode": SigningMode(plain["mode"])})


def _block(plain: dict[str, Any]) -> Block:
    held = {key: value for key, value in plain.items() if key != "block"}
    if plain["block"] == "heading":
        return Heading(**held)
    if plain["block"] == "paragraph":
        return Paragraph(**held)
    if plain["block"] != "table":
        raise ValueError(f"no block is called {plain['block']!r}")
    lists = {name: tuple(held[name]) for name in ("header", "widths", "numeric")}
    return Table(**held | lists | {"rows": tuple(tuple(row) for row in held["rows"])})
