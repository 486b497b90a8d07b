"""The mails to journalists and press agencies, in Vietnamese; nothing is read or sent here."""

from collections.abc import Sequence
from dataclasses import dataclass

from dongthuan.apps.notices.letters import one_line
from dongthuan.apps.notices.outside import Enclosed, Letter
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.docgen.official import Block, Heading, Paragraph

NOT_OFFICIAL = "NỘI DUNG DƯỚI ĐÂY KHÔNG PHẢI QUAN ĐIỂM CHÍNH THỨC CỦA CƠ QUAN."


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """A signed document as it goes with a mail. symbol: number and symbol; sha256: as in the register."""

    symbol: str
    sha256: str
    file: Enclosed


def _about(paper: SignedPaper) -> str:
    """Return the lines that let whoever receives the file compare it with the register."""
    return (
        f"Văn bản ký gửi kèm: {paper.symbol} (tệp {paper.file.name}).\n"
        f"Mã băm nội dung trong sổ văn bản (SHA-256): {paper.sha256}"
    )


def answer_letter(answer: Answer, inquiry: Inquiry, paper: SignedPaper | None = None) -> Letter:
    """Return the mail that answers one inquiry: the very text that was cleared, and who says it.

    paper: the signed letter with the same text, where one was drawn up.
    """
    speaker = ", ".join(part for part in (answer.speaker_name, answer.speaker_post) if part)
    parts = [
        f"Kính gửi: {inquiry.journalist_name or inquiry.outlet_name or 'Quý cơ quan báo chí'}",
        f"{answer.unit.name} trả lời yêu cầu số {inquiry.symbol} về việc: {inquiry.topic}.",
        "" if answer.is_official else NOT_OFFICIAL,
        answer.text,
        f"Người phát ngôn: {speaker}" if speaker else "",
        _about(paper) if paper else "",
        f"-- \n{answer.unit.name}",
    ]
    subject = one_line(f"Trả lời báo chí: {inquiry.topic}", most=300)
    files = (paper.file,) if paper else ()
    return Letter(inquiry.email, subject, "\n\n".join(part for part in parts if part) + "\n", files)


def correction_letter(
    request: CorrectionRequest, body: Sequence[Block], paper: SignedPaper, *, to: str
) -> Letter:
    """Return the mail that carries a signed dispatch: the file itself, and its words to be read at once."""
    lines = [one.words for one in body if isinstance(one, Heading | Paragraph)]
    parts = [
        f"Kính gửi: {request.outlet.name}",
        f"{request.unit.name} gửi kèm công văn số {paper.symbol}, nội dung như sau.",
        *lines,
        _about(paper),
        f"-- \n{request.unit.name}",
    ]
    subject = one_line(f"Công văn {paper.symbol}: đề nghị cải chính “{request.item_title}”", most=300)
    return Letter(to, subject, "\n\n".join(parts) + "\n", (paper.file,))
