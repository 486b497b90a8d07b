"""What a request costs: stated line by line before the information is given, then noted as paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.models.requests_handling import CostItem, CostStatement
from dongthuan.apps.disclosure.operations.requests import (
    OutOfTime,
    clean,
    locked_request,
    noted,
    step_to,
)
from dongthuan.apps.disclosure.operations.requests_classifying import standing_classification
from dongthuan.apps.disclosure.requests_lifecycle import EventKind, RequestState
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct


class NothingToPay(Exception):
    """A statement of cost has at least one line, and a day that is not past."""


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of a statement of cost, in whole đồng."""

    title: str
    quantity: int
    measure: str
    price_vnd: int
    is_free: bool = False


@dataclass(frozen=True, slots=True)
class CostContent:
    """What is to be paid by when. percent: the share of the actual cost, less where the law lowers it."""

    lines: Sequence[CostLine]
    pay_by: date
    percent: int = 100
    note: str = ""


@transaction.atomic
def state_cost(
    *, request: InformationRequest, version: int, content: CostContent, by: Actor, at: datetime
) -> CostStatement:
    """State what is to be paid before the information is given; an earlier statement no longer stands.

    Raises ChangedMeanwhile, NoSuchStep, NotClassified, NothingToPay, SecretMark.
    """
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.STATE_COST, by, request)
    standing_classification(request)
    lines = [line for line in content.lines if line.title.strip() and line.quantity > 0]
    if not lines or content.pay_by < local_day(at):
        raise NothingToPay
    step_to(request, RequestState.COST, at=at)
    request.costs.filter(replaced_at=None).update(replaced_at=at)
    actual = sum(line.quantity * line.price_vnd for line in lines if not line.is_free)
    statement = CostStatement.objects.create(
        request=request,
        total_vnd=actual * content.percent // 100,
        percent=content.percent,
        note=clean(content.note, 500),
        pay_by=content.pay_by,
        stated_at=at,
        stated_by_id=by.pk,
    )
    for line in lines:
        CostItem.objects.create(
            statement=statement,
            title=clean(line.title, 300),
            quantity=line.quantity,
            measure=clean(line.measure, 40),
            price_vnd=line.price_vnd,
            is_free=line.is_free,
        )
    request.save(update_fields=["state", "settled_at", "version"])
    noted(request, RequestAct.STATE_COST, EventKind.COST_STATED, by=by, at=at, total_vnd=statement.total_vnd)
    return statement


@transaction.atomic
def note_payment(  # a payment has its time and its receipt
    *, request: InformationRequest, version: int, paid_at: datetime, receipt: str, by: Actor, at: datetime
) -> CostStatement:
    """Note that the cost was paid; the answer is then prepared. Raises NothingToPay, OutOfTime."""
    request = locked_request(request, version)
    require(REQUEST_ACCESS, RequestAct.NOTE_PAYMENT, by, request)
    statement = (
        CostStatement.objects.select_for_update(of=("self",))
        .filter(request=request, replaced_at=None, paid_at=None)
        .first()
    )
    if statement is None:
        raise NothingToPay
    if not statement.stated_at <= paid_at <= at:
        raise OutOfTime
    statement.paid_at, statement.paid_noted_by_id = paid_at, by.pk
    statement.receipt = clean(receipt, 80)
    statement.save()
    if request.state == RequestState.COST:
        step_to(request, RequestState.ANSWERING, at=at)
    request.save(update_fields=["state", "settled_at", "version"])
    noted(request, RequestAct.NOTE_PAYMENT, EventKind.COST_PAID, by=by, at=at)
    return statement
