"""The words of an HTML mail as plain text: no pictures, no scripts, nothing fetched."""

import re

from lxml import etree, html

_BREAKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote"})
_UNREAD = frozenset({"script", "style", "head", "title", "noscript", "template", "object"})
_MANY = re.compile(r"\n{3,}")
_TAG = re.compile(r"<[^>]{0,2000}>")


def plain_of_html(text: str) -> str:
    """Return the words of HTML, a line for each block; broken HTML without its tags.

    >>> plain_of_html("<p>Kính gửi</p><script>x()</script><p>Xin <b>hỏi</b></p>")
    'Kính gửi\\n\\nXin hỏi'
    """
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError):
        return _TAG.sub(" ", text).strip()
    pieces: list[str] = []
    skipped = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = str(node.tag)
        if event == "start":
            skipped += tag in _UNREAD
            pieces.append("\n" if tag in _BREAKS else "")
            pieces.append(node.text or "" if not skipped else "")
        else:
            skipped -= tag in _UNREAD
            pieces.append("\n" if tag in _BREAKS and tag != "br" else "")
            pieces.append(node.tail or "" if not skipped else "")
    lines = (" ".join(line.split()) for line in "".join(pieces).splitlines())
    return _MANY.sub("\n\n", "\n".join(lines)).strip()
