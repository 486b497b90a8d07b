"""People correct what the machine guessed; the counts follow in the same transaction."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.lifecycle import HandlingState, Origin, Polarity, Stage
from dongthuan.apps.monitoring.models.items import Item, LabelCorrection
from dongthuan.apps.monitoring.operations.grouping import count_items, refresh_stories
from dongthuan.apps.monitoring.operations.learning import keep_example
from dongthuan.apps.monitoring.rules import ACCESS, Act


class NotReadYet(Exception):
    """The item has no label yet; wait until the machine has read it."""


class NothingToUndo(Exception):
    """Nobody corrected this item."""


@transaction.atomic
def correct_label(*, item: Item, polarity: Polarity, by: Officer, at: datetime) -> Item:
    """Correct or confirm an item's polarity; from then on it is a person's word and stays."""
    item = Item.objects.select_for_update().get(pk=item.pk)
    require(ACCESS, Act.CORRECT_LABEL, by, item)
    if item.stage == Stage.RECEIVED:
        raise NotReadYet
    LabelCorrection.objects.create(
        item=item,
        by=by,
        at=at,
        old_polarity=item.polarity,
        old_origin=item.polarity_origin,
        new_polarity=polarity,
        model_id=item.model_id,
    )
    keep_example(item=item, label=str(polarity), by=by, at=at)
    details = {"from": item.polarity, "to": str(polarity)}
    _relabel(item, polarity, Origin.HUMAN)
    audit.note(act=Act.CORRECT_LABEL, actor=by, record=item, at=at, details=details)
    return item


@transaction.atomic
def undo_correction(*, item: Item, by: Officer, at: datetime) -> Item:
    """Take the last correction back; raises NothingToUndo if there is none."""
    item = Item.objects.select_for_update().get(pk=item.pk)
    require(ACCESS, Act.CORRECT_LABEL, by, item)
    last = item.corrections.order_by("-at", "-id").first()
    if last is None:
        raise NothingToUndo
    before = last.old_polarity if last.old_origin == Origin.HUMAN else ""
    keep_example(item=item, label=before, by=by, at=at)
    details = {"from": item.polarity, "to": last.old_polarity, "undo": True}
    _relabel(item, Polarity(last.old_polarity), Origin(last.old_origin))
    last.delete()
    audit.note(act=Act.CORRECT_LABEL, actor=by, record=item, at=at, details=details)
    return item


def _relabel(item: Item, polarity: Polarity, origin: Origin) -> None:
    is_counted = item.stage == Stage.COUNTED and polarity != item.polarity
    if is_counted:
        count_items([item], by=-1)
    item.polarity, item.polarity_origin = polarity, origin
    item.save(update_fields=["polarity", "polarity_origin"])
    if is_counted:
        count_items([item])
        if item.story_id is not None:
            refresh_stories([item.story_id])


@transaction.atomic
def handle_item(*, item: Item, handling: HandlingState, by: Actor, at: datetime) -> Item:
    """Say what is being done about an item."""
    item = Item.objects.select_for_update().get(pk=item.pk)
    require(ACCESS, Act.HANDLE_ITEM, by, item)
    details = {"from": item.handling, "to": str(handling)}
    item.handling = handling
    item.save(update_fields=["handling"])
    audit.note(act=Act.HANDLE_ITEM, actor=by, record=item, at=at, details=details)
    return item
