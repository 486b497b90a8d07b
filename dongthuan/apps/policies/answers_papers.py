"""The report on comments taken up and explained, in Vietnamese; nothing is read here."""

from collections.abc import Sequence

from django.utils.timezone import localtime

from dongthuan.apps.policies.answers_lifecycle import Decision
from dongthuan.apps.policies.answers_sheets import DECISIONS, NO_ANSWER
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.queries.answers import GroupRow, Progress
from dongthuan.docgen.official import Annex, Block, Heading, Paragraph, Table

MOST_ROWS = 200  # of the table on paper: the largest groups; every comment stands in the workbook
LONGEST = 1_500
HEADER = ("TT", "Điều, khoản", "Nội dung góp ý", "Số ý kiến", "Kết quả", "Lý do tiếp thu, giải trình")
WIDTHS = (1, 3, 9, 2, 3, 10)


def report_body(consultation: Consultation, progress: Progress, rows: Sequence[GroupRow]) -> list[Block]:
    """Return the body of the report: how it was consulted, how many commented, what became of it."""
    opened, closed = consultation.opens_at, consultation.closed_at or consultation.closes_at
    assert opened is not None
    assert closed is not None
    counts = {code: sum(row.decision == code for row in rows) for code in Decision}
    body: list[Block] = [
        Heading("I. Việc lấy ý kiến"),
        Paragraph(
            f"{consultation.dossier.unit.name} đã lấy ý kiến về {consultation.dossier.title} "
            f"từ ngày {localtime(opened):%d/%m/%Y} đến ngày {localtime(closed):%d/%m/%Y}."
        ),
        Heading("II. Kết quả"),
        Paragraph(
            f"Có {progress.comments} ý kiến góp ý được hiển thị, xếp thành {progress.groups} nhóm nội dung: "
            f"{counts[Decision.ACCEPTED]} nhóm được tiếp thu, {counts[Decision.PARTLY]} nhóm được tiếp thu "
            f"một phần, {counts[Decision.NOT]} nhóm được giải trình."
        ),
        Paragraph("Nội dung chi tiết tại Phụ lục kèm theo."),
    ]
    if len(rows) > MOST_ROWS:
        body.append(
            Paragraph(
                f"Phụ lục nêu {MOST_ROWS} nhóm có nhiều ý kiến nhất trong {len(rows)} nhóm; toàn bộ các nhóm "
                "và từng ý kiến có trong bảng tính điện tử kèm theo hồ sơ."
            )
        )
    return body


def report_annex(consultation: Consultation, rows: Sequence[GroupRow]) -> Annex:
    """Return the table as an annex on landscape pages, its largest groups by their place in the draft."""
    largest = sorted(rows, key=lambda row: -row.count)[:MOST_ROWS]
    chosen = {row.group.pk for row in largest}
    lines = tuple(
        _line(place, row)
        for place, row in enumerate((row for row in rows if row.group.pk in chosen), start=1)
    )
    title = f"Bảng tổng hợp, tiếp thu, giải trình ý kiến góp ý đối với {consultation.dossier.title}"
    return Annex(title, (Table(HEADER, lines, WIDTHS, numeric=(3,)),), is_landscape=True)


def _line(place: int, row: GroupRow) -> tuple[str, ...]:
    said = _short(row.words)
    if row.names:
        said += f" ({'; '.join(row.names)})"
    answer = _short(row.reason)
    if row.changed:
        answer += f" Nội dung sửa: {_short(row.changed)}"
    decision = DECISIONS[Decision(row.decision)] if row.decision else NO_ANSWER
    return (str(place), row.place, said, str(row.count), decision, answer)


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST].rpartition(' ')[0]} …"
