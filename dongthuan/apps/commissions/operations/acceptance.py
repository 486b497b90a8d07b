"""Another than who ordered accepts what was delivered, never more than is evidenced; minutes are drawn up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.commissions import papers
from dongthuan.apps.commissions.lifecycle import OrderState
from dongthuan.apps.commissions.models.deliveries import Acceptance, AcceptedPart
from dongthuan.apps.commissions.models.orders import Order, Part
from dongthuan.apps.commissions.operations.orders import in_state, step
from dongthuan.apps.commissions.operations.telling import tell_orderers
from dongthuan.apps.commissions.queries.orders import to_be_accepted
from dongthuan.apps.commissions.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.documents.queries.issuers import unit_of_the_writer, units_to_write_for, usual_issuer
from dongthuan.apps.files.secrecy import refuse_secret
from dongthuan.apps.press.operations.versions import AheadOfTime
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.official import Kind


class AboveDelivered(Exception):
    """More would be accepted than is evidenced; `part`, and `most`: how many may be."""

    def __init__(self, part: Part, most: int) -> None:
        super().__init__(part.pk, most)
        self.part, self.most = part, most


class NothingAccepted(Exception):
    """Nothing is accepted, and it is not the end of the delivery either."""


@dataclass(frozen=True, slots=True)
class AcceptanceContent:
    """What is accepted. quantities: how many pieces by key of the part; is_final: nothing follows."""

    quantities: Mapping[int, int]
    on: date
    is_final: bool = False
    words: str = ""


@transaction.atomic
def accept(*, order: Order, content: AcceptanceContent, version: int, by: Actor, at: datetime) -> Acceptance:
    """Accept what was delivered, or its end short of what was ordered; draw up its minutes (Mẫu 02, 04).

    Raises ChangedMeanwhile, WrongState, AboveDelivered, NothingAccepted, AheadOfTime, SecretMark.
    """
    row = in_state(order, version, OrderState.RUNNING)
    require(ACCESS, Act.ACCEPT, by, row)
    refuse_secret(content.words)
    if content.on > local_day(at):
        raise AheadOfTime
    taken = _taken(row, content)
    if not taken and not content.is_final:
        raise NothingAccepted
    acceptance = Acceptance.objects.create(
        order=row,
        number=Acceptance.objects.filter(order=row).count() + 1,
        on=content.on,
        is_final=content.is_final,
        words=content.words.strip()[:2000],
        amount_vnd=sum(part.unit_price_vnd * quantity for part, quantity in taken),
        ordered_by_id=row.ordered_by_id or row.prepared_by_id,
        by_id=by.pk,
        at=at,
    )
    accepted = [_accept(acceptance, part, quantity) for part, quantity in taken]
    row.accepted_vnd += acceptance.amount_vnd
    if content.is_final:
        step(row, OrderState.DELIVERED)
    row.save()
    acceptance.order = row
    acceptance.paper = draw_up(
        kind=Kind.MINUTES,
        unit=_writing_unit(row, by, at),
        issuer=usual_issuer(row.unit),
        subject=papers.acceptance_subject(acceptance),
        body=papers.acceptance_body(acceptance, accepted),
        recipients=papers.recipients(row),
        record=row,
        by=by,
        at=at,
    )
    acceptance.save(update_fields=["paper"])
    details = {"number": acceptance.number, "amount": acceptance.amount_vnd, "final": content.is_final}
    audit.note(act=Act.ACCEPT, actor=by, record=row, at=at, ground=acceptance.words, details=details)
    tell_orderers(row, Act.ACCEPT, at=at)
    return acceptance


def _writing_unit(row: Order, by: Actor, at: datetime) -> Unit:
    """Return the unit for which the acceptor draws up the minutes: the order's where he may, else his own."""
    units = units_to_write_for(by, on=local_day(at))
    return units.filter(pk=row.unit_id).first() or unit_of_the_writer(by, units) or row.unit


def _taken(row: Order, content: AcceptanceContent) -> list[tuple[Part, int]]:
    """Return which parts are accepted and how many of each. Raises AboveDelivered."""
    taken = []
    for part, most in to_be_accepted(row):
        quantity = content.quantities.get(part.pk, 0)
        if not 0 <= quantity <= most:
            raise AboveDelivered(part, most)
        if quantity:
            taken.append((part, quantity))
    return taken


def _accept(acceptance: Acceptance, part: Part, quantity: int) -> AcceptedPart:
    part.accepted_quantity += quantity
    part.save(update_fields=["accepted_quantity"])
    return AcceptedPart.objects.create(acceptance=acceptance, part=part, quantity=quantity)
