"""What the report of a briefing says, in Vietnamese."""

from collections.abc import Sequence
from datetime import date

from dongthuan.apps.awareness.models import Briefing
from dongthuan.apps.awareness.queries import Informed
from dongthuan.docgen.official import Block, Heading, Paragraph, Table
from dongthuan.docgen.wording import percent

_HEADER = ("TT", "Đơn vị", "Được yêu cầu", "Đã xác nhận", "Tỷ lệ", "Đã trả lời câu hỏi")


def report_subject(briefing: Briefing) -> str:
    """Return what the report is about."""
    return f"Kết quả quán triệt nội dung “{briefing.title}”"


def report_body(briefing: Briefing, rows: Sequence[Informed], *, on: date) -> list[Block]:
    """Return the report: the sum, then each unit."""
    asked, confirmed = sum(one.asked for one in rows), sum(one.confirmed for one in rows)
    share = percent(confirmed / asked) if asked else "–"
    lines = tuple(
        (str(number), one.name, str(one.asked), str(one.confirmed), percent(one.share), str(one.answered))
        for number, one in enumerate(rows, start=1)
    )
    return [
        Paragraph(
            f"Tính đến ngày {on:%d/%m/%Y}, {confirmed}/{asked} người được yêu cầu đã đọc và xác nhận "
            f"({share}); mục tiêu là 100%, hạn đọc ngày {briefing.due_on:%d/%m/%Y}."
        ),
        Heading("Theo đơn vị", 2),
        Table(_HEADER, lines, (1, 5, 2, 2, 2, 2.4), numeric=(2, 3, 4, 5)),
    ]
