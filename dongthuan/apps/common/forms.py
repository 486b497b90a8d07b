"""Fields that take what people really type and paste: composed letters, no control characters, our dates."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _

from dongthuan.analysis.text import nfc

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
MOMENT_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y", "%d/%m/%Y"]
# What no text holds that people type; the last two ranges turn the direction of what stands beside them.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


class Line(forms.CharField):
    """One line of text: composed letters, control characters dropped, runs of blanks made one."""

    def __init__(self, *, max_length: int = 200, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: Any) -> str:
        """Return the cleaned line."""
        return " ".join(nfc(CONTROL.sub("", super().to_python(value) or "")).split())


class Passage(forms.CharField):
    """Text of several lines: composed letters, control characters dropped, lines kept."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, *, max_length: int = 20_000, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: Any) -> str:
        """Return the cleaned text with Unix line ends."""
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        return nfc(CONTROL.sub("", text))


class Day(forms.DateField):
    """A day, chosen in the browser's calendar or typed as 05/03/2026 (the fifth of March)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        options.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"])
        options.setdefault("validators", [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)])
        super().__init__(**options)


class Moment(forms.DateTimeField):
    """An instant in the agency's zone, chosen in the browser or typed as 05/03/2026 14:30."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        options.setdefault("widget", widget)
        options.setdefault("input_formats", MOMENT_FORMATS)
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """Refuse years that no calendar knows."""
        moment = super().clean(value)
        if moment is not None and not FIRST_DAY.year <= moment.year <= LAST_DAY.year:
            raise forms.ValidationError(_("Check the year."))
        return moment
