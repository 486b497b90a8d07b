"""Plain words become safe HTML whatever somebody types."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dongthuan.apps.content.channels import CHANNELS, fitted, is_of_channel
from dongthuan.apps.content.lifecycle import AiLabel
from dongthuan.apps.content.paragraphs import ATTRIBUTES, TAGS, as_html, plain_words
from dongthuan.apps.content.wholes import AI_WORDS, NOT_OFFICIAL, Whole

_TAG = re.compile(r"<\s*/?\s*([a-zA-Z0-9]+)([^>]*)>")

WHOLE = Whole("release", "Tiêu đề", "", "", "", "Lê A", "Chánh Văn phòng", "", True, "vi", "")


@given(st.text(max_size=300))
def test_no_other_tag_or_attribute_ever(words: str) -> None:
    for name, inner in _TAG.findall(as_html(words)):
        assert name in TAGS
        allowed = {"rel"} | ATTRIBUTES.get(name, set())
        assert set(re.findall(r"([a-z-]+)=\"", inner)) <= allowed


@pytest.mark.parametrize(
    "words",
    [
        "[x](javascript:alert(1))",
        '[x](https://a.vn/" onclick="alert(1))',
        '![x](https://a.vn/"onerror=alert(1))',
        "<script>alert(1)</script>",
        "![<img src=x onerror=1>](https://a.vn/1.jpg)",
        "[<b>](https://a.vn)",
    ],
)
def test_hostile_words_stay_words(words: str) -> None:
    html = as_html(words)
    assert "<script" not in html
    assert not re.search(r"<[^>]*\s(on\w+|style)=", re.sub(r'"[^"]*"', '""', html))
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html)


def test_every_part_is_drawn() -> None:
    html = as_html("## A\nMột\nHai\n- b\n1. c\n> d\n![e](https://a.vn/1.jpg)\n**f** [g](https://a.vn)")
    for part in ("<h2>A</h2>", "Một<br>Hai", "<ul><li>b</li></ul>", "<ol><li>c</li></ol>", "<blockquote>"):
        assert part in html
    assert '<a href="https://a.vn/1.jpg" rel="noopener noreferrer">Ảnh: e</a>' in html
    assert "<strong>f</strong>" in html
    assert plain_words("![e](https://a.vn/1.jpg)") == "[e]"


@given(st.text(max_size=4000))
def test_what_is_fitted_never_exceeds_the_channel(body: str) -> None:
    channel, whole = CHANNELS["zalo"], replace(WHOLE, body=body, is_official=False, ai_label="made")
    words = fitted(channel, whole, url="https://cq.vn/thong-cao/x/")
    assert len(words) <= channel.most_letters
    assert words.startswith(NOT_OFFICIAL.upper())  # these two stand there however much is cut
    assert words.endswith(f"{AI_WORDS[AiLabel.MADE]}\n\nhttps://cq.vn/thong-cao/x/")


def test_a_quote_is_posted_with_who_says_it() -> None:
    words = fitted(CHANNELS["zalo"], replace(WHOLE, quote="Trạm vẫn chạy."), url="https://cq.vn/x/")
    assert words == "Tiêu đề\n\n“Trạm vẫn chạy.” – Lê A, Chánh Văn phòng\n\nhttps://cq.vn/x/"


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://www.facebook.com/coquan/posts/1", True),
        ("https://facebook.com@xau.vn/", False),
        ("https://user@facebook.com/1", False),
        ("http://facebook.com/1", False),
        ("https://facebook.com.xau.vn/1", False),
        ("https://xfacebook.com/1", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_channel(url: str, fits: bool) -> None:
    assert is_of_channel(CHANNELS["fanpage"], url) == fits
