"""Who took which items out of the system, kept in the audit record."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.monitoring.rules import ACCESS, Act

EXPORT = "monitoring.export"


@transaction.atomic
def note_export(*, asked: Mapping[str, str], count: int, by: Officer, at: datetime) -> None:
    """Note that `by` took `count` items out, and by which filter; raises NotAllowed to who may not read."""
    require(ACCESS, Act.READ, by, None)
    audit.note(act=EXPORT, actor=by, record=by, at=at, details={"filter": dict(asked), "count": count})
