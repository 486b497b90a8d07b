"""Set up the demonstration agency in an empty database, and take its invented news out again."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import (
    AgencyContent,
    OfficerContent,
    found_agency,
    give_role,
    save_officer,
)
from dongthuan.apps.common.roles import Role
from dongthuan.apps.demonstration.absences import set_up_absences
from dongthuan.apps.demonstration.awareness import set_up_awareness
from dongthuan.apps.demonstration.capacity import set_up_capacity
from dongthuan.apps.demonstration.comments import set_up_comments
from dongthuan.apps.demonstration.commissions import set_up_commissions
from dongthuan.apps.demonstration.content import set_up_content
from dongthuan.apps.demonstration.disclosure import set_up_disclosure
from dongthuan.apps.demonstration.inquiries import set_up_inquiries
from dongthuan.apps.demonstration.invention import DATA, OUTLETS, STAMP
from dongthuan.apps.demonstration.matters import set_up_matters
from dongthuan.apps.demonstration.measurement import set_up_measurement
from dongthuan.apps.demonstration.money import set_up_money
from dongthuan.apps.demonstration.partners import set_up_partners
from dongthuan.apps.demonstration.policies import set_up_policies
from dongthuan.apps.demonstration.press_registers import set_up_press_registers
from dongthuan.apps.demonstration.requests import set_up_requests
from dongthuan.apps.demonstration.work import begin_work, cast_of
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.operations.topics import TopicContent, save_topic
from dongthuan.apps.plans.operations.plans import read_directive, save_draft_plan
from dongthuan.apps.units.models import Agency, Unit
from dongthuan.apps.units.operations import UnitContent, save_unit

PASSWORD = "minh-hoa-2026"  # noqa: S105  # shown on the sign-in page of a demonstration, and nowhere else
DIRECTIVE = DATA / "directive.txt"
COORDINATOR = "dieuphoi"
CLASSES = {
    "khoa-hoc": Source.OutletClass.SCIENCE,
    "cong-tin": Source.OutletClass.GOVERNMENT,
    "dien-dan": Source.OutletClass.SOCIAL,
}
# Each stands on those before it.
PARTS = (
    set_up_absences,
    set_up_money,
    set_up_press_registers,
    set_up_inquiries,
    set_up_content,
    set_up_matters,
    set_up_commissions,
    set_up_requests,
    set_up_disclosure,
    set_up_capacity,
    set_up_awareness,
    set_up_partners,
    set_up_measurement,
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """A name with which one can try the demonstration."""

    username: str
    full_name: str
    post: str


def sign_ins() -> list[SignIn]:
    """Return the names of the demonstration, in the order in which one would try them."""
    return [SignIn(row["username"], row["full_name"], row["post"]) for row in _agency()["officers"]]


def _agency() -> dict[str, Any]:
    return tomllib.loads((DATA / "agency.toml").read_text(encoding="utf-8"))


@transaction.atomic
def set_up(*, address: str, at: datetime, on: date) -> None:
    """Make the Academy as a demonstration: units, officers, topics, feeds, a plan, money, a desk at work.

    address: where this installation answers, such as http://127.0.0.1:8000.
    Raises AlreadyFounded if the database has an agency.
    """
    book = _agency()
    system = found_agency(
        content=AgencyContent(
            book["code"], book["name"], book["document_code"], book["place"], book["start_on"], True
        ),
        at=at,
        on=on,
    )
    Agency.objects.update(kind=Agency.Kind.GOVERNMENT_ATTACHED)
    units = _units(book, by=system, at=at)
    for row in book["officers"]:
        _officer(row, units, since=book["start_on"], by=system, at=at)
    _topics(units, by=system, at=at)
    _sources(address, at=at)
    _plan(on=on, at=at)
    cast = cast_of(on=on)
    for set_up_part in PARTS:
        set_up_part(cast=cast, at=at)
    drafts = set_up_policies(cast=cast, at=at)
    if drafts is not None:
        set_up_comments(drafts, cast=cast, at=at)


def _units(book: dict[str, Any], *, by: Officer, at: datetime) -> dict[str, Unit]:
    agency = Unit.objects.get(parent__isnull=True)
    units = {agency.code: agency}
    for row in book["units"]:
        content = UnitContent(
            code=row["code"],
            name=row["name"],
            short_name=row.get("short_name", ""),
            kind=row["kind"],
            parent=agency,
            start_on=book["start_on"],
            is_illustrative=True,
        )
        units[row["code"]] = save_unit(unit=None, content=content, by=by, at=at)
    return units


def _officer(row: dict[str, Any], units: dict[str, Unit], *, since: date, by: Officer, at: datetime) -> None:
    """Let an officer in, with roles held since the agency began: the invented past needs people too."""
    content = OfficerContent(row["username"], row["full_name"], row["post"], phone=row["phone"])
    officer = save_officer(officer=None, content=content, by=by, at=at, password=PASSWORD)
    for role, unit in row["roles"]:
        give_role(officer=officer, role=Role(role), unit=units[unit], start_on=since, by=by, at=at)


def _topics(units: dict[str, Unit], *, by: Officer, at: datetime) -> None:
    book = tomllib.loads((DATA / "topics.toml").read_text(encoding="utf-8"))
    for row in book["topics"]:
        content = TopicContent(
            slug=row["slug"],
            name=row["name"],
            kind=row.get("kind", Topic.Kind.POLICY),
            goal=row["goal"],
            phrases=tuple(row["phrases"]),
            excluded_phrases=tuple(row.get("excluded_phrases", ())),
            favourable_examples=tuple(row.get("favourable_examples", ())),
            unfavourable_examples=tuple(row.get("unfavourable_examples", ())),
            unit=units.get(row.get("unit", "")),
            is_illustrative=True,
        )
        save_topic(topic=None, content=content, version=1, by=by, at=at)


def _sources(address: str, *, at: datetime) -> None:
    stamp = at.astimezone(UTC).strftime(STAMP)
    for outlet, name in OUTLETS.items():
        Source.objects.create(
            name=name,
            outlet=name,
            outlet_class=CLASSES.get(outlet, Source.OutletClass.PRESS),
            url=address + reverse("demonstration:feed", args=[stamp, outlet]),
            interval_minutes=5,
            is_verified=True,
            is_illustrative=True,
            next_fetch_at=at,
        )


def _plan(*, on: date, at: datetime) -> None:
    """Let the coordinator read the invented directive, save it as a plan, and put it to work."""
    coordinator = Officer.objects.get(username=COORDINATOR).on(on)
    agency = Unit.objects.get(parent__isnull=True)
    plan = read_directive(
        data=DIRECTIVE.read_bytes(), name=DIRECTIVE.name, unit=agency, by=coordinator, at=at
    )
    title = f"{plan.title} (minh hoạ)"
    plan = save_draft_plan(plan=plan, title=title, version=plan.version, by=coordinator, at=at)
    begin_work(plan=plan, on=on, at=at)


@transaction.atomic
def point_feeds(*, address: str) -> int:
    """Let the invented feeds point at where this installation answers now; returns how many moved."""
    moved = 0
    for source in Source.objects.filter(is_illustrative=True).exclude(url__startswith=address + "/"):
        path = "/" + source.url.split("/", 3)[3]
        source.url = address + path
        source.save(update_fields=["url"])
        moved += 1
    return moved
