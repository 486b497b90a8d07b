"""Is what was typed about days of the calendar well formed?"""

from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clocks.models.calendars import CalendarChange
from dongthuan.apps.clocks.operations.calendars import Proposed
from dongthuan.apps.common.forms import Day, Line
from dongthuan.law.calendar import FIRST_YEAR, LAST_YEAR, DayOverride
from dongthuan.law.ics import MOST_BYTES

SALT = "clocks.import"
LONGEST = 200_000
Kind = CalendarChange.Kind


def _document() -> Line:
    return Line(
        label=_("Document"), max_length=300, help_text=_("Number and day of the document that says so.")
    )


class YearForm(forms.Form):
    """Which year is shown."""

    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR)


class DayForm(forms.Form):
    """One day off, or one day worked."""

    day = Day(label=_("Day"))
    is_working = forms.TypedChoiceField(
        label=_("That day"),
        choices=[("off", _("is off")), ("worked", _("is worked"))],
        coerce=lambda value: value == "worked",
    )
    name = Line(
        label=_("What it is"),
        max_length=200,
        help_text=_("As people call the day, for example the holiday it stands for."),
    )
    is_confirmed = forms.BooleanField(label=_("Seen in force"), required=False, initial=True)
    ground = _document()

    def proposed(self) -> Proposed:
        """Return what was typed, as the operation wants it."""
        data = self.cleaned_data
        day = DayOverride(data["day"], data["is_working"], data["name"], data["is_confirmed"])
        return Proposed(Kind.DAY, data["ground"], (day,))


class SwapForm(forms.Form):
    """A day off and the day worked for it."""

    day_off = Day(label=_("Day off"))
    day_worked = Day(label=_("Day worked for it"))
    ground = _document()


class SwitchForm(forms.Form):
    """Whether days off that nobody has seen in force count."""

    with_unconfirmed = forms.TypedChoiceField(
        label=_("Unconfirmed days off, as 24 November"),
        choices=[("yes", _("count as days off")), ("no", _("do not count: they are worked"))],
        coerce=lambda value: value == "yes",
    )
    ground = _document()

    def proposed(self) -> Proposed:
        """Return what was chosen, as the operation wants it."""
        data = self.cleaned_data
        return Proposed(Kind.UNCONFIRMED, data["ground"], with_unconfirmed=data["with_unconfirmed"])


class SettledForm(forms.Form):
    """The last year whose days off are announced."""

    settled_through = forms.IntegerField(
        label=_("Announced up to the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, localize=False
    )
    ground = _document()

    def proposed(self) -> Proposed:
        """Return what was typed, as the operation wants it."""
        data = self.cleaned_data
        return Proposed(Kind.SETTLED, data["ground"], settled_through=data["settled_through"])


class ImportForm(forms.Form):
    """A calendar file, and its document."""

    file = forms.FileField(
        label=_("Calendar file (.ics)"), widget=forms.ClearableFileInput(attrs={"accept": ".ics"})
    )
    ground = _document()

    def clean_file(self) -> bytes:
        """Refuse a file that is larger than any calendar."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large for a calendar."))
        return bytes(file.read())


class ImportedForm(forms.Form):
    """The days that were looked at, as the page sent them out: nobody else can have made them."""

    days = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST)
    ground = Line(max_length=300)

    def clean_days(self) -> list[DayOverride]:
        """Return the days; refuse what was not sent out by this page."""
        try:
            rows = signing.loads(self.cleaned_data["days"], salt=SALT, max_age=86_400)
        except signing.BadSignature:
            raise forms.ValidationError(_("Hand the file in again.")) from None
        return [_unpacked(row) for row in rows]

    def proposed(self) -> Proposed:
        """Return the days, as the operation wants them."""
        return Proposed(Kind.IMPORT, self.cleaned_data["ground"], tuple(self.cleaned_data["days"]))


def packed(days: list[DayOverride]) -> str:
    """Return days as text that the page sends out and takes back unchanged."""
    rows = [
        [
            one.day.isoformat(),
            one.is_working,
            one.ground,
            one.is_confirmed,
            one.swapped_with.isoformat() if one.swapped_with else "",
        ]
        for one in days
    ]
    return signing.dumps(rows, salt=SALT, compress=True)


def _unpacked(row: list[Any]) -> DayOverride:
    day, is_working, ground, is_confirmed, swapped = row
    return DayOverride(
        date.fromisoformat(day),
        is_working,
        ground,
        is_confirmed,
        date.fromisoformat(swapped) if swapped else None,
    )
