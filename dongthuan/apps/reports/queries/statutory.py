"""The six indicators of the annual report of Decree 244/2026, each with the rows that it counts.

The words of the indicators follow the annexed form as far as it was read (law.md 2.1); they are printed in
Vietnamese, as are the marks of cases on paper. A period is half-open: from 15 December of the year before
to 15 December.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.clocks.queries.parameters import parameters_in_force_now
from dongthuan.apps.matters.lifecycle import EXTRAORDINARY, LIMITED, Clause
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.press.desk_lifecycle import InquiryState, Outcome
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.queries.statistics import (
    briefings_between,
    conferences_between,
    corrections_between,
    inquiries_between,
    no_requests_between,
)
from dongthuan.law.packs import row_in_force

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

MATTER = Matter._meta.label_lower


@dataclass(frozen=True, slots=True)
class Period:
    """The days of one report; `end_on` is the first day outside."""

    year: int
    start_on: date
    end_on: date

    @property
    def last_on(self) -> date:
        """The last day that is counted, as it is printed."""
        return self.end_on.replace(day=self.end_on.day - 1)


def period_of(year: int) -> Period:
    """Return the period of a year's report, by the cut-off days that the law sets for it."""
    parameters, on = parameters_in_force_now(), date(year, 12, 1)
    first = row_in_force(parameters, "press.report.cut-off.first", on=on).value
    last = row_in_force(parameters, "press.report.cut-off.last", on=on).value
    return Period(year, date(year - 1, 12, first), date(year, 12, last + 1))


def year_of(on: date) -> int:
    """Return in which year's report a day is counted."""
    return on.year if on < period_of(on.year).end_on else on.year + 1


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind that an indicator counts. met: which of them are its numerator; None = no ratio.

    day_field: when the row arose, by which it is listed.
    """

    rows: Callable[[Period], QuerySet[Any]]
    day_field: str
    met: Q | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the form. met, missed: what a row in and out of the numerator is called, for readers."""

    code: str
    words: str
    parts: tuple[Part, ...]
    met: "StrPromise | str" = ""
    missed: "StrPromise | str" = ""

    @property
    def is_ratio(self) -> bool:
        """Whether the form asks for "n of m"."""
        return bool(self.met)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _matters(clauses: tuple[Clause, ...]) -> Callable[[Period], QuerySet[Any]]:
    def rows(period: Period) -> QuerySet[Any]:
        matters = Matter.objects.counted().filter(clause__in=[clause.value for clause in clauses])
        return matters.filter(t0_at__gte=_midnight(period.start_on), t0_at__lt=_midnight(period.end_on))

    return rows


def _asked(**sent: Any) -> Q:
    """Say of a matter that a correction was asked on it, or on one that goes on in it."""
    own = Exists(
        CorrectionRequest.objects.filter(
            record_type=MATTER, record_key=Cast(OuterRef("pk"), CharField()), **sent
        )
    )
    return Q(own) | Q(Exists(Matter.objects.filter(own, merged_into=OuterRef("pk"))))


def _false_reports(period: Period) -> QuerySet[Any]:
    """Matters under 7(6) that arose in the period, and others on which a correction was first asked in it."""
    begin, end = _midnight(period.start_on), _midnight(period.end_on)
    arose = Q(clause=Clause.FALSE_REPORT, t0_at__gte=begin, t0_at__lt=end)
    asked = _asked(first_sent_at__gte=begin, first_sent_at__lt=end) & ~Q(clause=Clause.FALSE_REPORT)
    is_asked = ExpressionWrapper(_asked(first_sent_at__isnull=False), output_field=BooleanField())
    return Matter.objects.counted().annotate(is_asked=is_asked).filter(arose | asked)


def _lone_corrections(period: Period) -> QuerySet[Any]:
    return corrections_between(period.start_on, period.end_on).exclude(record_type=MATTER)


