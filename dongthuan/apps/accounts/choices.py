"""A choice of officers that says who is away today, and until when."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.queries import Away, away_on
from dongthuan.apps.common import clock


class OfficerChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Officers by name; whoever is away today is marked so. One query more, when the choice is drawn."""

    @cached_property
    def away(self) -> dict[int, Away]:
        """Who is away on the day the form is drawn."""
        return away_on(clock.local_day(clock.now()))

    def label_from_instance(self, obj: Any) -> str:
        """Return the name, and until when the officer is away."""
        return label_of(obj, self.away.get(obj.pk))


def label_of(officer: Officer, away: Away | None) -> str:
    """Return the name of an officer as a choice shows it."""
    if away is None:
        return str(officer)
    told = {"name": officer.full_name, "last": date_format(away.absence.last_on, "d/m/Y")}
    return _("%(name)s (away until %(last)s)") % told
