"""What one may look for in the audit record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Day, Line


class EntryFilterForm(forms.Form):
    """A filter of entries; empty fields let everything pass."""

    act = Line(label=_("Act"), max_length=60, required=False)
    actor = Line(label=_("Who"), max_length=120, required=False)
    record = Line(label=_("Kind of record"), max_length=80, required=False)
    start_on = Day(label=_("From"), required=False)
    end_on = Day(label=_("To"), required=False)
