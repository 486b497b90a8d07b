"""What people fill in about requests to correct."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Moment, Passage
from dongthuan.apps.press.forms.conferences import AUTHORITY
from dongthuan.apps.press.forms.journalists import choose_outlets
from dongthuan.apps.press.forms.register_fields import Address, VersionForm, choose_units
from dongthuan.apps.press.lifecycle import CorrectionState
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.correction_rounds import OutletAnswer
from dongthuan.apps.press.operations.corrections import CorrectionContent
from dongthuan.apps.units.models import Unit


class CorrectionFilterForm(forms.Form):
    """The filters of the list of requests to correct."""

    q = Line(label=_("Item or press agency holds"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *CorrectionState.choices]
    )
    open = forms.BooleanField(label=_("open ones only"), required=False)


class CorrectionForm(VersionForm):
    """A false item as one writes it down."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    outlet = forms.ModelChoiceField(label=_("Press agency"), queryset=Outlet.objects.none())
    item_title = Line(label=_("Title of the item"), max_length=500)
    item_url = Address(label=_("Address of the item"), required=False)
    item_published_at = Moment(label=_("Item published"))
    false_content = Passage(
        label=_("False content, as published"), max_length=20_000, help_text=_("Word by word.")
    )
    correct_content = Passage(label=_("Correct content"), max_length=20_000)
    grounds = Passage(
        label=_("Grounds and evidence"), max_length=20_000, help_text=_("Documents with number and day.")
    )
    asks_apology = forms.BooleanField(label=_("Ask for an apology too"), required=False)
    file = forms.FileField(
        label=_("Evidence, as a file"), required=False, help_text=_("PDF, DOCX or a picture, up to 20 MB.")
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_units(self)
        choose_outlets(self)

    @property
    def content(self) -> CorrectionContent:
        """What was filled in, for the operation."""
        return CorrectionContent(**{k: v for k, v in self.given().items() if k != "file"})

    @property
    def uploads(self) -> list[tuple[str, bytes]]:
        """The file, if one was chosen."""
        file = self.cleaned_data.get("file")
        return [(file.name, file.read())] if file else []


class EvidenceForm(forms.Form):
    """One more file of evidence."""

    file = forms.FileField(label=_("Evidence, as a file"))

    def given(self) -> dict[str, Any]:
        """Return the file as the operation takes it."""
        file = self.cleaned_data["file"]
        return {"files": [(file.name, file.read())]}


class SendForm(VersionForm):
    """When the dispatch went out and when the outlet received it."""

    sent_at = Moment(label=_("Sent at"))
    received_at = Moment(label=_("Received by the outlet at"), help_text=_("From here its time runs."))


class OutletAnswerForm(VersionForm):
    """What the outlet answered."""

    is_corrected = forms.TypedChoiceField(
        label=_("The outlet"),
        choices=[("1", _("corrected")), ("0", _("refused to correct"))],
        coerce=lambda value: value == "1",
    )
    answered_at = Moment(label=_("Answered at"))
    url = Address(label=_("Where it was corrected"), required=False, help_text=_("Needed for a correction."))
    text = Passage(
        label=_("The outlet's answer"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed for a refusal."),
    )

    def given(self) -> dict[str, Any]:
        """Return the answer in one."""
        data = self.cleaned_data
        return {"answer": OutletAnswer(data["is_corrected"], data["text"], data["answered_at"], data["url"])}


class EscalateForm(VersionForm):
    """To which authority the case goes, and why."""

    addressee = Line(label=_("Competent authority"), max_length=300, initial=AUTHORITY)
    reason = Passage(
        label=_("What is asked of it"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class NoteForm(VersionForm):
    """How it ended."""

    note = Passage(label=_("How it ended"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 2}))


def initial_of(request: CorrectionRequest) -> dict[str, Any]:
    """Return what the form shows of a request that is edited."""
    names = [name for name in CorrectionForm.base_fields if name != "file"]
    return {name: getattr(request, name) for name in names}
