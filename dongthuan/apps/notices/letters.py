"""The text of a mail, and whether an address can take one; nothing is read or sent here."""

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from email.utils import formataddr
from itertools import groupby

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.encoding import punycode
from django.utils.formats import date_format
from django.utils.html import linebreaks, urlize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dongthuan.analysis.text import nfc
from dongthuan.apps.notices.models import Message, Notice
from dongthuan.apps.notices.wording import group_of

MOST_LINES = 200
_SECRET = re.compile(r"(?<=/)[A-Za-z0-9_-]{40,}(?=/|\s|$)")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def one_line(text: str, *, most: int = 200) -> str:
    """Return the text as one line for a header: no line ends, no control characters.

    >>> one_line("Bcc\\r\\nto: x")
    'Bcc to: x'
    """
    return nfc(" ".join(_BREAKS.sub(" ", text).split()))[:most]


def fault_of_address(address: str) -> str:
    """Return "" where mail can go there, else a code of wording.FAULTS.

    Letters outside ASCII may stand in the domain, not before the @: few mail servers take those.
    """
    if not address:
        return "no_address"
    if _BREAKS.search(address) or not address.rpartition("@")[0].isascii():
        return "bad_address"
    try:
        validate_email(address)
    except ValidationError:
        return "bad_address"
    return ""


def digest_subject(notices: Sequence[Notice], day: date) -> str:
    """Return the subject of a day's digest."""
    words = ngettext("%(n)d thing to look at, %(day)s", "%(n)d things to look at, %(day)s", len(notices))
    return one_line(words % {"n": len(notices), "day": date_format(day, "d/m/Y")})


def urgent_subject(notices: Sequence[Notice]) -> str:
    """Return the subject of an urgent message."""
    if len(notices) == 1:
        return one_line(_("Urgent: %(title)s") % {"title": notices[0].title})
    return one_line(_("Urgent: %(n)d things to look at at once") % {"n": len(notices)})


def written(name: str, notices: Sequence[Notice], settled: Iterable[Notice] = ()) -> str:
    """Return the text of a mail: the notices by group, then what was settled before it was mailed."""
    lines = [_("Dear %(name)s,") % {"name": name}, ""]
    shown = sorted(notices[:MOST_LINES], key=lambda one: list_place(one.kind))
    for label, group in groupby(shown, key=lambda one: str(group_of(one.kind).label)):
        lines += [label.upper(), ""]
        for number, notice in enumerate(group, start=1):
            lines += _entry(number, notice)
    if len(notices) > MOST_LINES:
        lines += [_("And %(n)d more, on the page of your notices.") % {"n": len(notices) - MOST_LINES}, ""]
    dropped = list(settled)
    if dropped:
        lines += [
            _("Settled before this mail, no longer needed:"),
            *(f"- {one.title}" for one in dropped),
            "",
        ]
    lines += ["-- ", _("This mail was sent by the system; nobody reads answers to it.")]
    lines += [_("All your notices: %(url)s") % {"url": absolute(reverse("notices:mine"))}]
    lines += [_("When mail comes: %(url)s") % {"url": absolute(reverse("notices:preferences"))}]
    return "\n".join(lines) + "\n"


def list_place(kind: str) -> tuple[bool, str]:
    """Return where a kind stands in a mail: reminders first."""
    group = group_of(kind)
    return group.code != "remind", str(group.label)


def absolute(url: str) -> str:
    """Return the whole address of a page of this installation."""
    return f"{settings.SITE_ADDRESS}{url}" if url.startswith("/") else url


def _entry(number: int, notice: Notice) -> list[str]:
    lines = [f"{number}. {notice.title}"]
    lines += [f"   {line}" for line in notice.body.splitlines()]
    return [*lines, *([f"   {absolute(notice.url)}"] if notice.url else []), ""]


def new_id() -> str:
    """Return a Message-ID for a new message."""
    return f"<{uuid.uuid4().hex}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].strip('> ')}>"


def shown_text(message: Message) -> str:
    """Return the text of a message for the page; of one to the outside without the secret in its link.

    >>> shown_text(Message(is_outside=True, body="https://dt.vn/tra-loi/" + "a" * 43 + "/"))
    'https://dt.vn/tra-loi/…/'
    """
    return _SECRET.sub("…", message.body) if message.is_outside else message.body


def as_mail(message: Message) -> EmailMessage:
    """Return the message as Django sends it; its Message-ID is the same on every attempt.

    Answers to a mail to the outside go to the officer who had it sent; it bears its words as HTML too.
    """
    officer = message.recipient
    answers = nfc(officer.email).strip() if message.is_outside else ""
    mail = EmailMultiAlternatives(
        subject=one_line(message.subject),
        body=message.body,
        to=[_addressed("" if message.is_outside else officer.full_name, message.to)],
        reply_to=[] if fault_of_address(answers) else [_addressed(officer.full_name, answers)],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )
    if message.is_outside:
        mail.attach_alternative(_as_html(message), "text/html")
        for file in message.files.all() if message.pk else ():  # a mailing's mail is never a row
            mail.attach(file.name, bytes(file.content), file.media_type)
    return mail


def _as_html(message: Message) -> str:
    """Return the words of a mail as a page without style or picture: paragraphs and links."""
    words = linebreaks(urlize(message.body, autoescape=True), autoescape=False)
    return f'<!doctype html><html lang="vi"><meta charset="utf-8"><body>{words}</body></html>'


def _addressed(name: str, address: str) -> str:
    person, _at, domain = address.rpartition("@")
    return formataddr((one_line(name), f"{person}@{punycode(domain)}"))
