"""The text of an article, found in its page; and its first sentences."""

import re
from dataclasses import dataclass
from datetime import datetime

import trafilatura
from lxml import etree

from dongthuan.apps.monitoring.intake.entries import MAX_NAME, MAX_TEXT, MAX_TITLE, Fault, Unreadable
from dongthuan.apps.monitoring.intake.markup import html_tree
from dongthuan.apps.monitoring.intake.plain import plain_line, plain_text, shortened
from dongthuan.apps.monitoring.intake.times import VIETNAM, Origin, read_time

MAX_ELEMENTS = 20_000  # a page of a newspaper has a few thousand; each costs some 50 microseconds
_TIME_META = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='pubdate']/@content",
    "//time[@itemprop='datePublished']/@datetime",
)
_ABBREVIATIONS = "TP|Tp|TT|TX|Q|P|H|PGS|GS|TS|ThS|BS|KS|LS|CN|Th\\.S|T\\.S|St|Mr|Mrs|Dr|No|tr|v\\.v|NXB|UBND"
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-ZÀ-ỸĐ0-9])")
_SHORT_FORM = re.compile(rf"(?:^|[\s(.])(?:{_ABBREVIATIONS})\.\s*$")


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says of its article, in plain NFC text; empty where it says nothing."""

    text: str
    title: str = ""
    published: datetime | None = None
    published_origin: Origin = Origin.UNKNOWN
    author: str = ""
    description: str = ""


def extract_article(text: str, url: str) -> Article:
    """Return the article of an HTML page, without menus, advertisements and comments.

    Raises Unreadable for a page that is empty or too large. A page without an article gives empty text.
    """
    root = html_tree(text)
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise Unreadable(Fault.TOO_LARGE, url)
    published, origin = _published(root)
    title = _meta(root, "og:title") or (root.findtext(".//title") or "")
    author = _meta(root, "author") or _meta(root, "article:author")
    description = _meta(root, "og:description") or _meta(root, "description")
    found = trafilatura.extract(
        root, url=url, fast=True, include_comments=False, include_tables=False, with_metadata=False
    )
    return Article(
        text=plain_text(found or "", MAX_TEXT),
        title=plain_line(title, MAX_TITLE),
        published=published,
        published_origin=origin,
        author="" if author.startswith("http") else plain_line(author, MAX_NAME),
        description=plain_text(description, 1_000),
    )


def _published(root: etree._Element) -> tuple[datetime | None, Origin]:
    for path in _TIME_META:
        for value in root.xpath(path):
            when, origin = read_time(str(value), zone=VIETNAM)
            if when is not None:
                return when, origin
    return None, Origin.UNKNOWN


def _meta(root: etree._Element, name: str) -> str:
    for meta in root.iter("meta"):
        if name in (meta.get("property"), meta.get("name")) and (meta.get("content") or "").strip():
            return str(meta.get("content"))
    return ""


def sentences(text: str) -> list[str]:
    """Return the sentences of `text` in order; titles and short forms end none.

    >>> sentences("TS. Lê A nói: 'Được.' Giá 3.5 tỷ. TP. Hà Nội họp!")
    ["TS. Lê A nói: 'Được.' Giá 3.5 tỷ.", 'TP. Hà Nội họp!']
    """
    pieces: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if not _SHORT_FORM.search(text[max(start, end.end() - 12) : end.end()]):
            pieces.append(text[start : end.end()])
            start = end.end()
    return [piece.strip() for piece in (*pieces, text[start:]) if piece.strip()]


def shorten(text: str, *, most: int = 400) -> str:
    """Return the first two or three sentences of `text`, `most` characters at most: a summary, not the text.

    >>> shorten("Một. Hai! Ba? Bốn.")
    'Một. Hai! Ba?'
    """
    lines = " ".join(text[: most * 6].split())
    chosen = ""
    for sentence in sentences(lines)[:3]:
        if chosen and len(chosen) + 1 + len(sentence) > most:
            break
        chosen = f"{chosen} {sentence}".strip()
    return shortened(chosen, most)
