"""Who took data of journalists out of the registers, kept in the audit record."""

from datetime import datetime

from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.press.rules import ACCESS, Act

TAKE_OUT = "press.take_out"


@transaction.atomic
def note_taken(*, act: Act, count: int, by: Officer, at: datetime) -> None:
    """Note that `by` took `count` rows of the register that `act` reads; raises NotAllowed to who may not."""
    require(ACCESS, act, by, None)
    audit.note(act=TAKE_OUT, actor=by, record=by, at=at, details={"register": act.value, "count": count})
