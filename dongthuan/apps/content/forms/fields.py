"""An instant, chosen in the browser or typed as 05/03/2026 14:30."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

FIRST, LAST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC)


class Instant(forms.DateTimeField):
    """A day and time in the agency's zone; the fifth of March is 05/03."""

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "widget", forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        )
        options.setdefault("input_formats", ["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"])
        options.setdefault("validators", [MinValueValidator(FIRST), MaxValueValidator(LAST)])
        super().__init__(**options)
