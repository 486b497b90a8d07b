"""Sums of đồng as people type them: 1.234.567, 15 triệu, 2,5 tỷ. Whole đồng, nothing is rounded."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.analysis.text import fold
from dongthuan.docgen.money import MOST

_TIMES = {
    "": 1,
    "d": 1,
    "dong": 1,
    "vnd": 1,
    "nghin": 10**3,
    "ngan": 10**3,
    "trieu": 10**6,
    "tr": 10**6,
    "ty": 10**9,
    "ti": 10**9,
}
_SUM = re.compile(
    r"(?P<sign>[-−]?)\s*(?P<figures>\d[\d.,\s\u00a0\u202f]*)\s*(?P<unit>[a-z]*)(?:\s*(?:d|dong|vnd))?"
)


class NoMoney(ValueError):
    """The text is not a sum; its argument is "form", "fraction" or "large"."""


def vnd_of(text: str) -> int:
    """Return the sum that a text names, in whole đồng; below nothing with a minus before it.

    Points, blanks and commas divide thousands; one comma or point with another number of figures than three
    after it divides the fraction. Raises NoMoney: "form", "fraction" (parts of a đồng), "large" (from 10^15).

    >>> vnd_of("1.234.567 đ"), vnd_of("2,5 tỷ đồng"), vnd_of("1.234.567,00"), vnd_of("-15 triệu")
    (1234567, 2500000000, 1234567, -15000000)
    """
    found = _SUM.fullmatch(fold(text.strip()).strip(" ."))
    if found is None or found["unit"] not in _TIMES:
        raise NoMoney("form")
    whole, fraction = _parts(re.sub(r"[\s\u00a0\u202f]", "", found["figures"]).rstrip(".,"))
    times = _TIMES[found["unit"]]
    parts: int = 10 ** len(fraction)
    amount, rest = divmod(int(whole + fraction) * times, parts)
    if rest:
        raise NoMoney("fraction")
    if amount >= MOST:
        raise NoMoney("large")
    return -amount if found["sign"] else amount


def _parts(figures: str) -> tuple[str, str]:
    """Return the whole part and the fraction, "" for none. Raises NoMoney where groups are not of three."""
    marks = [mark for mark in figures if mark in ".,"]
    fraction = ""
    if marks:
        head, _mark, tail = figures.rpartition(marks[-1])
        is_fraction = len(tail) != 3 or (len(set(marks)) == 2 and marks.count(marks[-1]) == 1)
        if is_fraction and marks.count(marks[-1]) == 1:
            figures, fraction = head, tail
    if re.fullmatch(r"\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+", figures) is None:
        raise NoMoney("form")
    return figures.replace(".", "").replace(",", ""), fraction


def written_vnd(amount: int) -> str:
    """Return a sum as people read it.

    >>> written_vnd(1234567), written_vnd(-500)
    ('1.234.567 đ', '-500 đ')
    """
    return f"{amount:,}".replace(",", ".") + " đ"


class Money(forms.CharField):
    """A sum in whole đồng; cleans to an int, None where nothing was typed."""

    def __init__(self, *, may_be_negative: bool = False, **options: Any) -> None:
        self.may_be_negative = may_be_negative
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        options.setdefault("help_text", gettext_lazy("In VND, such as 15.000.000 or 15 trieu."))
        super().__init__(max_length=40, **options)

    def clean(self, value: Any) -> Any:
        """Return the sum; refuse parts of a đồng, too much, and below nothing where that is senseless."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = vnd_of(text)
        except NoMoney as problem:
            raise forms.ValidationError(_sentence(problem.args[0])) from problem
        if amount < 0 and not self.may_be_negative:
            raise forms.ValidationError(_("A sum below nothing makes no sense here."))
        return amount

    def prepare_value(self, value: Any) -> Any:
        """Write a sum with points between thousands."""
        return written_vnd(value).removesuffix(" đ") if isinstance(value, int) else value


def _sentence(problem: str) -> str:
    return {
        "form": _("Write a sum in VND, such as 15.000.000 or 15 trieu."),
        "fraction": _("There are no parts of one VND: write a whole sum."),
        "large": _("The sum is too large: check the number of zeros."),
    }[problem]
