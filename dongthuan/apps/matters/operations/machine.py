"""What follows from an act by itself, as a clock that starts or ends, is done under the system's name."""

from datetime import datetime

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day


class NoAgency(Exception):
    """There is no agency yet, so nobody may act for the machine."""


def machine(at: datetime) -> Officer:
    """Return the system's officer as of an instant; raises NoAgency."""
    officer = acting_system(on=local_day(at))
    if officer is None:
        raise NoAgency
    return officer
