"""A workbook handed in for a plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.docgen.reading.limits import MAX_FILE_BYTES

_MEGABYTE = 1024 * 1024


class SheetUploadForm(forms.Form):
    """The file; its size is checked before it is read."""

    file = forms.FileField(
        label=_("Excel workbook (.xlsx)"),
        max_length=255,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        """Refuse a file beyond the cap."""
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(n)d MB.") % {"n": MAX_FILE_BYTES // _MEGABYTE}
            )
        return file


class TakeInForm(forms.Form):
    """What the officer saw in the preview."""

    seen = forms.RegexField(regex=r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
