"""What people fill in about inquiries: who asks what, who answers for it, on what ground it is refused."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.choices import OfficerChoice
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.forms import Line, Moment, Passage
from dongthuan.apps.press.desk_lifecycle import Basis, InquiryChannel, InquiryState, Outcome, SentHow
from dongthuan.apps.press.forms.journalists import choose_outlets
from dongthuan.apps.press.forms.register_fields import VersionForm
from dongthuan.apps.press.grounds import grounds_on
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.inquiries import LONGEST_QUESTIONS, InquiryContent
from dongthuan.apps.units.models import Unit

MOST_CHOICES = 500
STATES = [
    ("open", _("open")),
    ("overdue", _("past their deadline")),
    ("near", _("within 24 hours")),
    ("all", _("all")),
    *InquiryState.choices,
]


class FilterForm(forms.Form):
    """The filters of the list, as they stand in its address."""

    q = Line(label=_("Topic, questions or names hold"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    unit = forms.ModelChoiceField(
        label=_("Unit"), required=False, queryset=Unit.objects.order_by("name"), empty_label=_("all")
    )
    channel = forms.ChoiceField(
        label=_("Way it came"), required=False, choices=[("", _("all")), *InquiryChannel.choices]
    )
    mine = forms.BooleanField(label=_("only what I answer for"), required=False)


class InquiryForm(VersionForm):
    """An inquiry as one writes it down."""

    topic = Line(label=_("About"), max_length=300)
    questions = Passage(
        label=_("Questions"),
        max_length=LONGEST_QUESTIONS,
        help_text=_("As asked, one a line. Nothing that is a state secret is written here."),
    )
    journalist = forms.ModelChoiceField(
        label=_("Journalist, as registered"),
        queryset=Journalist.objects.none(),
        required=False,
        empty_label=_("not registered"),
    )
    outlet = forms.ModelChoiceField(
        label=_("Press agency, as registered"),
        queryset=Outlet.objects.none(),
        required=False,
        empty_label=_("not registered"),
    )
    journalist_name = Line(label=_("Name as given"), max_length=120, required=False)
    outlet_name = Line(label=_("Press agency as given"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail for the answer"), max_length=254, required=False)
    phone = Line(label=_("Telephone"), max_length=30, required=False)
    channel = forms.ChoiceField(label=_("How it came"), choices=InquiryChannel.choices)
    received_at = Moment(label=_("Received at"), help_text=_("When it reached us, not when it is recorded."))
    journalist_deadline_at = Moment(label=_("The journalist's own deadline"), required=False)
    basis = forms.ChoiceField(
        label=_("Sort of request"),
        choices=Basis.choices,
        help_text=_("Decides which limit of law runs beside the journalist's own; the earlier governs."),
    )
    counted_from = Moment(
        label=_("The limit runs from"),
        required=False,
        help_text=_("Only where it is not the receipt: when the conclusion on a complaint was reached."),
    )
    unit = forms.ModelChoiceField(label=_("Unit that takes it"), queryset=Unit.objects.none())

    def __init__(self, *given: Any, units: QuerySet[Unit], on: date, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_outlets(self)
        _offer(self, "unit", units)
        kept = Journalist.objects.kept(on=on).select_related("outlet").order_by("full_name")
        _offer(self, "journalist", kept)

    def clean(self) -> dict[str, Any]:
        """Ask for a name or a press agency: a request of nobody is none."""
        told = super().clean() or self.cleaned_data
        if not any(told.get(name) for name in ("journalist", "outlet", "journalist_name", "outlet_name")):
            self.add_error("journalist_name", _("Say who asks: a name or a press agency."))
        return told

    def content(self, parent: Inquiry | None = None) -> InquiryContent:
        """Return what was filled in, for the operation."""
        told = self.given()
        told["channel"], told["basis"] = InquiryChannel(told["channel"]), Basis(told["basis"])
        return InquiryContent(parent=parent, **told)


def initial_of(inquiry: Inquiry) -> dict[str, Any]:
    """Return what stands in an inquiry, for its form."""
    names = [name for name in InquiryForm.base_fields if name not in ("version", "counted_from")]
    told = {name: getattr(inquiry, name) for name in names}
    return told | {"version": inquiry.version}


class OwnerForm(VersionForm):
    """Who is asked to answer for an inquiry."""

    owner = OfficerChoice(
        label=_("Who answers for it"),
        queryset=Officer.objects.none(),
        help_text=_("Exactly one officer; it counts once he or she has accepted."),
    )

    def __init__(self, *given: Any, officers: QuerySet[Officer], **options: Any) -> None:
        super().__init__(*given, **options)
        _offer(self, "owner", officers)


class GroupForm(VersionForm):
    """With which inquiry an answer is shared."""

    lead = forms.ModelChoiceField(label=_("Asks the same as"), queryset=Inquiry.objects.none())

    def __init__(self, *given: Any, leads: QuerySet[Inquiry], **options: Any) -> None:
        super().__init__(*given, **options)
        _offer(self, "lead", leads)


class RefusalForm(VersionForm):
    """On which listed ground an inquiry is refused, and why."""

    ground = forms.ChoiceField(label=_("Ground listed by law"))
    reason = Passage(
        label=_("Reason, as told to the press agency"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The law asks for it. Nothing secret is written here."),
    )
    how = forms.ChoiceField(label=_("How the press agency is told"), choices=SentHow.choices)

    def __init__(self, *given: Any, on: date, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(ground.key, ground.text) for ground in grounds_on(on)]


class CloseForm(VersionForm):
    """As what an inquiry is closed without an answer, and why."""

    outcome = forms.ChoiceField(label=_("Close it as"), choices=[("", _("choose")), *Outcome.choices])
    repeats = forms.ModelChoiceField(
        label=_("Repeats this inquiry"),
        queryset=Inquiry.objects.none(),
        required=False,
        empty_label=_("none"),
        help_text=_("Only where it repeats another."),
    )
    reason = Line(label=_("Reason"), max_length=500)

    def __init__(self, *given: Any, others: QuerySet[Inquiry], **options: Any) -> None:
        super().__init__(*given, **options)
        _offer(self, "repeats", others)


class FileForm(forms.Form):
    """A file that belongs to an inquiry."""

    file = forms.FileField(label=_("File"), help_text=_("PDF, DOCX, XLSX, a picture or a mail, up to 20 MB."))


def _offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
