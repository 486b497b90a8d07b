"""Whoever is to stand in for a colleague is told so, once, in the words of the calendar of absences."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.queries import absences_shown
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices.operations import queue
from dongthuan.apps.notices.rules import ACCESS, Act

AT_ONCE = 500


@transaction.atomic
def tell_stand_ins(*, by: Actor, at: datetime) -> int:
    """Tell whoever is named as stand-in, today or to come, for whom and until when; how many were new."""
    require(ACCESS, Act.TELL_STAND_INS, by, None)
    count = 0
    for absence in absences_shown(on=local_day(at)).filter(stand_in__isnull=False)[:AT_ONCE]:
        assert absence.stand_in is not None
        title = format_lazy(
            _("You stand in for {name} from {first} to {last}"),
            name=absence.officer.full_name,
            first=date_format(absence.start_on, "d/m/Y"),
            last=date_format(absence.last_on, "d/m/Y"),
        )
        told = queue(
            kind="accounts.stand_in",
            recipient=absence.stand_in,
            title=title,
            at=at,
            url=reverse("accounts:show", args=[absence.officer_id]),
            key=f"accounts.stand_in:{absence.pk}:{absence.stand_in_id}",
        )
        count += told is not None
    return count
