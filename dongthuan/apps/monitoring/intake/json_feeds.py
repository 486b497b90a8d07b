"""JSON Feed 1.0 and 1.1."""

import json
from typing import Any

from dongthuan.apps.monitoring.intake.entries import Draft, Fault, Gatherer, Parsed, Reason, Unreadable


def parse_json_feed(text: str, *, base: str) -> Parsed:
    """Return all entries of a JSON Feed; raises Unreadable where it is none.

    An item may lack a title there; its first line then stands for it.
    """
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise Unreadable(Fault.BROKEN, str(broken)[:200]) from broken
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise Unreadable(Fault.UNKNOWN_KIND, "json")
    gatherer = Gatherer(base=words(feed.get("home_page_url")) or base)
    for item in items:
        if isinstance(item, dict):
            gatherer.add(_draft(item))
        else:
            gatherer.drop(Reason.NOT_AN_ENTRY, repr(item)[:100])
    return gatherer.parsed(title=words(feed.get("title")))


def words(value: Any) -> str:
    """Return a JSON string or number as text, anything else as nothing; half characters are left out.

    >>> words(" a "), words(7), words(None), words(["a"]), words("b\\ud800")
    ('a', '7', '', '', 'b')
    """
    if isinstance(value, str):
        return value.encode(errors="ignore").decode().strip()
    return (
        str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**30 else ""
    )


def _draft(item: dict[str, Any]) -> Draft:
    text = words(item.get("content_html")) or words(item.get("content_text"))
    lead = words(item.get("summary"))
    return Draft(
        guid=words(item.get("id")),
        link=words(item.get("url")) or words(item.get("external_url")) or _address(words(item.get("id"))),
        title=words(item.get("title")) or (lead or text)[:2_000].partition("\n")[0],
        lead=lead,
        text=text,
        published=words(item.get("date_published")) or words(item.get("date_modified")),
        author=_author(item),
        category=_tag(item.get("tags")),
    )


def _address(text: str) -> str:
    return text if text.startswith(("http://", "https://")) else ""


def _author(item: dict[str, Any]) -> str:
    authors = item.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else item.get("author")
    return words(first.get("name")) if isinstance(first, dict) else ""


def _tag(tags: Any) -> str:
    return words(tags[0]) if isinstance(tags, list) and tags else ""
