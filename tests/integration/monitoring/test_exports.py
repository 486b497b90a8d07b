"""Exports of vendors and comments: columns named by a person, each row once, nobody's name kept."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.monitoring.intake.export_dates import Order
from dongthuan.apps.monitoring.intake.exports import FIELDS, Mapping, look_at
from dongthuan.apps.monitoring.models.importing import ExportMapping, FileImport, FilePiece
from dongthuan.apps.monitoring.models.items import Item, ItemText
from dongthuan.apps.monitoring.operations import exports as operations
from dongthuan.apps.monitoring.queries.exports import found_in, orders_in, proposed, shipped_mappings

NOW = datetime(2026, 3, 30, 5, 20, tzinfo=UTC)
HEADER = "Tiêu đề;Nội dung;Link;Ngày đăng;Nguồn;Tác giả\n"
ROWS = [
    (
        'Mạng 5G phủ sóng;"Nhiều người khen; một số chê";https://mxh.example/1;05/03/2026 14:30;'
        "Diễn đàn A;Nguyễn Kín"
    ),
    "=cmd|' /C calc'!A0;Ô công thức;https://mxh.example/2;06/03/2026 09:00;Diễn đàn A;Nguyễn Kín",
    "Không ngày;x;https://mxh.example/3;hôm qua;Diễn đàn B;Nguyễn Kín",
    "Không địa chỉ;x;;07/03/2026 09:00;Diễn đàn B;Nguyễn Kín",
]
COLUMNS = {"title": "Tiêu đề", "text": "Nội dung", "url": "Link", "published": "Ngày đăng", "outlet": "Nguồn"}
MAPPING = Mapping("csv", "utf-8-sig", ";", dict.fromkeys(FIELDS, "") | COLUMNS, Order.DAY_FIRST, "Lắng nghe")


def table(rows: list[str] = ROWS, encoding: str = "utf-8") -> bytes:
    """Return a vendor's table."""
    return (HEADER + "\n".join(rows) + "\n").encode(encoding)


def take(data: bytes, by: Officer, name: str = "bao-cao.csv") -> FileImport:
    """Hand a file in."""
    return operations.take_export(name=name, pieces=[data], by=by, at=NOW)


def read(record: FileImport, mapping: Mapping, by: Officer, system: Officer) -> FileImport:
    """Have a file read to its end."""
    begun = operations.begin_import(record=record, mapping=mapping, save_as="", by=by, at=NOW)
    return operations.import_export(
        record=begun, by=system.on(NOW.date()), at=NOW, report=lambda _record: None
    )


def test_rows_become_items_and_what_is_refused_says_why(coordinator: Officer, system: Officer) -> None:
    done = read(take(table(), coordinator), MAPPING, coordinator, system)
    assert (done.new_count, done.known_count, done.dropped_count) == (2, 0, 2)
    assert [(number, reason) for number, reason, _example in done.bad_lines] == [
        (3, "bad_date"),
        (4, "no_link"),
    ]
    first = Item.objects.get(url="https://mxh.example/1")
    assert (first.title, first.lead) == ("Mạng 5G phủ sóng", "Nhiều người khen; một số chê")
    assert first.published_at == datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
    assert first.first_seen_at == first.published_at  # told long ago: it is no news of today
    assert first.source.outlet_class == "social"
    assert first.source.outlet == "Diễn đàn A"


def test_nobody_who_wrote_is_kept(coordinator: Officer, system: Officer) -> None:
    read(take(table(), coordinator), MAPPING, coordinator, system)
    FilePiece.objects.all().delete()
    kept = [*Item.objects.values_list(), *ItemText.objects.values_list(), *FileImport.objects.values_list()]
    assert "Nguyễn Kín" not in str(kept)


def test_the_same_file_again_doubles_nothing(coordinator: Officer, system: Officer) -> None:
    first = read(take(table(), coordinator), MAPPING, coordinator, system)
    again = take(table(), coordinator, "khac-ten.csv")
    assert again.pk == first.pk
    assert read(again, MAPPING, coordinator, system).known_count == 2
    longer = take(table([*ROWS, "Mới;x;https://mxh.example/9;08/03/2026;Diễn đàn A;B"]), coordinator)
    done = read(longer, MAPPING, coordinator, system)
    assert (done.new_count, done.known_count) == (1, 2)
    assert Item.objects.count() == 3


def test_an_import_that_was_cut_goes_on_where_it_stood(
    coordinator: Officer, system: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"Tin {n};x;https://mxh.example/{n};05/03/2026;A;B" for n in range(9)]
    record = take(table(rows), coordinator)
    begun = operations.begin_import(record=record, mapping=MAPPING, save_as="", by=coordinator, at=NOW)
    monkeypatch.setattr("dongthuan.apps.monitoring.operations.importing.BATCH", 4)

    def stop(record: FileImport) -> None:
        raise KeyboardInterrupt

    by = system.on(NOW.date())
    with pytest.raises(KeyboardInterrupt):
        operations.import_export(record=begun, by=by, at=NOW, report=stop)
    stopped = FileImport.objects.get(pk=record.pk)
    assert (stopped.line_count, stopped.finished_at) == (4, None)
    done = operations.import_export(record=stopped, by=by, at=NOW, report=lambda _record: None)
    assert (done.new_count, done.known_count, done.line_count) == (9, 0, 9)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encoding_and_separator_are_found(encoding: str) -> None:
    found = look_at(table(encoding=encoding))
    assert (found.form, found.separator, found.header[0]) == ("csv", ";", "Tiêu đề")


