"""Plain structured words as safe HTML: paragraphs, headings, lists, quotes and links; no markup.

Every letter is escaped; the only tags are those written here, and nh3 looks them over once more.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

import nh3

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "a", "br", "strong"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto"}
PICTURE = re.compile(r"^!\[(?P<alt>[^\[\]\n]*)\]\((?P<url>https?://[^\s()<>\"']{1,900})\)$")
_LINK = re.compile(r"\[(?P<words>[^\[\]\n]{1,300})\]\((?P<url>(?:https?://|mailto:)[^\s()<>\"']{1,900})\)")
_BOLD = re.compile(r"\*\*(?P<words>[^*\n]{1,500})\*\*")
_NUMBERED = re.compile(r"^\d{1,3}[.)]\s+")


def as_html(text: str) -> str:
    r"""Return words as HTML.

    A blank line parts paragraphs; `## ` and `### ` begin headings, `- ` and `1. ` lists, `> ` quotes;
    `**bold**`, `[words](https://…)`, and `![what it shows](https://…)` on a line of its own: a link to a
    picture elsewhere, as no page of ours asks another host for anything.

    >>> as_html("Một <b>\n\n## Hai\n\n- a\n- **b**")
    '<p>Một &lt;b&gt;</p>\n<h2>Hai</h2>\n<ul><li>a</li><li><strong>b</strong></li></ul>'
    >>> as_html("[x](javascript:alert(1))")
    '<p>[x](javascript:alert(1))</p>'
    """
    drawn = "\n".join(_drawn(lines) for lines in blocks_of(text))
    return nh3.clean(
        drawn, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer"
    )


def blocks_of(text: str) -> Iterator[list[str]]:
    """Give the blocks of a text, each as its lines: parted by blank lines, or where the kind changes."""
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in chunk.split("\n") if line.strip()]
        for _kind, run in groupby(lines, key=_kind_of):
            yield list(run)


def plain_words(text: str) -> str:
    """Return the words alone, one paragraph a line, for mails and feeds of plain text.

    >>> plain_words("## Hai\\n\\n[báo](https://a.vn) viết")
    'Hai\\n\\nbáo (https://a.vn) viết'
    """
    lines = []
    for line in text.split("\n"):
        shown = PICTURE.match(line.strip())
        bare = _LINK.sub(lambda m: f"{m['words']} ({m['url']})", re.sub(r"^(?:#{2,3}|>)\s+", "", line))
        lines.append(f"[{shown['alt']}]" if shown else _BOLD.sub(lambda m: m["words"], bare))
    return "\n".join(lines).strip()


def _kind_of(line: str) -> str:
    for mark, kind in (("## ", "h2"), ("### ", "h3"), ("- ", "ul"), ("> ", "quote")):
        if line.startswith(mark):
            return kind
    if PICTURE.match(line):
        return "picture"
    return "ol" if _NUMBERED.match(line) else "p"


def _drawn(lines: list[str]) -> str:
    kind = _kind_of(lines[0])
    if kind in ("h2", "h3"):
        return "\n".join(f"<{kind}>{_inline(line.lstrip('# '))}</{kind}>" for line in lines)
    if kind == "picture":
        return "\n".join(map(_picture, lines))
    if kind == "quote":
        return f"<blockquote><p>{'<br>'.join(_inline(line[2:]) for line in lines)}</p></blockquote>"
    if kind == "ul":
        return f"<ul>{''.join(f'<li>{_inline(line[2:])}</li>' for line in lines)}</ul>"
    if kind == "ol":
        items = (_inline(_NUMBERED.sub("", line)) for line in lines)
        return f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>"
    return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"


def _picture(line: str) -> str:
    shown = PICTURE.match(line)
    if shown is None:
        return ""
    words, url = escape(shown["alt"]), escape(shown["url"])
    return f'<p><a href="{url}">Ảnh: {words}</a></p>'


def _inline(line: str) -> str:
    safe = escape(line, quote=False)
    safe = _LINK.sub(lambda m: f'<a href="{m["url"]}">{m["words"]}</a>', safe)
    return _BOLD.sub(lambda m: f"<strong>{m['words']}</strong>", safe)
