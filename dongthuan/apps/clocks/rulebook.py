"""Rows of officers' rules as the rules of law that they stand for, and back."""

import hashlib
from typing import Any

from dongthuan.apps.clocks.models.rulebook import RuleVersion
from dongthuan.law.model import Cap, Direction, Roll, Rule, Unit, Verified

PLAIN = (
    "key",
    "alias",
    "title",
    "amount",
    "start_event",
    "channel",
    "complexity",
    "agency_kind",
    "month",
    "day",
    "valid_from",
    "valid_to",
    "instrument",
    "article",
    "source",
    "verified_by",
    "verified_on",
    "note",
)


def as_rule(version: RuleVersion) -> Rule:
    """Return the rule of law that a row stands for."""
    cap = Cap(version.cap, Unit(version.cap_unit)) if version.cap is not None else None
    return Rule(
        **{name: getattr(version, name) for name in PLAIN},
        unit=Unit(version.unit) if version.unit else None,
        roll=Roll(version.roll),
        direction=Direction(version.direction),
        extension=cap,
        verified=Verified(version.verified),
    )


def columns_of(rule: Rule) -> dict[str, Any]:
    """Return the columns of a row that stands for a rule of law."""
    cap = rule.extension
    return {name: getattr(rule, name) for name in PLAIN} | {
        "unit": rule.unit.value if rule.unit else "",
        "roll": rule.roll.value,
        "direction": rule.direction.value,
        "cap": cap.amount if cap else None,
        "cap_unit": cap.unit.value if cap else "",
        "verified": rule.verified.value,
    }


def fingerprint(rules: tuple[Rule, ...], calendar_version: str) -> str:
    """Return 64 hexadecimal digits that change with any rule and with the calendar."""
    text = "\n".join(sorted(map(repr, rules))) + calendar_version
    return hashlib.sha256(text.encode()).hexdigest()
