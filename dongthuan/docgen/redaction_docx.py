"""Words removed from a Word file: only the parts a reader sees are written anew, the rest stays behind."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from dongthuan.docgen.reading import limits
from dongthuan.docgen.reading.limits import CannotRead
from dongthuan.docgen.redaction_data import CannotRedact
from dongthuan.docgen.redaction_matching import Span, blanked, spans_of
from dongthuan.docgen.redaction_word_tree import R, W, is_on, local, reduced, w

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN = "word/document.xml"
_STORIES = ("header", "footer", "footnotes", "endnotes")
_LOOKS = ("styles", "numbering")
_MACROS = ("vbaproject", "vbadata", "activex")
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}
_FONT = "Times New Roman"


@dataclass(slots=True)
class WordFile:
    """A Word file reduced to what a reader sees. stories: words by part, in reading order; looks: the rest.

    relations: the key and kind by which the text names each part.
    """

    stories: dict[str, Any]
    looks: dict[str, Any]
    relations: dict[str, tuple[str, str]]

    def text(self) -> str:
        """Return what a reader sees, a line a paragraph, part by part."""
        return "".join(piece for _, piece in self.pieces())

    def pieces(self) -> list[tuple[Any, str]]:
        """Return the text cut up as it lies in the file; where None stands, the words are a break."""
        return [piece for tree in self.stories.values() for piece in _pieces(tree)]


def open_word(data: bytes) -> WordFile:
    """Return what a reader sees of a .docx. Raises CannotRead, CannotRedact for one with macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_macros(archive)
            return _opened(archive)
    except limits.BROKEN as problem:
        raise CannotRead("damaged", type(problem).__name__) from problem


def _refuse_macros(archive: zipfile.ZipFile) -> None:
    names = [name.lower() for name in archive.namelist()]
    types = (
        archive.read("[Content_Types].xml").lower() if "[Content_Types].xml" in archive.namelist() else b""
    )
    if any(mark in name for name in names for mark in _MACROS) or b"macroenabled" in types:
        raise CannotRedact("macros")


def _opened(archive: zipfile.ZipFile) -> WordFile:
    main = _parse(archive.read(_MAIN))
    if main.tag != w("document"):
        raise CannotRedact("unknown-kind", "strict")
    relations = _relations(archive)
    looks = {path: _parse(archive.read(path)) for path, (_, kind) in relations.items() if kind in _LOOKS}
    styles = next((looks[path] for path, (_, kind) in relations.items() if kind == "styles"), None)
    hidden = _hidden_styles(styles) if styles is not None else frozenset()
    stories = {_MAIN: reduced(main, hidden)}
    for path, (_, kind) in relations.items():
        if kind in _STORIES:
            stories[path] = reduced(_parse(archive.read(path)), hidden)
    _keep_known_references(stories[_MAIN], {key for key, _ in relations.values()})
    return WordFile(_in_reading_order(stories), {p: _look(tree) for p, tree in looks.items()}, relations)


def _in_reading_order(stories: dict[str, Any]) -> dict[str, Any]:
    order = ("header", "document", "footnotes", "endnotes", "footer")
    named = {path: next((n for n, k in enumerate(order) if k in path), len(order)) for path in stories}
    return dict(sorted(stories.items(), key=lambda one: (named[one[0]], one[0])))


def _parse(data: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)


def _relations(archive: zipfile.ZipFile) -> dict[str, tuple[str, str]]:
    """Return the parts that are kept, by their path: the key of the relation and its kind."""
    path = "word/_rels/document.xml.rels"
    if path not in archive.namelist():
        return {}
    kept: dict[str, tuple[str, str]] = {}
    for one in _parse(archive.read(path)):
        kind = str(one.get("Type", "")).rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/word", str(one.get("Target", ""))))[1:]
        if (
            one.get("TargetMode") != "External"
            and kind in (*_STORIES, *_LOOKS)
            and target in archive.namelist()
        ):
            kept[target] = (str(one.get("Id")), kind)
    return kept


