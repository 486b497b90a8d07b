import time

import pytest

from dongthuan.apps.monitoring.intake.articles import extract_article, shorten
from dongthuan.apps.monitoring.intake.entries import Unreadable
from dongthuan.apps.monitoring.intake.pages import find_feeds
from dongthuan.apps.monitoring.intake.times import VIETNAM, Origin, read_time

PARAGRAPH = (
    "Viện đã công bố kết quả quan trắc chất lượng nước của ba con sông trong quý một, kèm số liệu mở. "
)
PAGE = f"""<html><head><title>Quan trắc - Báo Ví Dụ</title>
<meta property="og:title" content="Quan trắc nước &amp; số liệu"><meta name="author" content="Lê An">
<meta property="article:published_time" content="2026-01-05T10:00:00+07:00">
<link rel="alternate" type="application/rss+xml" title="Tin" href="/rss/tin.rss">
<link rel="alternate" type="application/rss+xml" href="/rss/tin.rss">
<link rel="alternate" hreflang="en" href="/en">
<link rel="alternate" type="application/atom+xml" href="javascript:1"></head>
<body><nav><a href="/">Trang chủ</a><a href="/x">Thể thao</a></nav><article><h1>Quan trắc</h1>
<p>{PARAGRAPH * 3}</p><script>alert("x")</script><p>{PARAGRAPH * 2}</p></article>
<footer>Bản quyền thuộc về tòa soạn</footer></body></html>"""


def test_the_text_of_a_page_without_its_frame() -> None:
    article = extract_article(PAGE, "https://a.example/1")
    assert article.title == "Quan trắc nước & số liệu"
    assert article.author == "Lê An"
    assert (article.published, article.published_origin) == read_time(
        "2026-01-05T10:00:00+07:00", zone=VIETNAM
    )
    assert article.published_origin is Origin.STATED
    assert article.text.count("quan trắc chất lượng") == 5
    assert "alert" not in article.text
    assert "Thể thao" not in article.text


@pytest.mark.parametrize("body", ["", "   ", "x" * 4_000_000, "<p>" + "<b>x</b> " * 30_000])
def test_pages_that_are_refused(body: str) -> None:
    with pytest.raises(Unreadable):
        extract_article(body, "https://a.example/1")


@pytest.mark.parametrize("body", ["<html></html>", "chỉ là chữ", "<div>" * 50_000, "<table><tr><td>" * 5_000])
def test_pages_without_an_article_are_quick(body: str) -> None:
    started = time.process_time()
    assert len(extract_article(body, "https://a.example/1").text) < 50
    assert time.process_time() - started < 2


def test_feeds_a_page_names() -> None:
    feeds = find_feeds(PAGE, base="https://a.example/tin/")
    assert [(feed.url, feed.title) for feed in feeds] == [("https://a.example/rss/tin.rss", "Tin")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Một câu không chấm", "Một câu không chấm"),
        (
            "Ngày 5.1, TS. Lê A nói. PGS.TS. Bùi B đáp. Câu ba. Câu bốn.",
            "Ngày 5.1, TS. Lê A nói. PGS.TS. Bùi B đáp. Câu ba.",
        ),
        ("“Được rồi!” Ông nói. Xong.", "“Được rồi!” Ông nói. Xong."),
    ],
)
def test_shortened_to_whole_sentences(text: str, expected: str) -> None:
    assert shorten(text) == expected


def test_a_summary_is_never_the_text() -> None:
    assert len(shorten("chữ " * 5_000)) <= 400
    assert len(shorten(PARAGRAPH * 20)) <= 400
