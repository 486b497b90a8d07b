"""Which lines of the navigation one sees, and which is the current one."""

from typing import Any

import pytest
from django.test import override_settings
from django.urls import include, path
from django.utils.translation import gettext_lazy

from dongthuan.apps.common.navigation import Entry, current_url, sections_of


def page(request: Any) -> None:
    """Stand for a page."""


def only_leaders(user: Any, record: Any) -> bool:
    """A rule of access for these tests."""
    return bool(user == "leader")


news = ([path("", page, name="overview"), path("tin/", page, name="items"), path("tin/12/", page)], "news")
urlpatterns = [
    path("", page, name="home"),
    path("giam-sat/", include(news)),
    path("doi/", page, name="leader"),
]

ENTRIES: list[Entry] = [
    {"label": gettext_lazy("My desk"), "url_name": "home", "icon": "home", "section": "A"},
    {
        "label": "Leader",
        "url_name": "leader",
        "icon": "home",
        "section": "A",
        "may": f"{__name__}.only_leaders",
    },
    {"label": "Overview", "url_name": "news:overview", "icon": "news", "section": "B"},
    {"label": "Items", "url_name": "news:items", "icon": "news", "section": "B", "search": "q"},
    {"label": "Not built yet", "url_name": "press:inquiries", "icon": "phone", "section": "C"},
]


def shown(user: str, here: str = "/") -> list[tuple[str, list[str]]]:
    with override_settings(ROOT_URLCONF=__name__):
        sections, _ = sections_of(ENTRIES, user, here)
    return [(section.label, [link.url for link in section.links]) for section in sections]


def test_what_is_not_built_or_not_allowed_is_not_shown() -> None:
    assert shown("officer") == [("A", ["/"]), ("B", ["/giam-sat/", "/giam-sat/tin/"])]
    assert shown("leader")[0] == ("A", ["/", "/doi/"])


def test_the_search_field_goes_to_the_page_that_searches() -> None:
    with override_settings(ROOT_URLCONF=__name__):
        _, search = sections_of(ENTRIES, "officer", "/")
        _, nowhere = sections_of(ENTRIES[:1], "officer", "/")
    assert search is not None
    assert (search.url, search.parameter) == ("/giam-sat/tin/", "q")
    assert nowhere is None


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        ("/", "/"),
        ("/giam-sat/", "/giam-sat/"),
        ("/giam-sat/tin/12/", "/giam-sat/tin/"),
        ("/giam-sat/nguon/", "/giam-sat/"),
        ("/khac/", ""),
    ],
)
def test_the_current_line_is_the_nearest(here: str, expected: str) -> None:
    assert current_url(here, ["/", "/giam-sat/", "/giam-sat/tin/"]) == expected
