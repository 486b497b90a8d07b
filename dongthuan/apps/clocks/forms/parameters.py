"""A number of the law as a legal officer enters it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clocks.models.rulebook import VERIFIED
from dongthuan.apps.clocks.operations.parameters import ParameterContent
from dongthuan.apps.common.forms import Day, Line, Passage
from dongthuan.law.wanted import enterable


class ParameterForm(forms.Form):
    """Which number, how much, between which days, and where it stands in the law."""

    key = forms.ChoiceField(label=_("What it is"))
    value = forms.IntegerField(label=_("Number"), min_value=1, max_value=10**15)
    valid_from = Day(label=_("In force from"))
    valid_to = Day(label=_("No longer from"), required=False)
    instrument = Line(label=_("Instrument"), max_length=300)
    article = Line(label=_("Article"), max_length=120)
    source = Line(label=_("Source of the text"), max_length=500)
    verified = forms.ChoiceField(label=_("Compared with the law"), choices=VERIFIED[:3])
    note = Passage(
        label=_("Note"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    ground = Line(label=_("Why it is entered"), max_length=500)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, f"{title} ({key})") for key, (title, _measure) in enterable().items()]

    def clean(self) -> dict[str, Any]:
        """Refuse a number that ends before it begins."""
        given: dict[str, Any] = super().clean() or {}
        start, end = given.get("valid_from"), given.get("valid_to")
        if start and end and end <= start:
            self.add_error("valid_to", _("It ends after the day on which it begins."))
        return given

    @property
    def content(self) -> ParameterContent:
        """What was filled in, for the operation."""
        return ParameterContent(**self.cleaned_data)
