"""Fetch the pages of new entries for their text, a few a visit and with a rest between two."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dongthuan.apps.common.outgoing import Fetched
from dongthuan.apps.common.outgoing_guard import OutgoingFailed
from dongthuan.apps.common.outgoing_manners import RobotsCache, permission_for
from dongthuan.apps.monitoring.intake.articles import extract_article, shorten
from dongthuan.apps.monitoring.intake.charset import decode
from dongthuan.apps.monitoring.intake.entries import Entry, Unreadable

MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads articles politely; `pause` waits the given seconds between two."""

    get: Callable[[str], Fetched]
    robots: RobotsCache
    pause: Callable[[float], None]

    def with_texts(self, entries: Sequence[Entry], *, at: datetime) -> list[Entry]:
        """Return the entries, the first ones without text with that of their page where it can be had.

        A page that cannot be read leaves its entry as it was: the headline is news all the same.
        """
        wanting = [entry for entry in entries if not entry.text][:MOST_PAGES]
        read = {entry.url_key: self._read(entry, at) for entry in wanting}
        return [read.get(entry.url_key, entry) for entry in entries]

    def _read(self, entry: Entry, at: datetime) -> Entry:
        try:
            permission = permission_for(entry.url, cache=self.robots, get=self.get, at=at)
            if not permission.is_allowed:
                return entry
            self.pause(permission.gap.total_seconds())
            answer = self.get(entry.url)
            if answer.status != 200:
                return entry
            article = extract_article(decode(answer.body, answer.content_type).text, answer.url)
        except (OutgoingFailed, Unreadable):
            return entry
        known = entry.published_claimed is not None
        return replace(
            entry,
            text=article.text,
            lead=entry.lead or shorten(article.description or article.text),
            author=entry.author or article.author,
            published_claimed=entry.published_claimed if known else article.published,
            published_origin=entry.published_origin if known else article.published_origin,
        )
