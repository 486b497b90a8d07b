"""Addresses of articles: made absolute, and written in one way so that one article has one address."""

import re
from enum import StrEnum
from urllib.parse import (
    SplitResult,
    parse_qsl,
    quote,
    unquote_to_bytes,
    urlencode,
    urljoin,
    urlsplit,
    urlunsplit,
)

MAX_URL = 1_000
_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|zarsrc|zclid|igshid|mc_cid|mc_eid|mkt_tok|_ga|_gl|"
    r"ref_src|spm|wt_\w+|pk_\w+|vn_source|vn_medium|vn_campaign|vn_term|vn_zone|gidzl)",
    re.IGNORECASE,
)
_SAFE = "/:@!$&'()*+,;=-._~%"


class Badness(StrEnum):
    """What is wrong with an address."""

    MISSING = "missing"
    SCHEME = "scheme"
    BROKEN = "broken"
    LONG = "long"


class BadAddress(Exception):
    """An address that leads to no article."""

    def __init__(self, badness: Badness) -> None:
        super().__init__(str(badness))
        self.badness = badness


def absolute(link: str, base: str) -> str:
    """Return `link` made absolute with `base`; raises BadAddress."""
    link = "".join(link.split())
    if not link:
        raise BadAddress(Badness.MISSING)
    try:
        return urljoin(base, link)
    except ValueError as broken:
        raise BadAddress(Badness.BROKEN) from broken


def canonical_url(url: str) -> str:
    """Return `url` as the identity of its article; raises BadAddress unless it is http(s) with a host.

    Host in lower case, default port, fragment, credentials and tracking parameters gone; the other
    parameters stay in their order, for some portals tell articles apart by them. Mobile and AMP addresses
    stay as they are: whether they are the same article only the site knows; copies are found by their text.

    >>> canonical_url("HTTPS://VnExpress.net:443/a-b-1.html?utm_source=rss&page=2&fbclid=x#box")
    'https://vnexpress.net/a-b-1.html?page=2'
    >>> canonical_url("http://chinhphu.vn/tin tức?id=5")
    'http://chinhphu.vn/tin%20t%E1%BB%A9c?id=5'
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as broken:
        raise BadAddress(Badness.BROKEN) from broken
    if parts.scheme not in _PORTS:
        raise BadAddress(Badness.SCHEME)
    host = _host(parts)
    netloc = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    result = urlunsplit((parts.scheme, netloc, _path(parts.path), _query(parts.query), ""))
    if len(result) > MAX_URL:
        raise BadAddress(Badness.LONG)
    return result


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        return f"[{host}]"
    try:
        host = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError as broken:
        raise BadAddress(Badness.BROKEN) from broken
    if not re.fullmatch(r"[a-z0-9_.-]+", host):
        raise BadAddress(Badness.BROKEN)
    return host


def _path(path: str) -> str:
    # "%7e", "%7E" and "~" are one character; "%2f" is not "/", so only the unreserved are written out.
    upper = re.sub(r"%[0-9a-fA-F]{2}", _escape, path or "/")
    return quote(upper, safe=_SAFE)


def _escape(match: re.Match[str]) -> str:
    char = unquote_to_bytes(match[0]).decode("latin-1")
    return char if re.fullmatch(r"[A-Za-z0-9._~-]", char) else match[0].upper()


def _query(query: str) -> str:
    if not query:
        return ""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
    except ValueError as broken:
        raise BadAddress(Badness.BROKEN) from broken
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    return query_without_change(query) if len(kept) == len(pairs) else urlencode(kept)


def query_without_change(query: str) -> str:
    """Return `query` escaped where it must be and otherwise as the site wrote it."""
    return quote(query, safe=_SAFE + "?[]|")
