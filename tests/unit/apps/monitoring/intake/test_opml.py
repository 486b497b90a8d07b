from pathlib import Path

import pytest

import dongthuan.apps.monitoring
from dongthuan.apps.monitoring.intake.entries import Unreadable
from dongthuan.apps.monitoring.intake.opml import Outline, read_opml, write_opml

SHIPPED = Path(dongthuan.apps.monitoring.__file__).parent / "data" / "sources.opml"

NESTED = """<opml version="1.0"><head/><body>
<outline text="Báo chí"><outline text="Trung ương">
  <outline text="Báo A" xmlUrl="https://a.example/rss" htmlUrl="https://a.example" dtClass="press"/>
  <outline title="Lặp" xmlurl="https://A.example/rss#x"/></outline>
  <outline text="Không địa chỉ"/><outline text="Xấu" xmlUrl="file:///etc/passwd"/></outline>
<outline xmlUrl="https://b.example/rss"/></body></opml>"""


def test_folders_become_categories() -> None:
    outlines, dropped = read_opml(NESTED)
    assert [(o.title, o.category, o.kind) for o in outlines] == [
        ("Báo A", "Báo chí / Trung ương", "press"),
        ("https://b.example/rss", "", ""),
    ]
    assert {drop.reason.value: drop.count for drop in dropped} == {
        "duplicate": 1,
        "no_link": 1,
        "bad_link": 1,
    }


def test_out_and_in_again_is_the_same() -> None:
    outlines = [
        Outline(
            "Báo A & B",
            "https://a.example/rss",
            "https://a.example/",
            "Báo chí / Trung ương",
            "press",
            "",
            True,
        ),
        Outline("Trang", "https://c.example/tin", category="Khoa học", selector="div.item > a"),
    ]
    assert read_opml(write_opml(outlines, title="Nguồn").decode()) == (outlines, [])


@pytest.mark.parametrize(
    "text", ["", "<html/>", "<opml/>", '<!DOCTYPE x [<!ENTITY a "b">]><opml><body/></opml>']
)
def test_what_is_no_opml(text: str) -> None:
    with pytest.raises(Unreadable):
        read_opml(text)


def test_folders_without_end_do_no_harm() -> None:
    read_opml("<opml><body>" + "<outline text='x'>" * 200 + "</body></opml>")


def test_the_shipped_list_is_whole() -> None:
    outlines, dropped = read_opml(SHIPPED.read_text(encoding="utf-8"))
    assert dropped == []
    assert len(outlines) >= 60
    assert {outline.kind for outline in outlines} == {"press", "government", "science"}
    assert not any(outline.is_verified for outline in outlines)
