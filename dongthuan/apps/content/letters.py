"""The mail that carries a text to the press: plain words, in the text's language; nothing is sent here."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localtime

from dongthuan.apps.content.addresses import public_url
from dongthuan.apps.content.lifecycle import AiLabel, TextKind
from dongthuan.apps.content.models.revisions import TextRevision
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.paragraphs import plain_words
from dongthuan.apps.content.wholes import AI_WORDS, KIND_WORDS, NOT_OFFICIAL, whole_from_plain
from dongthuan.apps.notices.letters import one_line


def release_subject(text: Text, revision: TextRevision, *, at: datetime) -> str:
    """Return the subject; an embargo and a correction stand first."""
    whole = whole_from_plain(revision.content)
    marks = []
    if text.public_at is not None and text.public_at > at:
        marks.append(f"[CẤM CÔNG BỐ TRƯỚC {_shown(text.public_at)}]")
    if revision.correction_id is not None:
        marks.append("[CẢI CHÍNH]")
    return one_line(" ".join([*marks, f"{KIND_WORDS[TextKind(whole.kind)]}: {whole.title}"]), most=300)


def release_body(text: Text, revision: TextRevision, *, at: datetime) -> str:
    """Return the words of the mail: the frozen version, and where it stands on the portal."""
    whole = whole_from_plain(revision.content)
    parts = [*_notes(text, revision, at=at), "" if whole.is_official else NOT_OFFICIAL.upper()]
    parts += [whole.title.upper(), plain_words(whole.lead), plain_words(whole.body), whole.said_by()]
    parts.append(AI_WORDS[AiLabel(whole.ai_label)] if whole.ai_label else "")
    parts.append(f"Liên hệ: {whole.contact}" if whole.contact else "")
    parts += [public_url(text.slug), f"-- \n{text.unit.name}"]
    return "\n\n".join(part for part in parts if part) + "\n"


def _notes(text: Text, revision: TextRevision, *, at: datetime) -> Iterator[str]:
    if text.public_at is not None and text.public_at > at:
        yield f"CẤM CÔNG BỐ TRƯỚC {_shown(text.public_at)}. Xin không đăng, phát trước thời điểm này."
    if revision.correction is not None:
        yield f"CẢI CHÍNH: {revision.correction.explanation}"


def _shown(instant: datetime) -> str:
    return f"{localtime(instant):%H:%M %d/%m/%Y}"
