"""The navigation beside every page: `settings.NAVIGATION`, cut down to what this officer can open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NotRequired, TypedDict, cast

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from dongthuan.apps.common import clock


class Entry(TypedDict):
    """One line of `settings.NAVIGATION`; the order there is the order on the page.

    `may` names a rule of access by its dotted path; without it every officer sees the line.
    `search` is the query parameter by which that page searches: the search field on top goes there.
    """

    label: Any
    url_name: str
    icon: str
    section: Any
    may: NotRequired[str]
    search: NotRequired[str]


class RecordAct(TypedDict):
    """One line of `settings.RECORD_ACTS`: a page that takes the record's key and begins something from it."""

    label: Any
    url_name: str
    icon: str
    may: NotRequired[str]


@dataclass(frozen=True, slots=True)
class Link:
    """One line as shown."""

    label: str
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its links."""

    label: str
    links: list[Link]


@dataclass(frozen=True, slots=True)
class Search:
    """Where the search field on top sends its words, and under which parameter."""

    url: str
    parameter: str


def _resolved(entries: Iterable[Entry], user: Any) -> Iterator[tuple[Entry, str]]:
    """Give the entries whose page exists and which the officer may open, each with its address."""
    for entry in entries:
        if "may" in entry and not import_string(entry["may"])(user, None):
            continue
        try:
            yield entry, reverse(entry["url_name"])
        except NoReverseMatch:
            continue


def current_url(path: str, urls: Iterable[str]) -> str:
    """Return the address that is the longest beginning of the path, or "" when none is.

    >>> current_url("/tin/12/", ["/", "/tin/", "/nguon/"])
    '/tin/'
    """
    return max(
        (url for url in urls if path == url or (url != "/" and path.startswith(url))), key=len, default=""
    )


def sections_of(entries: Iterable[Entry], user: Any, path: str) -> tuple[list[Section], Search | None]:
    """Return the sections that this officer sees, and where the search field goes (None: nowhere)."""
    found = list(_resolved(entries, user))
    here = current_url(path, (url for _, url in found))
    sections = [
        Section(label, [Link(str(e["label"]), url, e["icon"], url == here) for e, url in group])
        for label, group in groupby(found, key=lambda pair: str(pair[0]["section"]))
    ]
    search = next((Search(url, entry["search"]) for entry, url in found if "search" in entry), None)
    return sections, search


def record_acts(user: Any, record: Model) -> list[Link]:
    """Return what this officer may begin from the record in apps above its own, by `settings.RECORD_ACTS`."""
    acts = cast("list[RecordAct]", settings.RECORD_ACTS.get(record._meta.label_lower, []))
    links = []
    for act in acts:
        if "may" in act and not import_string(act["may"])(user, record):
            continue
        try:
            url = reverse(act["url_name"], args=[record.pk])
        except NoReverseMatch:
            continue
        links.append(Link(str(act["label"]), url, act["icon"], is_current=False))
    return links


def navigation(request: HttpRequest) -> dict[str, object]:
    """Give templates `navigation`, `search` and the instant `now` at which the page is made."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "search": None, "now": clock.now()}
    sections, search = sections_of(cast("list[Entry]", settings.NAVIGATION), user, request.path)
    return {"navigation": sections, "search": search, "now": clock.now()}
