"""Documents as they come: every dialect, every entry, and what is dropped with its reason."""

import json
import time
from datetime import datetime

import feedparser
import pytest

from dongthuan.apps.monitoring.intake.entries import Fault, Parsed, Unreadable
from dongthuan.apps.monitoring.intake.reading import read_document
from dongthuan.apps.monitoring.intake.times import Origin

BASE = "https://bao.example/rss/thoi-su.rss"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Báo Ví Dụ</title>
<item><title><![CDATA[Họp &quot;Quốc hội&quot; &amp; bầu cử]]></title>
  <link>/hop-quoc-hoi-1.html?utm_source=rss#top</link><guid isPermaLink="false">1</guid>
  <pubDate>Mon, 05 Jan 2026 10:00:00 +0700</pubDate><dc:creator>An Bình</dc:creator>
  <media:title>ảnh</media:title><category>Thời sự</category>
  <description><![CDATA[<a href="x"><img src="y"/></a>
    <p>Sáng nay&nbsp;họp.</p><script>alert(1)</script>]]></description>
  <content:encoded><![CDATA[<p>Đoạn một.</p><p>Đoạn hai.</p>]]></content:encoded></item>
<item><title>&lt;script&gt;alert(1)&lt;/script&gt;Giá điện&nbsp;tăng</title>
  <link>https://bao.example/2.html</link></item>
<item><title></title><link>https://bao.example/3.html</link></item>
<item><title>Không có liên kết</title></item>
<item><title>Liên kết xấu</title><link>javascript:alert(1)</link></item>
<item><title>Bài trùng</title><link>https://BAO.example:443/2.html?fbclid=z</link></item>
<item><title>Dài</title><link>https://bao.example/LONG</link></item>
</channel></rss>""".replace("LONG", "x" * 2_100)

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://vien.example/">
<title type="html">Vi&#7879;n</title><entry>
  <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Vệ tinh <b>mới</b></div></title>
  <id>urn:x:1</id>
  <link rel="enclosure" href="https://vien.example/a.mp3"/><link href="tin/1"/>
  <updated>2026-01-05T03:00:00Z</updated>
  <author><name>Viện Ví Dụ</name></author><category term="kh" label="Khoa học"/>
  <summary>Tóm tắt</summary></entry>
</feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://a.example/"><title>Cũ</title></channel>
<item rdf:about="https://a.example/1"><title>Tin RDF</title><link>https://a.example/1</link>
<dc:date>2026-01-05T10:00:00+07:00</dc:date></item></rdf:RDF>"""

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://a.example/1.html</loc><news:news><news:publication><news:name>A</news:name></news:publication>
<news:publication_date>2026-01-05T10:00:00+07:00</news:publication_date>
<news:title>Tin bản đồ</news:title></news:news></url>
<url><loc>https://a.example/2.html</loc></url></urlset>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "JSON",
        "home_page_url": "https://j.example/",
        "items": [
            {
                "id": "1",
                "url": "/1",
                "title": "Tin",
                "date_published": "2026-01-05T10:00:00+07:00",
                "tags": ["Y tế"],
            },
            {
                "id": "https://j.example/2",
                "content_html": "<p>Không tiêu đề</p>",
                "authors": [{"name": "Lê"}],
            },
            "rubbish",
            {"id": 3, "title": ["không phải chữ"]},
        ],
    }
)

PAGE = """<!doctype html><html><head><title>Trang tin</title></head><body>
<div class="item"><h3><a href="/bai-1.htm">Bài một</a></h3><p>Tóm tắt một</p>
  <time datetime="2026-01-05">5/1</time></div>
<div class="item"><a href="/bai-2.htm"><img src="x.jpg"></a><a href="/bai-2.htm">Bài hai</a></div>
<div class="item"><h3>Không có liên kết</h3></div></body></html>"""


def read(text: str | bytes, **more: str) -> Parsed:
    return read_document(text if isinstance(text, bytes) else text.encode(), base=BASE, **more)


def drops(parsed: Parsed) -> dict[str, int]:
    return {drop.reason.value: drop.count for drop in parsed.dropped}


def test_rss_keeps_every_entry_or_says_why_not() -> None:
    parsed = read(RSS)
    first, second = parsed.entries
    assert parsed.title == "Báo Ví Dụ"
    assert (first.title, first.url) == ('Họp "Quốc hội" & bầu cử', "https://bao.example/hop-quoc-hoi-1.html")
    assert (first.guid, first.author, first.category) == ("1", "An Bình", "Thời sự")
    assert (first.lead, first.text) == ("Sáng nay họp.", "Đoạn một.\nĐoạn hai.")
    assert first.published_claimed == datetime.fromisoformat("2026-01-05T10:00:00+07:00")
    assert second.title == "Giá điện tăng"
    assert drops(parsed) == {"no_title": 1, "no_link": 1, "bad_link": 1, "duplicate": 1, "long_link": 1}
    assert all(drop.example for drop in parsed.dropped)


def test_atom_rdf_sitemap() -> None:
    (atom,) = read(ATOM).entries
    assert (atom.title, atom.url, atom.guid) == ("Vệ tinh mới", "https://vien.example/tin/1", "urn:x:1")
    assert (atom.author, atom.category, atom.lead) == ("Viện Ví Dụ", "Khoa học", "Tóm tắt")
    (rdf,) = read(RDF).entries
    assert (rdf.title, rdf.published_origin) == ("Tin RDF", Origin.STATED)
    sitemap = read(SITEMAP)
    assert [entry.title for entry in sitemap.entries] == ["Tin bản đồ"]
    assert drops(sitemap) == {"no_title": 1}


