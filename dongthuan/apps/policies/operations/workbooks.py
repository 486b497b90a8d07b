"""Workbooks of large consultations are drawn once, in the background, and anew when the data changed."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.tasks import configure_task

from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.policies.answers_lifecycle import DrawingState
from dongthuan.apps.policies.answers_rules import ANSWER_ACCESS, AnswerAct
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.workbooks import KeptWorkbook, KeptWorkbookContent
from dongthuan.apps.policies.queries.workbooks import Asked, Offer, fingerprint_of, offer_of
from dongthuan.docgen.sheet import Cell, Sheet
from dongthuan.docgen.sheet_xlsx import as_xlsx

DRAW: Final = "policies.draw_workbook"
FRESH: Final = timedelta(minutes=10)
FILTERED_STAYS: Final = timedelta(days=1)  # a filtered list is of use to whoever asked, not to everybody
HANGS: Final = timedelta(minutes=15)
STEP: Final = 1_000  # rows between two notes of how far it is
Sheets = Callable[[Consultation], Sequence[Sheet]]


def workbook_now(*, asked: Asked, must_hold: bool, is_anew: bool = False, by: Actor, at: datetime) -> Offer:
    """Return the workbook that can be had now, or the one that is on its way.

    must_hold: only one that shows how things stand this instant will do, as for the public. Otherwise one
    that was drawn within FRESH is offered too, with its time, unless `is_anew`: comments may come in faster
    than a workbook is drawn. Raises NotAllowed.
    """
    fingerprint = fingerprint_of(asked.consultation)
    offer = offer_of(asked, fingerprint)
    if must_hold and not offer.holds:
        offer = replace(offer, ready=None)
    drawn_at = offer.ready.data_at if offer.ready else None
    if offer.holds or (drawn_at is not None and drawn_at > at - FRESH and not is_anew):
        return offer
    if offer.under_way is not None and offer.under_way.moved_at > at - HANGS:
        return offer
    return replace(offer, under_way=want_workbook(asked=asked, fingerprint=fingerprint, by=by, at=at))


@transaction.atomic
def want_workbook(*, asked: Asked, fingerprint: str, by: Actor, at: datetime) -> KeptWorkbook:
    """Return the workbook of this kind and state of the data; it is queued once, however many ask.

    One that failed or hangs is queued again. Raises NotAllowed.
    """
    require(ANSWER_ACCESS, AnswerAct.WANT_WORKBOOK, by, asked.consultation)
    made, _is_new = KeptWorkbook.objects.get_or_create(
        consultation=asked.consultation,
        kind=asked.kind,
        language=asked.language,
        filters=asked.filters,
        fingerprint=fingerprint,
        defaults={"asked_at": at, "moved_at": at, "row_total": asked.count},
    )
    row = KeptWorkbook.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if row.state == DrawingState.READY:
        return row
    if row.state == DrawingState.FAILED or row.moved_at < at - HANGS:
        row.state, row.row_count, row.moved_at = DrawingState.WAITING, 0, at
        row.save(update_fields=["state", "row_count", "moved_at"])
    if row.state == DrawingState.WAITING:
        _defer(row.pk)
    return row


def _defer(key: int) -> None:
    """Queue the drawing unless it waits already; named, not looked up, as in `clocks`."""
    job = configure_task(
        name=DRAW, job_manager=app.job_manager, queue="policies", lock=DRAW, queueing_lock=f"{DRAW}.{key}"
    )
    try:
        with transaction.atomic():  # a refusal must not spoil the transaction around it
            job.defer(workbook=key)
    except exceptions.AlreadyEnqueued:
        return


def draw_workbook(
    *, workbook: int, sheets: Sheets, clock: Callable[[], datetime], by: Actor
) -> KeptWorkbook | None:
    """Draw a workbook that was asked for, and let older ones of its kind go; None where none waits.

    sheets: gives its sheets, read row by row. clock: gives the instant; how far it is, is noted.
    Whatever breaks it off leaves it failed. Raises NotAllowed.
    """
    require(ANSWER_ACCESS, AnswerAct.DRAW_WORKBOOK, by, None)
    row = KeptWorkbook.objects.select_related("consultation__dossier__unit").filter(pk=workbook).first()
    if row is None or row.state == DrawingState.READY:
        return None
    begun = clock()
    rows = KeptWorkbook.objects.filter(pk=row.pk)
    rows.update(state=DrawingState.DRAWING, row_count=0, moved_at=begun)
    is_done = False
    try:
        before = fingerprint_of(row.consultation)
        counted = [_counted(sheet, row.pk, clock) for sheet in sheets(row.consultation)]
        data = as_xlsx(counted, made_at=begun)
        row.is_exact = before == row.fingerprint == fingerprint_of(row.consultation)
        _keep(row, data, data_at=begun, at=clock())
        is_done = True
    finally:
        if not is_done:
            rows.update(state=DrawingState.FAILED, moved_at=clock())
    return row


@transaction.atomic
def _keep(row: KeptWorkbook, data: bytes, *, data_at: datetime, at: datetime) -> None:
    row.state, row.data_at, row.moved_at = DrawingState.READY, data_at, at
    row.size, row.sha256, row.row_count = len(data), hashlib.sha256(data).hexdigest(), row.row_total
    KeptWorkbookContent.objects.filter(pk=row.pk).delete()
    row.save()
    KeptWorkbookContent.objects.create(workbook=row, data=data)
    others = KeptWorkbook.objects.filter(consultation_id=row.consultation_id, kind=row.kind).exclude(
        pk=row.pk
    )
    same = others.filter(language=row.language, filters=row.filters)
    same.exclude(asked_at__gt=row.asked_at).delete()
    others.exclude(filters="").filter(asked_at__lt=at - FILTERED_STAYS).delete()


def _counted(sheet: Sheet, key: int, clock: Callable[[], datetime]) -> Sheet:
    """Return a sheet that notes how far it is; of two sheets the last, that of the comments, counts."""
    return replace(sheet, rows=_noting(sheet.rows, key, clock))


def _noting(
    rows: Iterable[tuple[Cell, ...]], key: int, clock: Callable[[], datetime]
) -> Iterator[tuple[Cell, ...]]:
    for number, row in enumerate(rows, start=1):
        yield row
        if number % STEP == 0:
            KeptWorkbook.objects.filter(pk=key).update(row_count=number, moved_at=clock())
