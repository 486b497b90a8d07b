"""The annual report of Decree 244 as blocks of a document; printed, so in Vietnamese."""

from collections.abc import Sequence

from django.utils.translation import override

from dongthuan.apps.reports.models.statutory import StatutoryReport
from dongthuan.apps.reports.queries.statutory import INDICATORS, Counted, Period, cases
from dongthuan.docgen.official import Annex, Block, Heading, Paragraph, Table

MOST_CASES = 500
LAW = "Nghị định số 244/2026/NĐ-CP quy định về phát ngôn và cung cấp thông tin cho báo chí"


def subject(period: Period) -> str:
    """Return what the report is about."""
    return f"Kết quả phát ngôn và cung cấp thông tin cho báo chí năm {period.year}"


def body(period: Period, counted: Sequence[Counted], report: StatutoryReport) -> list[Block]:
    """Return the body: figures in the order of the form, then what people wrote."""
    span = f"từ ngày {period.start_on:%d/%m/%Y} đến ngày {period.last_on:%d/%m/%Y}"
    return [
        Paragraph(f"Thực hiện Điều 10 {LAW}, cơ quan báo cáo kết quả {span} như sau:"),
        Heading("I. KẾT QUẢ THỰC HIỆN"),
        *(Paragraph(f"{one.indicator.code}. {one.indicator.words}: {one.written}.") for one in counted),
        Paragraph("Biểu tổng hợp và danh sách vụ việc kèm theo tại các phụ lục."),
        Heading("II. KHÓ KHĂN, VƯỚNG MẮC VÀ ĐỀ XUẤT, KIẾN NGHỊ"),
        Heading("1. Khó khăn, vướng mắc", level=2),
        *_paragraphs(report.difficulties),
        Heading("2. Đề xuất, kiến nghị", level=2),
        *_paragraphs(report.proposals),
    ]


@override("vi")
def annexes(period: Period, counted: Sequence[Counted]) -> list[Annex]:
    """Return the annexed form, and the list of cases behind each ratio."""
    rows = tuple((one.indicator.code, one.indicator.words, one.written, "") for one in counted)
    form = Table(("STT", "Nội dung", "Số liệu", "Ghi chú"), rows, (1, 9, 2, 3), (2,))
    lists: list[Block] = []
    for indicator in INDICATORS:
        if indicator.is_ratio:
            lists += [Heading(f"{indicator.code}. {indicator.words}", level=2), _list(period, indicator.code)]
    return [
        Annex(
            f"Biểu tổng hợp kết quả phát ngôn và cung cấp thông tin cho báo chí năm {period.year}", (form,)
        ),
        Annex("Danh sách vụ việc, yêu cầu được tính", tuple(lists), is_landscape=True),
    ]


def _list(period: Period, code: str) -> Block:
    indicator = next(one for one in INDICATORS if one.code == code)
    found = cases(indicator, period, most=MOST_CASES)
    if not found:
        return Paragraph("Không phát sinh.")
    rows = tuple(
        (
            str(number),
            f"{case.at:%d/%m/%Y}" if case.at else "",
            case.title,
            case.unit,
            str(indicator.met if case.is_met else indicator.missed),
            case.note,
        )
        for number, case in enumerate(found, start=1)
    )
    header = ("STT", "Ngày phát sinh", "Vụ việc, yêu cầu", "Đơn vị", "Kết quả", "Ghi chú")
    return Table(header, rows, (1, 2, 6, 3, 2, 4))


def _paragraphs(text: str) -> list[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [Paragraph(line) for line in lines] or [Paragraph("Không có.")]
