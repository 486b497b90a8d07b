"""Those asked are urged on an hour before; once late, the stand-in may decide and whoever asked is told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clearances.models.clearances import ClearanceStep
from dongthuan.apps.clearances.operations.telling import tell
from dongthuan.apps.clearances.queries.clearances import is_ready
from dongthuan.apps.clearances.queries.urging import pressing
from dongthuan.apps.clearances.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor


@transaction.atomic
def urge(*, by: Actor, at: datetime) -> int:
    """Tell each thing once, however often this runs; returns how many parts were looked at."""
    require(ACCESS, Act.URGE, by, None)
    steps = list(pressing(at=at))
    for step in steps:
        if step.due_at <= at:
            _tell_late(step, at=at)
        elif step.officer is not None and is_ready(step):
            words = _("Due within the hour, awaits your clearance: {title}")
            tell(step.clearance, step.officer, words, f"clearances.soon:{step.pk}", at=at)
    return len(steps)


def _tell_late(step: ClearanceStep, *, at: datetime) -> None:
    clearance = step.clearance
    if step.officer is not None and is_ready(step):
        words = _("Late, still awaits your clearance: {title}")
        tell(clearance, step.officer, words, f"clearances.late:{step.pk}", at=at)
    if step.stand_in is not None and is_ready(step):
        words = _("You may decide as stand-in, the time has passed: {title}")
        tell(clearance, step.stand_in, words, f"clearances.stand_in_late:{step.pk}", at=at)
    words = _("A part of the clearance is late: {title}")
    tell(clearance, clearance.requested_by, words, f"clearances.late_asked:{step.pk}", at=at)
