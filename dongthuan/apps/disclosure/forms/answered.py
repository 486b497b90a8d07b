"""What officers fill in about the public summary of an answered request."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.answered import LONGEST_ANSWER, LONGEST_QUESTION, SummaryContent
from dongthuan.apps.disclosure.queries.requests_public import given_files
from dongthuan.apps.files.models import Attachment


class SummaryForm(forms.Form):
    """Question and answer as the public is to read them."""

    question = Passage(
        label=_("What was asked, in your words"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Write it anew: no name, address, number or circumstance that tells who asked."),
    )
    answer = Passage(
        label=_("What was answered, in your words"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Of what was withheld say only the article."),
    )
    shared = forms.ModelMultipleChoiceField(
        label=_("Files to be made public with it"),
        queryset=Attachment.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only files that were given, and only those in which nothing tells of a person."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *given: Any, row: InformationRequest, **options: Any) -> None:
        super().__init__(*given, **options)
        files = given_files(row)
        field = self.fields["shared"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = files
        if not files.exists():
            del self.fields["shared"]

    @property
    def content(self) -> SummaryContent:
        """What was written, for the operation."""
        given = self.cleaned_data
        files = [file.pk for file in given.get("shared", ())]
        return SummaryContent(given["question"], given["answer"], files)


class SummaryStepForm(forms.Form):
    """A step on the summary, with a note where one is needed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    note = Line(label=_("What to change, or why it is withdrawn"), max_length=1000, required=False)
