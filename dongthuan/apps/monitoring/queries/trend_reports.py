"""Reads about trend reports: the list, the content to be drawn, the workbook, the count made again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.lifecycle import BriefState
from dongthuan.apps.monitoring.links import items_url
from dongthuan.apps.monitoring.models.trend_reports import TrendReport
from dongthuan.apps.monitoring.queries.briefs import ILLUSTRATIVE, LEADERS, TO_SIGN, Altered, NoAgency
from dongthuan.apps.monitoring.queries.trend_figures import Difference, answer, differences, span_of
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.trend_paper import HANDLING, SERIES, STATES, ShareRow, body_of, share_rows
from dongthuan.apps.units.queries import current_agency
from dongthuan.docgen.letterhead import Letterhead, Signature
from dongthuan.docgen.official import Document, Kind, Paragraph
from dongthuan.docgen.official_record import fingerprint, from_plain
from dongthuan.docgen.sheet import Link, Sheet
from dongthuan.docgen.wording import day_figures

NAMES = {TrendReport.Period.WEEK: "tuần", TrendReport.Period.MONTH: "tháng"}


def visible_reports(officer: Actor) -> QuerySet[TrendReport]:
    """Return the reports this officer may see: all of them, or none."""
    reports = TrendReport.objects.select_related("compiler", "submitted_by", "approver")
    return reports if ACCESS[Act.READ](officer, None) else reports.none()


def content_of(report: TrendReport) -> Document:
    """Return the decided content: the frozen one where approved, else the draft as it stands.

    Raises Altered where the frozen text does not fit its hash, NoAgency before set-up.
    """
    if report.state == BriefState.APPROVED:
        content = from_plain(report.frozen_content or {})
        if fingerprint(content) != report.content_hash:
            raise Altered(str(report))
        return content
    return _content(report, Signature(TO_SIGN), is_draft=True)


def signed_content(report: TrendReport, *, by_post: str, by_name: str, at: datetime) -> Document:
    """Return the content as it stands once this person has approved it."""
    return _content(report, Signature(by_post or TO_SIGN, by_name), is_draft=False, at=at)


def _content(
    report: TrendReport, signature: Signature, *, is_draft: bool, at: datetime | None = None
) -> Document:
    agency = current_agency()
    if agency is None:
        raise NoAgency
    head = Letterhead(
        agency.parent_name,
        agency.unit.name,
        f"BC-{agency.document_code}",
        agency.place,
        local_day(at) if at else None,
    )
    body = body_of(report.figures, note=report.note.splitlines(), proposals=report.proposals.splitlines())
    marked = (Paragraph(ILLUSTRATIVE),) if report.is_illustrative else ()
    days = f"từ ngày {day_figures(report.first_on)} đến ngày {day_figures(report.last_on)}"
    return Document(
        kind=Kind.REPORT,
        letterhead=head,
        subject=f"Xu hướng thông tin, dư luận {NAMES[TrendReport.Period(report.period)]}, {days}",
        body=(*body, *marked),
        signature=signature,
        recipients=(LEADERS,),
        is_draft=is_draft,
    )


def sheets_of(report: TrendReport) -> list[Sheet]:
    """Return the figures of a report as sheets, one a part."""
    figures = report.figures
    days = f"{day_figures(report.first_on)} – {day_figures(report.last_on)}"
    topics = tuple(
        (part, row["name"], row["total"], row["negative"], row["positive"], row["month_ago"])
        for part, rows in (("Nhiều nhất", figures["top"]), ("Tăng", figures["rising"]))
        for row in rows
    )
    forecast_rows = tuple(
        (
            SERIES.get(one["series"], ""),
            day["day"],
            *(day[name] for name in ("mean", "low_80", "high_80", "low_95", "high_95")),
        )
        for one in figures["forecasts"]
        if one
        for day in one["days"]
    )
    return [
        Sheet("Tỷ lệ", _SHARES, tuple(_share_cells(row) for row in share_rows(figures["shares"])), (), days),
        Sheet("Chủ đề", _TOPICS, topics, (14, 50), days),
        Sheet("Tin bất lợi", _ITEMS, tuple(_item_cells(row) for row in figures["unfavourable"]), (), days),
        Sheet("Tín hiệu", _SIGNALS, tuple(_signal_cells(row) for row in figures["signals"]), (), days),
        Sheet("Dự báo", _FORECAST, forecast_rows, (), days),
    ]


_SHARES = ("Sắc thái", "Số tin", "Tỷ lệ", "So với tháng trước (điểm)", "So với năm trước (điểm)")
_TOPICS = ("Phần", "Chủ đề", "Số tin", "Tiêu cực", "Tích cực", "Cùng kỳ tháng trước")
_ITEMS = ("Lúc đăng", "Cơ quan báo chí", "Tiêu đề", "Địa chỉ", "Đăng lại", "Xử lý")
_SIGNALS = ("Thời điểm", "Chủ đề", "Chuỗi số liệu", "Số tin", "Tình trạng")
_FORECAST = ("Chuỗi số liệu", "Ngày", "Dự báo", "Thấp 80%", "Cao 80%", "Thấp 95%", "Cao 95%")


def _share_cells(row: ShareRow) -> tuple[str | int | float | None, ...]:
    return (row.name, row.count, row.share, row.month_change, row.year_change)


def _item_cells(row: dict[str, str]) -> tuple[str | Link | int, ...]:
    link, handling = Link(row["url"], row["url"]), HANDLING.get(row["handling"], "")
    return (row["published_at"], row["outlet"], row["title"], link, int(row["copies"]), handling)


def _signal_cells(row: dict[str, str]) -> tuple[str | int, ...]:
    state, series = STATES.get(row["state"], ""), SERIES.get(row["series"], "")
    return (row["hour"], row["topic"], series, int(row["items"]), state)


def counted_again(report: TrendReport) -> list[Difference]:
    """Ask the frozen question again, and return the figures that count otherwise today."""
    return list(differences(report.figures, answer(report.query)))


@dataclass(frozen=True, slots=True)
class ShareShown:
    """A share with the address of the items that it counts."""

    row: ShareRow
    url: str


def shares_shown(report: TrendReport) -> Sequence[ShareShown]:
    """Return the shares of a report, each opening its items as they are labelled today."""
    span, topic = span_of(report.query), report.query["topic"]
    return [
        ShareShown(row, items_url(span, topic=topic, polarity=row.polarity, copies="no"))
        for row in share_rows(report.figures["shares"])
    ]
