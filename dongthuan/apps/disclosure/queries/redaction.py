"""What the page of a redaction shows: the text, what looks personal in it, how the copy will read."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dongthuan.analysis.personal import personal_data_of
from dongthuan.apps.disclosure.models.redaction import Redaction, RedactionMark
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.redaction_lifecycle import RedactionState
from dongthuan.apps.files.models import Attachment, AttachmentContent
from dongthuan.apps.files.queries import attachments_of
from dongthuan.docgen import raster
from dongthuan.docgen.redaction import redact
from dongthuan.docgen.redaction_data import Passage, Redacted

MOST_PROPOSED = 100


@dataclass(frozen=True, slots=True)
class Proposed:
    """Something that looks personal and is not marked yet. kind: a key of `analysis.personal`."""

    kind: str
    words: str


def original_of(redaction: Redaction) -> Attachment:
    """Return the file as it came in. It is shown to nobody outside."""
    return attachments_of(redaction).get(sha256=redaction.original_sha256)


def result_of(redaction: Redaction) -> Attachment | None:
    """Return the confirmed copy, or None."""
    if redaction.state != RedactionState.CONFIRMED:
        return None
    return attachments_of(redaction).filter(sha256=redaction.result_sha256).first()


def bytes_of(attachment: Attachment) -> bytes:
    """Return what a file holds; raises ValueError where it is not what was kept."""
    data = bytes(AttachmentContent.objects.get(pk=attachment.pk).data)
    if hashlib.sha256(data).hexdigest() != attachment.sha256:
        raise ValueError("the bytes are not those that were kept")
    return data


def redacted_copy(redaction: Redaction, marks: Sequence[RedactionMark], *, made_at: datetime) -> Redacted:
    """Return the copy without the marked words or places; raises CannotRead, CannotRedact."""
    if redaction.is_raster:
        regions = [mark.region for mark in marks if mark.region is not None]
        made = raster.without(bytes_of(original_of(redaction)), regions)
        return Redacted(made, "pdf", "", (1,) * len(marks))
    passages = [Passage(mark.words, mark.label) for mark in marks]
    return redact(bytes_of(original_of(redaction)), redaction.name, passages, made_at=made_at)


def proposed(text: str, marks: Sequence[RedactionMark]) -> list[Proposed]:
    """Return what looks personal in a text and is not marked yet, each once, in the order of the text."""
    marked = {mark.words for mark in marks}
    found = {one.words: Proposed(one.kind.value, one.words) for one in personal_data_of(text)}
    return [one for words, one in found.items() if words not in marked][:MOST_PROPOSED]


def copies_of(request: InformationRequest) -> dict[int, Attachment]:
    """Return the confirmed copies of a request by the key of their redaction; never an original."""
    rows = request.redactions.filter(state=RedactionState.CONFIRMED).order_by("id")
    kept = {row.pk: result_of(row) for row in rows}
    return {key: one for key, one in kept.items() if one is not None}


def confirmed_copies(
    request: InformationRequest, chosen: Sequence[int] | None = None
) -> list[tuple[str, bytes]]:
    """Return the confirmed copies of a request as names and bytes, ready to be given.

    chosen: keys of redactions, None = all; a KeyError is raised for what is no confirmed copy of the request.
    """
    kept = copies_of(request)
    return [(kept[key].name, bytes_of(kept[key])) for key in (kept if chosen is None else chosen)]
