"""What the dispatches of a request to correct say, in Vietnamese, from what was written down."""

from collections.abc import Sequence

from django.utils import timezone

from dongthuan.apps.press.models.corrections import CorrectionRequest, CorrectionRound
from dongthuan.apps.press.queries.corrections import CorrectionLaw
from dongthuan.docgen.official import Block, Heading, Paragraph

OUTCOMES: dict[str, str] = {
    "": "chưa có trả lời",
    "corrected": "đã cải chính",
    "refused": "không thống nhất cải chính",
    "none": "quá hạn không trả lời",
}


def subject(request: CorrectionRequest, number: int) -> str:
    """Return what the dispatch of a round is about."""
    asked = "cải chính, xin lỗi" if request.asks_apology else "cải chính"
    again = f" (lần {number})" if number > 1 else ""
    return f"đề nghị {asked} thông tin đã đăng, phát: {request.item_title}{again}"


def request(
    correction: CorrectionRequest,
    earlier: Sequence[CorrectionRound],
    *,
    issuer: str,
    law: CorrectionLaw,
) -> list[Block]:
    """Return the body of the request to the outlet.

    issuer: who asks, as in the letterhead. law: what may be cited for that item and that day.
    """
    asked = (
        "đăng, phát thông tin cải chính, xin lỗi"
        if correction.asks_apology
        else "đăng, phát thông tin cải chính"
    )
    body: list[Block] = [
        Paragraph(
            f"{law.basis}, {issuer} đề nghị quý cơ quan xem xét nội dung sau:"
            if law.basis
            else f"{issuer} đề nghị quý cơ quan xem xét nội dung sau:"
        ),
        Heading("1. Tin, bài đã đăng, phát", 2),
        Paragraph(_item(correction)),
        Heading("2. Nội dung chưa chính xác", 2),
        *_lines(correction.false_content),
        Heading("3. Nội dung đúng", 2),
        *_lines(correction.correct_content),
        Heading("4. Căn cứ, tài liệu chứng minh", 2),
        *_lines(correction.grounds),
    ]
    if earlier:
        body += [Heading("5. Quá trình trao đổi", 2), *map(_round, earlier)]
    body += [
        Heading("6. Đề nghị" if earlier else "5. Đề nghị", 2),
        Paragraph(f"Đề nghị quý cơ quan {asked}{_form(law.form)}{_deadline(law)}."),
        Paragraph("Trân trọng./."),
    ]
    return body


def _form(cited: str) -> str:
    """Say how the correction looks; the title is only asked for where the law of the item names it."""
    told = "nêu rõ tin, bài, nội dung sai và nội dung đúng"
    return f" với tiêu đề “Thông tin cải chính, xin lỗi”, {told} ({cited})" if cited else f", {told}"


def _deadline(law: CorrectionLaw) -> str:
    if law.answer_days is None:
        return ", và trả lời bằng văn bản"
    return (
        f", và trả lời bằng văn bản trong thời hạn {law.answer_days:02d} ngày làm việc kể từ ngày nhận được "
        f"công văn này ({law.answer})"
    )


def escalation_subject(correction: CorrectionRequest) -> str:
    """Return what the dispatch to the authority is about."""
    return f"đề nghị xem xét, xử lý việc cải chính thông tin trên {correction.outlet.name}"


def escalation(
    correction: CorrectionRequest, rounds: Sequence[CorrectionRound], *, issuer: str
) -> list[Block]:
    """Return the body of the dispatch to the authority: the item, the rounds, what is asked."""
    return [
        Paragraph(f"{issuer} báo cáo và đề nghị quý cơ quan xem xét vụ việc sau:"),
        Heading("1. Tin, bài đã đăng, phát", 2),
        Paragraph(_item(correction)),
        Heading("2. Nội dung chưa chính xác và nội dung đúng", 2),
        *_lines(correction.false_content),
        Paragraph("Nội dung đúng:"),
        *_lines(correction.correct_content),
        Heading("3. Quá trình trao đổi với cơ quan báo chí", 2),
        *map(_round, rounds),
        Heading("4. Đề nghị", 2),
        *_lines(correction.escalation_reason),
        Paragraph("Đề nghị quý cơ quan xem xét, xử lý theo thẩm quyền và thông báo kết quả./."),
    ]


def _item(correction: CorrectionRequest) -> str:
    published = timezone.localtime(correction.item_published_at)
    url = f", địa chỉ: {correction.item_url}" if correction.item_url else ""
    day = f"{published:%H} giờ {published:%M} ngày {published:%d/%m/%Y}"
    return f"“{correction.item_title}”, {correction.outlet.name}, đăng, phát lúc {day}{url}."


def _round(one: CorrectionRound) -> Block:
    sent = timezone.localtime(one.sent_at)
    symbol = f" số {one.document.symbol}" if one.document is not None and one.document.symbol else ""
    words = f"Lần {one.number}: công văn{symbol} gửi ngày {sent:%d/%m/%Y}; {OUTCOMES[one.outcome]}."
    return Paragraph(f"{words} {one.answer}".strip())


def _lines(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
