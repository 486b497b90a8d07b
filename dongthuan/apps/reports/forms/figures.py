"""A stated figure as officers type it: "1.200" is one thousand two hundred, "12,5" is twelve and a half."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.reports.tokens import plain_number

LARGEST = Decimal(10) ** 14  # so that the sum over thousands of units still fits its column
LONGEST = 60
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?: \d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


def plain_of(typed: str) -> str:
    """Return a typed figure as Python reads it; "" for what is no figure.

    >>> [plain_of(one) for one in ("1.200", "1.234.567,5", "12,5", "12.5", "1 200", "1200")]
    ['1200', '1234567.5', '12.5', '12.5', '1200', '1200']
    >>> [plain_of(one) for one in ("1.2.3", "-5", "1e9", "hai")]
    ['', '', '', '']
    """
    text = " ".join(typed.replace("\u00a0", " ").split())
    if _GROUPED.fullmatch(text):
        return text.replace(".", "").replace(" ", "").replace(",", ".")
    return text.replace(",", ".") if _PLAIN.fullmatch(text) else ""


class StatedFigure(forms.DecimalField):
    """How many of something a unit states; it is summed over units, so it is not negative."""

    default_error_messages = {
        "invalid": _("Write a number in digits, as 1.200 or 12,5; it cannot be negative."),
        "max_whole_digits": _("The number is larger than any that is counted here."),
        "max_value": _("The number is larger than any that is counted here."),
        "max_decimal_places": _("Write at most two digits after the comma."),
    }

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(
            max_digits=18, decimal_places=2, min_value=Decimal(0), max_value=LARGEST, widget=widget, **options
        )

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # Django's own habit
        """Read what was typed; refuse what is no figure."""
        if value in self.empty_values or isinstance(value, Decimal):
            return value if isinstance(value, Decimal) else None
        plain = plain_of(str(value)) if len(str(value)) <= LONGEST else ""
        if not plain:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(plain)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored figure as it is printed; what was typed as it was typed."""
        return plain_number(value) if isinstance(value, Decimal) else value
