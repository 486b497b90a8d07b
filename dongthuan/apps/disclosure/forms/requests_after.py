"""The short forms of the acts after an answer: corrections, the body that made it, complaints."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Moment, Passage
from dongthuan.apps.disclosure.forms.requests_acts import SHORT, ActForm
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.models.requests_creator import CreatorInquiry
from dongthuan.apps.disclosure.models.requests_outcomes import Complaint, SuppliedCorrection
from dongthuan.apps.disclosure.queries.requests_creator import to_ask_about, waiting_for_creator
from dongthuan.apps.disclosure.requests_lifecycle import (
    ComplaintLevel,
    ComplaintOutcome,
    CorrectionBasis,
    CorrectionOutcome,
)


class CorrectionForm(ActForm):
    """What is wrong in supplied information."""

    basis = forms.ChoiceField(label=_("Who found it"), choices=CorrectionBasis.choices)
    wrong = Passage(label=_("What is wrong"), max_length=4000, widget=forms.Textarea(SHORT))
    raised_at = Moment(label=_("Found or reported at"))


class CorrectionAnswerForm(ActForm):
    """What came of a correction."""

    correction = forms.ModelChoiceField(
        label=_("Correction"), queryset=SuppliedCorrection.objects.none(), empty_label=None
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=CorrectionOutcome.choices)
    answer = Passage(label=_("Answer"), max_length=4000, widget=forms.Textarea(SHORT))

    def fit(self, row: InformationRequest) -> None:
        """Offer what waits for an answer."""
        self.offer("correction", row.corrections.filter(answered_at=None))


class CreatorForm(ActForm):
    """Which body made the information, and by which letter it is asked."""

    correction = forms.ModelChoiceField(
        label=_("Correction"), queryset=SuppliedCorrection.objects.none(), empty_label=None
    )
    body = Line(label=_("Body that made the information"), max_length=300)
    letter = Line(label=_("Number and day of the letter"), max_length=200, required=False)
    asked_at = Moment(label=_("Asked at"))

    def fit(self, row: InformationRequest) -> None:
        """Offer what the requester reported and nobody is asked about yet."""
        self.offer("correction", to_ask_about(row))


class CreatorAnswerForm(ActForm):
    """What the body that made the information answered."""

    inquiry = forms.ModelChoiceField(
        label=_("Asked of"), queryset=CreatorInquiry.objects.none(), empty_label=None
    )
    answer = Passage(label=_("What it answered"), max_length=4000, widget=forms.Textarea(SHORT))
    answered_at = Moment(label=_("The answer came at"))

    def fit(self, row: InformationRequest) -> None:
        """Offer the questions that wait for an answer."""
        self.offer("inquiry", waiting_for_creator(row))


class ComplaintForm(ActForm):
    """A remedy that was taken."""

    level = forms.ChoiceField(label=_("Remedy"), choices=ComplaintLevel.choices)
    about = Passage(label=_("What it is about"), max_length=4000, widget=forms.Textarea(SHORT))
    body = Line(label=_("Who decides"), max_length=300, required=False)
    filed_at = Moment(label=_("Filed at"))


class ComplaintDecisionForm(ActForm):
    """How a complaint ended."""

    complaint = forms.ModelChoiceField(
        label=_("Complaint"), queryset=Complaint.objects.none(), empty_label=None
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=ComplaintOutcome.choices)
    decision = Passage(label=_("Decision"), max_length=4000, widget=forms.Textarea(SHORT))
    decided_at = Moment(label=_("Decided at"))

    def fit(self, row: InformationRequest) -> None:
        """Offer what was not decided."""
        self.offer("complaint", row.complaints.filter(decided_at=None))
