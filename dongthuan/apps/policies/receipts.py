"""The receipt of a comment: a hash over its words and the receipt before it; what is altered shows."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Protocol

FIRST = "0" * 64


class Received(Protocol):
    """What a receipt is made of: the row of a comment."""

    consultation_id: int
    number: int
    draft_version_id: int | None
    provision_id: int | None
    question_id: int | None
    author_kind: str
    author_name: str
    source: str
    text: str
    received_at: datetime
    previous_hash: str


def receipt_of(comment: Received) -> str:
    """Return the SHA-256 of a comment as it was received and of the receipt before it, in 64 digits."""
    content = [
        comment.consultation_id,
        comment.number,
        comment.draft_version_id,
        comment.provision_id,
        comment.question_id,
        comment.author_kind,
        comment.author_name,
        comment.source,
        comment.text,
        comment.received_at.astimezone(UTC).isoformat(timespec="microseconds"),
        comment.previous_hash,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
