import gzip
import json
from pathlib import Path

import pytest

from dongthuan.apps.monitoring.intake.archive import MAX_LINE, Line, read_archive

GOOD = {"title": "Tin <b>một</b>", "summary": "Tóm tắt", "url": "https://a.vn/1", "source": "Báo A"}


def lines_of(path: Path, *rows: object, **more: int) -> list[Line]:
    body = b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)
    path.write_bytes(gzip.compress(body) if path.suffix == ".gz" else body)
    return list(read_archive(path, **more))


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_bad_lines_are_named_and_the_rest_goes_in(tmp_path: Path, name: str) -> None:
    lines = lines_of(
        tmp_path / name,
        GOOD,
        b"not json",
        b"",
        [1],
        {"url": "https://a.vn/2"},
        b"\xff\xfe",
        {"title": "Chỉ có tên"},
    )
    assert [(line.number, line.reason and line.reason.value) for line in lines] == [
        (1, None), (2, "not_json"), (4, "not_an_entry"), (5, "no_title"), (6, "not_json"), (7, None),
    ]  # fmt: skip
    first, last = lines[0].entry, lines[-1].entry
    assert first is not None
    assert last is not None
    assert (first.title, first.lead, first.url, lines[0].source) == (
        "Tin một",
        "Tóm tắt",
        "https://a.vn/1",
        "Báo A",
    )
    assert last.url.startswith("https://archive.invalid/")


def test_the_same_item_has_the_same_identity_each_time(tmp_path: Path) -> None:
    rows = (
        {"title": "A", "source": "x"},
        {"title": "A", "source": "y"},
        {"id": 7, "title": "A"},
        {"id": 8, "title": "A"},
    )
    keys = [
        [line.entry.url_key for line in lines_of(tmp_path / "a.jsonl", *rows) if line.entry] for _ in range(2)
    ]
    assert keys[0] == keys[1]
    assert len(set(keys[0])) == 4


def test_reading_goes_on_where_it_stopped(tmp_path: Path) -> None:
    rows = [{**GOOD, "url": f"https://a.vn/{n}"} for n in range(10)]
    assert [line.number for line in lines_of(tmp_path / "a.jsonl.gz", *rows, skip=7)] == [8, 9, 10]


def test_an_endless_line_costs_no_memory_and_no_other_line(tmp_path: Path) -> None:
    lines = lines_of(tmp_path / "a.jsonl", b'{"title": "' + b"x" * (MAX_LINE * 2), GOOD)
    assert [line.reason and line.reason.value for line in lines] == ["long_line", None]


def test_a_file_cut_off_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    packed = gzip.compress(b"".join(json.dumps({**GOOD, "id": n}).encode() + b"\n" for n in range(5_000)))
    path.write_bytes(packed[: len(packed) // 2])
    *whole, last = read_archive(path)
    assert whole
    assert all(line.entry for line in whole)
    assert last.reason is not None
    assert last.reason.value == "cut_off"


def test_an_empty_file(tmp_path: Path) -> None:
    assert lines_of(tmp_path / "a.jsonl") == []