def test_an_index_lists_its_sitemaps() -> None:
    index = "<sitemapindex><sitemap><loc>https://a.example/s1.xml</loc></sitemap><sitemap/></sitemapindex>"
    assert read(index).children == ("https://a.example/s1.xml",)


def test_json_feed() -> None:
    parsed = read(JSON_FEED)
    assert [(e.title, e.url) for e in parsed.entries] == [
        ("Tin", "https://j.example/1"),
        ("Không tiêu đề", "https://j.example/2"),
    ]
    assert drops(parsed) == {"not_an_entry": 1, "no_title": 1}


@pytest.mark.parametrize("selector", ["div.item", "div.item a"])
def test_a_page_with_a_selector(selector: str) -> None:
    parsed = read(PAGE, selector=selector)
    assert [entry.url for entry in parsed.entries] == [
        "https://bao.example/bai-1.htm",
        "https://bao.example/bai-2.htm",
    ]
    assert sum(drops(parsed).values()) == 1
    if selector == "div.item":
        assert (parsed.entries[0].lead, parsed.entries[0].published_origin) == (
            "Tóm tắt một",
            Origin.DAY_ONLY,
        )


@pytest.mark.parametrize(
    ("selector", "fault"),
    [("div[", Fault.BAD_SELECTOR), ("p.none", Fault.NO_MATCH), ("a" * 400, Fault.BAD_SELECTOR)],
)
def test_selectors_that_find_nothing(selector: str, fault: Fault) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read(PAGE, selector=selector)
    assert unreadable.value.fault is fault


def test_every_entry_and_not_the_first_few() -> None:
    items = "".join(f"<item><title>Tin {n}</title><link>/tin/{n}</link></item>" for n in range(1_000))
    assert len(read(f"<rss><channel>{items}</channel></rss>").entries) == 1_000


def test_what_is_cut_off_gives_what_is_whole() -> None:
    parsed = read(RSS[: RSS.index("<title></title>")])
    assert len(parsed.entries) == 2


def test_an_empty_feed_is_a_feed() -> None:
    assert read("<rss><channel><title>Trống</title></channel></rss>").entries == ()


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "iso-8859-1"),
        ("utf-8", ""),
        ("utf-16", ""),
        ("utf-16-le", "utf-16"),
        ("cp1258", "windows-1258"),
    ],
)
def test_charsets(encoding: str, declared: str) -> None:
    city = "Ha\u0300 Nô\u0323i" if encoding == "cp1258" else "Hà Nội"
    text = f"<rss><channel><item><title>{city} tin</title><link>/1</link></item></channel></rss>"
    body = text.encode(encoding)
    (entry,) = read_document(body, base=BASE, content_type=f"text/xml; charset={declared}").entries
    assert entry.title == "Hà Nội tin"


@pytest.mark.parametrize("declared", ["iso-8859-1", ""])
def test_a_feed_in_the_fonts_of_the_nineties(declared: str) -> None:
    title = "Thùc hiÖn kÕ ho¹ch cña ®¬n vÞ"
    body = f"<rss><channel><item><title>{title}</title><link>/1</link></item></channel></rss>".encode(
        "latin-1"
    )
    (entry,) = read_document(body, base=BASE, content_type=f"text/xml; charset={declared}").entries
    assert entry.title == "Thực hiện kế hoạch của đơn vị"
    assert entry.url == "https://bao.example/1"


BOMB = """<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>&b;</title>
<link>/1</link></item></channel></rss>"""


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", Fault.EMPTY),
        (b" \r\n\t", Fault.EMPTY),
        (b"\xef\xbb\xbf", Fault.UNKNOWN_KIND),
        (BOMB.encode(), Fault.ENTITIES),
        (BOMB.encode("utf-16"), Fault.ENTITIES),
        (b"<!-- x --><!doctype rss [ <!entity a 'b'> ]><rss/>", Fault.ENTITIES),
        (b"x" * 50_000_000, Fault.TOO_LARGE),
        (b"<html><body>no selector</body></html>", Fault.UNKNOWN_KIND),
        (b"plain words", Fault.UNKNOWN_KIND),
        (bytes(range(256)) * 100, Fault.UNKNOWN_KIND),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [', Fault.BROKEN),
        (b'{"items":[' + b"[" * 100_000, Fault.BROKEN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fault.UNKNOWN_KIND),
    ],
)
def test_documents_that_cannot_be_read(body: bytes, fault: Fault) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read_document(body, base=BASE)
    assert unreadable.value.fault is fault


def test_an_outside_entity_reads_no_file() -> None:
    text = (
        '<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel><item><title>a &x; b</title><link>/1</link>'
        "</item></channel></rss>"
    )
    assert read(text).entries[0].title.startswith("a ")
    assert "root" not in str(read(text))


@pytest.mark.parametrize("filler", ["<", "&", "<![CDATA[", "<item>", "&nbsp;", "<a b='c'>"])
def test_no_input_takes_long(filler: str) -> None:
    body = ("<rss><channel>" + filler * (2_000_000 // len(filler))).encode()
    started = time.process_time()
    read_document(body, base=BASE)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("text", [ATOM, RDF, RSS.replace("&quot;", "").replace("&amp;", "và")])
def test_feedparser_reads_the_same(text: str) -> None:
    first = feedparser.parse(text.encode(), response_headers={"content-location": BASE}).entries[0]
    ours = read(text).entries[0]
    assert ours.title == first.title.replace("<b>", "").replace("</b>", "")
    assert first.link.partition("?")[0] == ours.url
    assert ours.guid == first.get("id", ours.url)
    assert ours.published_claimed is not None
    theirs = first.get("published_parsed") or first["updated_parsed"]
    assert ours.published_claimed.utctimetuple()[:6] == theirs[:6]
