"""Date open clocks anew after a change of calendar or rules: batch by batch, twice without harm, told once.

A clock that is done or fell away keeps its date. A batch is one transaction with the pointer that says how
far the run came, so a run that was killed goes on where it was.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.tasks import configure_task

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.models.redating import ClockMove, Redating
from dongthuan.apps.clocks.operations.dating import (
    DATED,
    Basis,
    Parts,
    basis_now,
    parts_of,
    trouble_of,
    write_date,
)
from dongthuan.apps.clocks.queries.telling import TOLD_AT_MOST, recipients_of, told_by
from dongthuan.apps.clocks.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices import operations as notices
from dongthuan.law.model import CannotCompute

BATCH = 500
REDATE = "clocks.redate"
AT_ONCE = 2 * BATCH  # so many clocks are dated while the officer waits; more are left to the job
# A calendar seen by another version but with the same outcome is no reason to write a row.
COMPARED = tuple(name for name in DATED if name != "calendar_version")


def in_agency_words(words: str | Promise, **filled: str) -> str:
    """Return words to be kept, in the agency's language, with their blanks filled in."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(words).format(**filled)


def redate_open(*, cause: str, by: Actor, at: datetime) -> list[ClockMove]:
    """Date all open clocks anew, tell whom it concerns, and return what moved."""
    redating = begin_redating(cause=cause, by=by, at=at)
    while redate_batch(redating=redating, by=by, at=at):
        pass
    return list(redating.moves.select_related("clock").order_by("pk"))


def redate_or_queue(*, cause: str, by: Actor, at: datetime) -> Redating:
    """Date open clocks anew: few of them at once, many by the job, whose progress the run's page shows."""
    redating = begin_redating(cause=cause, by=by, at=at)
    if redating.total > AT_ONCE:
        defer_redate()
        return redating
    while redate_batch(redating=redating, by=by, at=at):
        pass
    redating.refresh_from_db()
    return redating


def defer_redate() -> None:
    """Queue the job that brings runs to their end, unless it waits already.

    It is named, not looked up: the look-up imports every job of the house, and the officer would wait for it.
    """
    job = configure_task(
        name=REDATE, job_manager=app.job_manager, queue="clocks", lock=REDATE, queueing_lock=REDATE
    )
    try:
        with transaction.atomic():  # a refusal must not spoil the transaction around it
            job.defer()
    except exceptions.AlreadyEnqueued:
        return


@transaction.atomic
def begin_redating(*, cause: str, by: Actor, at: datetime) -> Redating:
    """Note that open clocks are to be dated anew, and why."""
    redating = Redating(cause=cause[:500], by_id=by.pk, asked_at=at, law_version=basis_now().version)
    require(ACCESS, Act.REDATE, by, redating)
    waiting = Clock.objects.open()
    redating.total = waiting.count()
    redating.last_key = waiting.aggregate(last=Max("pk"))["last"] or 0
    redating.save(force_insert=True)
    audit.note(act=Act.REDATE, actor=by, record=redating, at=at, ground=redating.cause)
    return redating


@transaction.atomic
def redate_batch(*, redating: Redating, by: Actor, at: datetime) -> bool:
    """Date the next clocks of a run anew; return whether there may be more.

    The last batch tells each officer once how many of his or her clocks moved.
    """
    redating = Redating.objects.select_for_update().select_related("by").get(pk=redating.pk)
    require(ACCESS, Act.REDATE, by, redating)
    if redating.finished_at is not None:
        return False
    waiting = Clock.objects.open().filter(pk__gt=redating.pointer, pk__lte=redating.last_key)
    clocks = list(waiting.select_for_update().order_by("pk")[:BATCH])
    if clocks:
        redating.pointer = clocks[-1].pk
        redating.seen_count += len(clocks)
        _date_anew(clocks, redating, at)
    if len(clocks) < BATCH:
        redating.finished_at = at
        _tell(redating, at)
    redating.save()
    return redating.finished_at is None


def _date_anew(clocks: Sequence[Clock], redating: Redating, at: datetime) -> None:
    parts, basis = parts_of(clocks), basis_now()
    changed: list[Clock] = []
    moves: list[ClockMove] = []
    for clock in clocks:
        old = clock.due_at
        if not _is_dated_otherwise(clock, basis, parts):
            continue
        clock.version += 1
        changed.append(clock)
        redating.trouble_count += bool(clock.trouble)
        if clock.due_at != old:
            moves.append(_move(clock, old, redating, at))
    # every row is there and locked, so this only updates; Django's bulk_update is some ten times slower
    Clock.objects.bulk_create(
        changed, update_conflicts=True, update_fields=[*DATED, "version"], unique_fields=["id"]
    )
    ClockMove.objects.bulk_create(moves)
    redating.moved_count += len(moves)
    _note_told(moves, at)


def _is_dated_otherwise(clock: Clock, basis: Basis, parts: Parts) -> bool:
    """Date one clock anew, unsaved; return whether anything about it is different now."""
    before = [getattr(clock, name) for name in COMPARED]
    try:
        write_date(clock, basis, parts.pauses.get(clock.pk, ()), parts.extensions.get(clock.pk))
    except CannotCompute as fault:
        clock.trouble = trouble_of(fault)
    return before != [getattr(clock, name) for name in COMPARED]


def _move(clock: Clock, old: datetime, redating: Redating, at: datetime) -> ClockMove:
    return ClockMove(
        clock=clock,
        redating=redating,
        old_due_at=old,
        new_due_at=clock.due_at,
        cause=redating.cause,
        by_id=redating.by_id,
        at=at,
    )


def _note_told(moves: Iterable[ClockMove], at: datetime) -> None:
    """Write down who will be told of each move."""
    moves = list(moves)
    told = recipients_of([move.clock for move in moves], at=at)
    link = ClockMove.told.through
    link.objects.bulk_create(
        link(clockmove_id=move.pk, officer_id=officer) for move in moves for officer in told[move.clock_id]
    )


def _tell(redating: Redating, at: datetime) -> None:
    """Tell each officer once what the run moved; the key keeps it at once if the last batch is repeated."""
    for officer, moves in told_by(redating):
        is_one = len(moves) == 1
        title = (
            format_lazy(_("The deadline of “{title}” moved"), title=moves[0].clock.title[:200])
            if is_one
            else format_lazy(_("{n} deadlines moved"), n=f"{len(moves)}{'+' * (len(moves) > TOLD_AT_MOST)}")
        )
        notices.queue(
            kind=Act.REDATE.value,
            recipient=officer,
            title=title,
            at=at,
            record=redating,
            body=redating.cause,
            url=_url_of(moves[0].clock if is_one else redating),
            key=f"clocks.redate:{redating.pk}",
        )


def _url_of(record: Clock | Redating) -> str:
    return record.get_absolute_url()
