"""In the background: hear what was published on matters, measure moods, urge on facts that are late."""

from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.models.verifications import Verification
from dongthuan.apps.matters.operations.effects import measure_effect
from dongthuan.apps.matters.operations.moods import measure_mood
from dongthuan.apps.matters.operations.statements import take_in
from dongthuan.apps.matters.operations.telling import tell_of_lateness
from dongthuan.apps.matters.queries.deadlines import verifications_due
from dongthuan.apps.matters.queries.effects import cards_to_measure
from dongthuan.apps.matters.queries.moods import to_measure
from dongthuan.apps.matters.queries.said import unheard
from dongthuan.apps.notices import operations as notices


@app.task(name="matters.sweep", queue="matters", lock="matters.sweep", queueing_lock="matters.sweep")
def sweep(timestamp: int = 0) -> None:
    """Take in what was published, sent or held on matters: the first official word ends the clock."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    for said in unheard(at=at):
        matter = Matter.objects.filter(pk=said.matter).first()
        if matter is not None:
            take_in(matter=matter, said=said, by=by, at=at)
    late = Verification.objects.waiting().filter(due_at__lte=at)
    for verification in late.select_related("matter", "asked_by"):
        tell_of_lateness(verification, by=by, at=at)


@app.task(name="matters.measure", queue="matters", lock="matters.measure", queueing_lock="matters.measure")
def measure(timestamp: int = 0) -> None:
    """Count the moods of matters and the effects of responses whose time has come."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    for matter in to_measure(at=at):
        measure_mood(matter=matter, by=by, at=at)
    for card in cards_to_measure(at=at):
        measure_effect(card=card, by=by, at=at)


@app.task(name="matters.remind", queue="matters", lock="matters.remind", queueing_lock="matters.remind")
def remind(timestamp: int = 0) -> None:
    """Urge units on that were asked for facts: by the working calendar, as every deadline."""
    at = now()
    if acting_system(on=local_day(at)) is None:
        return
    calendar = working_calendar()
    notices.remind(deadlines=verifications_due(), fires_on=calendar.add_working_days, at=at)
