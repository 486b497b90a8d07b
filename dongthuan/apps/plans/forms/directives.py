"""Is what was typed about a plan well formed?"""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.plans.models.directives import Duty
from dongthuan.apps.plans.operations.duties import DutyContent
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.reading.limits import MAX_FILE_BYTES

_MEGABYTE = 1024 * 1024


class UploadForm(forms.Form):
    """A file, and the unit that takes it up."""

    file = forms.FileField(
        label=_("Directive or plan"),
        max_length=255,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.pdf,.txt"}),
    )
    unit = forms.ModelChoiceField(label=_("For the unit"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
        field.initial = units.first()
        self.fields["file"].help_text = _("Word (.docx), PDF with text, or plain text; at most %(n)d MB.") % {
            "n": MAX_FILE_BYTES // _MEGABYTE
        }

    def clean_file(self) -> Any:
        """Refuse a file beyond the cap before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(n)d MB.") % {"n": MAX_FILE_BYTES // _MEGABYTE}
            )
        return file


class VersionForm(forms.Form):
    """The version of the plan that the officer saw."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class SaveForm(VersionForm):
    """The title under which a plan is saved."""

    title = Line(label=_("Title of the plan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class DutyForm(VersionForm):
    """A duty as one writes it down."""

    ref = Line(label=_("Reference"), max_length=60, help_text=_("As in the document: II.6"))
    text = Passage(label=_("What is to be done"))
    leads = Passage(
        label=_("Who does it"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One name a line; the one in charge first."),
    )
    partners = Passage(
        label=_("Who coordinates"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One name a line."),
    )

    def clean_leads(self) -> list[str]:
        """Return one name a line."""
        return _names(self.cleaned_data["leads"])

    def clean_partners(self) -> list[str]:
        """Return one name a line."""
        return _names(self.cleaned_data["partners"])

    def content(self) -> DutyContent:
        """Return what was typed, as the operation wants it."""
        data = self.cleaned_data
        leads = data["leads"]
        partners = [name for name in data["partners"] if name not in leads]
        return DutyContent(data["ref"], data["text"], leads, partners)


def initial_of(duty: Duty, version: int) -> dict[str, object]:
    """Return what a duty's form shows at first."""
    actors = list(duty.actors.all())
    return {
        "version": version,
        "ref": duty.ref,
        "text": duty.text,
        "leads": "\n".join(actor.name for actor in actors if not actor.is_partner),
        "partners": "\n".join(actor.name for actor in actors if actor.is_partner),
    }


def _names(text: str) -> list[str]:
    names = list(dict.fromkeys(" ".join(line.split()).strip(" ;,") for line in text.splitlines()))
    if any(len(name) > 200 for name in names):
        raise forms.ValidationError(_("A name is longer than 200 characters; write one name a line."))
    return [name for name in names if name]
