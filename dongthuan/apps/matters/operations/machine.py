"""What follows from an act by itself, as a clock that starts or ends, is done under the system's name."""

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.roles import Actor


class NoAgency(Exception):
    """There is no agency yet, so nobody may act for the machine."""


def machine(by: Actor) -> Officer:
    """Return the system's officer as of the day of whoever acts; raises NoAgency."""
    officer = acting_system(on=by.day)
    if officer is None:
        raise NoAgency
    return officer
