"""The table of comments and answers, and the full list of comments, as sheets; read row by row."""

from collections.abc import Iterator

from django.utils.timezone import localtime

from dongthuan.apps.policies.answers_lifecycle import Decision
from dongthuan.apps.policies.comments_lifecycle import CommentSource
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.queries.answers import comment_rows, table_rows
from dongthuan.docgen.sheet import Cell, Sheet

DECISIONS = {
    Decision.ACCEPTED: "Tiếp thu",
    Decision.PARTLY: "Tiếp thu một phần",
    Decision.NOT: "Giải trình",
}
SOURCES = {
    CommentSource.PORTAL: "Cổng thông tin",
    CommentSource.EMBED: "Cổng thông tin (khung nhúng)",
    CommentSource.API: "Giao diện lập trình",
    CommentSource.PAPER: "Văn bản giấy",
    CommentSource.MEETING: "Hội nghị, cuộc họp",
    CommentSource.EMAIL: "Thư điện tử",
}
NO_ANSWER = "Chưa có trả lời"


def answers_sheets(consultation: Consultation) -> list[Sheet]:
    """Return both sheets; only what the public may see stands in them."""
    heading = f"Bảng tổng hợp, tiếp thu, giải trình ý kiến: {consultation.title}"
    header = (
        "TT",
        "Điều, khoản của dự thảo",
        "Nội dung góp ý",
        "Số cá nhân",
        "Số cơ quan, tổ chức",
        "Cơ quan, tổ chức góp ý",
        "Kết quả",
        "Lý do tiếp thu, giải trình",
        "Nội dung được sửa",
    )
    listed = (
        "Số",
        "Nhận lúc",
        "Hình thức",
        "Người góp ý",
        "Loại",
        "Góp ý về",
        "Nội dung",
        "Nhóm",
        "Kết quả",
        "Lý do",
    )
    return [
        Sheet(
            "Tiếp thu, giải trình", header, _groups(consultation), (6, 18, 50, 9, 9, 28, 14, 50, 36), heading
        ),
        Sheet("Toàn bộ ý kiến", listed, _comments(consultation), (8, 17, 18, 24, 10, 18, 60, 8, 14, 50)),
    ]


def _groups(consultation: Consultation) -> Iterator[tuple[Cell, ...]]:
    for place, row in enumerate(table_rows(consultation), start=1):
        names = "; ".join(row.names)
        decision = DECISIONS[Decision(row.decision)] if row.decision else NO_ANSWER
        figures = (row.persons, row.organisations)
        yield (place, row.place, row.words, *figures, names, decision, row.reason, row.changed)


def _comments(consultation: Consultation) -> Iterator[tuple[Cell, ...]]:
    for row in comment_rows(consultation):
        yield (
            row.number,
            localtime(row.received_at),
            SOURCES[CommentSource(row.source)],
            row.author or "Không nêu tên",
            "Tổ chức" if row.is_organisation else "Cá nhân",
            row.place,
            row.text,
            row.group or None,
            DECISIONS[Decision(row.decision)] if row.decision else NO_ANSWER,
            row.reason,
        )
