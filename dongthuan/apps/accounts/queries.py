"""Reads about officers."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from dongthuan.apps.accounts.models import SYSTEM_NAME, Officer, RoleHeld


def acting_system(*, on: date) -> Officer | None:
    """Return the system's officer as of a day, under whose name jobs act; None before there is an agency."""
    officer = Officer.objects.filter(username=SYSTEM_NAME).first()
    return officer.on(on) if officer else None


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One officer and the roles in force."""

    officer: Officer
    held: list[RoleHeld]


def officer_rows(*, on: date) -> list[OfficerRow]:
    """Return the officers by name, each with the roles in force on a day; two queries."""
    in_force = RoleHeld.objects.in_force(on=on).select_related("unit")
    officers = Officer.objects.exclude(username=SYSTEM_NAME).prefetch_related(
        Prefetch("roles", queryset=in_force, to_attr="held_now")
    )
    return [OfficerRow(officer, officer.held_now) for officer in officers]
