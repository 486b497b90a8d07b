"""The sentences and cells of the daily brief, said once for every form it is drawn in."""

from dataclasses import dataclass
from datetime import date, datetime

from dongthuan.docgen.brief import Brief, BriefItem, Figures, Level, Origin, Polarity, Proposal, Reference
from dongthuan.docgen.wording import NO_FIGURE, clean, day_figures, day_words, hour, number, percent, points

KIND = "BÁO CÁO"
EMPTY_GROUP = "Không có tin."
NO_PROPOSAL = "Không có đề xuất."
PROPOSALS = ("V", "Đề xuất xử lý")
ITEM_HEADER = ("TT", "Báo, giờ đăng", "Tiêu đề, tóm tắt", "Đánh giá, kiến nghị")
PROPOSAL_HEADER = ("TT", "Đơn vị chủ trì", "Nội dung đề xuất", "Thời hạn")
BAR = "Biểu đồ tỷ lệ sắc thái"

GROUPS = (
    ("I", "Chỉ đạo, điều hành và thông tin ngành"),
    ("II", "Thông tin về cơ quan và các đơn vị"),
    ("III", "Dư luận, mạng xã hội"),
    ("IV", "Quốc tế"),
)
POLARITY = {
    Polarity.NEGATIVE: "Tiêu cực",
    Polarity.NEUTRAL: "Trung tính",
    Polarity.POSITIVE: "Tích cực",
    Polarity.UNCLEAR: "Chưa rõ",
}
ORIGIN = {Origin.MACHINE: "máy", Origin.HUMAN: "người xác nhận"}
LEVEL = {Level.NONE: "", Level.WATCH: "Theo dõi", Level.NOTE: "Lưu ý", Level.URGENT: "Khẩn"}

# What a unit is asked to do at first, by level; a person may write something better.
PROPOSED = {
    Level.NONE: "",
    Level.WATCH: "Theo dõi diễn biến, báo cáo Văn phòng khi có thông tin mới.",
    Level.NOTE: "Kiểm tra nội dung báo nêu, báo cáo Văn phòng và đề xuất thông tin trả lời.",
    Level.URGENT: "Xác minh ngay nội dung báo nêu, báo cáo Lãnh đạo và chuẩn bị thông tin trả lời báo chí.",
}

