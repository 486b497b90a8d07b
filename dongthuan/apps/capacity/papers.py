"""What the contact list says on paper, in Vietnamese, and the certificate and the report of a drill."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from dongthuan.apps.capacity.lifecycle import Engagement
from dongthuan.apps.capacity.models.drills import Drill, DrillAct
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.capacity.scenarios import Score
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.docgen.official import Annex, Block, Heading, Paragraph, Table

CONTACTS_SUBJECT = "Danh sách đầu mối làm công tác truyền thông chính sách và người phát ngôn"
STAFF_TITLE = "Danh sách đầu mối làm công tác truyền thông chính sách"
SPEAKERS_TITLE = "Danh sách người phát ngôn và cung cấp thông tin cho báo chí"
_HEADER = (
    "TT",
    "Họ và tên",
    "Chức vụ",
    "Đơn vị",
    "Tư cách, chế độ",
    "Điện thoại công vụ",
    "Thư điện tử công vụ",
)
_WIDTHS = (1.0, 3.4, 3.6, 4.4, 3.6, 2.6, 4.0)
_SHARES = {Engagement.FULL: "chuyên trách", Engagement.PART: "kiêm nhiệm"}
_KINDS = {"head": "Người đứng đầu", "regular": "Người phát ngôn thường xuyên"}
_DRILL_ACTS = {
    "verification": "Xác minh",
    "statement": "Phát biểu đầu tiên",
    "correction": "Đề nghị cải chính",
    "note": "Ghi chú",
}


def contacts_body(on: date, *, staff_count: int, speaker_count: int) -> list[Block]:
    """Return what the dispatch says; the lists are its annexes."""
    return [
        Paragraph(
            "Thực hiện yêu cầu cung cấp danh sách đầu mối làm công tác truyền thông chính sách và người phát "
            f"ngôn, cơ quan gửi kèm danh sách tính đến ngày {on:%d/%m/%Y}, gồm {staff_count} đầu mối và "
            f"{speaker_count} người phát ngôn (chi tiết tại Phụ lục I và Phụ lục II)."
        ),
        Paragraph("Khi có thay đổi, cơ quan sẽ gửi danh sách bổ sung."),
    ]


def contacts_annexes(staff: Iterable[Member], speakers: Iterable[Spokesperson]) -> tuple[Annex, ...]:
    """Return the two lists as annexes on wide pages."""
    people = (
        (
            one.full_name,
            one.post,
            one.unit.name,
            _SHARES[Engagement(one.engagement)],
            one.phone,
            one.official_email,
        )
        for one in staff
    )
    public = (
        (one.full_name, one.post, one.unit.name, _KINDS.get(one.kind, ""), one.phone, one.official_email)
        for one in speakers
    )
    return (
        Annex(STAFF_TITLE, (_list(people),), is_landscape=True),
        Annex(SPEAKERS_TITLE, (_list(public),), is_landscape=True),
    )


def _list(rows: Iterable[tuple[str, ...]]) -> Table:
    numbered = tuple((str(number), *row) for number, row in enumerate(rows, start=1))
    return Table(_HEADER, numbered, _WIDTHS)


def drill_subject(drill: Drill) -> str:
    """Return what the report of a drill is about."""
    return f"Kết quả diễn tập xử lý khủng hoảng truyền thông: {drill.title}"


def drill_body(drill: Drill, acts: Sequence[DrillAct], scores: Sequence[Score]) -> list[Block]:
    """Return the report of a drill: what was played, what was reached, what was done, what was learned."""
    assert drill.started_at is not None
    local = timezone.localtime(drill.started_at)
    rows = tuple(
        (_DRILL_ACTS[one.kind], f"{one.aim} phút", _reached(one), "Đạt" if one.is_in_time else "Không đạt")
        for one in scores
    )
    done = tuple((str(one.minute), _DRILL_ACTS[one.kind], one.words, one.by.full_name) for one in acts)
    return [
        Paragraph("Đây là DIỄN TẬP; mọi sự việc, cơ quan báo chí và số liệu trong kịch bản là giả định."),
        Heading("1. Tình huống", 2),
        Paragraph(str(drill.script["intro"])),
        Paragraph(
            f"Bắt đầu lúc {local:%H} giờ {local:%M} ngày {local:%d/%m/%Y}; một phút thực tế bằng "
            f"{drill.pace} phút của kịch bản."
        ),
        Heading("2. Kết quả theo mục tiêu", 2),
        Table(("Việc", "Mục tiêu", "Thực hiện", "Kết quả"), rows, (4, 2, 2, 2)),
        Heading("3. Diễn biến", 2),
        Table(("Phút", "Việc", "Nội dung", "Người thực hiện"), done, (1, 2.4, 6, 2.6)),
        Heading("4. Bài học", 2),
        Paragraph(drill.lessons),
    ]


def _reached(score: Score) -> str:
    return "chưa thực hiện" if score.reached is None else f"phút {score.reached}"
