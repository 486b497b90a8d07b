"""Every address of texts and clearances, with odd keys and hostile words: never a fault."""

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances import urls as clearances
from dongthuan.apps.clearances.models.clearances import Clearance, ClearanceStep
from dongthuan.apps.clearances.queries.clearances import latest_clearance
from dongthuan.apps.common import clock
from dongthuan.apps.content import urls as content
from dongthuan.apps.content.models.posts import Publication
from dongthuan.apps.content.models.texts import Text
from tests.integration.content.conftest import NOON, Maker

HOSTILE = (
    "",
    "\x00",
    "'; drop table content_text;--",
    "<script>alert(1)</script>",
    "9" * 40,
    "-1",
    "ẩ" * 5000,
)
FIELDS = (
    *("version", "moment", "reason", "comment", "decision", "text_hash", "title", "body", "lead", "unit"),
    *("speaker", "kind", "language", "ai_label", "quote", "explanation", "contact_list", "url", "ticked"),
    *("official_channel", "has_looked", "keeps_words", "secrecy_officer", "leader_due", "outside_email"),
)
ROLES = ["spokesperson", "unit_officer", "lawyer", "leader", "outsider"]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the day of the cast (the clock is outside the house)."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


def addresses(space: str, patterns: list[URLPattern], key: int) -> list[str]:
    """Return the path of each address of an app for a key."""
    found = []
    for one in patterns:
        takes = one.pattern.converters
        given = {name: "x" * 43 if name == "token" else key for name in takes}
        found.append(reverse(f"{space}:{one.name}", kwargs=given))
    return found


def every_address(key: int) -> list[str]:
    """Return the path of each address of both apps for a key."""
    return addresses("content", content.urlpatterns, key) + addresses(
        "clearances", clearances.urlpatterns, key
    )


@pytest.mark.parametrize("name", ROLES)
def test_no_address_fails(published: Text, make: Maker, name: str, request: pytest.FixtureRequest) -> None:
    officer: Officer = request.getfixturevalue(name)
    clearance = latest_clearance(published)
    assert clearance is not None
    client = Client()
    client.force_login(officer)
    steps = ClearanceStep.objects.values_list("pk", flat=True)
    posts = Publication.objects.values_list("pk", flat=True)
    keys = {0, 1, 2**63, 10**30, published.pk, make().pk, clearance.pk, *steps, *posts}
    for key in keys:
        for address in every_address(key):
            assert client.get(address, {"page": "x", "q": "\x00'", "unit": "9" * 30}).status_code < 500, (
                address
            )
    assert Clearance.objects.get(pk=clearance.pk).state == "cleared"


@pytest.mark.parametrize("name", ROLES)
def test_no_hostile_word_fails(published: Text, name: str, request: pytest.FixtureRequest) -> None:
    officer: Officer = request.getfixturevalue(name)
    client = Client()
    client.force_login(officer)
    for word in HOSTILE:
        given = dict.fromkeys(FIELDS, word)
        for address in every_address(published.pk):
            assert client.post(address, given).status_code < 500, (address, word)
    published.refresh_from_db()
    assert published.title == "Kết quả khảo sát"
