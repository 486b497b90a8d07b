"""For which year a plan is cloned, or begun from a template."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line
from dongthuan.apps.plans.forms.directives import VersionForm
from dongthuan.apps.units.models import Unit

FIRST_YEAR, LAST_YEAR = 2020, 2099


class YearForm(forms.Form):
    """The year of the new plan."""

    year = forms.IntegerField(label=_("For the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)


class CloneForm(YearForm, VersionForm):
    """The year, and the version of the plan that was previewed."""


class BeginForm(YearForm):
    """A new plan from a template: for which unit, which year, under which title."""

    unit = forms.ModelChoiceField(label=_("For the unit"), queryset=Unit.objects.none())
    title = Line(label=_("Title of the plan"), max_length=1000, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
        field.initial = units.first()
