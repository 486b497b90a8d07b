"""CSV that Excel opens rightly and never computes."""

import csv
from datetime import UTC, date, datetime

import pytest

from dongthuan.docgen.sheet import Link, Sheet
from dongthuan.docgen.sheet_csv import as_csv

HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1", " =1", "\x00=1", "＝1+1"]


def lines(sheet):
    return list(csv.reader(as_csv(sheet).decode("utf-8-sig").splitlines()))


def test_it_opens_in_vietnamese_with_a_line_of_names():
    written = as_csv(Sheet("Tin", ("Đơn vị", "Số"), [("Viện Vật lý địa cầu", 3)], heading="DANH SÁCH"))
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig") == "Đơn vị,Số\r\nViện Vật lý địa cầu,3\r\n"


@pytest.mark.parametrize("words", HOSTILE)
def test_what_would_be_computed_is_written_as_words(words):
    cell = lines(Sheet("a", ("b",), [(words,)]))[1][0]
    assert cell.startswith("'")


@pytest.mark.parametrize("words", ["-12,5", "+84 24 3756 1234", "-3%", "5 - 3", "Tin=1"])
def test_signed_figures_and_plain_words_stay(words):
    assert lines(Sheet("a", ("b",), [(words,)]))[1] == [words]


def test_headings_are_guarded_too():
    assert lines(Sheet("a", ("=b",), []))[0] == ["'=b"]


def test_days_numbers_links_and_nothing():
    row = (
        date(2026, 3, 5),
        datetime(2026, 3, 5, 8, 30, tzinfo=UTC),
        1.5,
        -7,
        None,
        Link("Mở", "https://a.example"),
    )
    assert lines(Sheet("a", tuple("abcdef"), [row]))[1] == [
        "2026-03-05",
        "2026-03-05 08:30",
        "1.5",
        "-7",
        "",
        "Mở",
    ]
