"""The mails to journalists and press agencies, in Vietnamese; nothing is read or sent here."""

from dongthuan.apps.notices.letters import one_line
from dongthuan.apps.notices.outside import Letter
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.docgen.official import Block, Heading, Paragraph

NOT_OFFICIAL = "NỘI DUNG DƯỚI ĐÂY KHÔNG PHẢI QUAN ĐIỂM CHÍNH THỨC CỦA CƠ QUAN."


def answer_letter(answer: Answer, inquiry: Inquiry) -> Letter:
    """Return the mail that answers one inquiry: the very text that was cleared, and who says it."""
    speaker = ", ".join(part for part in (answer.speaker_name, answer.speaker_post) if part)
    parts = [
        f"Kính gửi: {inquiry.journalist_name or inquiry.outlet_name or 'Quý cơ quan báo chí'}",
        f"{answer.unit.name} trả lời yêu cầu số {inquiry.symbol} về việc: {inquiry.topic}.",
        "" if answer.is_official else NOT_OFFICIAL,
        answer.text,
        f"Người phát ngôn: {speaker}" if speaker else "",
        f"-- \n{answer.unit.name}",
    ]
    subject = one_line(f"Trả lời báo chí: {inquiry.topic}", most=300)
    return Letter(inquiry.email, subject, "\n\n".join(part for part in parts if part) + "\n")


def correction_letter(request: CorrectionRequest, body: list[Block], *, symbol: str, to: str) -> Letter:
    """Return the mail that carries the words of a signed dispatch; symbol: its number."""
    lines = [one.words for one in body if isinstance(one, Heading | Paragraph)]
    parts = [
        f"Kính gửi: {request.outlet.name}",
        f"{request.unit.name} gửi công văn số {symbol} như sau; bản ký gửi theo đường văn bản.",
        *lines,
        f"-- \n{request.unit.name}",
    ]
    subject = one_line(f"Công văn {symbol}: đề nghị cải chính “{request.item_title}”", most=300)
    return Letter(to, subject, "\n\n".join(parts) + "\n")