def _keep_known_references(main: Any, keys: set[str]) -> None:
    """Take references to headers away that lead nowhere; a key of a relation stands nowhere else."""
    for element in list(main.iter()):
        key = element.attrib.pop(f"{{{R}}}id", None)
        if local(element) in ("headerReference", "footerReference"):
            if key in keys:
                element.set(f"{{{R}}}id", key)
            else:
                element.getparent().remove(element)


def _hidden_styles(styles: Any) -> frozenset[str]:
    """Return the styles that hide their text, by themselves or by the one they rest on."""
    own, rests_on = set(), {}
    for style in styles.iter(w("style")):
        key, base = style.get(w("styleId")), style.find(w("basedOn"))
        rests_on[key] = base.get(w("val")) if base is not None else None
        if is_on(style.find(f"{w('rPr')}/{w('vanish')}")):
            own.add(key)
    for _ in range(len(rests_on)):
        more = {key for key, base in rests_on.items() if base in own} - own
        if not more:
            break
        own |= more
    return frozenset(own)


def _look(tree: Any) -> Any:
    """Return styles or numbering without extensions, pictures, authors and fonts of a theme."""
    for element in list(tree.iter()):
        name = local(element)
        if not name or name in ("numPicBullet", "rsid", "rsids", "vanish", "specVanish"):
            if element.getparent() is not None:
                element.getparent().remove(element)
            continue
        for key in list(element.attrib):
            found = etree.QName(key)
            if found.namespace != W or "heme" in found.localname or found.localname.startswith("rsid"):
                del element.attrib[key]
        if name == "rFonts" and not element.get(w("ascii")):
            element.set(w("ascii"), _FONT)
            element.set(w("hAnsi"), _FONT)
    etree.cleanup_namespaces(tree)
    return tree


def _pieces(tree: Any) -> Iterator[tuple[Any, str]]:
    for element in tree.iter(w("p"), w("t"), *map(w, _BREAKS)):
        name = local(element)
        if name == "t":
            yield element, element.text or ""
        elif name == "p":
            yield None, "\n"
        elif local(element.getparent()) == "r":
            yield None, _BREAKS[name]


def remove(word: WordFile, words: Sequence[str], labels: Sequence[str]) -> list[Span]:
    """Take the words out of all stories, and return where they stood; the label is written instead."""
    pieces = word.pieces()
    spans = spans_of("".join(text for _, text in pieces), words)
    for (element, old), new in zip(pieces, blanked([text for _, text in pieces], spans, labels), strict=True):
        if element is not None and new != old:
            element.text = new
    return spans


def to_docx(word: WordFile, *, made_at: datetime) -> bytes:
    """Return the file: the kept parts, nothing of the old package, no facts about authors."""
    parts = {**word.stories, **word.looks}
    files: dict[str, bytes] = {"[Content_Types].xml": _content_types(word)}
    files["_rels/.rels"] = _relation_file([("rId1", "officeDocument", _MAIN)])
    links = [(key, kind, posixpath.relpath(path, "word")) for path, (key, kind) in word.relations.items()]
    files["word/_rels/document.xml.rels"] = _relation_file(links)
    for path, tree in parts.items():
        files[path] = _written(tree)
    moment = (max(made_at.year, 1980), *made_at.timetuple()[1:6])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for path, data in files.items():
            target.writestr(zipfile.ZipInfo(path, date_time=moment), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _content_types(word: WordFile) -> bytes:
    root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    for extension, media in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=extension, ContentType=media)
    kinds = {_MAIN: "document.main"} | {path: kind for path, (_, kind) in word.relations.items()}
    for path, kind in kinds.items():
        etree.SubElement(
            root, f"{{{_TYPES}}}Override", PartName=f"/{path}", ContentType=f"{_MEDIA}.{kind}+xml"
        )
    return _written(root)


def _relation_file(links: Sequence[tuple[str, str, str]]) -> bytes:
    root = etree.Element(f"{{{_PACKAGE}}}Relationships", nsmap={None: _PACKAGE})
    for key, kind, target in links:
        etree.SubElement(root, f"{{{_PACKAGE}}}Relationship", Id=key, Type=f"{R}/{kind}", Target=target)
    return _written(root)


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
