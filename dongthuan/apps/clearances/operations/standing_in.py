"""Where who clears is away, the calendar of absences says who stands in; that person is named and told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.queries import Away, away_on
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clearances.models.clearances import ClearanceStep
from dongthuan.apps.clearances.operations.telling import tell
from dongthuan.apps.clearances.queries.clearances import is_ready
from dongthuan.apps.clearances.queries.urging import without_their_officer
from dongthuan.apps.clearances.rules import ACCESS, Act, requested_or_wrote
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor


@transaction.atomic
def name_stand_ins(*, by: Actor, at: datetime) -> int:
    """Name who stands in on every open part whose officer is away; returns how many were named.

    The one named on the part stays, unless away too. Whoever wrote the text never clears it: then whoever
    asked for the clearance is told, once, to ask somebody else.
    """
    require(ACCESS, Act.URGE, by, None)
    away = away_on(local_day(at))
    steps = without_their_officer(away) if away else []
    return sum(_name(step, away, by=by, at=at) for step in steps)


def _name(step: ClearanceStep, away: dict[int, Away], *, by: Actor, at: datetime) -> bool:
    assert step.officer_id is not None
    row = away[step.officer_id]
    is_there = step.stand_in is not None and step.stand_in.is_active and step.stand_in_id not in away
    if is_there:
        assert step.stand_in is not None
        _tell_stand_in(step, step.stand_in, at=at)
        return False
    found = row.stand_in
    if found is None or requested_or_wrote(found, step.clearance):
        words = _("Whoever is asked to clear is away, and nobody stands in: ask somebody else: {title}")
        key = f"clearances.nobody:{step.pk}:{row.absence.pk}"
        tell(step.clearance, step.clearance.requested_by, words, key, at=at)
        return False
    former = step.stand_in_id
    step.stand_in = found
    step.save(update_fields=["stand_in"])
    details = {"step": step.pk, "stand_in": found.pk, "former": former, "absence": row.absence.pk}
    audit.note(act=Act.URGE, actor=by, record=step.clearance, at=at, details=details)
    _tell_stand_in(step, found, at=at)
    return True


def _tell_stand_in(step: ClearanceStep, stand_in: Officer, *, at: datetime) -> None:
    if not is_ready(step):
        return
    words = _("You may decide as stand-in, whoever was asked is away: {title}")
    tell(step.clearance, stand_in, words, f"clearances.stand_in_away:{step.pk}:{stand_in.pk}", at=at)
