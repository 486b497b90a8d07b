"""Who wrote a mail: a person, or a machine that reports on delivery, answers, or mails many."""

import re
from email.message import Message

from dongthuan.analysis.text import fold
from dongthuan.apps.common.mail_headers import header_of
from dongthuan.apps.press.desk_lifecycle import MailKind

_AWAY = re.compile(
    r"^\W*(?:automatic reply|auto[- ]?reply|out of (?:the )?office|(?:thu )?tra loi tu dong|vang mat)"
)
_UNDELIVERED = re.compile(
    r"^\W*(?:undeliver|delivery status notification|mail delivery (?:failed|subsystem)|returned mail"
    r"|failure notice|thu khong gui duoc)"
)
_MACHINES = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon)@")


def kind_of(message: Message, address: str, subject: str) -> MailKind:
    """Return what sort of mail it is by its headers; only what machines mark is told apart."""
    words = fold(subject)
    if _is_bounce(message, address, words):
        return MailKind.BOUNCE
    submitted = header_of(message, "Auto-Submitted").lower()
    precedence = header_of(message, "Precedence").lower()
    is_marked = (submitted and submitted != "no") or precedence == "auto_reply"
    if is_marked or header_of(message, "X-Autoreply") or _AWAY.match(words):
        return MailKind.AUTO_REPLY
    if precedence in ("bulk", "list", "junk") or header_of(message, "List-Id"):
        return MailKind.BULK
    return MailKind.HUMAN


def _is_bounce(message: Message, address: str, words: str) -> bool:
    if message.get_content_type() == "multipart/report":
        return True
    is_nobody = header_of(message, "Return-Path") == "<>"
    return bool(_MACHINES.match(address)) or (is_nobody and bool(_UNDELIVERED.match(words)))
