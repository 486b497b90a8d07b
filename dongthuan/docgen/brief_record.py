"""The decided content of a brief as plain data that can be stored, hashed, and drawn again in ten years."""

import hashlib
import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from dongthuan.docgen.brief import (
    Brief,
    BriefGroup,
    BriefItem,
    Figures,
    Level,
    Origin,
    Polarity,
    Proposal,
    Reference,
    Tally,
)
from dongthuan.docgen.letterhead import Letterhead, Recipient, Signature, SigningMode

_AFTER_APPROVAL = ("number", "signature", "is_draft")


def to_plain(brief: Brief) -> dict[str, Any]:
    """Return the brief as what JSON can say; `from_plain` gives the same brief back."""
    plain: dict[str, Any] = json.loads(_written(asdict(brief)))
    return plain


def from_plain(plain: dict[str, Any]) -> Brief:
    """Return the brief that `to_plain` wrote; raises KeyError, TypeError or ValueError for anything else."""
    head, signed, told = plain["letterhead"], plain["signature"], plain
    return Brief(
        letterhead=Letterhead(**head | {"signed_on": _day(head["signed_on"])}),
        day=date.fromisoformat(told["day"]),
        compiler=told["compiler"],
        signature=Signature(**signed | {"mode": SigningMode(signed["mode"])}),
        figures=figures_from_plain(told["figures"]),
        groups=tuple(_group(group) for group in told["groups"]),
        proposals=tuple(Proposal(**one | {"due_on": _day(one["due_on"])}) for one in told["proposals"]),
        number=told["number"],
        recipients=tuple(Recipient(**one) for one in told["recipients"]),
        archive=told["archive"],
        notes=tuple(told["notes"]),
        is_draft=told["is_draft"],
    )


def fingerprint(brief: Brief) -> str:
    """Return the SHA-256 of the content in hexadecimal; equal content, equal fingerprint.

    Number, signature, day of signing and the draft mark are left out: they come after approval.
    """
    content = asdict(brief)
    for later in _AFTER_APPROVAL:
        del content[later]
    del content["letterhead"]["signed_on"]
    return hashlib.sha256(_written(content).encode()).hexdigest()


def figures_to_plain(figures: Figures) -> dict[str, Any]:
    """Return the figures as what JSON can say."""
    plain: dict[str, Any] = json.loads(_written(asdict(figures)))
    return plain


def figures_from_plain(plain: dict[str, Any]) -> Figures:
    """Return the figures that `figures_to_plain` wrote."""
    return Figures(
        day=Tally(**plain["day"]),
        previous_month=_reference(plain["previous_month"]),
        last_year=_reference(plain["last_year"]),
        copies=plain["copies"],
        confirmed=plain["confirmed"],
        start_at=_instant(plain["start_at"]),
        end_at=_instant(plain["end_at"]),
    )


def _written(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, default=_iso)


def _iso(value: date | datetime) -> str:
    return value.isoformat()


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _instant(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _reference(plain: dict[str, Any]) -> Reference:
    return Reference(date.fromisoformat(plain["month_on"]), Tally(**plain["tally"]))


def _group(plain: dict[str, Any]) -> BriefGroup:
    return BriefGroup(plain["numeral"], plain["title"], tuple(_item(one) for one in plain["items"]))


def _item(plain: dict[str, Any]) -> BriefItem:
    judged = {
        "published_at": _instant(plain["published_at"]),
        "polarity": Polarity(plain["polarity"]),
        "polarity_origin": Origin(plain["polarity_origin"]),
        "level": Level(plain["level"]),
    }
    return BriefItem(**plain | judged)
