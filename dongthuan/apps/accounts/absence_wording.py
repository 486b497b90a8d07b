"""What the pages say of absences: refusals, and who stands in for whom."""

from collections.abc import Callable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dongthuan.apps.accounts import operations
from dongthuan.apps.accounts.models import Absence


def _span(absence: Absence) -> dict[str, Any]:
    return {
        "name": absence.officer.full_name,
        "first": date_format(absence.start_on, "d/m/Y"),
        "last": date_format(absence.last_on, "d/m/Y"),
    }


REFUSALS: dict[type[Exception], Callable[[Any], str]] = {
    operations.NoSpan: lambda _no: _(
        "Check the days: an absence ends today or later, not before it begins, and lasts 400 days at most."
    ),
    operations.AwayAlready: lambda no: (
        _("%(name)s is away from %(first)s to %(last)s already; end or withdraw that absence first.")
        % _span(no.absence)
    ),
    operations.StandInAway: lambda no: (
        _("%(name)s is away too, from %(first)s to %(last)s; choose somebody else as stand-in.")
        % _span(no.absence)
    ),
    operations.SelfStandIn: lambda _no: _("Nobody stands in for himself or herself; choose a colleague."),
    operations.StandInGone: lambda _no: _(
        "Whoever stands in must hold a role on the first day; choose somebody else."
    ),
    operations.AbsenceSettled: lambda _no: _(
        "That cannot be done with this absence any more, or not yet: one that has begun is ended by its day, "
        "one to come is withdrawn, one that is over stays as it is."
    ),
}
REFUSED: tuple[type[Exception], ...] = tuple(REFUSALS)


def sentence_of(refusal: Exception) -> str:
    """Return why something about an absence was refused, and what to do."""
    return REFUSALS[type(refusal)](refusal)


def stood_in_words(other: Absence, absence: Absence) -> str:
    """Return who stands in for `other`'s officer while the one who was to do so is away."""
    told = _span(other) | {"who": absence.officer.full_name}
    if absence.stand_in is None:
        words = _(
            "%(who)s was to stand in for %(name)s (%(first)s–%(last)s): now nobody does. Name somebody else."
        )
        return words % told
    told["next"] = absence.stand_in.full_name
    return _("%(who)s was to stand in for %(name)s (%(first)s–%(last)s): meanwhile %(next)s does.") % told
