"""Published pieces are noted, proposed by the collector, confirmed with an archived copy, or turned down."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.commissions.evidence import Looked, key_of
from dongthuan.apps.commissions.lifecycle import Look, OrderState, PieceState
from dongthuan.apps.commissions.models.deliveries import Piece
from dongthuan.apps.commissions.models.orders import Order, Part
from dongthuan.apps.commissions.operations.orders import WrongState
from dongthuan.apps.commissions.operations.telling import tell_orderers
from dongthuan.apps.commissions.queries.proposals import collected_as, proposals_for
from dongthuan.apps.commissions.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.versions import line_of
from dongthuan.apps.files.operations import keep
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.files.secrecy import refuse_secret, refuse_secret_file


class DeadLink(Exception):
    """The address does not answer: it is no evidence; `words`: what was found there."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class NoEvidence(Exception):
    """Neither an address nor a file was given."""


class CountedAlready(Exception):
    """This piece counts already, for this or another order."""


class OutsideOrder(Exception):
    """It was published before the order began, or on a day to come."""


class AcceptedAlready(Exception):
    """The piece was accepted, or decided, meanwhile."""


@dataclass(frozen=True, slots=True)
class PieceContent:
    """What one enters of a published piece. looked: what was found at `url`; file: (bytes, name) instead."""

    part: Part
    title: str
    published_on: date
    url: str = ""
    looked: Looked | None = None
    file: tuple[bytes, str] | None = None
    declared_reach: int | None = None


@transaction.atomic
def note_piece(*, order: Order, content: PieceContent, by: Actor, at: datetime) -> Piece:
    """Note a published piece with its archived copy; a dead link is kept and marked, and counts for nothing.

    Raises WrongState, NoEvidence, OutsideOrder, CountedAlready, SecretMark, FileRefused.
    """
    row = _running(order)
    require(ACCESS, Act.NOTE_PIECE, by, row)
    _check(row, content, at)
    piece = Piece(
        part=row.parts.get(pk=content.part.pk),
        url=content.url,
        url_key=key_of(content.url),
        title=line_of(content.title, 500),
        published_on=content.published_on,
        item=collected_as(content.url),
        declared_reach=content.declared_reach,
        noted_by_id=by.pk,
        noted_at=at,
    )
    if content.file is None:
        assert content.looked is not None
        _found(piece, content.looked, at)
    else:
        piece.look = Look.PAPER
    piece.save()
    file = content.file or (content.looked.copy if content.looked else None)
    if piece.look != Look.DEAD and file is not None:
        _confirm(piece, file, by=by, at=at)
    details = {"piece": piece.pk, "look": piece.look, "sha256": piece.sha256}
    audit.note(act=Act.NOTE_PIECE, actor=by, record=row, at=at, details=details)
    return piece


@transaction.atomic
def confirm_piece(
    *, piece: Piece, looked: Looked, declared_reach: int | None, by: Actor, at: datetime
) -> Piece:
    """Confirm a proposed piece whose link answers, with a copy of what is there now.

    Raises WrongState, DeadLink (which is kept and marked by `mark_dead`), CountedAlready, AcceptedAlready.
    """
    row = _running(piece.part.order)
    require(ACCESS, Act.DECIDE_PIECE, by, row)
    found = Piece.objects.select_for_update(of=("self",)).select_related("part__order__unit").get(pk=piece.pk)
    if found.state == PieceState.CONFIRMED:
        raise AcceptedAlready
    if looked.state == Look.DEAD or looked.copy is None:
        raise DeadLink(looked.words)
    _found(found, looked, at)
    found.declared_reach = declared_reach
    _confirm(found, looked.copy, by=by, at=at)
    details = {"piece": found.pk, "sha256": found.sha256}
    audit.note(act=Act.DECIDE_PIECE, actor=by, record=row, at=at, details=details)
    return found


