"""Words and icons for what machines keep as codes: polarities, tones, times as one says them."""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


@dataclass(frozen=True, slots=True)
class Look:
    """How one code is shown: the end of its CSS class, its icon, its word."""

    code: str
    icon: str
    label: str | Promise


POLARITIES = {
    "negative": Look("negative", "mood-sad", gettext_lazy("Negative")),
    "neutral": Look("neutral", "mood-neutral", gettext_lazy("Neutral")),
    "positive": Look("positive", "mood-smile", gettext_lazy("Positive")),
    "unclear": Look("unclear", "question-mark", gettext_lazy("Unclear")),
}
TONE_ICONS = {
    "neutral": "circle",
    "info": "info-circle",
    "good": "circle-check",
    "warn": "alert-triangle",
    "bad": "alert-circle",
}


def written(value: float | None, places: int = 0) -> str:
    """Write a number rounded to `places` the Vietnamese way (1.234,5); a dash where there is none."""
    if value is None or not math.isfinite(value):
        return "–"
    # Django's own function cuts off the places that it does not show.
    return number_format(round(value, places), decimal_pos=places, use_l10n=True, force_grouping=True)


def _ago(passed: timedelta) -> str:
    minutes, hours = int(passed.total_seconds() // 60), int(passed.total_seconds() // 3600)
    if minutes < 1:
        return _("just now")
    if hours < 1:
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    return ngettext("%(n)d hour ago", "%(n)d hours ago", hours) % {"n": hours}


def _ahead(left: timedelta) -> str:
    minutes, hours = int(left.total_seconds() // 60), int(left.total_seconds() // 3600)
    if hours < 1:
        return ngettext("in %(n)d minute", "in %(n)d minutes", minutes) % {"n": minutes}
    return ngettext("in %(n)d hour", "in %(n)d hours", hours) % {"n": hours}


def _day_words(days: int) -> str:
    """Say a whole number of days from today; "" beyond a week, where the date itself is clearer."""
    named = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}
    if days in named:
        return named[days]
    if abs(days) > 7:
        return ""
    if days < 0:
        return ngettext("%(n)d day ago", "%(n)d days ago", -days) % {"n": -days}
    return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}


def relative(value: date | datetime, *, now: datetime) -> str:
    """Return a time as one would say it at `now`, or "" more than a week away.

    An instant within 24 hours is said in minutes and hours, else in days of the agency's calendar.
    """
    if not isinstance(value, datetime):
        return _day_words((value - localtime(now).date()).days)
    passed = now - value
    if timedelta(0) <= passed < timedelta(hours=24):
        return _ago(passed)
    if timedelta(0) < -passed < timedelta(hours=24):
        return _ahead(-passed)
    return _day_words((localtime(value).date() - localtime(now).date()).days)
