"""Newsletters: letters of one sender, and the articles they link to; no other link is looked at."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from itertools import islice

from lxml import etree

from dongthuan.analysis.text import nfc
from dongthuan.apps.common.mail_headers import decoded, header_of, sender_of
from dongthuan.apps.monitoring.intake.addresses import BadAddress, Badness, canonical_url
from dongthuan.apps.monitoring.intake.entries import Draft, Gatherer, Parsed, Reason, Unreadable
from dongthuan.apps.monitoring.intake.markup import html_tree, local_name

SCHEME = "mailto:"
MOST_PARTS = 100
MOST_TEXT = 1_000_000
LEAST_TITLE = 20
LEAST_WORDS = 4
MOST_LEAD = 400
_SENDER = re.compile(r"[\w.+=-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}", re.ASCII)
_FRAME = re.compile(rb"^From dongthuan[^\n]*\n", re.MULTILINE)
_FROM = re.compile(rb"^(>*From )", re.MULTILINE)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_LINK = re.compile(r"https?://[^\s<>\"']{4,1000}")
_SILENT = frozenset({"script", "style", "head", "title", "noscript", "template", "object", "svg"})
_SUBSCRIPTION = re.compile(
    r"unsubscri|\bopt-?out\b|manage.{0,12}(?:subscription|preference)|list-manage\.com/(?:un|profile)|"
    r"view.{0,12}in.{0,9}browser|xem .{0,20}trình duyệt|quản lý .{0,9}đăng k[ýí]|huy-?(?:dang-?k[yi]|nhan)|"
    r"(?:h[uủ][yỷ]|ngừng|dừng|thôi|bỏ|không muốn)\b.{0,20}\b(?:nhận|đăng k[ýí]|theo dõi)\b.{0,25}"
    r"\b(?:thư|e-?mail|bản tin|tin tức|tại đây|ở đây|này)\b|^h[uủ][yỷ] (?:đăng k[ýí]|nhận|theo dõi)$",
    re.IGNORECASE,
)
_BROKEN = (RecursionError, ValueError, LookupError, TypeError, AttributeError)


def canonical_sender(text: str) -> str:
    """Return the address of a sender as a source keeps it; raises BadAddress.

    >>> canonical_sender(" BanTin@Bao.example.VN"), canonical_sender("mailto:tin@bao.example")
    ('mailto:bantin@bao.example.vn', 'mailto:tin@bao.example')
    """
    bare = text.strip().lower().removeprefix(SCHEME)
    if not _SENDER.fullmatch(bare):
        raise BadAddress(Badness.BROKEN)
    return SCHEME + bare


def canonical_place(text: str) -> str:
    """Return where a source is read: a web address, or the sender of a newsletter; raises BadAddress.

    >>> canonical_place("https://a.example/b#c"), canonical_place("tin@bao.example")
    ('https://a.example/b', 'mailto:tin@bao.example')
    """
    return canonical_sender(text) if "@" in text and "://" not in text else canonical_url(text)


def bundled(letters: Sequence[bytes]) -> bytes:
    """Return letters as one document that `parse_letters` takes apart again (mboxrd)."""
    frame = b"From dongthuan\n"
    return b"".join(frame + _FROM.sub(rb">\1", one) + b"\n" for one in letters) or frame


def parse_letters(bundle: bytes, *, base: str) -> Parsed:
    """Return the articles that bundled letters link to; a letter that links to none is counted as dropped.

    base: the sender. Nothing is asked of anybody: no picture is loaded, no link followed.
    """
    gatherer = Gatherer(base=base)
    title = ""
    for framed in _FRAME.split(bundle)[1:]:
        data = _QUOTED_FROM.sub(rb"\1", framed)
        if data.strip():
            title = _gather(data, gatherer) or title
    return gatherer.parsed(title=title)


def _gather(data: bytes, gatherer: Gatherer) -> str:
    """Add what one letter holds; returns who sent it."""
    try:
        message = BytesParser(policy=compat32).parsebytes(data)
        rich, plain = _texts(message)
    except _BROKEN:
        gatherer.drop(Reason.NOT_AN_ENTRY, "?")
        return ""
    sender, published = sender_of(message)[0], header_of(message, "Date")
    reader = _folded(rich, plain, header_of(message, "List-Unsubscribe"))
    for one in reader.pieces.values():
        draft = Draft(link=one.link, title=one.title, lead=one.lead, published=published, author=sender)
        gatherer.add(draft)
    for words in reader.about_us:
        gatherer.drop(Reason.SUBSCRIPTION, words)
    if not reader.pieces:
        gatherer.drop(Reason.NO_LINK, header_of(message, "Subject") or sender or "?")
    return sender


def _texts(message: Message) -> tuple[str, str]:
    """Return the first HTML and the first plain text of a letter; "" where it has none."""
    found = {"text/html": "", "text/plain": ""}
    for part in islice(message.walk(), MOST_PARTS):
        kind = part.get_content_type()
        if kind in found and not found[kind]:
            data = part.get_payload(decode=True)
            charset = str(part.get_param("charset") or "")
            found[kind] = nfc(decoded(data, charset)[0][:MOST_TEXT]) if isinstance(data, bytes) else ""
    return found["text/html"], found["text/plain"]


@dataclass(slots=True)
class _Piece:
    link: str
    title: str
    lead: str = ""

    def say(self, words: str) -> None:
        if len(self.lead) < MOST_LEAD:
            self.lead = f"{self.lead} {words}".strip()


@dataclass(slots=True)
class _Reader:
    """Folds a letter's words, link by link, into articles: a link with words enough is a title.

    about_us: what the links to our subscription say; they are never opened.
    """

    own: str  # the addresses of the line List-Unsubscribe

    pieces: dict[str, _Piece] = field(default_factory=dict)
    about_us: list[str] = field(default_factory=list)
    _open: _Piece | None = None

    def read(self, link: str, words: str) -> None:
        """Take the next words, with the link they bear, if any."""
        if link and not _LINK.match(link):
            return
        if _SUBSCRIPTION.search(words) or _is_ours(link, self.own):
            self._open = None
            if link:
                self.about_us.append(words or link)
        elif link and link not in self.pieces and _is_title(words):
            self._open = self.pieces[link] = _Piece(link, words)
        elif self._open is not None and words and (not link or _is_title(words)):
            self._open.say(words)


def _is_ours(link: str, own: str) -> bool:
    return bool(link) and (link in own or bool(_SUBSCRIPTION.search(link)))


def _folded(rich: str, plain: str, own: str) -> _Reader:
    reader = _Reader(own)
    try:
        for link, words in _of_html(rich) if rich.strip() else ():
            reader.read(link, words)
    except Unreadable:
        reader = _Reader(own)
    if not reader.pieces:
        for link, words in _of_lines(plain):
            reader.read(link, words)
    return reader


def _is_title(words: str) -> bool:
    return len(words) >= LEAST_TITLE and len(words.split()) >= LEAST_WORDS


def _of_html(text: str) -> Iterator[tuple[str, str]]:
    """Give the words of a page in order, those of one link together with where it leads."""
    link, words, silent = "", [""], 0
    for event, node in etree.iterwalk(html_tree(text), events=("start", "end")):
        name, is_start = local_name(node), event == "start"
        silent += (1 if is_start else -1) * (name in _SILENT)
        if name == "a":
            yield link, " ".join("".join(words).split())
            href = (node.get("href") or "").strip() if is_start else ""
            link, words = href, []
        if not silent:
            words.append((node.text if is_start else node.tail) or "")
            words.append("" if is_start else " ")
    yield link, " ".join("".join(words).split())


def _of_lines(text: str) -> Iterator[tuple[str, str]]:
    """Give the words of plain text; those before an address, on its line or the line above, are its title."""
    above = ""
    for line in text.splitlines():
        found = _LINK.search(line)
        words = " ".join((line[: found.start()] if found else line).strip(" -–•*:<(").split())
        if found:
            yield found[0].rstrip(".,;)>"), words or above
        elif words:
            yield "", above
        above = "" if found else words or above
