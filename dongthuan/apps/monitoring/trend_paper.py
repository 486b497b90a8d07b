"""The words and tables of a trend report as an official document; nothing is looked up here.

The document is Vietnamese, as every document of the agency; the page around it is translated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dongthuan.docgen.official import Block, Heading, Paragraph, Table
from dongthuan.docgen.wording import NO_FIGURE, day_figures, number, percent, points

Plain = dict[str, Any]
POLARITIES = (
    ("negative", "Tiêu cực"),
    ("neutral", "Trung tính"),
    ("positive", "Tích cực"),
    ("unclear", "Chưa rõ"),
)
HANDLING = {"open": "Chưa xử lý", "watched": "Đang theo dõi", "in_hand": "Đang xử lý", "closed": "Đã xong"}
STATES = {
    "new": "Chưa ai nhận",
    "acknowledged": "Đã nhận",
    "assigned": "Đã giao",
    "answered": "Đã trả lời",
    "closed_true": "Đã đóng: đúng",
    "closed_false": "Đã đóng: báo nhầm",
}
SERIES = {"volume": "Tất cả tin", "negative": "Tin tiêu cực", "positive": "Tin tích cực"}


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One polarity: how many, its share (0 to 1), and the change of the share since; None = unknown."""

    polarity: str
    name: str
    count: int
    share: float | None
    month_change: float | None
    year_change: float | None


def share_rows(shares: Plain) -> list[ShareRow]:
    """Return the shares of a report with their changes against the month before and the year before."""
    return [
        ShareRow(
            code,
            name,
            shares["now"][code],
            _share(shares["now"], code),
            _change(shares, code, "month_ago"),
            _change(shares, code, "year_ago"),
        )
        for code, name in POLARITIES
    ]


def _share(counts: Plain | None, code: str) -> float | None:
    return counts[code] / counts["total"] if counts and counts["total"] else None


def _change(shares: Plain, code: str, than: str) -> float | None:
    now, then = _share(shares["now"], code), _share(shares[than], code)
    return None if now is None or then is None else now - then


def body_of(figures: Plain, *, note: Sequence[str], proposals: Sequence[str]) -> tuple[Block, ...]:
    """Return the body of the report, part by part."""
    return tuple(_blocks(figures, note, proposals))


def _blocks(figures: Plain, note: Sequence[str], proposals: Sequence[str]) -> Iterator[Block]:
    yield Heading("I. Tình hình chung")
    yield from _shares(figures["shares"])
    yield from (Paragraph(line) for line in note)
    yield Heading("II. Chủ đề")
    yield from _topics("Chủ đề được nói đến nhiều nhất", figures["top"])
    yield from _topics("Chủ đề tăng so với cùng kỳ tháng trước", figures["rising"])
    yield Heading("III. Tin, bài bất lợi và tình trạng xử lý")
    yield from _unfavourable(figures["unfavourable"])
    yield from _signals(figures["signals"])
    yield Heading("IV. Dự báo")
    yield from _forecasts(figures["forecasts"])
    yield Heading("V. Đề xuất")
    yield from (Paragraph(f"{place}. {line}") for place, line in enumerate(proposals, start=1))
    if not proposals:
        yield Paragraph("Chưa có đề xuất.")


def _shares(shares: Plain) -> Iterator[Block]:
    now = shares["now"]
    yield Paragraph(
        f"Trong kỳ có {number(now['total'])} tin, bài gốc liên quan; {number(now['copies'])} lượt đăng lại."
    )
    yield Table(
        (
            "Sắc thái",
            "Số tin",
            "Tỷ lệ (%)",
            "So với cùng kỳ tháng trước (điểm %)",
            "So với cùng kỳ năm trước (điểm %)",
        ),
        tuple(
            (
                row.name,
                number(row.count),
                percent(row.share),
                points(row.month_change),
                points(row.year_change),
            )
            for row in share_rows(shares)
        ),
        widths=(2, 1, 1, 2, 2),
        numeric=(1, 2, 3, 4),
    )
    for key, words in (("month_ago", "tháng trước"), ("year_ago", "năm trước")):
        if shares[key] is None:
            yield Paragraph(f"Chưa có số liệu cùng kỳ {words} để so sánh.")
        else:
            yield Paragraph(f"Cùng kỳ {words}: {number(shares[key]['total'])} tin, bài gốc.")


def _topics(title: str, rows: Sequence[Plain]) -> Iterator[Block]:
    if not rows:
        yield Paragraph(f"{title}: không có.")
        return
    yield Table(
        ("Chủ đề", "Số tin", "Tiêu cực", "Tích cực", "Cùng kỳ tháng trước"),
        tuple(
            (row["name"], *(number(row[name]) for name in ("total", "negative", "positive", "month_ago")))
            for row in rows
        ),
        widths=(4, 1, 1, 1, 1.5),
        numeric=(1, 2, 3, 4),
        caption=title,
    )


def _unfavourable(rows: Sequence[Plain]) -> Iterator[Block]:
    if not rows:
        yield Paragraph("Trong kỳ không có tin, bài gốc nào được xếp là tiêu cực.")
        return
    yield Table(
        ("Ngày", "Cơ quan báo chí", "Tiêu đề", "Đăng lại", "Xử lý"),
        tuple(
            (
                day_figures(datetime.fromisoformat(row["published_at"]).date()),
                row["outlet"],
                row["title"],
                number(row["copies"]),
                HANDLING.get(row["handling"], NO_FIGURE),
            )
            for row in rows
        ),
        widths=(1.4, 2, 5, 1, 1.6),
        numeric=(3,),
    )


def _signals(rows: Sequence[Plain]) -> Iterator[Block]:
    if rows:
        yield Table(
            ("Thời điểm", "Chủ đề", "Chuỗi số liệu", "Số tin", "Tình trạng"),
            tuple(
                (
                    f"{datetime.fromisoformat(row['hour']):%H:%M %d/%m/%Y}",
                    row["topic"],
                    SERIES.get(row["series"], NO_FIGURE),
                    number(row["items"]),
                    STATES.get(row["state"], NO_FIGURE),
                )
                for row in rows
            ),
            widths=(2, 4, 2, 1, 2),
            numeric=(3,),
            caption="Tín hiệu bất thường trong kỳ",
        )


def _forecasts(forecasts: Sequence[Plain | None]) -> Iterator[Block]:
    known = [one for one in forecasts if one is not None]
    if not known:
        yield Paragraph("Chưa đủ số liệu để dự báo.")
    for one in known:
        yield Table(
            ("Ngày", "Dự báo", "Khoảng 80%", "Khoảng 95%"),
            tuple(
                (
                    day_figures(date.fromisoformat(day["day"])),
                    _rounded(day["mean"]),
                    f"{_rounded(day['low_80'])} – {_rounded(day['high_80'])}",
                    f"{_rounded(day['low_95'])} – {_rounded(day['high_95'])}",
                )
                for day in one["days"]
            ),
            numeric=(1, 2, 3),
            caption=f"{SERIES.get(one['series'], '')} mỗi ngày; đứng trên {number(one['items'])} tin",
        )
        if one["is_naive_better"]:
            yield Paragraph(
                "Thử trên quá khứ, cách lặp lại kỳ trước cho kết quả tốt hơn; dự báo này chỉ để tham khảo."
            )


def _rounded(value: float) -> str:
    return number(round(value))
