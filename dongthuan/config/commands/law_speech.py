"""What the `law` commands share: Vietnamese sentences without Django, days and instants as they are typed."""

import argparse
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib import import_module
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from dongthuan.config.cli import BadInput
from dongthuan.law.calendar import WorkingCalendar
from dongthuan.law.model import Rule, Unit
from dongthuan.law.packs import shipped_rules
from dongthuan.law.vietnam import ZONE, vietnamese_calendar

SHIPPED = (
    "Theo quy tắc và lịch đi kèm phần mềm; thêm --agency để dùng cả quy tắc và ngày nghỉ cơ quan đã duyệt."
)
NOT_ASKED = "(Theo quy tắc đi kèm phần mềm; nếu cơ quan đã nhập và duyệt quy tắc này, hãy thêm --agency.)"
APPROVED = "Theo quy tắc và lịch làm việc cơ quan đã duyệt, tính đến lúc này."
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


@dataclass(frozen=True, slots=True)
class Asked:
    """By which rules and which calendar a command answers; `origin` says so in a sentence."""

    rules: tuple[Rule, ...]
    calendar: WorkingCalendar
    origin: str


def add_basis(parser: argparse.ArgumentParser) -> None:
    """Add the argument that asks for the agency's own rules and days."""
    parser.add_argument(
        "--agency",
        action="store_true",
        help="with the rules and days off that this agency approved; opens the database."
        " Without it: as shipped with the software",
    )


def asked_basis(*, of_agency: bool, with_unconfirmed: bool = True) -> Asked:
    """Return the shipped rules and calendar, or those of the agency in the database; raises BadInput."""
    if not of_agency:
        return Asked(shipped_rules(), vietnamese_calendar(with_unconfirmed=with_unconfirmed), SHIPPED)
    if not with_unconfirmed:
        raise BadInput("--confirmed-only không dùng cùng --agency: lịch cơ quan đã duyệt định việc đó")
    startup = import_module("dongthuan.config.startup")  # Django is loaded for this alone
    startup.prepare_django()
    found: list[Asked] = []

    def look() -> int:
        found.append(agency_basis())
        return 0

    startup.with_database(look)
    return found[0]


def agency_basis() -> Asked:
    """Return the rules and the calendar that the agency approved, from the database that Django has open."""
    basis = import_module("dongthuan.apps.clocks.operations.dating").basis_now()
    return Asked(basis.rules, basis.calendar, APPROVED)


def refusal(sentence: str, *, of_agency: bool) -> str:
    """Return why a limit cannot be given, in one line; of the shipped rules, with the way to the agency's."""
    return sentence if of_agency else f"{sentence} {NOT_ASKED}"
