"""A figure on a page: its value, how it changed, and the address that opens the items behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from dongthuan.apps.common.wording import written

Wish = Literal["more", "less", "neither"]


@dataclass(frozen=True, slots=True)
class Change:
    """How a value stands to an earlier one: `icon`, `words`, and `tone` "good", "bad" or ""."""

    icon: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One tile. `month_ago`, `year_ago`: the value in the same span then, None where nothing is known.

    wish: whether more or less of it is welcome ("neither": the change is shown without judgement).
    url: opens the items that were counted; opens: what the link says.
    note: what it stands on ("máy: 85%, người: 15%").
    """

    label: str
    value: float | None
    url: str = ""
    unit: str = ""
    month_ago: float | None = None
    year_ago: float | None = None
    wish: Wish = "neither"
    note: str = ""
    places: int = 0
    is_warning: bool = False
    opens: str = ""

    @property
    def changes(self) -> list[Change]:
        """The change since last month and since the same month last year, as far as known."""
        against = [
            (self.month_ago, _("against last month")),
            (self.year_ago, _("against the same month last year")),
        ]
        return [
            change_of(self.value, earlier, words=words, wish=self.wish)
            for earlier, words in against
            if self.value is not None and earlier is not None
        ]


def change_of(value: float | None, earlier: float | None, *, words: str, wish: Wish = "neither") -> Change:
    """Return the change in per cent, or in words where the earlier value is nought or unknown."""
    if value is None or earlier is None:
        return Change("minus", _("no figure %(against)s") % {"against": words}, "")
    if value == earlier:
        return Change("equal", _("unchanged %(against)s") % {"against": words}, "")
    is_up = value > earlier
    tone = "" if wish == "neither" else ("good" if is_up == (wish == "more") else "bad")
    icon = "arrow-up-right" if is_up else "arrow-down-right"
    if not earlier:
        return Change(icon, _("from none %(against)s") % {"against": words}, tone)
    share = written(abs(value - earlier) / abs(earlier) * 100)
    said = _("up %(share)s%% %(against)s") if is_up else _("down %(share)s%% %(against)s")
    return Change(icon, said % {"share": share, "against": words}, tone)


def spark_points(values: Sequence[float | None], *, width: int = 100, height: int = 24) -> list[str]:
    """Return the points of one SVG polyline for each unbroken run of values; a None breaks the line.

    >>> spark_points([0, 10, None, 5, 5])
    ['0.0,23.0 25.0,1.0', '75.0,12.0 100.0,12.0']
    """
    known = [value for value in values if value is not None]
    if not known:
        return []
    low, span = min(known), (max(known) - min(known)) or 1
    step = width / max(len(values) - 1, 1)
    runs: list[list[str]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(f"{place * step:.1f},{height - 1 - (value - low) / span * (height - 2):.1f}")
    return [" ".join(run) for run in runs if run]