@transaction.atomic
def mark_dead(*, piece: Piece, looked: Looked, by: Actor, at: datetime) -> Piece:
    """Mark a proposed piece whose link does not answer. Raises WrongState, AcceptedAlready."""
    row = _running(piece.part.order)
    require(ACCESS, Act.DECIDE_PIECE, by, row)
    found = Piece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    if found.state == PieceState.CONFIRMED:
        raise AcceptedAlready
    _found(found, looked, at)
    found.save()
    details = {"piece": found.pk, "look": found.look}
    audit.note(act=Act.DECIDE_PIECE, actor=by, record=row, at=at, details=details)
    return found


@transaction.atomic
def reject_piece(*, piece: Piece, reason: str, by: Actor, at: datetime) -> Piece:
    """Turn a piece down, with a reason; also a confirmed one, while it was not accepted.

    Raises WrongState, NoReason, AcceptedAlready, SecretMark.
    """
    row = _running(piece.part.order)
    require(ACCESS, Act.DECIDE_PIECE, by, row)
    found = Piece.objects.select_for_update(of=("self",)).select_related("part").get(pk=piece.pk)
    confirmed = Piece.objects.filter(part=found.part, state=PieceState.CONFIRMED).count()
    if found.state == PieceState.CONFIRMED and confirmed <= found.part.accepted_quantity:
        raise AcceptedAlready
    found.state, found.reason, found.decided_by_id = PieceState.REJECTED, reason_given(reason)[:500], by.pk
    found.save()
    audit.note(
        act=Act.DECIDE_PIECE, actor=by, record=row, at=at, ground=found.reason, details={"piece": found.pk}
    )
    return found


@transaction.atomic
def propose_pieces(*, order: Order, by: Actor, at: datetime) -> int:
    """Propose what the collector found of an order in force; how many. A person confirms."""
    row = Order.objects.select_for_update(of=("self",)).select_related("outlet").get(pk=order.pk)
    require(ACCESS, Act.PROPOSE_PIECE, by, row)
    if row.state != OrderState.RUNNING:
        return 0
    found = proposals_for(row)
    for one in found:
        Piece.objects.create(
            part=one.part,
            url=one.item.url,
            url_key=key_of(one.item.url),
            title=one.item.title,
            published_on=local_day(one.item.published_at),
            item=one.item,
            noted_by_id=by.pk,
            noted_at=at,
        )
    if found:
        tell_orderers(
            row, Act.PROPOSE_PIECE, at=at, key=f"{Act.PROPOSE_PIECE.value}:{row.pk}:{local_day(at)}"
        )
        details = {"pieces": len(found)}
        audit.note(act=Act.PROPOSE_PIECE, actor=by, record=row, at=at, details=details)
    return len(found)


def _running(order: Order) -> Order:
    row = Order.objects.select_for_update(of=("self",)).select_related("unit").get(pk=order.pk)
    if row.state != OrderState.RUNNING:
        raise WrongState(row.state)
    return row


def _check(row: Order, content: PieceContent, at: datetime) -> None:
    if not content.url and content.file is None:
        raise NoEvidence
    if not row.start_on <= content.published_on <= local_day(at):
        raise OutsideOrder
    refuse_secret(content.title)
    if content.file is not None:
        refuse_secret_file(*content.file)


def _found(piece: Piece, looked: Looked, at: datetime) -> None:
    piece.look, piece.look_words, piece.looked_at = looked.state, looked.words[:300], at


def _confirm(piece: Piece, file: tuple[bytes, str], *, by: Actor, at: datetime) -> None:
    """Keep the copy, and let the piece count. Raises CountedAlready, FileRefused."""
    data, name = file
    copy = keep(data=data, name=name, record=piece, unit=piece.part.order.unit, by=by, at=at)
    piece.copy, piece.sha256 = copy, copy.sha256
    piece.state, piece.decided_by_id = PieceState.CONFIRMED, by.pk
    try:
        with transaction.atomic():
            piece.save()
    except IntegrityError as refusal:
        if "commissions_piece_counts_once" in str(refusal):
            raise CountedAlready from refusal
        raise
