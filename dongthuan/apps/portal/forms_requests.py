"""What a citizen fills in: a request for information, what it lacked, and what follows it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.disclosure.operations.requests import Completion, RequestContent
from dongthuan.apps.disclosure.requests_lifecycle import (
    ComplaintLevel,
    ProvisionForm,
    RequestChannel,
    RequesterKind,
)
from dongthuan.apps.portal.forms import Attachments
from dongthuan.apps.portal.guarded_forms import GuardedForm

USUAL = _("Requests usually hold it. You may leave it empty; we tell you if it is missing.")
LATER = _("The law asks for it. You may also add it later, but the time of the law runs only then.")


class NeverShown(forms.TextInput):
    """A field whose content is not sent back to the page, not even beside an error."""

    def format_value(self, value: Any) -> None:
        """Return nothing, whatever was written."""


class IdentityFields(forms.Form):
    """Who asks, and where an answer reaches them; shared by the request and its completion."""

    requester_name = Line(
        label=_("Full name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    address = Line(
        label=_("Address of residence"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=200,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = Line(
        label=_("Telephone"),
        max_length=60,
        required=False,
        help_text=_("Give an e-mail address or a telephone number, so that we can reach you."),
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    identity_number = Line(
        label=_("Number of the identity card or passport"),
        max_length=40,
        required=False,
        widget=NeverShown(attrs={"autocomplete": "off"}),
    )
    reason = Passage(
        label=_("Reason and purpose"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    attachments = Attachments(
        label=_("Files"), required=False, help_text=_("At most three: Word, PDF, pictures, text; 10 MB each.")
    )


class InformationRequestForm(IdentityFields, GuardedForm):
    """A request for information."""

    content = Passage(
        label=_("The information you ask for"),
        max_length=8000,
        help_text=_("Say what it is about, of which time; name the document if you know it."),
    )
    documents_named = Line(
        label=_("Name or number of the document, if you know it"), max_length=500, required=False
    )
    form_wanted = forms.ChoiceField(
        label=_("How you want to get it"), choices=ProvisionForm.choices, initial=ProvisionForm.PORTAL
    )
    requester_kind = forms.ChoiceField(
        label=_("Who asks"), choices=RequesterKind.choices, initial=RequesterKind.INDIVIDUAL
    )
    organisation_name = Line(
        label=_("Name of the organisation"),
        max_length=300,
        required=False,
        help_text=_("Only where citizens ask through an organisation."),
    )
    proxy_name = Line(
        label=_("Name of the representative"),
        max_length=200,
        required=False,
        help_text=_("Only where somebody asks for you; add the paper that allows it as a file."),
    )
    consent = forms.BooleanField(
        label=_("My data may be kept to handle this request, and is deleted after the time the law sets.")
    )

    def __init__(self, *given: Any, is_law_known: bool = True, **options: Any) -> None:
        super().__init__(*given, **options)
        for name in ("address", "identity_number", "reason"):
            self.fields[name].help_text = LATER if is_law_known else USUAL

    def clean(self) -> dict[str, Any]:
        """Ask for one way to reach who asks, and for the name of the organisation that asks."""
        given: dict[str, Any] = super().clean() or {}
        if not (given.get("email") or given.get("phone") or given.get("address")):
            self.add_error("phone", _("Give an e-mail address, a telephone number or a postal address."))
        if given.get("requester_kind") == RequesterKind.ORGANISATION and not given.get("organisation_name"):
            self.add_error("organisation_name", _("Name the organisation."))
        if given.get("requester_kind") == RequesterKind.PROXY and not given.get("proxy_name"):
            self.add_error("proxy_name", _("Name the representative."))
        return given

    @property
    def content_given(self) -> RequestContent:
        """What was written, for the operation."""
        given = self.cleaned_data
        return RequestContent(
            content=given["content"],
            channel=RequestChannel.PORTAL,
            requester_kind=RequesterKind(given["requester_kind"]),
            requester_name=given["requester_name"],
            organisation_name=given["organisation_name"],
            proxy_name=given["proxy_name"],
            address=given["address"],
            phone=given["phone"],
            email=given["email"],
            identity_number=given["identity_number"],
            documents_named=given["documents_named"],
            form_wanted=ProvisionForm(given["form_wanted"]),
            reason=given["reason"],
        )


class CompletionForm(IdentityFields):
    """What a request lacked; an empty field leaves what stands."""

    content = Passage(
        label=_("The information you ask for"),
        max_length=8000,
        required=False,
        help_text=_("Leave a field empty to keep what you wrote before."),
    )
    documents_named = Line(
        label=_("Name or number of the document, if you know it"), max_length=500, required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.required = False
        for name in ("address", "identity_number", "reason"):
            self.fields[name].help_text = ""

    def clean(self) -> dict[str, Any]:
        """Refuse a form in which nothing was added."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(given.values()):
            raise forms.ValidationError(_("Fill in what is missing, or add a file."))
        return given

    @property
    def completion(self) -> Completion:
        """What was added, for the operation."""
        given = {name: words for name, words in self.cleaned_data.items() if name != "attachments"}
        return Completion(**given)


class WithdrawForm(forms.Form):
    """Why a request is withdrawn, if its sender wants to say."""

    reason = Line(label=_("Why, if you want to say"), max_length=500, required=False)


class ComplainForm(forms.Form):
    """A complaint about how a request was handled."""

    level = forms.ChoiceField(
        label=_("Remedy"),
        choices=[(one.value, one.label) for one in (ComplaintLevel.FIRST, ComplaintLevel.SECOND)],
    )
    about = Passage(label=_("What you complain about"), max_length=4000)


class WrongForm(forms.Form):
    """What is wrong in information that was given."""

    wrong = Passage(label=_("What is wrong in the information"), max_length=4000)
