"""Which conflicts are shown, and what one says of one."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Passage
from dongthuan.apps.plans.queries.conflicts import WORDS
from dongthuan.apps.units.models import Unit

LARGEST_KEY = 2**63 - 1


class ConflictFilterForm(forms.Form):
    """Whose tasks are looked at."""

    unit = forms.ModelChoiceField(
        label=_("Lead unit"), queryset=Unit.objects.none(), required=False, empty_label=_("All units")
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units


class PardonForm(forms.Form):
    """Why a conflict is none; the tasks and the kind name it."""

    kind = forms.ChoiceField(choices=list(WORDS.items()), widget=forms.HiddenInput)
    first = forms.IntegerField(min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput)
    second = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput)
    reason = Passage(
        label=_("Why they do not contradict each other"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
