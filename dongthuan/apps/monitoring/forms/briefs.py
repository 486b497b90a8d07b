"""What people fill in about briefs."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Day, Line, Passage
from dongthuan.apps.common.paging import LARGEST_KEY
from dongthuan.apps.monitoring.models.briefs import BriefEntry
from dongthuan.apps.monitoring.operations.briefs_editing import EntryContent
from dongthuan.apps.units.models import Unit


class CompileForm(forms.Form):
    """The day whose brief is to be compiled."""

    day = Day(label=_("Day"))


class VersionForm(forms.Form):
    """Which version somebody had in front of him."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST_KEY, widget=forms.HiddenInput)


class ApproveForm(VersionForm):
    """Which text somebody approves."""

    content_hash = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class ReturnForm(VersionForm):
    """Why a brief is given back."""

    reason = Passage(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class NoteForm(VersionForm):
    """Notes under the brief."""

    note = Passage(
        label=_("Notes under the brief"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One note a line; printed before the signature."),
    )


class MoveForm(VersionForm):
    """Up or down by one place."""

    by_places = forms.TypedChoiceField(choices=[(-1, "-1"), (1, "1")], coerce=int)


class AddForm(VersionForm):
    """The item that is put in."""

    item = forms.IntegerField(min_value=1, max_value=LARGEST_KEY)


class EntryForm(VersionForm):
    """What the brief says about one item."""

    group = forms.ChoiceField(label=_("Group"), choices=BriefEntry.Group.choices)
    summary = Line(
        label=_("Summary"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two or three lines in your own words; never the article itself."),
    )
    level = forms.ChoiceField(label=_("Level"), choices=BriefEntry.Level.choices)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("none")
    )
    proposal = Line(
        label=_("Proposed handling"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *given: Any, on: date, **options: Any) -> None:
        super().__init__(*given, **options)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.standing(on=on).order_by("name")

    @property
    def content(self) -> EntryContent:
        """What was filled in, for `operations.briefs_editing.edit_entry`."""
        data = self.cleaned_data
        return EntryContent(data["group"], data["summary"], data["level"], data["unit"], data["proposal"])


def entry_form(entry: BriefEntry, *, version: int) -> EntryForm:
    """Return the form as it stands for an entry."""
    initial = {
        "group": entry.group,
        "summary": entry.summary,
        "level": entry.level,
        "unit": entry.unit_id,
        "proposal": entry.proposal,
        "version": version,
    }
    return EntryForm(initial=initial, on=entry.brief.day)
