"""Every five minutes: those who clear are urged on, and who stands in for them is named."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.clearances.operations import standing_in, urging
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.notices.stand_ins import tell_stand_ins


@app.task(name="clearances.urge", queue="notices", lock="clearances.urge", queueing_lock="clearances.urge")
def urge(timestamp: int = 0) -> None:
    """Name and tell who stands in for those who are away; urge on whoever is asked for a part nearly late."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        tell_stand_ins(by=by, at=at)
        standing_in.name_stand_ins(by=by, at=at)
        urging.urge(by=by, at=at)
