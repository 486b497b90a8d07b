"""Which tasks the calendar and the timeline show."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.units.models import Unit


class LayoutForm(forms.Form):
    """Whose tasks, and of which plan; empty fields let everything pass."""

    unit = forms.ModelChoiceField(
        label=_("Lead unit"), queryset=Unit.objects.none(), required=False, empty_label=_("All units")
    )
    plan = forms.ModelChoiceField(
        label=_("Plan"), queryset=Plan.objects.none(), required=False, empty_label=_("All plans")
    )
    mine = forms.BooleanField(label=_("Only what I answer for"), required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], plans: QuerySet[Plan], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, rows in (("unit", units), ("plan", plans)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class CalendarForm(LayoutForm):
    """The calendar keeps its month when a choice changes."""

    month = forms.CharField(required=False, max_length=7, widget=forms.HiddenInput)


class TimelineForm(LayoutForm):
    """The timeline shows a year, or a quarter of it."""

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2099)
    quarter = forms.TypedChoiceField(
        label=_("Quarter"),
        required=False,
        coerce=int,
        empty_value="",
        choices=[("", _("Whole year")), (1, "I"), (2, "II"), (3, "III"), (4, "IV")],
    )
