"""What changed in how people speak of a matter once the agency had spoken, with bounds."""

from dataclasses import dataclass
from datetime import datetime

from dongthuan.analysis.interruption import Effect
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.monitoring.queries.interruption import effect_around


@dataclass(frozen=True, slots=True)
class Spoken:
    """The effect of the first statement; None while fewer than three full days lie on either side of it."""

    at: datetime
    effect: Effect | None


def effect_of_statement(matter: Matter, *, at: datetime) -> Spoken | None:
    """Return what was different after the first statement; None without topic or statement.

    Days are of 24 hours from the hour of the statement.
    """
    if matter.topic is None or matter.first_statement_at is None:
        return None
    begin = matter.first_statement_at.replace(minute=0, second=0, microsecond=0)
    return Spoken(matter.first_statement_at, effect_around([matter.topic], begin, until=at))
