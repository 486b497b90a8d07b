"""Parts of the pages of matters: `{% load mattering %}`."""

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.clocks.rules import ACCESS, Act
from dongthuan.apps.clocks.wording import left_of
from dongthuan.apps.common.templatetags.parts import icon, mark
from dongthuan.apps.matters.lifecycle import CardKind, Clause, Grade, Since
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.models.matters import Matter, MatterLink
from dongthuan.apps.matters.models.moods import MoodMark
from dongthuan.apps.matters.queries.onward import ONWARD, onward_url
from dongthuan.apps.matters.queries.records import icon_of
from dongthuan.apps.matters.views.showing import legal_word
from dongthuan.apps.matters.wording import CLAUSE_HELP, CLAUSE_ORDER, GRADE_TONES

register = template.Library()
_KIND_TONES = {CardKind.FAKE: "bad", CardKind.FALSE: "warn", CardKind.CRITICISM: "info"}


@register.simple_tag
def grade_mark(grade: str) -> SafeString:
    """Show a grade by colour, icon and word."""
    return mark(str(Grade(grade).label), GRADE_TONES[Grade(grade)], "flag")


@register.simple_tag
def kind_mark(card: MisinformationCard) -> SafeString:
    """Show what kind of claim a card is about."""
    return mark(str(card.get_kind_display()), _KIND_TONES[CardKind(card.kind)])


@register.simple_tag
def spoken_mark(matter: Matter, now: datetime) -> SafeString | str:
    """Show whether the agency has spoken on a matter, and if not, whether it still may in time."""
    due = matter.clock.due_at if matter.clock else None
    if matter.first_statement_at is not None:
        is_late = due is not None and matter.first_statement_at >= due
        return mark(_("spoken late"), "warn") if is_late else mark(_("spoken"), "good")
    if due is None:
        return "–"
    return mark(_("limit passed"), "bad", "clock") if now >= due else mark(_("clock runs"), "warn", "clock")


@register.inclusion_tag("matters/clock_large.html", takes_context=True)
def matter_clock(context: Context, matter: Matter, now: datetime) -> dict[str, object]:
    """Show the clock of a matter large, or what the law says where it names no figure."""
    clock = matter.clock
    first = matter.first_statement_at
    return {
        "matter": matter,
        "clock": clock,
        "left": left_of(clock, at=now, calendar=working_calendar()) if clock else None,
        "may_read": bool(clock) and ACCESS[Act.READ](context["request"].user, clock),
        "legal_word": legal_word(matter),
        "is_late": bool(clock and first and first >= clock.due_at),
    }


@dataclass(frozen=True, slots=True)
class Option:
    """One clause to choose from, with its plain words."""

    value: str
    label: str
    help: str
    is_chosen: bool


@register.simple_tag
def clause_options(field: BoundField) -> list[Option]:
    """Return the clauses of a form in the order of how often they are needed, each explained."""
    chosen = str(field.value() or "none")
    labels = {**{clause.value: clause.label for clause in Clause}, "none": _("None: an ordinary matter")}
    return [
        Option(str(code), str(labels[str(code)]), str(CLAUSE_HELP[code]), chosen == str(code))
        for code in CLAUSE_ORDER
    ]


@register.simple_tag
def mood_words(measured: MoodMark) -> str:
    """Say of which 24 hours a mood is."""
    since = Since(measured.since).label
    if measured.hours == 0:
        return _("24 hours before, %(since)s") % {"since": since}
    return _("%(hours)s hours after, %(since)s") % {"hours": measured.hours, "since": since}


@register.simple_tag
def record_icon(link: MatterLink) -> SafeString:
    """Show the icon of a record that hangs on a matter."""
    return icon(icon_of(link.record_type))


@dataclass(frozen=True, slots=True)
class Page:
    """A page of another app on which something is begun for the matter."""

    url: str
    icon: str
    label: str


@register.simple_tag(takes_context=True)
def related_pages(context: Context, matter: Matter) -> list[Page]:
    """Return the pages on which the officer may begin a statement, a mandate, a conference and so on."""
    officer = context["request"].user
    urls = {code: onward_url(code, matter, officer) for code in ONWARD}
    return [Page(url, ONWARD[code].icon, str(ONWARD[code].label)) for code, url in urls.items() if url]
