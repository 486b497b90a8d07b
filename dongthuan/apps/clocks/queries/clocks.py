"""Reads of clocks: the list, and the life of one clock as a timeline."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.lifecycle import OPEN, State
from dongthuan.apps.clocks.models.clocks import Clock, ClockQuerySet
from dongthuan.apps.clocks.rules import ACCESS, Act
from dongthuan.apps.clocks.wording import limit_words
from dongthuan.apps.common.roles import Actor


@dataclass(frozen=True, slots=True)
class Moment:
    """One point in the life of a clock. until: the end of a pause."""

    at: datetime
    icon: str
    tone: str
    words: str
    who: str
    reason: str = ""
    until: datetime | None = None
    new_due_at: datetime | None = None


def clocks_listed(*, seen_by: Actor, wanted: dict[str, Any], at: datetime) -> ClockQuerySet:
    """Return the clocks an officer may see that pass the filter (keys of ClockFilterForm)."""
    clocks = Clock.objects.visible_to(seen_by)
    state = wanted.get("state") or "open"
    if wanted.get("is_overdue"):
        clocks = clocks.overdue(at=at)
    elif state == "open":
        clocks = clocks.filter(state__in=OPEN)
    elif state != "all":
        clocks = clocks.filter(state=state)
    if wanted.get("unit"):
        clocks = clocks.filter(unit=wanted["unit"])
    if wanted.get("rule"):
        clocks = clocks.filter(rule_key=wanted["rule"])
    if wanted.get("q"):
        clocks = clocks.filter(title__icontains=wanted["q"])
    return clocks.select_related("unit", "owner").defer("steps")


def rules_with_clocks(seen_by: Actor) -> list[tuple[str, str]]:
    """Return key and title of the rules under which the officer sees open clocks, at most a hundred."""
    open_ones = Clock.objects.visible_to(seen_by).open().order_by("rule_key")
    found = open_ones.values_list("rule_key", "alias", "rule_title").distinct("rule_key")[:100]
    return [(key, f"{alias or key} · {title}") for key, alias, title in found]


def clocks_on(record: Model, seen_by: Actor) -> list[Clock]:
    """Return the clocks of a record that the officer may see: open ones first, then by their end."""
    clocks = Clock.objects.of_record(record).visible_to(seen_by).select_related("unit")
    return sorted(clocks[:50], key=lambda clock: (clock.state not in OPEN, clock.due_at, clock.pk))


def clocks_to_end(record: Model, by: Actor) -> list[Clock]:
    """Return the open clocks of a record that `by` may say to be done."""
    return [clock for clock in clocks_on(record, by) if clock.state in OPEN and ACCESS[Act.FINISH](by, clock)]


def timeline_of(clock: Clock) -> list[Moment]:
    """Return what happened to a clock, the oldest first."""
    moments = [*_starts(clock), *_pauses(clock), *_extensions(clock), *_moves(clock), *_ends(clock)]
    return sorted(moments, key=lambda moment: moment.at)


def _starts(clock: Clock) -> list[Moment]:
    who = str(clock.created_by)
    return [Moment(clock.start_at, "player-play", "", _("The clock starts"), who, clock.start_reason)]


def _pauses(clock: Clock) -> list[Moment]:
    words = _("Stands still")
    return [
        Moment(pause.start_at, "player-pause", "is-warn", words, str(pause.by), pause.reason, pause.end_at)
        for pause in clock.pauses.select_related("by")
    ]


def _extensions(clock: Clock) -> list[Moment]:
    extension = getattr(clock, "extension", None)
    if extension is None:
        return []
    words = _("Extended by %(amount)s") % {"amount": limit_words(extension.amount, extension.unit)}
    return [Moment(extension.at, "calendar-event", "is-warn", words, str(extension.by), extension.reason)]


def _moves(clock: Clock) -> list[Moment]:
    return [
        Moment(
            move.at,
            "refresh",
            "is-warn",
            _("Dated anew"),
            str(move.by),
            move.cause,
            new_due_at=move.new_due_at,
        )
        for move in clock.moves.select_related("by").order_by("-at")[:50]
    ]


def _ends(clock: Clock) -> list[Moment]:
    if clock.state in OPEN:
        return []
    act = "clocks.finish" if clock.state == State.DONE else "clocks.cancel"
    entries = Entry.objects.of_record("clocks", "clock", str(clock.pk)).filter(act=act)
    entry = entries.select_related("actor").first()
    who, at = (str(entry.actor), entry.at) if entry else ("", clock.due_at)
    if clock.state == State.CANCELLED:
        return [Moment(at, "x", "is-bad", _("Cancelled, with a reason"), who, clock.reason)]
    words, tone = (_("Done late"), "is-bad") if clock.is_late else (_("Done in time"), "is-good")
    return [Moment(clock.done_at or at, "check", tone, words, who)]
