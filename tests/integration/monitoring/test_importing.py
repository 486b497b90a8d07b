"""Importing files: nothing lost, nothing twice, whatever happens in between."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.monitoring.intake.entries import Unreadable
from dongthuan.apps.monitoring.intake.opml import read_opml
from dongthuan.apps.monitoring.models.importing import FileImport
from dongthuan.apps.monitoring.models.items import Item, ItemText
from dongthuan.apps.monitoring.models.sources import DropCount, Source
from dongthuan.apps.monitoring.operations.importing import import_archive, import_feed_file
from dongthuan.apps.monitoring.operations.sources import add_outlines

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)


def line(number: int, **more: object) -> str:
    item = {
        "id": str(number),
        "title": f"Tin số {number}",
        "summary": "Tóm tắt",
        "source": "Báo A - Thời sự",
        "url": f"https://a.example/{number}.html",
        "published": "2026-01-05T10:00:00+07:00",
    }
    return json.dumps({**item, **more}, ensure_ascii=False)


def archive(folder: Path, *lines: str) -> Path:
    path = folder / "kho.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def bring(path: Path, by: Officer) -> FileImport:
    return import_archive(path=path, by=by, at=NOON, report=lambda _record: None)


def test_lines_become_items_of_named_sources(tmp_path: Path, system: Officer) -> None:
    path = archive(
        tmp_path, line(1), "rác", line(2, text="Toàn văn", source=""), line(1, title="Lặp"), line(3, title="")
    )
    record = bring(path, system)
    assert (record.new_count, record.known_count, record.dropped_count, record.line_count) == (2, 1, 2, 5)
    assert [bad[:2] for bad in record.bad_lines] == [[2, "not_json"], [5, "no_title"]]
    first = Item.objects.get(url="https://a.example/1.html")
    assert first.published_at == first.first_seen_at == datetime(2026, 1, 5, 3, tzinfo=UTC)
    assert (first.source.name, first.source.outlet, first.source.kind) == (
        "Báo A - Thời sự",
        "Báo A",
        "archive",
    )
    assert ItemText.objects.get().item.source.name == "kho.jsonl.gz"
    assert DropCount.objects.get(source=first.source).reason == "no_title"
    assert Entry.objects.filter(act="monitoring.import").count() == 1


def test_the_same_file_twice_stores_and_counts_nothing_again(tmp_path: Path, system: Officer) -> None:
    path = archive(tmp_path, line(1), "rác")
    bring(path, system)
    again = bring(path, system)
    assert (again.new_count, again.dropped_count, FileImport.objects.count()) == (1, 1, 1)
    assert Item.objects.count() == 1
    assert DropCount.objects.get().count == 1


def test_an_item_of_another_file_is_known(tmp_path: Path, system: Officer) -> None:
    bring(archive(tmp_path, line(1)), system)
    record = bring(archive(tmp_path, line(1), line(2)), system)
    assert (record.new_count, record.known_count) == (1, 1)


def test_who_may_not_import_leaves_no_trace(tmp_path: Path, unit_officer: Officer) -> None:
    with pytest.raises(NotAllowed):
        bring(archive(tmp_path, line(1)), unit_officer)
    assert not FileImport.objects.exists()


def test_a_saved_feed(system: Officer) -> None:
    body = b"""<rss><channel><title>Bao A</title><item><title>Tin</title><link>https://a.example/1</link></item>
    <item><title>Tin</title><link>/2</link></item></channel></rss>"""
    for expected in ((1, 0), (0, 1)):
        found = import_feed_file(body=body, name="a.xml", by=system, at=NOON)
        assert (found.new_count, found.known_count) == expected
        assert [drop.reason.value for drop in found.dropped] == ["bad_link"]
    with pytest.raises(Unreadable):
        import_feed_file(body=b"", name="a.xml", by=system, at=NOON)


def test_a_list_of_sources(system: Officer) -> None:
    outlines, _ = read_opml(
        "<opml><body><outline text='Bao'>"
        "<outline text='A - Tin' xmlUrl='https://a.example/rss' dtClass='science'/>"
        "<outline text='B' xmlUrl='https://b.example/rss' dtClass='unheard'/></outline></body></opml>"
    )
    assert add_outlines(outlines=outlines, by=system, at=NOON) == (2, 0)
    assert add_outlines(outlines=outlines, by=system, at=NOON) == (0, 2)
    a, b = Source.objects.order_by("name")
    assert (a.outlet, a.outlet_class, a.category, a.is_verified) == ("A", "science", "Bao", False)
    assert b.outlet_class == "press"
    assert b.next_fetch_at is not None
    assert a.next_fetch_at == NOON
    assert b.next_fetch_at > NOON


def test_half_characters_are_left_out_and_lose_no_line(tmp_path: Path, system: Officer) -> None:
    half = "\ud800"
    whole = {
        "title": f"<b>Tin {half}</b> một",
        "source": f"Báo {half}",
        "author": half,
        "summary": f"<p>{half}</p>",
    }
    lines = [json.dumps({"id": f"a{half}", "url": f"https://a.example/{half}?b={half}", **whole})]
    lines += [
        json.dumps({"id": half, "title": half}),
        json.dumps({"id": f"b{half}", **whole}),
        json.dumps([half]),
    ]
    record = bring(archive(tmp_path, *lines), system)
    assert (record.new_count, record.dropped_count) == (2, 2)
    assert set(Item.objects.values_list("title", flat=True)) == {"Tin một"}
