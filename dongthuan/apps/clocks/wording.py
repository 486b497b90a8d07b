"""Words of clocks: how much time is left, and what the codes of the law's conditions mean."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dongthuan.apps.clocks.lifecycle import OPEN, State
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.docgen.wording import number
from dongthuan.law import model as law
from dongthuan.law import wording as law_wording
from dongthuan.law.calendar import WorkingCalendar
from dongthuan.law.model import CannotCompute
from dongthuan.law.steps import from_json
from dongthuan.law.vietnam import local_day

CHANNELS: dict[str, str | Promise] = {
    "office": gettext_lazy("at the office"),
    "network": gettext_lazy("over the network"),
    "post": gettext_lazy("by post or fax"),
}
COMPLEXITIES: dict[str, str | Promise] = {
    "simple": gettext_lazy("simple, at hand"),
    "complex": gettext_lazy("complex, to be gathered"),
    "event": gettext_lazy("an important event"),
    "opinions": gettext_lazy("conflicting opinions"),
}
AGENCY_KINDS: dict[str, str | Promise] = {
    "ministry": gettext_lazy("ministry"),
    "government-attached": gettext_lazy("agency attached to the Government"),
    "province": gettext_lazy("province"),
    "commune": gettext_lazy("commune"),
    "other": gettext_lazy("other agency"),
}
# As the law writes them: they stand beside its Vietnamese, in every language of the pages.
MEASURES = {
    "vnd": "%s đồng",
    "percent": "%s%%",
    "mm": "%s mm",
    "pt": "cỡ %s",
    "coefficient": "hệ số %s",
    "rounds": "%s lần",
    "day-of-month": "ngày %s",
    "months": "%s tháng",
}
CLOSE = timedelta(hours=6)
CLOSE_DAYS = 2


@dataclass(frozen=True, slots=True)
class Left:
    """How much time is left: words, tone (good, warn, bad, neutral), and what stands below in small print."""

    words: str
    tone: str
    note: str = ""


def left_of(clock: Clock, *, at: datetime, calendar: WorkingCalendar) -> Left:
    """Return how much time a clock has left at an instant, in the unit in which its law counts."""
    if clock.state not in OPEN:
        return _ended(clock)
    if clock.state == State.PAUSED:
        return Left(_("Stands still"), "neutral", _("The end moves when it goes on."))
    if at >= clock.due_at:
        return _passed(clock, at, calendar)
    if clock.amount_unit == law.Unit.HOURS:
        left = clock.due_at - at
        return Left(
            _("%(time)s left") % {"time": hours_and_minutes(left)}, "warn" if left < CLOSE else "good"
        )
    return _days_left(clock, at, calendar)


def hours_and_minutes(span: timedelta) -> str:
    """Write a span in hours and minutes, as a clock of hours is told."""
    minutes = max(int(span.total_seconds() // 60), 0)
    hours, rest = divmod(minutes, 60)
    return _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest}


def _days_left(clock: Clock, at: datetime, calendar: WorkingCalendar) -> Left:
    today, tomorrow = local_day(at), local_day(at + timedelta(days=1))
    last = clock.due_on or today
    if last <= today:
        words = _("Ends today: %(time)s left") % {"time": hours_and_minutes(clock.due_at - at)}
        return Left(words, "warn")
    working = calendar.working_days_between(tomorrow, last + timedelta(days=1))
    days = (last - today).days
    note = ngettext("%(n)d day of the calendar", "%(n)d days of the calendar", days) % {"n": days}
    words = ngettext("%(n)d working day left", "%(n)d working days left", working) % {"n": working}
    return Left(words, "warn" if working <= CLOSE_DAYS else "good", note)


def _passed(clock: Clock, at: datetime, calendar: WorkingCalendar) -> Left:
    if clock.amount_unit == law.Unit.IMMEDIATE:
        return Left(_("At once"), "warn", _("The law sets no time: it is to be done without delay."))
    if clock.amount_unit == law.Unit.HOURS or clock.due_on is None:
        return Left(_("%(time)s late") % {"time": hours_and_minutes(at - clock.due_at)}, "bad")
    late = calendar.working_days_between(clock.due_on + timedelta(days=1), local_day(at) + timedelta(days=1))
    words = ngettext("%(n)d working day late", "%(n)d working days late", late) % {"n": late}
    return Left(words if late else _("Late since last midnight"), "bad")


def _ended(clock: Clock) -> Left:
    if clock.state == State.CANCELLED:
        return Left(_("Cancelled, with a reason"), "neutral")
    return Left(_("Done late"), "bad") if clock.is_late else Left(_("Done in time"), "good")


def explained(clock: Clock, translate: Callable[[str], str]) -> list[str]:
    """Return the frozen steps of a clock's date as sentences."""
    return law_wording.sentences(from_json(clock.steps), translate)


def trouble_sentence(trouble: dict[str, Any], translate: Callable[[str], str]) -> str:
    """Return why a date could not be computed anew; "" if it could."""
    return (
        law_wording.sentence(CannotCompute(trouble["code"], **trouble["facts"]), translate) if trouble else ""
    )


def limit_words(amount: int | None, unit: str) -> str:
    """Write a limit: "15 working days", "at once", or that no figure is known."""
    if unit == law.Unit.IMMEDIATE:
        return _("at once")
    if unit == law.Unit.DATE:
        return _("a fixed day of the year")
    if amount is None:
        return _("no figure")
    return {
        law.Unit.HOURS: ngettext("%(n)d hour", "%(n)d hours", amount),
        law.Unit.WORKING_DAYS: ngettext("%(n)d working day", "%(n)d working days", amount),
        law.Unit.DAYS: ngettext("%(n)d day", "%(n)d days", amount),
        law.Unit.MONTHS: ngettext("%(n)d month", "%(n)d months", amount),
    }[law.Unit(unit)] % {"n": amount}


def conditions_words(channel: str, complexity: str, agency_kind: str) -> list[str]:
    """Return in words for which cases a rule holds."""
    pairs = ((CHANNELS, channel), (COMPLEXITIES, complexity), (AGENCY_KINDS, agency_kind))
    return [str(words.get(code, code)) for words, code in pairs if code]


def ceiling_words(ceiling: law.Ceiling) -> str:
    """Write the most that may be paid: "1.200.000 đồng / đề cương"; as the law has it, in Vietnamese."""
    return f"{number(ceiling.amount_vnd)} đồng / {ceiling.per}"


def parameter_words(parameter: law.Parameter) -> str:
    """Write a number of the law with its measure: "2.530.000 đồng", "20–25 mm", "2 lần"."""
    upper = f"–{number(parameter.upper)}" if parameter.upper is not None else ""
    figure = f"{number(parameter.value)}{upper}"
    return MEASURES[parameter.measure] % figure
