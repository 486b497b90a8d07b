"""What people fill in about incoming mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.press.desk_lifecycle import MailKind, MailState
from dongthuan.apps.press.models.inquiries import InquiryQuerySet

LARGEST = 30 * 1024 * 1024


class MailFilterForm(forms.Form):
    """The filters of the list of mail."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[*MailState.choices, ("all", _("all"))]
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *MailKind.choices])


class UploadForm(forms.Form):
    """A mail as a file."""

    file = forms.FileField(
        label=_("Mail as a file (.eml)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".eml,message/rfc822"}),
        help_text=_("Drag a mail from the mail program here, or save it as .eml first. Up to 30 MB."),
    )

    def clean_file(self) -> Any:
        """Refuse what is larger than any mail server lets through."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_now("The mail is larger than 30 MB."))
        return file


class AttachForm(forms.Form):
    """To which inquiry a mail belongs, by its number."""

    symbol = Line(
        label=_("Number of the inquiry"), max_length=20, help_text=_("As it stands in the list: 012/2026.")
    )

    def __init__(self, *given: Any, inquiries: InquiryQuerySet, **options: Any) -> None:
        super().__init__(*given, **options)
        self.inquiries = inquiries

    def clean_symbol(self) -> Any:
        """Return the inquiry of that number."""
        number, _slash, year = self.cleaned_data["symbol"].partition("/")
        is_number = number.strip().isdigit() and year.strip().isdigit() and len(number + year) < 12
        found = None
        if is_number and number.isascii() and year.isascii():
            found = self.inquiries.filter(number=int(number), year=int(year)).first()
        if found is None:
            raise forms.ValidationError(_now("There is no inquiry of this number that you may read."))
        return found


class DiscardForm(forms.Form):
    """Why a mail is put aside."""

    reason = Passage(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
