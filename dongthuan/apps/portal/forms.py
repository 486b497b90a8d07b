"""What the public sends: a journalist's question, and the code to follow it by."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common import clock
from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.portal.guarded_forms import GuardedForm

MOST_FILES = 3
LARGEST_FILE = 10 * 1024 * 1024


class SeveralFiles(forms.ClearableFileInput):
    """A field of several files."""

    allow_multiple_selected = True


class Attachments(forms.FileField):
    """Up to MOST_FILES files of LARGEST_FILE bytes each; what they hold is looked at when they are kept."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the list of uploaded files."""
        given: Sequence[UploadedFile[Any]] = (
            data if isinstance(data, list | tuple) else [data] if data else []
        )
        if len(given) > MOST_FILES:
            raise forms.ValidationError(_("Send no more than three files."))
        if any((one.size or 0) > LARGEST_FILE for one in given):
            raise forms.ValidationError(_("A file is larger than 10 MB."))
        clean = super().clean
        return [clean(one, initial) for one in given]


class InquiryForm(GuardedForm):
    """A question to the press office, from somebody without an account."""

    name = Line(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    outlet = Line(
        label=_("Press agency"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty if you write for nobody."),
    )
    email = forms.EmailField(
        label=_("E-mail"), max_length=200, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = Line(
        label=_("Telephone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    topic = Line(label=_("Subject of your question"), max_length=200)
    questions = Passage(label=_("Your questions"), max_length=8000)
    deadline = forms.DateTimeField(
        label=_("You need the answer before"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%d/%m/%Y"],
        help_text=_("If your own deadline is earlier than the one of the law, yours counts."),
    )
    attachments = Attachments(
        label=_("Files"), required=False, help_text=_("At most three: Word, PDF, pictures, text; 10 MB each.")
    )
    consent = forms.BooleanField(
        label=_("My name and address may be kept to answer me, and are deleted after the time the law sets.")
    )

    def clean_deadline(self) -> datetime | None:
        """Return the deadline; one that has passed is a slip of the pen."""
        deadline: datetime | None = self.cleaned_data["deadline"]
        if deadline is not None and deadline <= clock.now():
            raise forms.ValidationError(
                _("This time has passed already. Give a later one, or leave it empty.")
            )
        return deadline


class TrackingForm(forms.Form):
    """The code by which a sender follows a question."""

    code = Line(label=_("Tracking code"), max_length=40)


class SearchForm(forms.Form):
    """Words to look for in releases and statements."""

    q = Line(label=_("Search"), max_length=200, required=False)
