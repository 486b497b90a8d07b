"""What officers fill in about documents of a consultation."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line
from dongthuan.apps.policies.consultations_lifecycle import DocumentKind


class DocumentForm(forms.Form):
    """A document as a file."""

    kind = forms.ChoiceField(label=_("Kind of document"), choices=DocumentKind.choices)
    title = Line(label=_("Title as the public reads it"), max_length=300)
    file = forms.FileField(
        label=_("File of the document"),
        max_length=255,
        help_text=_("PDF is best: a Word file keeps tracked changes and comments. At most 20 MB."),
    )

    def content(self) -> tuple[bytes, str]:
        """Return the bytes and the name of the file."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        return file.read(), file.name or ""
