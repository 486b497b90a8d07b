"""What a record is told when it is hung on a matter: a signal is taken up, an item in hand, a line used."""

from contextlib import suppress
from datetime import datetime

from django.db.models import Model

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.monitoring import rules as monitoring
from dongthuan.apps.monitoring.lifecycle import HandlingState, SignalState
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.signals import Signal
from dongthuan.apps.monitoring.operations.correcting import handle_item
from dongthuan.apps.monitoring.operations.signal_steps import take_signal
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.lines import Line
from dongthuan.apps.press.operations.inquiries import belong_to
from dongthuan.apps.press.operations.lines import PastItsDays, use_line


def tell_record(matter: Matter, record: Model, by: Actor, at: datetime) -> None:
    """Tell a record its matter, each in its own app and only where the officer may there."""
    if isinstance(record, Signal):
        _signal(record, by, at)
    elif isinstance(record, Item):
        _item(record, by, at)
    elif isinstance(record, Inquiry) and not record.record_key:
        belong_to(inquiry=record, record=matter, by=by, at=at)  # mandates for the matter count for it
    elif isinstance(record, Line) and DESK_ACCESS[DeskAct.USE_LINE](by, record):
        url = matter.get_absolute_url()
        with suppress(PastItsDays):
            use_line(line=record, record=matter, title=matter.title, url=url, by=by, at=at)


def _signal(signal: Signal, by: Actor, at: datetime) -> None:
    may = monitoring.ACCESS[monitoring.Act.TAKE_SIGNAL](by, signal)
    if may and signal.state == SignalState.NEW and isinstance(by, Officer):
        take_signal(signal=signal, by=by, at=at)


def _item(item: Item, by: Actor, at: datetime) -> None:
    may = monitoring.ACCESS[monitoring.Act.HANDLE_ITEM](by, item)
    if may and item.handling in (HandlingState.OPEN, HandlingState.WATCHED):
        handle_item(item=item, handling=HandlingState.IN_HAND, by=by, at=at)
