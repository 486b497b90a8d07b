"""Markup to plain text: entities decoded, script gone, NFC, one blank between words, cut at a length."""

import html
import re

import nh3

from dongthuan.analysis.text import nfc

_BREAK = re.compile(
    r"<(?:br|hr|/?(?:p|div|li|ul|ol|tr|td|th|h[1-6]|blockquote|figcaption|section))\b", re.IGNORECASE
)
_TAG = re.compile(r"<(?:[a-zA-Z/!?])")
_SILENT = {"script", "style", "noscript", "iframe", "object", "template", "svg", "math", "title", "textarea"}
_WORK = 40  # characters of markup looked at for each character kept


def plain_text(markup: str, most: int) -> str:
    """Return `markup` as text of `most` characters at most, paragraphs apart, "…" where it was cut.

    Feeds escape their markup once, twice or not at all, so it is stripped until no tag is left.

    >>> plain_text("<p>H&ocirc;m nay&nbsp;</p><p>5 &lt; 6<script>alert(1)</script></p>", 100)
    'Hôm nay\\n5 < 6'
    >>> plain_text("&lt;b&gt;Luật&lt;/b&gt; &amp;amp; đời", 100)
    'Luật & đời'
    """
    text = markup[: most * _WORK]
    for _ in range(3):
        if _TAG.search(text):
            text = nh3.clean(_BREAK.sub(r"\n\g<0>", text), tags=set(), clean_content_tags=_SILENT)
        unescaped = html.unescape(text)
        if unescaped == text:
            break
        text = unescaped
    if _TAG.search(text):
        text = (
            nh3.clean(text, tags=set(), clean_content_tags=_SILENT).replace("&lt;", "<").replace("&gt;", ">")
        )
        text = html.unescape(_TAG.sub(" ", text))
    return shortened(_lines(nfc(text)), most)


def plain_line(markup: str, most: int) -> str:
    """Return `markup` as one line of text of `most` characters at most.

    >>> plain_line("<![CDATA[ Thủ tướng\\n  họp ]]>", 50)
    'Thủ tướng họp'
    """
    return shortened(" ".join(plain_text(_without_cdata(markup), most * 2).split()), most)


def _without_cdata(markup: str) -> str:
    return markup.replace("<![CDATA[", "").replace("]]>", "") if "<![CDATA[" in markup else markup


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def shortened(text: str, most: int) -> str:
    """Return `text`, cut at a word and ended with "…" where it is longer than `most` characters.

    >>> shortened("Chính phủ họp", 10)
    'Chính phủ…'
    """
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    at_word = cut if text[most - 1].isspace() else cut.rpartition(" ")[0]
    return (at_word or cut).rstrip() + "…"
