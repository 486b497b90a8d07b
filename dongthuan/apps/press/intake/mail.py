"""A mail as bytes turned into what an officer reads: sender, subject, text, files, and what was broken.

Nothing here raises: a mail that cannot be read is returned with what could be, and its faults.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32

from dongthuan.analysis.text import nfc
from dongthuan.apps.common import mail_headers as headers
from dongthuan.apps.common.outgoing_box import LARGEST
from dongthuan.apps.press.desk_lifecycle import MailKind
from dongthuan.apps.press.intake.kinds import kind_of
from dongthuan.apps.press.intake.texts import plain_of_html

LARGEST_FILE = 20 * 1024 * 1024
MOST_PARTS = 200
MOST_FILES = 50
DEEPEST = 12
LONGEST_TEXT = 200_000
_ENDINGS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "text/csv": "csv",
    "text/plain": "txt",
    "message/rfc822": "eml",
}


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that came with a mail: its name without a path, its bytes as they were sent."""

    name: str
    data: bytes


@dataclass(slots=True)
class ReadMail:
    """What a mail holds. faults: codes of `wording.FAULTS`; raw_hash: SHA-256 of its bytes."""

    raw_hash: str
    message_id: str = ""
    from_name: str = ""
    from_address: str = ""
    subject: str = ""
    text: str = ""
    dated_at: datetime | None = None
    kind: MailKind = MailKind.HUMAN
    in_reply_to: str = ""
    files: list[MailFile] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def blame(self, code: str) -> None:
        """Note a fault, once."""
        if code not in self.faults:
            self.faults.append(code)


def read_mail(data: bytes) -> ReadMail:
    """Return what a mail holds; broken ones with what could be read and their faults."""
    mail = ReadMail(raw_hash=hashlib.sha256(data).hexdigest())
    if not data.strip(b"\x00 \r\n\t"):
        mail.blame("empty")
        return mail
    if b"\x00" in data:
        mail.blame("nul")
        data = data.replace(b"\x00", b"")
    message = _parsed(data, mail)
    _read_headers(message, mail)
    if "too_large" not in mail.faults and "too_deep" not in mail.faults:
        _read_parts(message, mail)
    if not mail.text and not mail.files:
        mail.blame("no_text")
    return mail


def _parsed(data: bytes, mail: ReadMail) -> Message:
    """Return the mail taken apart, or only its head where it is too large or nested too deep."""
    if len(data) > LARGEST:
        mail.blame("too_large")
        return BytesHeaderParser(policy=compat32).parsebytes(data[:65_536])
    try:
        return BytesParser(policy=compat32).parsebytes(data)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, MemoryError):
        mail.blame("too_deep")
        return BytesHeaderParser(policy=compat32).parsebytes(data[:65_536])


def _read_headers(message: Message, mail: ReadMail) -> None:
    mail.message_id = headers.header_of(message, "Message-ID")[:300]
    mail.in_reply_to = headers.header_of(message, "In-Reply-To")[:300]
    mail.from_name, mail.from_address = headers.sender_of(message)
    mail.subject = headers.header_of(message, "Subject")[:500]
    mail.dated_at = headers.dated(message)
    mail.kind = kind_of(message, mail.from_address, mail.subject)
    if not mail.from_address:
        mail.blame("no_sender")
    if mail.dated_at is None:
        mail.blame("no_date")


def _read_parts(message: Message, mail: ReadMail) -> None:
    plain: list[str] = []
    rich: list[str] = []
    for part in _leaves(message, mail):
        if _is_file(part):
            _keep_file(part, mail)
        elif part.get_content_type() == "text/html":
            rich.append(_text_of(part, mail))
        else:
            plain.append(_text_of(part, mail))
    text = "\n\n".join(piece for piece in plain if piece.strip())
    if not text.strip():
        text = "\n\n".join(plain_of_html(piece[: 4 * LONGEST_TEXT]) for piece in rich)
    if len(text) > LONGEST_TEXT:
        mail.blame("long_text")
    mail.text = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT].strip()


def _leaves(message: Message, mail: ReadMail) -> Iterator[Message]:
    """Give the parts that hold something, in order, bounded in number and depth."""
    waiting: list[tuple[Message, int]] = [(message, 0)]
    count = 0
    while waiting:
        part, depth = waiting.pop(0)
        count += 1
        if count > MOST_PARTS:
            mail.blame("many_parts")
            return
        _blame_defects(part, mail)
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            if part.get_content_subtype() == "encrypted":
                mail.blame("encrypted")
            if depth >= DEEPEST:
                mail.blame("too_deep")
                continue
            waiting[:0] = [(one, depth + 1) for one in inner if isinstance(one, Message)]
            continue
        yield part


def _blame_defects(part: Message, mail: ReadMail) -> None:
    for defect in part.defects:
        mail.blame("boundary" if "oundary" in type(defect).__name__ else "malformed")


def _is_file(part: Message) -> bool:
    """Say whether a part is a file, not text to be read."""
    if part.get_content_type() in ("message/delivery-status", "text/rfc822-headers"):
        return False
    is_text = part.get_content_type() in ("text/plain", "text/html") or (
        part.get_content_maintype() == "multipart"
    )
    disposition = headers.header_of(part, "Content-Disposition").lower()
    return not is_text or disposition.startswith("attachment") or bool(_file_name(part))


def _file_name(part: Message) -> str:
    """Return the name of a part's file, its letters decoded; "" where it has none."""
    name = _named(part)
    if "\ufffd" in name:  # raw bytes: read the whole header first
        whole = Message()
        whole["Content-Disposition"] = headers.header_of(part, "Content-Disposition")
        name = _named(whole) or name
    holder = Message()
    holder["Subject"] = name.replace("\r", " ").replace("\n", " ")
    return headers.header_of(holder, "Subject")


def _named(part: Message) -> str:
    try:
        return str(part.get_filename() or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _keep_file(part: Message, mail: ReadMail) -> None:
    kind = part.get_content_type()
    if kind == "application/ms-tnef":
        mail.blame("tnef")
    if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"):
        mail.blame("encrypted")
    if len(mail.files) >= MOST_FILES:
        mail.blame("many_files")
        return
    data = _bytes_of(part, mail)
    if len(data) > LARGEST_FILE:
        mail.blame("large_file")
        data = b""
    name = _safe_name(_file_name(part)) or f"tep-{len(mail.files) + 1}.{_ENDINGS.get(kind, 'bin')}"
    mail.files.append(MailFile(name, data))


def _safe_name(name: str) -> str:
    """Return the last part of a name without what a name of a file may not hold."""
    bare = nfc(name).replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in bare if letter.isprintable()).strip(". ")[-150:]


def _bytes_of(part: Message, mail: ReadMail) -> bytes:
    """Return the bytes of a part with its transfer encoding undone; a nested mail as it stands."""
    try:
        inner = part.get_payload()
        if isinstance(inner, list):
            return b"".join(one.as_bytes() for one in inner if isinstance(one, Message))
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        mail.blame("malformed")
        return b""
    return found if isinstance(found, bytes) else b""


def _text_of(part: Message, mail: ReadMail) -> str:
    try:
        charset = str(part.get_param("charset") or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        charset = ""
    if part.get_content_type() == "message/delivery-status":
        inner = part.get_payload()
        blocks = inner if isinstance(inner, list) else []
        return "\n".join(str(block)[:LONGEST_TEXT] for block in blocks)
    text, is_fit = headers.decoded(_bytes_of(part, mail)[: 8 * LONGEST_TEXT], charset)
    if not is_fit:
        mail.blame("charset")
    return text
