"""Who is away in the demonstration's week, and who stands in; all days lie around the day of the set-up."""

from datetime import datetime, timedelta

from dongthuan.apps.accounts.models import Absence, AbsenceKind, Officer
from dongthuan.apps.accounts.operations import AbsenceContent, record_absence
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.demonstration.work import Cast

# Who, from so many days after today, for so many days, why, who stands in.
AWAY = (
    ("phapche2", -1, 4, AbsenceKind.LEAVE, "phapche"),
    ("canbo3", 2, 3, AbsenceKind.TRIP, "canbo2"),
)


def set_up_absences(*, cast: Cast, at: datetime) -> None:
    """Record the absences, unless somebody is away already."""
    if Absence.objects.exists():
        return
    on = local_day(at)
    for name, after, days, kind, stand_in in AWAY:
        content = AbsenceContent(
            officer=Officer.objects.get(username=name),
            start_on=on + timedelta(days=after),
            end_on=on + timedelta(days=after + days),
            kind=kind,
            stand_in=Officer.objects.get(username=stand_in),
        )
        record_absence(content=content, by=cast.administrator, at=at)
