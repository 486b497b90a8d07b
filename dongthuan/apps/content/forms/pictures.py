"""A picture as somebody chooses it, and what is said about it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line
from dongthuan.apps.content.forms.texts import VersionForm
from dongthuan.apps.content.lifecycle import PictureWords
from dongthuan.apps.content.models.pictures import TextPicture
from dongthuan.apps.content.operations.pictures import (
    LONGEST_ALT,
    LONGEST_CAPTION,
    PictureContent,
    Uploaded,
)

ACCEPTED = "image/jpeg,image/png,image/webp"
STEPS = [("-1", ""), ("1", "")]


class FileForm(VersionForm):
    """A picture to be put in, or in the place of another."""

    file = forms.FileField(
        label=_("Picture"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text=_(
            "JPEG, PNG or WebP, up to 20 MB. The place, the device and other things that a camera writes "
            "into it are taken out."
        ),
    )

    @property
    def uploaded(self) -> Uploaded:
        """The file, once valid."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        return Uploaded(file.read(), file.name or "")


class DescribeForm(VersionForm):
    """What a picture shows; a draft may be kept without, publication asks for it."""

    alt = Line(
        label=_("What it shows, for who cannot see it"),
        required=False,
        max_length=LONGEST_ALT,
        help_text=_("One sentence. Where the picture holds words that matter, say them here."),
    )
    caption = Line(label=_("Caption, with who took or drew it"), required=False, max_length=LONGEST_CAPTION)
    words_in = forms.ChoiceField(
        label=_("Words in the picture"),
        required=False,
        choices=[("", _("nobody has looked yet")), *PictureWords.choices],
        help_text=_(
            "The machine measures only how far the lightest and darkest parts lie apart. Whether the words "
            "themselves stand out (4.5 to 1 at least), a person looks."
        ),
    )

    @property
    def content(self) -> PictureContent:
        """What was said, once valid."""
        said = self.cleaned_data
        return PictureContent(said["alt"], said["caption"], said["words_in"])


class AddForm(DescribeForm, FileForm):
    """A new picture with what is said about it."""

    field_order = ["version", "file", "alt", "caption", "words_in"]


class MoveForm(VersionForm):
    """One place up or down."""

    steps = forms.TypedChoiceField(choices=STEPS, coerce=int)


def describe_form(picture: TextPicture, version: int, data: Any = None) -> DescribeForm:
    """Return the form that describes a picture; each on a page has names of its own."""
    said = {"alt": picture.alt, "caption": picture.caption, "words_in": picture.words_in, "version": version}
    return DescribeForm(data, initial=said, auto_id=f"picture-{picture.pk}-%s")
