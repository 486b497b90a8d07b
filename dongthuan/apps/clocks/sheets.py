"""Lists as sheets: clocks as an officer sees them, rules of law, ceilings and figures."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.clocks.lifecycle import State
from dongthuan.apps.clocks.models.clocks import Clock, ClockQuerySet
from dongthuan.apps.clocks.models.redating import ClockMove, Redating
from dongthuan.apps.clocks.models.rulebook import VERIFIED
from dongthuan.apps.clocks.queries.figures import Figure
from dongthuan.apps.clocks.wording import conditions_words, left_of, limit_words
from dongthuan.apps.common.sheets import Column, Columns, heading_where_cut
from dongthuan.docgen.sheet import Cell, Sheet
from dongthuan.law.calendar import WorkingCalendar
from dongthuan.law.model import Rule, Unit

MOST_ROWS = 50_000
RUNS: Columns[Redating] = (
    Column(gettext_lazy("Cause"), lambda run: run.cause, 60),
    Column(gettext_lazy("Asked for by"), lambda run: run.by.full_name, 24),
    Column(gettext_lazy("Asked for"), lambda run: run.asked_at, 18),
    Column(gettext_lazy("Open clocks looked at"), lambda run: run.seen_count),
    Column(gettext_lazy("Moved"), lambda run: run.moved_count),
    Column(gettext_lazy("Finished"), lambda run: run.finished_at, 18),
)
MOVES: Columns[ClockMove] = (
    Column(gettext_lazy("Title"), lambda move: move.clock.title, 50),
    Column(gettext_lazy("Before"), lambda move: move.old_due_at, 18),
    Column(gettext_lazy("Now"), lambda move: move.new_due_at, 18),
    Column(gettext_lazy("Unit"), lambda move: move.clock.unit.label, 24),
    Column(gettext_lazy("Told"), lambda move: ", ".join(one.full_name for one in move.told.all()), 40),
)


def clocks_sheet(clocks: ClockQuerySet, *, at: datetime, calendar: WorkingCalendar) -> Sheet:
    """Return clocks in their order; at most 50,000."""
    header = (
        _("Title"),
        _("Unit"),
        _("Who answers for the clock"),
        _("State"),
        _("Runs from"),
        _("Last day"),
        _("First instant too late"),
        _("Time left"),
        _("Done"),
        _("Rule"),
        _("Limit"),
        _("Instrument"),
        _("Article"),
        _("Compared with the law"),
    )
    rows = (_clock(one, at, calendar) for one in clocks[:MOST_ROWS].iterator(chunk_size=500))
    return Sheet(
        _("Deadlines of law"),
        header,
        rows,
        widths=(50, 24, 24, 16, 18, 14, 18, 24, 18, 24, 18, 30, 20, 16),
        heading=heading_where_cut(clocks, MOST_ROWS),
    )


def rules_sheet(groups: Iterable[tuple[str, list[Rule]]], *, on: date) -> Sheet:
    """Return rules by instrument, as they are on a day."""
    header = (
        _("Short name"),
        _("Key"),
        _("Limit for"),
        _("Limit"),
        _("Longest extension"),
        _("Runs from (t0)"),
        _("Case"),
        _("Instrument"),
        _("Article"),
        _("Valid from"),
        _("No longer in force from"),
        _("Compared with the law"),
        _("Compared by"),
        _("Compared on"),
        _("Source of the text"),
        _("Note"),
    )
    rows = (_rule(rule) for _instrument, rules in groups for rule in rules)
    heading = _("Limits in force on %(day)s, by instrument") % {"day": f"{on:%d/%m/%Y}"}
    return Sheet(
        _("Rules of law"),
        header,
        rows,
        widths=(10, 30, 50, 18, 18, 40, 24, 34, 20, 14, 14, 16, 20, 14, 40, 50),
        heading=heading,
    )


def figures_sheet(groups: Iterable[tuple[str, list[Figure]]], *, on: date) -> Sheet:
    """Return ceilings, figures and provisions by instrument, as they are on a day."""
    header = (
        _("What it is"),
        _("What the law says"),
        _("As a number"),
        _("Instrument"),
        _("Article"),
        _("Valid from"),
        _("No longer in force from"),
        _("Compared with the law"),
        _("Source of the text"),
        _("Note"),
        _("Key"),
    )
    rows = (_figure(one) for _instrument, figures in groups for one in figures)
    return Sheet(
        _("Ceilings and figures"),
        header,
        rows,
        widths=(50, 60, 14, 34, 20, 14, 14, 16, 40, 50, 30),
        heading=_("In force on %(day)s") % {"day": f"{on:%d/%m/%Y}"},
    )


def _clock(clock: Clock, at: datetime, calendar: WorkingCalendar) -> tuple[Cell, ...]:
    return (
        clock.title,
        clock.unit.label,
        clock.owner.full_name if clock.owner else "",
        str(State(clock.state).label),
        localtime(clock.start_at),
        clock.due_on,
        localtime(clock.due_at),
        left_of(clock, at=at, calendar=calendar).words,
        localtime(clock.done_at) if clock.done_at else None,
        " · ".join(filter(None, (clock.alias, clock.rule_title))),
        limit_words(clock.amount, clock.amount_unit),
        clock.instrument,
        clock.article,
        _verified(clock.verified),
    )


def _rule(rule: Rule) -> tuple[Cell, ...]:
    cap = rule.extension
    is_fixed = rule.unit is Unit.DATE
    limit = f"{rule.day}/{rule.month}" if is_fixed else limit_words(rule.amount, rule.unit or "")
    return (
        rule.alias,
        rule.key,
        rule.title,
        limit,
        limit_words(cap.amount, cap.unit) if cap else "",
        rule.start_event,
        ", ".join(conditions_words(rule.channel, rule.complexity, rule.agency_kind)),
        rule.instrument,
        rule.article,
        rule.valid_from,
        rule.valid_to,
        _verified(rule.verified),
        rule.verified_by,
        rule.verified_on,
        rule.source,
        rule.note,
    )


def _figure(figure: Figure) -> tuple[Cell, ...]:
    row = figure.row
    return (
        row.title,
        figure.words,
        figure.amount,
        row.instrument,
        row.article,
        row.valid_from,
        row.valid_to,
        _verified(row.verified),
        row.source,
        row.note,
        row.key,
    )


def _verified(code: str) -> str:
    words = dict(VERIFIED).get(code)
    return f"{code} · {words}" if words else code
