"""The figures that a unit's records give, in the style of the Government Office: keys, words, sums.

Every counted task has one outcome: assigned = in time + late + overdue + running. So the columns of every
table add up, over units and across. due: the last day came within the period, done or not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: its key, its words on screen, its words in documents."""

    key: str
    label: str | Promise
    printed: str


MEASURES: tuple[Measure, ...] = (
    Measure("assigned", _("Assigned"), "Số nhiệm vụ được giao"),
    Measure("due", _("Fallen due"), "Đến hạn"),
    Measure("in_time", _("Done in time"), "Hoàn thành đúng hạn"),
    Measure("late", _("Done late"), "Hoàn thành quá hạn"),
    Measure("overdue", _("Overdue, not done"), "Quá hạn chưa hoàn thành"),
    Measure("running", _("Within its time"), "Đang thực hiện trong hạn"),
    Measure("published", _("Published items as evidence"), "Tin, bài đã đăng (minh chứng)"),
)
BY_KEY: Mapping[str, Measure] = {measure.key: measure for measure in MEASURES}
JUDGED = ("in_time", "late", "overdue")


def ratio_of(measures: Mapping[str, int]) -> float | None:
    """Return the share done in time of what was done or is overdue, 0 to 1; None where there is none."""
    judged = sum(measures.get(key, 0) for key in JUDGED)
    return measures.get("in_time", 0) / judged if judged else None


def summed(all_measures: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return the sums over units.

    >>> summed([{"assigned": 2, "due": 1}, {"assigned": 3}])["assigned"]
    5
    """
    total = dict.fromkeys(BY_KEY, 0)
    for measures in all_measures:
        for key in total:
            total[key] += measures.get(key, 0)
    return total


def percent_words(ratio: float | None) -> str:
    """Write a ratio as documents print it.

    >>> percent_words(0.9184), percent_words(1.0), percent_words(None)
    ('91,8%', '100%', '–')
    """
    if ratio is None:
        return "–"
    text = f"{ratio * 100:.1f}".replace(".", ",")
    return f"{text.removesuffix(',0')}%"
