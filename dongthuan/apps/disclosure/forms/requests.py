"""A request as it is written down at the contact point, the filters of its list, and what completes it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Moment, Passage
from dongthuan.apps.disclosure.operations.requests import LONGEST, Completion, RequestContent
from dongthuan.apps.disclosure.requests_lifecycle import (
    ProvisionForm,
    RequestChannel,
    RequesterKind,
    RequestState,
)
from dongthuan.apps.press.forms.register_fields import VersionForm
from dongthuan.apps.units.models import Unit

STATES = [
    ("open", _("under way")),
    ("overdue", _("past their limit")),
    ("near", _("ending within three days")),
    ("no-limit", _("limit not known")),
    ("all", _("all")),
    *RequestState.choices,
]


class RequestFilterForm(forms.Form):
    """The filters of the list, as they stand in its address."""

    q = Line(label=_("Content or name holds"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    channel = forms.ChoiceField(
        label=_("Channel"), required=False, choices=[("", _("all")), *RequestChannel.choices]
    )
    unit = forms.ModelChoiceField(
        label=_("Contact point or unit that made it"),
        required=False,
        queryset=Unit.objects.order_by("name"),
        empty_label=_("all"),
    )
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2200)
    counted = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)
    mine = forms.BooleanField(label=_("only what I handle"), required=False)


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Several files; cleans to a tuple of names and bytes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=SeveralFiles, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return names and bytes, in the order chosen."""
        given = data if isinstance(data, list | tuple) else [data]
        kept = [super(Files, self).clean(one, initial) for one in given if one]
        return tuple((one.name or "", one.read()) for one in kept)


class WhoAndWhat(VersionForm):
    """Who asks for what: the fields of a request that its sender fills in."""

    content = Passage(
        label=_("Information asked for"),
        max_length=LONGEST,
        required=False,
        help_text=_("As asked, with the names of documents. Nothing that is a state secret is written here."),
    )
    documents_named = Passage(
        label=_("Documents named"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 2})
    )
    requester_name = Line(label=_("Full name"), max_length=200, required=False)
    organisation_name = Line(label=_("Organisation, if any"), max_length=300, required=False)
    proxy_name = Line(label=_("Representative, if any"), max_length=200, required=False)
    address = Line(label=_("Address of residence"), max_length=500, required=False)
    identity_paper = Line(label=_("Kind of paper"), max_length=60, required=False)
    identity_number = Line(
        label=_("Number of the paper"),
        max_length=40,
        required=False,
        help_text=_("Kept apart and shown masked; each look at it is recorded."),
    )
    identity_issued = Line(label=_("Issued on, by"), max_length=200, required=False)
    phone = Line(label=_("Telephone or fax"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    form_details = Line(label=_("More about the form wanted"), max_length=300, required=False)
    reason = Passage(
        label=_("Reason and purpose"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    attached = Files(label=_("Files, such as the scanned letter"), help_text=_("Up to 20 MB each."))


class CompletionForm(WhoAndWhat):
    """What is added to a request that is not valid yet; what is left empty stays as it is."""

    def completion(self) -> Completion:
        """Return what was filled in, for the operation."""
        told = {name: value for name, value in self.given().items() if name != "attached"}
        return Completion(**told)


class RequestForm(WhoAndWhat):
    """A request as it is taken in at the office, by post, fax or e-mail."""

    mail = forms.FileField(
        label=_("The mail it came by (.eml)"),
        required=False,
        help_text=_("What is left empty below is read from the mail; the mail itself is kept."),
    )
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[row for row in RequestChannel.choices if row[0] != RequestChannel.PORTAL],
    )
    received_at = Moment(
        label=_("Received at"),
        required=False,
        help_text=_("When it reached us. Left empty: when the mail was sent, else now."),
    )
    requester_kind = forms.ChoiceField(label=_("Who asks"), choices=RequesterKind.choices)
    form_wanted = forms.ChoiceField(label=_("Form wanted"), choices=ProvisionForm.choices)
    unit = forms.ModelChoiceField(label=_("Contact point"), queryset=Unit.objects.none())

    field_order = ("mail", "channel", "received_at", "requester_kind")

    def __init__(self, *given: Any, units: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units

    def asked(self, read: dict[str, Any]) -> RequestContent:
        """Return what was filled in; `read`: of a mail, where the form was left empty.

        What came as a mail came by e-mail, whatever the form began with: the limit of law hangs on it.
        """
        told = {name: value for name, value in self.given().items() if name not in ("attached", "mail")}
        told |= {name: value for name, value in read.items() if not told.get(name)}
        told["channel"] = RequestChannel.EMAIL if read else RequestChannel(told["channel"])
        told["requester_kind"] = RequesterKind(told["requester_kind"])
        told["form_wanted"] = ProvisionForm(told["form_wanted"])
        if read and "form_wanted" not in self.changed_data:
            told["form_wanted"] = ProvisionForm.EMAIL
        return RequestContent(**told)


AT_THE_OFFICE = {"channel": RequestChannel.OFFICE, "form_wanted": ProvisionForm.PAPER}
