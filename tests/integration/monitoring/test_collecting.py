"""Collecting: polite, once, counted, and honest about how a source fares."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.outgoing import Fetched
from dongthuan.apps.common.outgoing_guard import OutgoingFailed, Refusal, Refused, TooSlow
from dongthuan.apps.monitoring.lifecycle import SourceState, Stage
from dongthuan.apps.monitoring.models.items import Item, ItemText
from dongthuan.apps.monitoring.models.sources import DropCount, Fetch, RawDocument, Source
from dongthuan.apps.monitoring.operations.collecting import Outside, collect_source, purge_raw

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
ITEM = (
    "<item><title>{0}</title><link>https://a.example/{1}</link><guid>{2}</guid><pubDate>{3}</pubDate></item>"
)
WHEN = "Mon, 02 Mar 2026 11:00:00 +0700"


def rss(*items: tuple[str, str, str]) -> bytes:
    inner = "".join(ITEM.format(*item, WHEN) for item in items)
    without_link = "<item><title>Không liên kết</title></item>"
    return f"<rss><channel><title>A</title>{inner}{without_link}</channel></rss>".encode()


class World:
    """The outside as the tests want it: an answer or a failure for each address, and a list of who asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Fetched | OutgoingFailed] = {}
        self.asked: list[tuple[str, str]] = []

    def answer(self, body: bytes, status: int = 200, *, etag: str = "", **headers: str) -> None:
        self.pages["https://a.example/rss"] = Fetched(status, "https://a.example/rss", headers, body, etag)

    def get(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        self.asked.append((url, etag))
        page = self.pages.get(url, Fetched(404, url, {}, b""))
        if isinstance(page, OutgoingFailed):
            raise page
        return page


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def source(db: None) -> Source:
    return Source.objects.create(name="A", outlet="A", url="https://a.example/rss", next_fetch_at=NOON)


@pytest.fixture
def collect(world: World, source: Source, system: Officer) -> Callable[..., Fetch]:
    def visit(minutes: int = 0) -> Fetch:
        source.refresh_from_db()
        outside = Outside(world.get, robots={}, retention_days=90)
        return collect_source(source=source, outside=outside, by=system, at=NOON + timedelta(minutes=minutes))

    return visit


def test_entries_become_items_once(collect: Callable[..., Fetch], world: World, source: Source) -> None:
    world.answer(rss(("Tin một", "1.html", "g1"), ("Tin hai", "2.html?utm_source=rss", "g2")), etag='"x"')
    first, again = collect(), collect(15)
    assert (first.new_count, first.known_count, first.dropped_count, first.outcome) == (2, 0, 1, "read")
    assert (again.new_count, again.known_count) == (0, 2)
    items = Item.objects.order_by("url")
    assert [(i.title, i.url, i.stage) for i in items] == [
        ("Tin một", "https://a.example/1.html", Stage.RECEIVED),
        ("Tin hai", "https://a.example/2.html", Stage.RECEIVED),
    ]
    assert items[0].published_at == datetime(2026, 3, 2, 4, tzinfo=UTC)
    assert items[0].first_seen_at == NOON
    source.refresh_from_db()
    assert (source.state, source.etag, source.failure_count) == (SourceState.WORKING, '"x"', 0)
    assert source.next_fetch_at == NOON + timedelta(minutes=30)
    assert source.last_item_at == NOON


def test_drops_are_counted_by_day_and_reason(collect: Callable[..., Fetch], world: World) -> None:
    world.answer(rss())
    collect()
    collect(15)
    drop = DropCount.objects.get()
    assert (drop.reason, drop.count, drop.example, drop.day) == (
        "no_link",
        2,
        "Không liên kết",
        date(2026, 3, 2),
    )


def test_the_bytes_are_kept_once_and_purged_in_time(
    collect: Callable[..., Fetch], world: World, system: Officer
) -> None:
    world.answer(rss(("Tin", "1", "g")))
    collect()
    collect(15)
    raw = RawDocument.objects.get()
    assert raw.purge_on == date(2026, 5, 31)
    assert purge_raw(by=system, on=date(2026, 5, 30)) == 0
    assert purge_raw(by=system, on=date(2026, 5, 31)) == 1


def test_a_headline_rewritten_with_its_address_is_the_same_item(
    collect: Callable[..., Fetch], world: World
) -> None:
    world.answer(rss(("Tin cũ", "tin-cu", "g1")))
    collect()
    world.answer(rss(("Tin mới", "tin-moi", "g1")))
    assert collect(15).known_count == 1
    assert Item.objects.get().title == "Tin cũ"


def test_a_304_heals_nothing(collect: Callable[..., Fetch], world: World, source: Source) -> None:
    world.answer(rss(("Tin", "1", "g")), etag='"x"')
    collect()
    world.pages["https://a.example/rss"] = TooSlow("slow")
    collect(15)
    world.answer(b"", 304)
    unchanged = collect(60)
    source.refresh_from_db()
    assert world.asked[-1] == ("https://a.example/rss", "")  # asked without condition, to see for itself
    assert unchanged.outcome == Fetch.Outcome.UNCHANGED
    assert (source.state, source.failure_count) == (SourceState.FAILING, 1)
    world.answer(rss(("Tin", "1", "g")))
    collect(90)
    source.refresh_from_db()
    assert (source.state, source.failure_count, source.last_error) == (SourceState.WORKING, 0, "")


def test_a_working_source_is_asked_conditionally(collect: Callable[..., Fetch], world: World) -> None:
    world.answer(rss(("Tin", "1", "g")), etag='"x"')
    collect()
    world.answer(b"", 304)
    assert collect(15).outcome == Fetch.Outcome.UNCHANGED
    assert world.asked[-1] == ("https://a.example/rss", '"x"')


@pytest.mark.parametrize(
    ("failure", "outcome", "error"),
    [
        (TooSlow("x"), "failed", "too_slow"),
        (Refused(Refusal.ADDRESS, "a.example"), "refused", "refused_address"),
        (Fetched(503, "", {}, b""), "failed", "http"),
        (Fetched(200, "", {}, b""), "failed", "unreadable_empty"),
        (Fetched(200, "", {}, b"<html>Trang bao tri</html>"), "failed", "unreadable_unknown_kind"),
        (Fetched(200, "", {}, b'<!DOCTYPE a [<!ENTITY b "c">]><rss/>'), "failed", "unreadable_entities"),
    ],
)
def test_failures_say_what_was_wrong_and_rest(
    collect: Callable[..., Fetch], world: World, source: Source,
    failure: Fetched | OutgoingFailed, outcome: str, error: str,
) -> None:  # fmt: skip
    world.pages["https://a.example/rss"] = failure
    for minutes in (0, 30, 90):
        fetch = collect(minutes)
    assert (fetch.outcome, fetch.error.partition(":")[0]) == (outcome, error)
    source.refresh_from_db()
    assert (source.state, source.failure_count) == (SourceState.FAILING, 3)
    assert source.next_fetch_at is not None
    rest = source.next_fetch_at - NOON - timedelta(minutes=90)
    assert timedelta(minutes=120) <= rest <= timedelta(minutes=132)


def test_robots_are_obeyed(collect: Callable[..., Fetch], world: World) -> None:
    world.answer(rss(("Tin", "1", "g")))
    world.pages["https://a.example/robots.txt"] = Fetched(200, "", {}, b"User-agent: *\nDisallow: /")
    assert collect().outcome == Fetch.Outcome.FORBIDDEN
    assert not Item.objects.exists()


def test_a_source_paused_meanwhile_stays_paused(
    collect: Callable[..., Fetch], world: World, source: Source
) -> None:
    world.answer(rss(("Tin", "1", "g")))
    Source.objects.filter(pk=source.pk).update(state=SourceState.PAUSED)
    collect()
    source.refresh_from_db()
    assert (source.state, source.next_fetch_at) == (SourceState.PAUSED, None)


def test_who_may_not_collect_leaves_no_trace(world: World, source: Source, unit_officer: Officer) -> None:
    with pytest.raises(NotAllowed):
        collect_source(source=source, outside=Outside(world.get, {}), by=unit_officer, at=NOON)
    assert world.asked == []
    assert not Fetch.objects.exists()


def test_an_index_is_followed(collect: Callable[..., Fetch], world: World) -> None:
    world.answer(b"<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>")
    news = b"""<urlset xmlns:n="news"><url><loc>https://a.example/1</loc><n:news><n:title>Tin</n:title>
    <n:publication_date>2026-03-02</n:publication_date></n:news></url></urlset>"""
    world.pages["https://a.example/s.xml"] = Fetched(200, "https://a.example/s.xml", {}, news)
    assert collect().new_count == 1


def test_a_failing_robots_file_is_a_failure_not_a_ban(collect: Callable[..., Fetch], world: World) -> None:
    world.pages["https://a.example/robots.txt"] = TooSlow("slow")
    fetch = collect()
    assert (fetch.outcome, fetch.error) == (Fetch.Outcome.FAILED, "unreachable: robots.txt")


def test_pages_are_read_for_their_text_with_a_rest_between(
    world: World, source: Source, system: Officer
) -> None:
    sentence = "Viện công bố kết quả quan trắc chất lượng nước của ba con sông trong quý một. "
    page = f"<html><body><article><h1>Tin</h1><p>{sentence * 6}</p></article></body></html>".encode()
    world.answer(rss(("Tin một", "1", "g1"), ("Tin hai", "2", "g2")))
    world.pages["https://a.example/1"] = Fetched(200, "https://a.example/1", {}, page)
    Source.objects.update(wants_full_text=True)
    source.refresh_from_db()
    rests: list[float] = []
    outside = Outside(world.get, robots={}, pause=rests.append)
    for minutes in (0, 15):
        collect_source(source=source, outside=outside, by=system, at=NOON + timedelta(minutes=minutes))
    assert ItemText.objects.get().text.count("quan trắc") == 6
    assert Item.objects.count() == 2
    assert rests == [5.0, 5.0]


def test_an_old_item_at_a_new_address_is_known_by_its_guid(
    collect: Callable[..., Fetch], world: World
) -> None:
    old = f"<rss><channel>{ITEM}</channel></rss>"
    for place in ("1", "2"):
        world.answer(old.format("Tin", place, "g", "Mon, 03 Feb 2025 11:00:00 +0700").encode())
        collect()
    assert Item.objects.count() == 1


def test_a_source_that_gives_old_items_new_dates_is_recognised(
    collect: Callable[..., Fetch], world: World, source: Source
) -> None:
    world.answer(rss(*((f"Tin cũ số {n}", f"cu-{n}.html", f"c{n}") for n in range(4))))
    collect()
    Item.objects.update(published_at=NOON - timedelta(days=365))
    told_anew = [(f"Tin cũ số {n}", f"moi-{n}.html", f"m{n}") for n in range(4)]
    world.answer(rss(*told_anew, ("Tin mới", "that.html", "t")))
    again = collect(15)
    assert (again.new_count, again.known_count, Item.objects.count()) == (1, 0, 5)
    assert DropCount.objects.get(reason="redated").count == 4
    world.answer(
        rss(("Tin mới", "khac.html", "k"), ("Giá vàng", "vang.html", "v"), ("Tin cũ số 1", "x", "x"))
    )
    assert collect(30).new_count == 3  # one title that comes again is news
