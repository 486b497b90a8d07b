"""Is what was typed about the facts well formed?"""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Moment, Passage
from dongthuan.apps.matters.forms.matters import VersionFields
from dongthuan.apps.matters.operations.verifying import Question
from dongthuan.apps.units.models import Unit


class AskForm(forms.Form):
    """A question of fact to a unit."""

    unit = forms.ModelChoiceField(label=_("Unit asked"), queryset=Unit.objects.none())
    text = Passage(
        label=_("What must be established"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due_at = Moment(label=_("Needed by"))

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units

    def question(self) -> Question:
        """Return what was typed, as the operation wants it."""
        data = self.cleaned_data
        return Question(data["unit"], data["text"], data["due_at"])


class AnswerForm(VersionFields):
    """What the unit established."""

    answer = Passage(label=_("What the unit established"), max_length=20_000)


class AskAgainForm(VersionFields):
    """Why the answer does not settle it, and until when another is needed."""

    reason = Line(label=_("What is still open"), max_length=500)
    due_at = Moment(label=_("Needed by"))
