"""What an officer fills in about a redaction: the file, the words with their ground, a note back."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.disclosure.operations.redaction import MarkContent, RegionContent
from dongthuan.apps.disclosure.requests_law import choices_of
from dongthuan.docgen.raster import Region
from dongthuan.law.openness import Listing


def _side(label: Any, least: Decimal = Decimal(0)) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=least, max_value=Decimal(100), max_digits=5, decimal_places=2
    )


class FileForm(forms.Form):
    """The file from which words must be removed."""

    file = forms.FileField(
        label=_("File with the words still in it"),
        help_text=_(
            "Word, PDF, plain text, or a scan (PDF, PNG, JPEG). It stays within; only the copy is given."
        ),
    )


class MarksForm(forms.Form):
    """Words, and the restriction of law on which they are removed."""

    found = forms.MultipleChoiceField(
        label=_("What looks like personal data"), required=False, widget=forms.CheckboxSelectMultiple
    )
    passages = Passage(
        label=_("Other words or passages, one a line"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "They are removed wherever they stand, also split up, in capitals or written without marks."
        ),
    )
    restriction = forms.ChoiceField(label=_("Restriction of law"))
    citation = Line(label=_("Article, if the list has it not"), max_length=400, required=False)
    reason = Line(label=_("Reason of withholding"), max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, found: list[str], listing: Listing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["found"].choices = [(words, words) for words in found]  # type: ignore[attr-defined]  # Django knows it of choice fields only
        rows = choices_of(listing, str(_("Another article, cited below")))
        self.fields["restriction"].choices = rows  # type: ignore[attr-defined]  # as above
        if not found:
            del self.fields["found"]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one passage."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not self._words(given):
            raise forms.ValidationError(_("Choose or write the words that must go."))
        return given

    @property
    def content(self) -> MarkContent:
        """What was marked, for the operation."""
        given = self.cleaned_data
        return MarkContent(self._words(given), given["restriction"], given["reason"], given["citation"])

    @staticmethod
    def _words(given: dict[str, Any]) -> tuple[str, ...]:
        lines = [line.strip() for line in given.get("passages", "").splitlines()]
        return (*given.get("found", ()), *filter(None, lines))


class RegionForm(forms.Form):
    """One place of a scan: its page, its sides in percent, and the restriction on which it is covered."""

    page = forms.IntegerField(label=_("Page"), min_value=1, max_value=10_000)
    left = _side(_("From the left edge, in percent"))
    top = _side(_("From the top edge, in percent"))
    width = _side(_("Width, in percent"), least=Decimal("0.1"))
    height = _side(_("Height, in percent"), least=Decimal("0.1"))
    restriction = forms.ChoiceField(label=_("Restriction of law"))
    citation = Line(label=_("Article, if the list has it not"), max_length=400, required=False)
    reason = Line(label=_("Reason of withholding"), max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, listing: Listing, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = choices_of(listing, str(_("Another article, cited below")))
        self.fields["restriction"].choices = rows  # type: ignore[attr-defined]  # Django knows it of choice fields only

    @property
    def content(self) -> RegionContent:
        """What was marked, for the operation; what reaches over the edge ends there."""
        given = self.cleaned_data
        left, top = (int(given[name] * 100) for name in ("left", "top"))
        right = min(10_000, left + max(1, int(given["width"] * 100)))
        bottom = min(10_000, top + max(1, int(given["height"] * 100)))
        region = Region(given["page"], min(left, 9_999), min(top, 9_999), right, bottom)
        return RegionContent(region, given["restriction"], given["reason"], given["citation"])


class StepForm(forms.Form):
    """A step that needs nothing, or a note. mark: which mark is taken away."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    mark = forms.IntegerField(required=False, widget=forms.HiddenInput, max_value=2**62)
    note = Line(label=_("What to change"), max_length=1000, required=False)
