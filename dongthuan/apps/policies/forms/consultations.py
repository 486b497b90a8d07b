"""What people fill in when they set a consultation up or move its dates."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.forms import Day, Line, Moment, Passage
from dongthuan.apps.policies.forms.dossiers import offer, small
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.operations.consultations import LONGEST, ConsultationContent
from dongthuan.apps.press.forms.register_fields import StepForm, VersionForm


class ConsultationForm(VersionForm):
    """A consultation as one sets it up. questions: one a line, what helps to answer after a vertical bar."""

    title = Line(label=_("Title of the consultation"), max_length=300)
    purpose = Passage(label=_("What it is for"), max_length=LONGEST, widget=small(4))
    opens_at = Moment(label=_("Opens at"), required=False)
    closes_at = Moment(label=_("Closes"), required=False, help_text=_("The first instant that is too late."))
    legal_basis = Passage(
        label=_("Legal basis of the length"),
        required=False,
        max_length=LONGEST,
        widget=small(2),
        help_text=_("Needed as long as no rule in force has a figure: instrument, article, number of days."),
    )
    responsible = forms.ModelChoiceField(label=_("Officer in charge"), queryset=Officer.objects.none())
    contact = Line(
        label=_("Contact for the public"),
        required=False,
        max_length=500,
        help_text=_("Of the office, not of a person: name, address, telephone, e-mail."),
    )
    moderation_policy = Passage(
        label=_("Rules of moderation"),
        required=False,
        max_length=LONGEST,
        widget=small(3),
        help_text=_("What is not shown and why; criticism is always shown."),
    )
    response_due_on = Day(
        label=_("Answers promised by"),
        required=False,
        help_text=_("Our own promise, where the law has no limit."),
    )
    questions = Passage(
        label=_("Questions"),
        required=False,
        max_length=LONGEST,
        widget=small(5),
        help_text=_("One a line, at most 30. What helps to answer may follow after a vertical bar: |"),
    )

    def __init__(self, *given: Any, officers: QuerySet[Officer], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "responsible", officers)

    def content(self) -> ConsultationContent:
        """Return what was filled in, for the operation."""
        told = self.given()
        lines = [line.strip() for line in told["questions"].splitlines() if line.strip()]
        pairs = [line.partition("|") for line in lines]
        told["questions"] = tuple((text.strip(), hint.strip()) for text, _bar, hint in pairs if text.strip())
        return ConsultationContent(**told)


def initial_of(consultation: Consultation) -> dict[str, Any]:
    """Return what stands in a consultation, for its form."""
    names = [name for name in ConsultationForm.base_fields if name != "questions"]
    lines = [
        f"{question.text} | {question.hint}" if question.hint else question.text
        for question in consultation.questions.all()
    ]
    return {name: getattr(consultation, name) for name in names} | {"questions": "\n".join(lines)}


class ExtendForm(StepForm):
    """Until when it is open now, and why."""

    closes_at = Moment(label=_("Closes now"))
    reason = Passage(label=_("Reason"), max_length=4000, widget=small(2), help_text=_("The public reads it."))


class PublicReasonForm(StepForm):
    """Why something is done that the public sees."""

    reason = Passage(label=_("Reason"), max_length=4000, widget=small(2), help_text=_("The public reads it."))
