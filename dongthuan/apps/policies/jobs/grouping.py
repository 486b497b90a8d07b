"""In the background: comments are grouped and read, batch by batch; networks are forgotten."""

from procrastinate.contrib.django import app

from dongthuan.analysis.understanding import Reader
from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.policies.operations.comments import forget_networks
from dongthuan.apps.policies.operations.grouping import group_batch
from dongthuan.apps.policies.operations.grouping_suggestions import Meanings, suggest_batch
from dongthuan.apps.policies.queries.comments import consultations_to_group, consultations_to_read
from dongthuan.apps.press.meaning import encoder

MOST_BATCHES = 40


@app.task(name="policies.group", queue="policies", lock="policies.group", queueing_lock="policies.group")
def group(timestamp: int = 0) -> None:
    """Put new comments into groups, then read new groups; what is left waits for the next minute."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    for consultation in consultations_to_group():
        for _batch in range(MOST_BATCHES):
            if not group_batch(consultation=consultation, by=by, at=at):
                break
    unread = list(consultations_to_read())
    reader = Reader(encoder()) if unread else None
    for consultation in unread:
        held = Meanings()
        for _batch in range(MOST_BATCHES):
            if reader is None or not suggest_batch(
                consultation=consultation, reader=reader, held=held, by=by, at=at
            ):
                break


@app.task(name="policies.forget", queue="policies", lock="policies.forget", queueing_lock="policies.forget")
def forget(timestamp: int = 0) -> None:
    """Let the hashes of networks go whose week is over."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is not None:
        forget_networks(by=by, at=at)
