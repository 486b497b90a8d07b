"""Posts that a person confirms, and the machine that looks whether they stand there."""

from collections.abc import Callable
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.outgoing import Fetched
from dongthuan.apps.common.outgoing_guard import Unreachable
from dongthuan.apps.content.lifecycle import PostState
from dongthuan.apps.content.models.posts import Publication
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations import posting as operations
from dongthuan.apps.content.operations.publishing import publish_text, set_embargo
from dongthuan.apps.content.queries.posts import LOOKS, to_look_at
from dongthuan.apps.content.verifying import look
from tests.integration.content.conftest import HOUR, NOON, Maker

TICKS = ["same", "own", "alt", "ai"]


def confirmed(text: Text, by: Officer, **more: Any) -> Publication:
    """Confirm a post on Zalo."""
    row = Publication.objects.get(text=text, channel="zalo")
    given: dict[str, Any] = {"url": "https://zalo.me/s/1", "ticked": TICKS, "official_channel": None}
    return operations.confirm_post(publication=row, by=by, **(given | {"at": NOON} | more))


def answers(status: int, body: str) -> Callable[..., Fetched]:
    """Return a stand-in for the way out of the house."""
    return lambda url, **_limits: Fetched(status, url, {}, body.encode())


def test_the_machine_finds_it_or_says_so(published: Text, spokesperson: Officer, system: Officer) -> None:
    row = confirmed(published, spokesperson)
    assert look(row, fetcher=answers(200, "<h1>Kết quả khảo sát</h1> | Zalo")) == "fetched"
    assert look(row, fetcher=answers(200, "Trang khác")) == ""
    assert look(row, fetcher=answers(404, "")) == ""
    assert look(row, fetcher=answers(403, "")) == "refused"

    def unreachable(_url: str, **_limits: object) -> Fetched:
        raise Unreachable("x")

    assert look(row, fetcher=unreachable) == "refused"
    for how, state in (
        ("refused", PostState.CONFIRMED),
        ("", PostState.MISSING),
        ("fetched", PostState.VERIFIED),
    ):
        row = operations.note_look(publication=row, how=how, by=system, at=NOON)
        assert row.state == state
    with pytest.raises(NotAllowed):
        operations.note_look(publication=row, how="fetched", by=spokesperson, at=NOON)


def test_it_looks_a_few_times_and_not_without_end(
    published: Text, spokesperson: Officer, system: Officer
) -> None:
    row = confirmed(published, spokesperson)
    at, count = NOON, 0
    while (waiting := to_look_at(at=at).first()) is not None:
        operations.note_look(publication=waiting, how="", by=system, at=at)
        at, count = at + HOUR, count + 1
    assert count == LOOKS
    row.refresh_from_db()
    assert row.state == PostState.MISSING
    confirmed(published, spokesperson, url="https://zalo.me/s/2", at=at)
    assert to_look_at(at=at).exists()  # a corrected address is looked at anew


def test_what_is_refused(
    published: Text, make: Maker, clear: Callable[..., None], spokesperson: Officer, outsider: Officer
) -> None:
    for more, refusal in (
        ({"ticked": TICKS[:-1]}, operations.NotTicked),
        ({"url": "https://xau.vn/zalo.me"}, operations.NotOfChannel),
        ({"by": outsider}, NotAllowed),
    ):
        given = {"by": spokesperson} | more
        with pytest.raises(refusal):
            confirmed(published, **given)  # type: ignore[arg-type]  # a test's defaults
    portal = Publication.objects.get(text=published, channel="portal")
    with pytest.raises(operations.ServedByItself):
        operations.confirm_post(
            publication=portal, url="", ticked=[], official_channel=None, by=spokesperson, at=NOON
        )
    text = make()
    clear(text)
    text = set_embargo(text=text, version=text.version, until=NOON + HOUR, by=spokesperson, at=NOON)
    publish_text(text=text, version=text.version, by=spokesperson, at=NOON, has_looked=True)
    with pytest.raises(operations.StillEmbargoed):
        confirmed(text, spokesperson)
    confirmed(text, spokesperson, at=NOON + HOUR)