def test_dates_that_can_be_meant_in_two_ways_are_asked(coordinator: Officer) -> None:
    both = take(table(["A;x;https://mxh.example/1;05/03/2026;A;B"]), coordinator)
    assert orders_in(both, MAPPING, "Ngày đăng") == {Order.DAY_FIRST, Order.MONTH_FIRST}
    clear = take(table(["A;x;https://mxh.example/1;25/03/2026;A;B"]), coordinator)
    assert orders_in(clear, MAPPING, "Ngày đăng") == {Order.DAY_FIRST}


def test_comments_under_one_page_are_each_kept_once(coordinator: Officer, system: Officer) -> None:
    rows = [
        {"snippet": {"textDisplay": f"Bình luận {n}", "publishedAt": "2026-03-05T10:00:00Z"}, "id": f"c{n}"}
        for n in (1, 2, 2)
    ]
    record = take("\n".join(json.dumps(row) for row in [*rows, "hỏng"]).encode(), coordinator, "yt.jsonl")
    found = found_in(record)
    assert found is not None
    name, guess = proposed(found)
    assert name == "YouTube (bình luận)"
    assert guess.columns["text"] == "snippet.textDisplay"
    mapping = Mapping(
        "jsonl", "utf-8-sig", ",", guess.columns, Order.ISO, guess.source, "https://youtube.example/watch?v=1"
    )
    done = read(record, mapping, coordinator, system)
    assert (done.new_count, done.known_count, done.dropped_count) == (2, 1, 1)
    assert set(Item.objects.values_list("title", flat=True)) == {"Bình luận 1", "Bình luận 2"}


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\x00", b"PK\x03\x04\x00\x00", b"mot cot\n1\n"])
def test_what_is_no_table_is_refused_and_not_kept(data: bytes, coordinator: Officer) -> None:
    with pytest.raises(operations.NoTable):
        take(data, coordinator)
    assert not FileImport.objects.exists()


def test_more_than_fifty_megabytes_is_refused(coordinator: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "LARGEST", 2 * operations.PIECE)
    with pytest.raises(operations.TooLarge):
        operations.take_export(
            name="to.csv", pieces=(table() for _piece in range(9_000)), by=coordinator, at=NOW
        )
    assert not FilePiece.objects.exists()


def test_pieces_go_after_a_week_and_the_file_can_be_handed_in_again(
    coordinator: Officer, system: Officer
) -> None:
    done = read(take(table(), coordinator), MAPPING, coordinator, system)
    by = system.on(NOW.date())
    assert operations.forget_pieces(by=by, at=NOW + timedelta(days=6)) == 0
    assert operations.forget_pieces(by=by, at=NOW + timedelta(days=8)) == 1
    with pytest.raises(operations.PiecesGone):
        operations.begin_import(record=done, mapping=MAPPING, save_as="", by=coordinator, at=NOW)
    assert take(table(), coordinator).pieces.exists()


def test_a_unit_officer_hands_nothing_in(unit_officer: Officer) -> None:
    with pytest.raises(NotAllowed):
        take(table(), unit_officer)


def test_shipped_mappings_name_known_fields_and_no_author() -> None:
    for row in shipped_mappings():
        assert set(row["columns"]) <= set(FIELDS)
        assert not {"author", "tác giả", "from", "user"} & {
            one for names in row["columns"].values() for one in names
        }


def test_pages(coordinator: Officer, system: Officer, client: Client) -> None:
    client.force_login(coordinator)
    bad = client.post("/giam-sat/nhap-tep/", {"file": SimpleUploadedFile("a.csv", b"")})
    assert "Đây không phải là bảng" in bad.content.decode()
    data = table(ROWS[:2])
    sent = client.post("/giam-sat/nhap-tep/", {"file": SimpleUploadedFile("a.csv", data)})
    record = FileImport.objects.get()
    assert sent.headers["Location"] == f"/giam-sat/nhap-tep/{record.pk}/"
    page = client.get(sent.headers["Location"]).content.decode()
    assert "có thể hiểu theo hai cách" in page
    chosen = {f"column_{name}": column for name, column in COLUMNS.items()}
    form = chosen | {"encoding": "utf-8-sig", "separator": ";", "source": "Lắng nghe", "order": ""}
    asked = client.post(sent.headers["Location"], form)
    assert FileImport.objects.get().mapping is None
    assert asked.status_code == 200
    form |= {"order": "day_first", "save_as": "Báo cáo tháng"}
    tried = client.post(sent.headers["Location"], form | {"preview": "1"}).content.decode()
    assert "Mạng 5G phủ sóng" in tried
    assert FileImport.objects.get().mapping is None
    assert client.post(sent.headers["Location"], form).status_code == 302
    assert FileImport.objects.get().is_under_way
    assert ExportMapping.objects.get().name == "Báo cáo tháng"
    assert 'hx-trigger="every 5s"' in client.get(sent.headers["Location"]).content.decode()
    found = found_in(record)
    assert found is not None
    assert proposed(found)[0] == "Báo cáo tháng"
