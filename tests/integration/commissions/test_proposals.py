"""What the collector found is proposed by outlet, days and words, once; a person confirms."""

from datetime import date, timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.commissions.models.deliveries import Piece
from dongthuan.apps.commissions.models.orders import Order
from dongthuan.apps.commissions.operations.deliveries import confirm_piece, propose_pieces, reject_piece
from dongthuan.apps.commissions.queries.orders import overdue_parts, value_of
from dongthuan.apps.notices.models import Notice
from tests.integration.commissions.conftest import ALIVE, piece
from tests.integration.conftest import NOON
from tests.integration.monitoring.newsroom import Newsroom

pytestmark = pytest.mark.django_db
TOPIC = "Kết quả quan trắc động đất"


def test_by_outlet_days_and_words(running: Order, coordinator: Officer, system: Officer) -> None:
    room = Newsroom(NOON)
    found = room.publish(f"{TOPIC} được công bố", outlet="Báo Thử")
    room.publish(TOPIC, outlet="Báo Khác")
    room.publish(TOPIC, outlet="Báo Thử", ago=timedelta(days=3))  # before the order began
    room.publish("Giải bóng đá phong trào", outlet="Báo Thử")
    assert propose_pieces(order=running, by=system, at=NOON) == 1
    assert propose_pieces(order=running, by=system, at=NOON) == 0
    proposed = Piece.objects.get()
    assert (proposed.item, proposed.state) == (found, "proposed")
    assert Notice.objects.filter(kind="commissions.propose_piece", recipient=coordinator).count() == 1
    room.publish(TOPIC, outlet="Báo Khác", copy_of=found)
    confirm_piece(piece=proposed, looked=ALIVE, declared_reach=None, by=coordinator, at=NOON)
    value = value_of(running)
    assert value is not None
    assert (value.observed, value.declared, value.per_piece_vnd) == (2, None, None)


def test_what_was_turned_down_is_not_proposed_again(
    running: Order, coordinator: Officer, system: Officer
) -> None:
    Newsroom(NOON).publish(TOPIC, outlet="Báo Thử")
    propose_pieces(order=running, by=system, at=NOON)
    reject_piece(piece=Piece.objects.get(), reason="Bài cũ", by=coordinator, at=NOON)
    assert propose_pieces(order=running, by=system, at=NOON) == 0


def test_late_is_marked(running: Order, coordinator: Officer) -> None:
    part = running.parts.get()
    assert overdue_parts(running, on=part.due_on) == set()
    assert overdue_parts(running, on=part.due_on + timedelta(days=1)) == {part.pk}
    noted = piece(running, 1, coordinator)
    noted.published_on = date(2026, 3, 3)
    assert noted.is_late
