"""What makes a rule unusable: asked of the shipped packs, and of what an officer enters."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dongthuan.law.model import AGENCY_KINDS, CHANNELS, COMPLEXITIES, Direction, Roll, Rule, Unit

LARGEST = 10_000
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+")
ALIAS = re.compile(r"(?:[A-Z][0-9]{2}(?:\.[0-9])?)?")
COUNTED = (Unit.HOURS, Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS)
TEXTS = {
    "title": 200,
    "start_event": 300,
    "instrument": 120,
    "article": 120,
    "source": 300,
    "note": 1000,
    "verified_by": 120,
}
OPTIONAL = ("note", "verified_by")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field; code: a key of `wording.FAULTS`."""

    field: str
    code: str


def faults_of(rule: Rule) -> list[Fault]:
    """Return what makes a rule unusable; a rule without a figure is usable, it says what is not known."""
    return [
        *_names(rule),
        *_texts(rule),
        *_figure(rule),
        *_conditions(rule),
        *_direction(rule),
        *_dates(rule),
    ]


def overlaps(rules: Sequence[Rule]) -> list[tuple[Rule, Rule]]:
    """Return the pairs of rules of one key and equal conditions that are in force on one and the same day."""
    ordered = sorted(rules, key=lambda rule: (_place(rule), rule.valid_from))
    return [
        (one, next_one)
        for one, next_one in pairwise(ordered)
        if _place(one) == _place(next_one) and (one.valid_to or date.max) > next_one.valid_from
    ]


def _place(rule: Rule) -> tuple[str, str, str, str]:
    return rule.key, rule.channel, rule.complexity, rule.agency_kind


def _names(rule: Rule) -> Iterator[Fault]:
    if not KEY.fullmatch(rule.key) or len(rule.key) > 80:
        yield Fault("key", "not-a-key")
    if not ALIAS.fullmatch(rule.alias):
        yield Fault("alias", "not-an-alias")


def _texts(rule: Rule) -> Iterator[Fault]:
    for field, most in TEXTS.items():
        text: str = getattr(rule, field)
        if not text.strip() and field not in OPTIONAL:
            yield Fault(field, "empty")
        if len(text) > most:
            yield Fault(field, "too-long")
        if text != unicodedata.normalize("NFC", text):
            yield Fault(field, "not-composed")


def _figure(rule: Rule) -> Iterator[Fault]:
    if rule.amount is not None and not 1 <= rule.amount <= LARGEST:
        yield Fault("amount", "out-of-range")
    if rule.amount is not None and rule.unit not in COUNTED:
        yield Fault("unit", "amount-without-unit" if rule.unit is None else "unit-without-amount")
    if (rule.month is not None or rule.day is not None) != (rule.unit is Unit.DATE):
        yield Fault("month", "day-of-year")
    elif rule.unit is Unit.DATE and not _is_day_of_year(rule.month, rule.day):
        yield Fault("day", "no-such-day")
    if (cap := rule.extension) is not None:
        if not 1 <= cap.amount <= LARGEST:
            yield Fault("extension", "out-of-range")
        if cap.unit not in COUNTED or rule.unit not in COUNTED:
            yield Fault("extension", "not-extensible")


def _is_day_of_year(month: int | None, day: int | None) -> bool:
    try:
        date(2024, month or 0, day or 0)
    except ValueError:
        return False
    return True


def _conditions(rule: Rule) -> Iterator[Fault]:
    for field, values in (("channel", CHANNELS), ("complexity", COMPLEXITIES), ("agency_kind", AGENCY_KINDS)):
        if getattr(rule, field) not in ("", *values):
            yield Fault(field, "no-such-condition")


def _direction(rule: Rule) -> Iterator[Fault]:
    if rule.direction is Direction.BEFORE:
        if rule.unit not in (Unit.HOURS, Unit.DAYS, Unit.WORKING_DAYS, None):
            yield Fault("direction", "cannot-count-back")
        if rule.roll is not Roll.NONE:
            yield Fault("roll", "no-roll-back")
        if rule.extension is not None:
            yield Fault("extension", "not-extensible")


def _dates(rule: Rule) -> Iterator[Fault]:
    if rule.valid_to is not None and rule.valid_to <= rule.valid_from:
        yield Fault("valid_to", "ends-before-start")
    if bool(rule.verified_by) != (rule.verified_on is not None):
        yield Fault("verified_on", "verified-by-and-on")
