"""A mail that comes back after it was accepted (RFC 3464): which message it was, and what the server said.

Only what the report itself says is read; nothing of it is kept but its words of refusal.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message

from dongthuan.apps.notices.letters import one_line

LARGEST = 2 * 1024 * 1024
_ID = re.compile(r"<[^<>\s]{3,190}>")


class NotABounce(Exception):
    """The file is no report of a mail that was not delivered."""


class OnlyDelayed(Exception):
    """The server says that it still tries; nothing has come back for good."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail that was not delivered. message_ids: which it may have been, the surest first; said: why."""

    message_ids: tuple[str, ...]
    said: str


def read_bounce(data: bytes) -> Bounce:
    """Return what a returned mail says; raises NotABounce, OnlyDelayed."""
    if not data or len(data) > LARGEST:
        raise NotABounce
    try:
        mail = message_from_bytes(data, policy=policy.default)
        parts = [part for part in mail.walk() if isinstance(part, EmailMessage)]
        reports = [_fields(part) for part in parts if part.get_content_type() == "message/delivery-status"]
        ids = _message_ids(parts)
    except (MessageError, ValueError, LookupError, AttributeError, TypeError) as fault:
        raise NotABounce from fault  # the parser of the library trips over some broken mails
    told = {key: value for fields in reports for key, value in fields.items()}
    if not told or not ids:
        raise NotABounce
    if told.get("action", "").lower() not in {"failed", ""} or told.get("status", "5").startswith("4"):
        raise OnlyDelayed
    said = " ".join(filter(None, (told.get("status", ""), told.get("diagnostic-code", ""))))
    return Bounce(ids, one_line(said or "failed", most=1000))


def _fields(part: EmailMessage) -> dict[str, str]:
    """Return the fields of a delivery report: first those of the mail, then those of its recipient."""
    found: dict[str, str] = {}
    payload = part.get_payload()
    blocks = payload if isinstance(payload, list) else [part]
    for block in blocks:
        if not isinstance(block, Message):
            continue
        found |= {key.lower(): one_line(str(value), most=1000) for key, value in block.items()}
    return found


def _message_ids(parts: list[EmailMessage]) -> tuple[str, ...]:
    """Return the Message-ID of the mail that is enclosed, then those that the report refers to."""
    enclosed: list[str] = []
    for part in parts:
        if part.get_content_type() in {"text/rfc822-headers", "message/rfc822-headers"}:
            enclosed += re.findall(r"(?im)^message-id:\s*(<[^<>\s]+>)", str(part.get_content()))
    inner = [str(part["Message-ID"]) for part in parts[1:] if part["Message-ID"]]
    outer = [str(parts[0][name]) for name in ("In-Reply-To", "References") if parts and parts[0][name]]
    found = [one for text in (*inner, *enclosed, *outer) for one in _ID.findall(text)]
    return tuple(dict.fromkeys(found))[:20]
