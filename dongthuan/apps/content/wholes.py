"""A text as a whole: what those who clear it read, what is frozen, and the page that is archived."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from html import escape
from typing import Any

from dongthuan.apps.content.lifecycle import AiLabel, TextKind
from dongthuan.apps.content.paragraphs import as_html, plain_words
from dongthuan.apps.files.responses import PICTURES

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
class PictureSaid:
    """One picture as it is frozen. full, shown: keys of the kept files, each with its SHA-256.

    kind, size, width, height: of the full one (size in bytes, sides in points).
    """

    full: int
    shown: int
    sha256: str
    shown_sha256: str
    kind: str
    size: int
    width: int
    height: int
    shown_width: int
    shown_height: int
    alt: str
    caption: str

    def as_words(self, number: int) -> str:
        """Return what those who clear read of it; the fingerprints bind the words to the very points."""
        return (
            f"Ảnh {number}: {self.caption}\nMô tả ảnh: {self.alt}\n"
            f"(tệp {self.sha256}; bản trên trang {self.shown_sha256})"
        )


@dataclass(frozen=True, slots=True)
class Whole:
    """All that the public reads and sees of a text."""

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
    pictures: tuple[PictureSaid, ...] = ()

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
        parts += [one.as_words(number) for number, one in enumerate(self.pictures, 1)]
        if self.ai_label:
            parts.append(AI_WORDS[AiLabel(self.ai_label)])
        parts.append(f"Ngôn ngữ: {LANGUAGE_WORDS.get(self.language, self.language)}")
        return "\n\n".join(part for part in parts if part)

    def said_by(self) -> str:
        """Return the quote with who says it, or who speaks; as mails and posts carry it."""
        speaker = ", ".join(filter(None, (self.speaker_name, self.speaker_post)))
        if self.quote:
            return f"“{plain_words(self.quote)}” – {speaker}"
        return f"Người phát ngôn: {speaker}" if speaker else ""

    def as_plain(self) -> dict[str, object]:
        """Return the whole as JSON keeps it."""
        return asdict(self)


def whole_from_plain(plain: Mapping[str, object]) -> Whole:
    """Return what `Whole.as_plain` wrote; older versions know no pictures."""
    said: dict[str, Any] = dict(plain)
    said["pictures"] = pictures_from_plain(said)
    return Whole(**said)


def pictures_from_plain(plain: Mapping[str, Any]) -> tuple[PictureSaid, ...]:
    """Return the pictures of what `Whole.as_plain` wrote."""
    return tuple(PictureSaid(**one) for one in plain.get("pictures", ()))


def archive_page(
    whole: Whole, *, agency: str, published: str, notices: list[str], files: Mapping[int, bytes]
) -> str:
    """Return the page that is kept: complete in itself, with its pictures, no script, no other host.

    published: the instant, as printed. notices: what corrections said, the newest first. files: the bytes
    of the shown pictures by key.
    """
    title = escape(whole.title)
    speaker = escape(", ".join(filter(None, (whole.speaker_name, whole.speaker_post))))
    parts = [f"<p>{escape(KIND_WORDS[TextKind(whole.kind)])} · {escape(agency)} · {escape(published)}</p>"]
    parts += [f"<aside><strong>Cải chính:</strong> {as_html(notice)}</aside>" for notice in notices]
    parts.append(f"<h1>{title}</h1>")
    if not whole.is_official:
        parts.append(f"<p><strong>{NOT_OFFICIAL}</strong></p>")
    pictures = [_archived(one, files[one.shown]) for one in whole.pictures]
    parts += [as_html(whole.lead), *pictures[:1], as_html(whole.body)]
    if whole.quote:
        parts.append(f"<blockquote>{as_html(whole.quote)}<footer>{speaker}</footer></blockquote>")
    elif speaker:
        parts.append(f"<p>Người phát ngôn: {speaker}</p>")
    parts += pictures[1:]
    if whole.contact:
        parts.append(f"<p>Liên hệ: {escape(whole.contact)}</p>")
    if whole.ai_label:
        parts.append(f"<p>{escape(AI_WORDS[AiLabel(whole.ai_label)])}</p>")
    head = f'<meta charset="utf-8"><title>{title}</title>'
    inner = "\n".join(part for part in parts if part)
    page = f'<html lang="{escape(whole.language)}"><head>{head}</head><body>\n{inner}\n</body></html>'
    return f"<!doctype html>\n{page}\n"


def _archived(picture: PictureSaid, data: bytes) -> str:
    """Return a picture within the page, and the fingerprint of the full one that is kept beside it."""
    image = f"data:{PICTURES[picture.kind]};base64,{b64encode(data).decode()}"
    sides = f'width="{picture.shown_width}" height="{picture.shown_height}"'
    words = f"{escape(picture.caption)}<br><small>SHA-256: {picture.sha256}</small>"
    shown = f'<img src="{image}" alt="{escape(picture.alt)}" {sides}>'
    return f"<figure>{shown}<figcaption>{words}</figcaption></figure>"


def fingerprint(page: str) -> str:
    """Return the SHA-256 of an archived page, in hexadecimal."""
    return sha256(page.encode()).hexdigest()
