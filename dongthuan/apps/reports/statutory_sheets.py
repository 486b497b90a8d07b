"""The annual report of Decree 244 as sheets: the six figures, and the cases behind each; in Vietnamese."""

from collections.abc import Sequence

from django.utils.timezone import localtime
from django.utils.translation import override

from dongthuan.apps.reports.queries.statutory import Counted, Indicator, Period, cases
from dongthuan.docgen.sheet import Cell, Link, Sheet

MOST_ROWS = 50_000


def figures_sheet(period: Period, counted: Sequence[Counted]) -> Sheet:
    """Return the six indicators."""
    rows: list[tuple[Cell, ...]] = [
        (one.indicator.code, one.indicator.words, one.numerator, one.total, one.written) for one in counted
    ]
    heading = f"Kỳ số liệu {period.start_on:%d/%m/%Y} – {period.last_on:%d/%m/%Y}"
    header = ("STT", "Nội dung", "Tử số", "Tổng số", "Ghi trong biểu")
    return Sheet("Chỉ tiêu", header, rows, widths=(6, 80, 10, 10, 16), heading=heading)


@override("vi")
def cases_sheet(indicator: Indicator, period: Period, *, root: str) -> Sheet:
    """Return the cases behind one figure; root: the address of this installation, for the links."""
    header = ("Ngày phát sinh", "Vụ việc, yêu cầu", "Đơn vị", "Kết quả", "Ghi chú", "Địa chỉ")
    rows: list[tuple[Cell, ...]] = []
    for case in cases(indicator, period, most=MOST_ROWS):
        at = localtime(case.at).replace(tzinfo=None) if case.at else None
        outcome = "" if case.is_met is None else str(indicator.met if case.is_met else indicator.missed)
        rows.append((at, case.title, case.unit, outcome, case.note, Link("Mở", f"{root}{case.url}")))
    return Sheet(
        f"Chỉ tiêu {indicator.code}",
        header,
        rows,
        widths=(18, 60, 24, 22, 60, 10),
        heading=indicator.words,
    )
