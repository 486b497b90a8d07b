"""Invented news: the same for everybody, never twice, with something to warn of."""

from datetime import UTC, datetime, timedelta

from dongthuan.analysis.text import nfc
from dongthuan.apps.demonstration.invention import OUTLETS, RECENT, current, invented_between

AT = datetime(2026, 3, 2, 9, 14, tzinfo=UTC)
ANCHOR = AT.replace(minute=0)


def test_asking_twice_gives_the_same() -> None:
    assert list(current(AT, anchor=ANCHOR)) == list(current(AT, anchor=ANCHOR))


def test_an_item_keeps_its_key_as_time_goes_on() -> None:
    now = {item.key for item in invented_between(AT - timedelta(days=9), AT, anchor=ANCHOR)}
    later = {item.key for item in current(AT + timedelta(hours=5), anchor=ANCHOR)}
    assert now <= later


def test_no_key_twice_and_nothing_from_the_future() -> None:
    items = list(current(AT, anchor=ANCHOR))
    assert len({item.key for item in items}) == len(items)
    assert all(item.published_at < AT for item in items)
    assert {item.outlet for item in items} == set(OUTLETS)


def test_text_is_composed_and_every_slot_is_filled() -> None:
    for item in current(AT, anchor=ANCHOR):
        assert "{" not in item.title + item.lead
        assert nfc(item.title) == item.title


def test_the_last_hours_hold_something_to_warn_of() -> None:
    last = [item for item in current(AT, anchor=ANCHOR) if item.published_at > AT - timedelta(hours=6)]
    usual = [item for item in current(AT, anchor=ANCHOR) if item.published_at > AT - RECENT]
    assert len(last) > 3 * 6 * len(usual) / (RECENT / timedelta(hours=1))
