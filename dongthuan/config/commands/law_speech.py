"""What the `law` commands share: Vietnamese sentences without Django, days and instants as they are typed."""

import re
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from dongthuan.config.cli import BadInput
from dongthuan.law.model import Rule, Unit
from dongthuan.law.vietnam import ZONE

_CATALOGUE = Path(__file__).parents[2] / "apps" / "clocks" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_UNITS = {Unit.HOURS: "giờ", Unit.WORKING_DAYS: "ngày làm việc", Unit.DAYS: "ngày", Unit.MONTHS: "tháng"}


def in_vietnamese(sentence: str) -> str:
    """Return a sentence of the law room in Vietnamese, from the catalogue: Django is not loaded here."""
    message = _catalogue().get(sentence)
    return str(message.string) if message and message.string else sentence


@cache
def _catalogue() -> Catalog:
    with _CATALOGUE.open("rb") as source:
        return read_po(source, locale="vi")


def one_line(text: str) -> str:
    """Return what was typed, fit to be said back in one line."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:60]


def day_of(text: str) -> date:
    """Return a day typed as 2026-10-01; raises BadInput."""
    try:
        if not _DAY.fullmatch(text):
            raise ValueError  # noqa: TRY301  # the other ways of ISO 8601 are refused like no day at all
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"“{one_line(text)}” không phải là ngày; hãy viết như 2026-10-01") from None


def start_of(text: str) -> tuple[datetime, bool]:
    """Return an instant, and whether its time of day was typed; a day alone is its first moment in Vietnam.

    Raises BadInput for what is no instant and for one without a time zone.
    """
    if _DAY.fullmatch(text):
        return datetime.combine(day_of(text), time(tzinfo=ZONE)), False
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None:
            return at.astimezone(ZONE), True
    except (ValueError, OverflowError):
        raise BadInput(
            f"“{one_line(text)}” không phải là thời điểm; hãy viết như 2026-08-10T09:00:00+07:00"
        ) from None
    raise BadInput(f"“{one_line(text)}” thiếu múi giờ; hãy viết như 2026-08-10T09:00:00+07:00")


def limit_of(rule: Rule) -> str:
    """Return a rule's limit in a few Vietnamese words."""
    if rule.unit is Unit.IMMEDIATE:
        return "ngay"
    if rule.unit is Unit.DATE:
        return f"đến {rule.day:02d}/{rule.month:02d}"
    if rule.amount is None or rule.unit is None:
        return "chưa có số"
    limit = f"{rule.amount} {_UNITS[rule.unit]}"
    cap = rule.extension
    return f"{limit} (+{cap.amount} {_UNITS[cap.unit]})" if cap else limit
