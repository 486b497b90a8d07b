"""A text as a whole: what those who clear it read, what is frozen, and the page that is archived."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from html import escape

from dongthuan.apps.content.lifecycle import AiLabel, TextKind
from dongthuan.apps.content.paragraphs import as_html

# What is printed is Vietnamese, as the documents are; English texts keep the labels of their agency.
KIND_WORDS = {
    TextKind.RELEASE: "Thông cáo báo chí",
    TextKind.STATEMENT: "Phát biểu, tuyên bố",
    TextKind.QA: "Hỏi – đáp",
    TextKind.POST: "Bài đăng",
}
AI_WORDS = {
    AiLabel.EDITED: "Nội dung có chỉnh sửa bằng trí tuệ nhân tạo",
    AiLabel.MADE: "Nội dung do trí tuệ nhân tạo tạo ra",
}
LANGUAGE_WORDS = {"vi": "tiếng Việt", "en": "tiếng Anh"}
NOT_OFFICIAL = "Không phải quan điểm chính thức của cơ quan"


@dataclass(frozen=True, slots=True)
class Whole:
    """All that the public reads of a text."""

    kind: str
    title: str
    lead: str
    body: str
    quote: str
    speaker_name: str
    speaker_post: str
    contact: str
    is_official: bool
    language: str
    ai_label: str

    def as_words(self) -> str:
        """Return the whole as plain words: what is put before those who clear it, and hashed."""
        parts = [KIND_WORDS[TextKind(self.kind)], self.title, self.lead, self.body]
        if not self.is_official:
            parts.append(f"({NOT_OFFICIAL})")
        speaker = ", ".join(filter(None, (self.speaker_name, self.speaker_post)))
        if self.quote:
            parts.append(f"“{self.quote}”")
        if speaker:
            parts.append(f"Người phát ngôn: {speaker}")
        if self.contact:
            parts.append(f"Liên hệ: {self.contact}")
        if self.ai_label:
            parts.append(AI_WORDS[AiLabel(self.ai_label)])
        parts.append(f"Ngôn ngữ: {LANGUAGE_WORDS.get(self.language, self.language)}")
        return "\n\n".join(part for part in parts if part)

    def as_plain(self) -> dict[str, object]:
        """Return the whole as JSON keeps it."""
        return asdict(self)


def whole_from_plain(plain: Mapping[str, object]) -> Whole:
    """Return what `Whole.as_plain` wrote."""
    return Whole(**plain)  # type: ignore[arg-type]  # our own JSON


def archive_page(whole: Whole, *, agency: str, published: str, notices: list[str]) -> str:
    """Return the page that is kept: complete in itself, no script, no other host but for pictures.

    published: the instant, as printed. notices: what corrections said, the newest first.
    """
    title = escape(whole.title)
    speaker = escape(", ".join(filter(None, (whole.speaker_name, whole.speaker_post))))
    parts = [f"<p>{escape(KIND_WORDS[TextKind(whole.kind)])} · {escape(agency)} · {escape(published)}</p>"]
    parts += [f"<aside><strong>Cải chính:</strong> {as_html(notice)}</aside>" for notice in notices]
    parts.append(f"<h1>{title}</h1>")
    if not whole.is_official:
        parts.append(f"<p><strong>{NOT_OFFICIAL}</strong></p>")
    parts += [as_html(whole.lead), as_html(whole.body)]
    if whole.quote:
        parts.append(f"<blockquote>{as_html(whole.quote)}<footer>{speaker}</footer></blockquote>")
    elif speaker:
        parts.append(f"<p>Người phát ngôn: {speaker}</p>")
    if whole.contact:
        parts.append(f"<p>Liên hệ: {escape(whole.contact)}</p>")
    if whole.ai_label:
        parts.append(f"<p>{escape(AI_WORDS[AiLabel(whole.ai_label)])}</p>")
    head = f'<meta charset="utf-8"><title>{title}</title>'
    inner = "\n".join(part for part in parts if part)
    page = f'<html lang="{escape(whole.language)}"><head>{head}</head><body>\n{inner}\n</body></html>'
    return f"<!doctype html>\n{page}\n"


def fingerprint(page: str) -> str:
    """Return the SHA-256 of an archived page, in hexadecimal."""
    return sha256(page.encode()).hexdigest()
