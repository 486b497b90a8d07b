"""What the papers of a conference say, in Vietnamese, from what was decided: notice, invitation, minutes."""

from collections.abc import Sequence

from django.utils import timezone

from dongthuan.apps.press.lifecycle import ConferenceKind, StandingCapacity
from dongthuan.apps.press.models.conferences import Accreditation, Conference, QuestionAsked
from dongthuan.docgen.official import Block, Heading, Paragraph, Table

KINDS: dict[str, str] = {
    ConferenceKind.REGULAR: "họp báo định kỳ",
    ConferenceKind.EXTRAORDINARY: "họp báo đột xuất",
    ConferenceKind.BRIEFING: "giao ban báo chí",
    ConferenceKind.MEETING: "gặp mặt báo chí",
}
CAPACITIES: dict[str, str] = {
    StandingCapacity.HEAD: "người đứng đầu",
    StandingCapacity.REGULAR: "người phát ngôn thường xuyên",
    StandingCapacity.AUTHORISED: "người được ủy quyền phát ngôn",
}
UNOFFICIAL = "không phải quan điểm chính thức"
# Decree 237/2026, article 22: what the notice must hold.
PLACE, TIME, CONTENT, CHAIR, BASIS, PRESS = (
    "địa điểm",
    "thời gian",
    "nội dung",
    "người chủ trì",
    "tài liệu chứng minh tính hợp pháp của nội dung",
    "danh sách cơ quan báo chí được mời",
)

ITEMS = (PLACE, TIME, CONTENT, CHAIR, BASIS, PRESS)


def missing_items(conference: Conference, *, invited: int) -> list[str]:
    """Return which of the six items of the notice are not there, in the order of the law."""
    has = {
        PLACE: bool(conference.place.strip()),
        TIME: conference.starts_at is not None,
        CONTENT: bool(conference.content.strip()),
        CHAIR: bool(conference.chair_name.strip()),
        BASIS: bool(conference.lawful_basis.strip()),
        PRESS: invited > 0,
    }
    return [item for item, is_there in has.items() if not is_there]


def notice(conference: Conference, invited: Sequence[str], *, issuer: str) -> list[Block]:
    """Return the body of the written notice: the six items, numbered."""
    outlets = tuple((str(place), name) for place, name in enumerate(invited, 1))
    return [
        Paragraph(
            "Thực hiện quy định tại Điều 22 Nghị định số 237/2026/NĐ-CP, "
            f"{issuer} thông báo tổ chức {KINDS[conference.kind]} như sau:"
        ),
        Paragraph(f"1. Địa điểm: {_place(conference)}."),
        Paragraph(f"2. Thời gian: {_span(conference)}."),
        Paragraph(_stopped(f"3. Nội dung: {conference.title}. {conference.content}")),
        Paragraph(f"4. Người chủ trì: {_chair(conference)}."),
        Paragraph(_stopped(f"5. Tài liệu chứng minh tính hợp pháp của nội dung: {conference.lawful_basis}")),
        Paragraph("6. Danh sách cơ quan báo chí được mời:"),
        Table(("TT", "Cơ quan báo chí"), outlets, (1, 9)),
        Paragraph(f"{issuer} trân trọng thông báo./."),
    ]


def invitation(conference: Conference, *, issuer: str) -> list[Block]:
    """Return the body of the invitation."""
    body: list[Block] = [
        Paragraph(
            f"{issuer} trân trọng kính mời cơ quan báo chí cử phóng viên dự "
            f"{KINDS[conference.kind]}: {conference.title}."
        ),
        Paragraph(f"Thời gian: {_span(conference)}."),
        Paragraph(f"Địa điểm: {_place(conference)}."),
        Paragraph(f"Chủ trì: {_chair(conference)}."),
        Paragraph(_stopped(f"Nội dung: {conference.content}")),
    ]
    if conference.agenda.strip():
        body += [Paragraph("Chương trình:"), *_lines(conference.agenda)]
    body.append(
        Paragraph(
            "Đề nghị cơ quan báo chí gửi trước danh sách phóng viên tham dự để "
            "được bố trí. Rất mong nhận được sự quan tâm của quý cơ quan./."
        )
    )
    return body


def minutes(
    conference: Conference, present: Sequence[Accreditation], questions: Sequence[QuestionAsked]
) -> list[Block]:
    """Return the body of the minutes: who met, who came, what was asked, who answered in what capacity."""
    rows = tuple((str(place), one.full_name, one.outlet_name) for place, one in enumerate(present, 1))
    body: list[Block] = [
        Heading("I. Thời gian, địa điểm, thành phần"),
        Paragraph(f"Thời gian: {_span(conference)}."),
        Paragraph(f"Địa điểm: {_place(conference)}."),
        Paragraph(f"Chủ trì: {_chair(conference)}."),
        Paragraph(f"Phóng viên có mặt: {len(present)} người."),
    ]
    if rows:
        body.append(Table(("TT", "Họ và tên", "Cơ quan báo chí"), rows, (1, 4, 5)))
    body += [Heading("II. Nội dung"), Paragraph(conference.content), Heading("III. Hỏi và trả lời")]
    if not questions:
        body.append(Paragraph("Không có câu hỏi."))
    for place, question in enumerate(questions, 1):
        body += _exchange(place, question)
    body += [Heading("IV. Kết thúc"), Paragraph("Biên bản được lập theo nhật ký của buổi làm việc.")]
    return body


def _exchange(place: int, question: QuestionAsked) -> list[Block]:
    asker = f"{question.asker} ({question.outlet_name})" if question.outlet_name else question.asker
    asked = Paragraph(f"Câu hỏi {place}. {asker}: {question.question}")
    if not question.answer:
        owed = "Hẹn trả lời sau." if question.is_owed else "Chưa trả lời."
        return [asked, Paragraph(owed)]
    capacity = CAPACITIES.get(question.capacity, UNOFFICIAL)
    speaker = ", ".join(filter(None, (question.speaker_name, question.speaker_post)))
    return [asked, Paragraph(f"Trả lời: {speaker} ({capacity}): {question.answer}")]


def _lines(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _chair(conference: Conference) -> str:
    return ", ".join(filter(None, (conference.chair_name, conference.chair_post)))


def _place(conference: Conference) -> str:
    online = f" và trực tuyến tại {conference.online_url}" if conference.online_url else ""
    return f"{conference.place}{online}"


def _span(conference: Conference) -> str:
    start, end = timezone.localtime(conference.starts_at), timezone.localtime(conference.ends_at)
    if start.date() == end.date():
        return f"từ {start:%H} giờ {start:%M} đến {end:%H} giờ {end:%M}, ngày {start:%d/%m/%Y}"
    return f"từ {start:%H} giờ {start:%M} ngày {start:%d/%m/%Y} đến {end:%H} giờ {end:%M} ngày {end:%d/%m/%Y}"


def _stopped(words: str) -> str:
    """End a sentence with its stop."""
    words = words.rstrip()
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