SPOKEN = Q(first_statement_at__isnull=False)
IN_TIME = Q(first_statement_at__lt=F("clock__due_at"))

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "1",
        "Số cuộc họp báo đã tổ chức trong năm",
        (Part(lambda period: conferences_between(period.start_on, period.end_on), "starts_at"),),
    ),
    Indicator(
        "2",
        "Số lần chủ động cung cấp thông tin tại giao ban báo chí",
        (
            Part(
                lambda period: briefings_between(period.start_on, period.end_on, is_proactive=True),
                "starts_at",
            ),
        ),
    ),
    Indicator(
        "3",
        "Số yêu cầu của báo chí đã được trả lời/tổng số yêu cầu nhận được",
        (
            Part(
                lambda period: inquiries_between(period.start_on, period.end_on),
                "received_at",
                Q(state=InquiryState.ANSWERED),
            ),
        ),
        _("Answered, inquiry"),
        _("Not answered, or refused on a listed ground"),
    ),
    Indicator(
        "4",
        "Số vụ việc đột xuất, bất thường đã phát ngôn/tổng số vụ việc thuộc khoản 2, 3, 4, 5 Điều 7",
        (Part(_matters(EXTRAORDINARY), "t0_at", SPOKEN),),
        _("Spoken"),
        _("Not spoken yet"),
    ),
    Indicator(
        "5",
        "Số vụ việc phát ngôn đúng thời hạn/tổng số vụ việc có thời hạn thuộc khoản 3, khoản 4 Điều 7",
        (Part(_matters(LIMITED), "t0_at", IN_TIME),),
        _("In time"),
        _("Not spoken yet, or late"),
    ),
    Indicator(
        "6",
        "Số vụ việc đã có văn bản phản hồi, yêu cầu cải chính/tổng số vụ việc thuộc khoản 6 Điều 7",
        (
            Part(_false_reports, "t0_at", Q(is_asked=True)),
            Part(_lone_corrections, "first_sent_at", Q(first_sent_at__isnull=False)),
        ),
        _("Asked in writing"),
        _("Not asked in writing yet"),
    ),
)
BY_CODE = {indicator.code: indicator for indicator in INDICATORS}


@dataclass(frozen=True, slots=True)
class Counted:
    """An indicator as counted. numerator: None where the form asks for a plain number."""

    indicator: Indicator
    numerator: int | None
    total: int

    @property
    def written(self) -> str:
        """As it stands in the form."""
        return str(self.total) if self.numerator is None else f"{self.numerator}/{self.total}"


def count(indicator: Indicator, period: Period) -> Counted:
    """Count an indicator over a period."""
    total = sum(part.rows(period).count() for part in indicator.parts)
    if not indicator.is_ratio:
        return Counted(indicator, None, total)
    met = sum(part.rows(period).filter(part.met).count() for part in indicator.parts if part.met is not None)
    return Counted(indicator, met, total)


def count_all(period: Period) -> list[Counted]:
    """Count the six indicators, in the order of the form."""
    return [count(indicator, period) for indicator in INDICATORS]


@dataclass(frozen=True, slots=True)
class Case:
    """One row behind a figure. is_met: whether it is in the numerator; None where there is no ratio."""

    at: datetime | None
    title: str
    unit: str
    url: str
    is_met: bool | None
    note: str


def cases(indicator: Indicator, period: Period, *, is_met: bool | None = None, most: int) -> list[Case]:
    """Return the rows behind a figure by when they arose; is_met: only those in, or out of, the numerator."""
    found: list[Case] = []
    for part in indicator.parts:
        rows = _chosen(part, period, is_met)
        met = set(rows.filter(part.met).values_list("pk", flat=True)) if part.met is not None else set()
        found += [
            Case(
                getattr(row, part.day_field),
                str(row),
                row.unit.label,
                row.get_absolute_url(),
                None if part.met is None else row.pk in met,
                note_on(row),
            )
            for row in rows[:most]
        ]
    return found


def _chosen(part: Part, period: Period, is_met: bool | None) -> QuerySet[Any]:
    rows = part.rows(period)
    if is_met is not None and part.met is not None:
        rows = rows.filter(part.met) if is_met else rows.exclude(part.met)
    joined = ("unit", "clock") if rows.model is Matter else ("unit",)
    return rows.select_related(*joined).order_by(F(part.day_field).asc(nulls_last=True), "pk")


def note_on(row: Any) -> str:
    """Return what a reader must know of a row to check the figure."""
    if isinstance(row, Inquiry):
        return _standing_of(row)
    if not isinstance(row, Matter):
        return ""
    notes = [_article_of(row.clause)] if row.clause else []
    if row.clock is not None:
        notes.append(_now("due %(at)s") % {"at": _written(row.clock.due_at)})
    spoken = _written(row.first_statement_at) if row.first_statement_at else _now("not yet")
    notes.append(_now("first spoke: %(at)s") % {"at": spoken})
    return "; ".join(notes)


def _standing_of(inquiry: Inquiry) -> str:
    if inquiry.state == InquiryState.REFUSED:
        return _now("refused under %(ground)s") % {"ground": inquiry.refusal_citation}
    return _now("withdrawn by whoever asked") if inquiry.outcome == Outcome.WITHDRAWN else ""


def _article_of(clause: str) -> str:
    if clause == Clause.OLD_EVENT:
        return "điểm a khoản 3 Điều 6 Nghị định 09/2017"
    article, _dot, number = clause.partition(".")
    return f"khoản {number} Điều {article}"


def _written(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}"


def left_out(period: Period) -> QuerySet[Any]:
    """Return what came to the press desk and is no request of its own: indicator 3 does not count it."""
    return no_requests_between(period.start_on, period.end_on)


def under_old_law(period: Period) -> QuerySet[Any]:
    """Return the matters of the period under Decree 09/2017: the form of Decree 244 does not count them."""
    return _matters((Clause.OLD_EVENT,))(period).order_by("t0_at", "pk")
