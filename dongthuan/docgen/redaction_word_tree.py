"""A part of a Word file reduced to what a reader sees: only what is named here is kept, all else is gone.

Deleted and moved text, comments, bookmarks, hidden runs, links, code of fields, controls, pictures and
objects with their descriptions do not pass. Text boxes become paragraphs behind the one they hung on.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from dongthuan.docgen.legacy import from_font

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PICTURE_GONE = "[hình hoặc đối tượng không đưa vào bản này]"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_BLOCKS = frozenset(
    [
        "document",
        "body",
        "hdr",
        "ftr",
        "footnotes",
        "endnotes",
        "footnote",
        "endnote",
        "p",
        "r",
        "tbl",
        "tblGrid",
        "gridCol",
        "tr",
        "tc",
    ]
)
_PROPERTIES = frozenset(["pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "tblPrEx"])
_IN_RUNS = frozenset(
    [
        "t",
        "tab",
        "br",
        "cr",
        "sym",
        "ptab",
        "footnoteReference",
        "endnoteReference",
        "footnoteRef",
        "endnoteRef",
        "separator",
        "continuationSeparator",
        "fldChar",
        "instrText",
    ]
)
_UNWRAPPED = frozenset(
    [
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "customXml",
        "fldSimple",
        "ruby",
        "rubyBase",
        "rt",
        "dir",
        "bdo",
    ]
)
_OBJECTS = frozenset(["drawing", "pict", "object"])
_NEVER_IN_PROPERTIES = frozenset(
    [
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "trPrChange",
        "tcPrChange",
        "tblPrExChange",
        "numberingChange",
        "cellIns",
        "cellDel",
        "cellMerge",
        "tblCaption",
        "tblDescription",
        "printerSettings",
        "divId",
        "cnfStyle",
    ]
)
_HIDDEN = ("vanish", "specVanish")
_SAFE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)(?:\s+\\\*\s+\w+)*\s*")
_OFF = ("0", "false", "off")


def w(name: str) -> str:
    """Return the full name of an element or attribute of Word."""
    return f"{{{W}}}{name}"


def local(element: Any) -> str:
    """Return the name of a Word element without its namespace; "" for one of another namespace."""
    tag = element.tag
    return tag[len(W) + 2 :] if isinstance(tag, str) and tag.startswith(f"{{{W}}}") else ""


def reduced(element: Any, hidden_styles: frozenset[str]) -> Any:
    """Return a new tree with what a reader sees of an element of _BLOCKS."""
    new = etree.Element(element.tag, nsmap={"w": W, "r": R})
    _copy_attributes(element, new)
    boxes: list[Any] = []
    for child in element:
        _take(child, new, hidden_styles, boxes)
    for box in boxes:
        new.append(box)
    _drop_codes(new)
    return new


def _take(element: Any, into: Any, hidden: frozenset[str], boxes: list[Any]) -> None:
    name = local(element)
    if name in _PROPERTIES:
        into.append(_properties(element))
    elif name == "r":
        _take_run(element, into, hidden, boxes)
    elif name == "p":
        _take_paragraph(element, into, hidden)
    elif name in _BLOCKS:
        new = etree.SubElement(into, element.tag)
        _copy_attributes(element, new)
        _take_all(element, new, hidden, boxes)
    elif name in _UNWRAPPED or element.tag in (f"{_MC}AlternateContent", f"{_MC}Choice"):
        _take_all(_seen_of(element), into, hidden, boxes)
    elif isinstance(element.tag, str) and element.tag.startswith(_MATH):
        _add_text(into, "".join(text.text or "" for text in element.iter(f"{_MATH}t")))


def _take_all(elements: Iterable[Any], into: Any, hidden: frozenset[str], boxes: list[Any]) -> None:
    for element in elements:
        _take(element, into, hidden, boxes)


def _seen_of(element: Any) -> Iterator[Any]:
    """Give the children that are drawn; of two ways to draw the same, the first."""
    if element.tag == f"{_MC}AlternateContent":
        yield from element.findall(f"{_MC}Choice")[:1]
        return
    yield from (
        child for child in element if local(child) not in ("sdtPr", "sdtEndPr", "rubyPr", "customXmlPr")
    )


def _take_paragraph(paragraph: Any, into: Any, hidden: frozenset[str]) -> None:
    new = etree.SubElement(into, w("p"))
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    boxes: list[Any] = []
    if style is not None and style.get(w("val")) in hidden:
        return
    _take_all(paragraph, new, hidden, boxes)
    into.extend(boxes)


def _take_run(run: Any, into: Any, hidden: frozenset[str], boxes: list[Any]) -> None:
    properties = run.find(w("rPr"))
    if properties is not None and _is_hidden(properties, hidden):
        return
    font = _font_of(properties)
    new = etree.SubElement(into, w("r"))
    for child in run:
        if local(child) in _UNWRAPPED:
            _take(child, into, hidden, boxes)
        elif local(child) in _OBJECTS or child.tag == f"{_MC}AlternateContent":
            _take_object(child, new, hidden, boxes)
        else:
            _take_in_run(child, new, font)
    if font.lower().startswith((".vn", "vni")):
        _drop_font(new)  # its words are Unicode now


def _take_in_run(child: Any, run: Any, font: str) -> None:
    name = local(child)
    if name == "rPr":
        run.append(_properties(child))
    elif name == "t":
        _put_text(run, from_font(child.text or "", font))
    elif name == "noBreakHyphen":
        _put_text(run, "\u2011")
    elif name in _IN_RUNS:
        kept = etree.SubElement(run, child.tag)
        kept.text = child.text if name == "instrText" else None
        _copy_attributes(child, kept)


def _take_object(element: Any, run: Any, hidden: frozenset[str], boxes: list[Any]) -> None:
    """Replace a picture or object by a note; words in a text box go on as paragraphs."""
    found = [
        box
        for box in element.iter(w("txbxContent"))
        if not any(parent.tag == f"{_MC}Fallback" for parent in box.iterancestors())
    ]
    holder = etree.Element(w("body"))
    for box in found:
        _take_all(box, holder, hidden, boxes)
    boxes.extend(holder)
    if not found:
        _put_text(run, PICTURE_GONE)


def _is_hidden(properties: Any, hidden: frozenset[str]) -> bool:
    style = properties.find(w("rStyle"))
    if style is not None and style.get(w("val")) in hidden:
        return True
    return any(is_on(properties.find(w(name))) for name in _HIDDEN)


def is_on(switch: Any) -> bool:
    """Say whether a switch of Word is there and on."""
    return switch is not None and switch.get(w("val")) not in _OFF


def _font_of(properties: Any) -> str:
    fonts = properties.find(w("rFonts")) if properties is not None else None
    return "" if fonts is None else str(fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or "")


def _drop_font(run: Any) -> None:
    for fonts in run.findall(f"{w('rPr')}/{w('rFonts')}"):
        fonts.getparent().remove(fonts)


def _properties(element: Any) -> Any:
    new = etree.Element(element.tag)
    _copy_attributes(element, new)
    for child in element:
        name = local(child)
        if name and name not in _NEVER_IN_PROPERTIES and name not in _HIDDEN:
            new.append(_properties(child))
    return new


def _copy_attributes(old: Any, new: Any) -> None:
    """Copy the attributes of Word and of relations, without keys of revisions and names of themes."""
    for key, value in old.attrib.items():
        name = etree.QName(key)
        is_ours = name.namespace in (W, R)
        if is_ours and not name.localname.startswith("rsid") and "heme" not in name.localname:
            new.set(key, value)


def _add_text(into: Any, words: str) -> None:
    _put_text(into if local(into) == "r" else etree.SubElement(into, w("r")), words)


def _put_text(run: Any, words: str) -> None:
    text = etree.SubElement(run, w("t"))
    text.text = words
    text.set(XML_SPACE, "preserve")


def _drop_codes(tree: Any) -> None:
    """Take the codes of fields out and leave what they showed; numbers of pages go on counting."""
    open_fields: list[list[Any]] = []
    for element in list(tree.iter(w("fldChar"), w("instrText"))):
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            open_fields.append([])
        if not open_fields:
            element.getparent().remove(element)
            continue
        open_fields[-1].append(element)
        if kind == "end":
            _judge_field(open_fields.pop())
    for left in open_fields:
        _remove_all(left)


def _judge_field(parts: list[Any]) -> None:
    code = "".join(part.text or "" for part in parts if local(part) == "instrText")
    if not _SAFE_FIELD.fullmatch(code):
        _remove_all(parts)


def _remove_all(parts: list[Any]) -> None:
    for part in parts:
        part.getparent().remove(part)
