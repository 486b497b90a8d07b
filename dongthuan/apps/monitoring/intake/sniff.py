"""What kind of document some bytes are, by their beginning rather than by what the server says."""

import re
from enum import StrEnum

from dongthuan.apps.monitoring.intake.charset import decode

_HEAD = 4_096
_ROOT = re.compile(r"<(?![?!])(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_NOISE = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)


class Kind(StrEnum):
    """The kinds of documents that are read."""

    FEED = "feed"
    JSON_FEED = "json_feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    OPML = "opml"
    LINES = "lines"
    LETTERS = "letters"
    GZIP = "gzip"
    EMPTY = "empty"
    UNKNOWN = "unknown"


_ROOTS = {
    "rss": Kind.FEED, "rdf": Kind.FEED, "feed": Kind.FEED, "channel": Kind.FEED, "urlset": Kind.SITEMAP,
    "sitemapindex": Kind.SITEMAP, "opml": Kind.OPML, "html": Kind.PAGE, "head": Kind.PAGE, "body": Kind.PAGE,
}  # fmt: skip


def sniff(body: bytes, content_type: str = "") -> Kind:
    """Return the kind of a document; `content_type` decides only where the bytes do not.

    >>> sniff(b'<?xml version="1.0"?><!-- made by hand --><rss version="2.0">')
    <Kind.FEED: 'feed'>
    >>> sniff(b"<!doctype html><title>x</title>"), sniff(b"\\x00\\x01")
    (<Kind.PAGE: 'page'>, <Kind.UNKNOWN: 'unknown'>)
    """
    if body[:2] == b"\x1f\x8b":
        return Kind.GZIP
    if content_type == "application/mbox":
        return Kind.LETTERS
    text = decode(body[:_HEAD], content_type).text.lstrip("\ufeff \t\r\n")
    if not text:
        return Kind.EMPTY if not body.strip() else Kind.UNKNOWN
    if text[0] in "{[":
        return _json_kind(text)
    if text[0] == "<":
        return _markup_kind(text)
    return Kind.PAGE if "html" in content_type.lower() else Kind.UNKNOWN


def _json_kind(text: str) -> Kind:
    first, newline, _ = text.partition("\n")
    if "jsonfeed.org/version" in text or re.search(r'"items"\s*:\s*\[', text):
        return Kind.JSON_FEED
    if first.startswith("{") and (first.rstrip().endswith("}") or not newline):
        return Kind.LINES
    return Kind.UNKNOWN


def _markup_kind(text: str) -> Kind:
    root = _ROOT.search(_NOISE.sub("", text))
    if root is None:
        return Kind.PAGE if re.search(r"<!doctype html", text, re.IGNORECASE) else Kind.UNKNOWN
    kind = _ROOTS.get(root[1].lower())
    if kind is not None:
        return kind
    return (
        Kind.PAGE
        if re.search(r"<!doctype html|<html|<body|<div|<title", text, re.IGNORECASE)
        else Kind.UNKNOWN
    )