# Told apart by lightness too, for brief and copy are often printed in black.
COLOUR = {
    Polarity.NEGATIVE: "8f1d14",
    Polarity.NEUTRAL: "c9ccd1",
    Polarity.POSITIVE: "5b9b7d",
    Polarity.UNCLEAR: "f1f1f1",
}


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of the table of figures; `ratio` (0 to 1) is the length of its bar."""

    polarity: Polarity
    cells: tuple[str, str, str, str, str]
    ratio: float


def subject(brief: Brief) -> str:
    """Return the line under the kind of document."""
    return f"Điểm báo {day_words(brief.day)}"


def opening(brief: Brief) -> str:
    """Return the first paragraph: how much was read, and how much of the judging is a machine's.

    Source of the last sentence: product rule 2, a guess is never shown as a fact.
    """
    figures = brief.figures
    chosen = sum(len(group.items) for group in brief.groups)
    when = _when(figures, brief.day)
    if not figures.day.total:
        return f"{when} không ghi nhận tin, bài về các chủ đề theo dõi."
    again = f" (không kể {number(figures.copies)} lượt đăng lại)" if figures.copies else ""
    return (
        f"{when} ghi nhận {number(figures.day.total)} tin, bài về các chủ đề theo dõi"
        f"{again}; bản điểm báo chọn {number(chosen)} tin. Sắc thái của {number(figures.by_machine)} "
        f"tin, bài do máy đánh giá; {number(figures.confirmed)} tin, bài đã được người xác nhận."
    )


def _when(figures: Figures, day: date) -> str:
    if figures.start_at is None or figures.end_at is None:
        return f"Ngày {day_figures(day)}"
    return f"Từ {_instant(figures.start_at)} đến {_instant(figures.end_at)}"


def _instant(at: datetime) -> str:
    return f"{at.hour:02d}:{at.minute:02d} ngày {day_figures(at.date())}"


def figure_header(figures: Figures) -> tuple[str, ...]:
    """Return the heads of the columns of the table of figures."""
    return (
        "Sắc thái",
        "Số tin, bài",
        "Tỷ lệ (%)",
        f"So với tháng {_month(figures.previous_month.month_on)} (điểm %)",
        f"So với cùng kỳ {_month(figures.last_year.month_on)} (điểm %)",
    )


def figure_rows(figures: Figures) -> tuple[FigureRow, ...]:
    """Return a row for each polarity, the unfavourable first; the unclear only where there are some."""
    shown = [polarity for polarity in Polarity if polarity is not Polarity.UNCLEAR or figures.day.unclear]
    return tuple(_figure_row(figures, polarity) for polarity in shown)


def _figure_row(figures: Figures, polarity: Polarity) -> FigureRow:
    ratio = figures.day.ratio(polarity)
    cells = (
        POLARITY[polarity],
        number(figures.day.count(polarity)),
        percent(ratio),
        points(figures.change(polarity, figures.previous_month)),
        points(figures.change(polarity, figures.last_year)),
    )
    return FigureRow(polarity, cells, ratio or 0.0)


def ground(figures: Figures) -> str:
    """Return on how many items the comparison stands."""
    return f"Cơ sở so sánh: {_base(figures.previous_month)}; {_base(figures.last_year)}."


def _base(reference: Reference) -> str:
    total = reference.tally.total
    counted = f"{number(total)} tin, bài" if total else "không có số liệu"
    return f"tháng {_month(reference.month_on)}: {counted}"


def _month(day: date) -> str:
    return f"{day.month:02d}/{day.year}"


def bar_words(figures: Figures) -> str:
    """Return what the bar shows, for those who cannot see it."""
    return f"{BAR}: " + "; ".join(f"{row.cells[0].lower()} {row.cells[2]} %" for row in figure_rows(figures))


def source_lines(item: BriefItem, *, day: date) -> tuple[str, ...]:
    """Return outlet, hour, and how many others carried it."""
    when = hour(item.published_at, seen_from=day) if item.published_at else "không rõ giờ"
    again = (f"Cùng đưa tin: {number(item.copies)} báo",) if item.copies else ()
    return (clean(item.outlet), when, *again)


def verdict_lines(item: BriefItem) -> tuple[tuple[str, str], ...]:
    """Return the judging of an item as label and words, empty ones left out."""
    lines = (
        ("Sắc thái", f"{POLARITY[item.polarity]} ({ORIGIN[item.polarity_origin]})"),
        ("Mức độ", LEVEL[item.level]),
        ("Đơn vị", clean(item.unit_name)),
        ("Kiến nghị", clean(item.proposal)),
    )
    return tuple(line for line in lines if line[1])


def referred(proposal: str, *, numeral: str, position: int) -> str:
    """Return a proposal with the place of the item it is about.

    >>> referred("Kiểm tra, trả lời.", numeral="II", position=3)
    'Kiểm tra, trả lời (mục II, tin số 3).'
    """
    return f"{clean(proposal).rstrip('.')} (mục {numeral}, tin số {position})."


def proposal_cells(position: int, proposal: Proposal) -> tuple[str, str, str, str]:
    """Return the row of a proposal."""
    due = day_figures(proposal.due_on) if proposal.due_on else NO_FIGURE
    return (str(position), clean(proposal.unit_name), clean(proposal.action), due)


def heading(numeral: str, title: str) -> str:
    """Return the heading of a group.

    >>> heading("I", "Quốc tế")
    'I. QUỐC TẾ'
    """
    return f"{numeral}. {clean(title).upper()}"


def closing_lines(brief: Brief) -> tuple[str, ...]:
    """Return the notes and, last, who put the brief together."""
    by = (f"Người tổng hợp: {clean(brief.compiler)}.",) if brief.compiler else ()
    return (*(clean(note) for note in brief.notes), *by)
