"""A mailbox is read: each letter is taken in together with the pointer that says how far we are."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.common.access import require
from dongthuan.apps.common.outgoing_box import FAILURES, Letter, Opener, Reading, read_box
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.press.desk_lifecycle import MailSource
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.models.mail import Mailbox
from dongthuan.apps.press.operations.mail import take_in_mail
from dongthuan.apps.units.models import Unit


def poll_box(*, name: str, folder: str, open_box: Opener, unit: Unit, by: Actor, at: datetime) -> int:
    """Take in what is new in a box; returns how much. The box is left as it is; a fault is kept and shown.

    Killed at any moment, nothing is lost and nothing comes in twice: letter and pointer are one transaction.
    """
    require(DESK_ACCESS, DeskAct.TAKE_IN_MAIL, by, None)
    box, _new = Mailbox.objects.get_or_create(name=name[:300])
    count, fault = 0, ""
    try:
        reading = read_box(open_box, folder)
        try:
            count = _take_in(box, reading, unit, by=by, at=at)
        finally:
            reading.leave()
    except FAILURES as failure:
        fault = f"{type(failure).__name__}: {failure}"[:300]
    Mailbox.objects.filter(pk=box.pk).update(polled_at=at, fault=fault)
    return count


def _take_in(box: Mailbox, reading: Reading, unit: Unit, *, by: Actor, at: datetime) -> int:
    if box.uid_validity != reading.uid_validity:
        box.uid_validity, box.last_uid = reading.uid_validity, 0
        box.save(update_fields=["uid_validity", "last_uid"])
    count = 0
    for letter in reading.letters(after=box.last_uid):
        count += _take_one(box, letter, unit, by=by, at=at)
    return count


@transaction.atomic
def _take_one(box: Mailbox, letter: Letter, unit: Unit, *, by: Actor, at: datetime) -> bool:
    _mail, is_new = take_in_mail(data=letter.data, source=MailSource.BOX, unit=unit, by=by, at=at)
    box.last_uid = letter.uid
    box.save(update_fields=["last_uid"])
    return is_new
