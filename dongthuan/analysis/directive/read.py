"""A directive or plan read from its text: the whole way from lines to duties."""

import re
from collections.abc import Iterable, Sequence

from dongthuan.analysis.citations import ARTICLE, Citation, find_citations, fold_citations, is_same_document
from dongthuan.analysis.directive.duties import CONTEXT, Found, Task, general_performer, tell_apart
from dongthuan.analysis.directive.head import Head, agency_of_body, read_head, secrecy_mark
from dongthuan.analysis.directive.lines import cleaned, is_capitals, layout_of, paragraphs_of
from dongthuan.analysis.directive.model import (
    Actor,
    Classified,
    Clause,
    Directive,
    Duty,
    NotADirective,
    Requirement,
    Warning,
)
from dongthuan.analysis.directive.outline import Node, Outline, outline_of
from dongthuan.analysis.directive.tail import Tail, read_tail
from dongthuan.analysis.text import marked, nfc

_ATTACHED = re.compile(r"\([^()]*[Kk]èm theo")


def refuse_classified(text: str) -> None:
    """Raise Classified if a text carries a mark of state secrecy; to be called before anything is kept."""
    if mark := secrecy_mark(nfc(text).splitlines()):
        raise Classified(mark)


def read_directive(text: str, *, is_wrapped: bool | None = None) -> Directive:
    """Return what a directive or plan says, taken apart.

    is_wrapped: whether lines are broken by a page (PDF: True, Word: False); None: the look decides.
    Raises Classified before anything else, NotADirective where no body is found.
    """
    refuse_classified(text)
    lines, warnings = cleaned(nfc(text).splitlines(), has_pages=is_wrapped is not False)
    layout = layout_of(lines, is_wrapped)
    head = read_head(lines, " ".join(" ".join(lines).split()))
    tail = read_tail(lines[head.body_at :])
    body = lines[head.body_at : head.body_at + tail.body_end]
    paragraphs = paragraphs_of(body, layout)
    annex = [] if tail.annex_at is None else paragraphs_of(lines[head.body_at + tail.annex_at :], layout)
    if not paragraphs:
        raise NotADirective
    outline = _with_annex(outline_of(paragraphs), annex)
    paragraphs += annex
    found = tell_apart(outline.roots)
    agency = head.agency or agency_of_body(paragraphs)
    citations = [c for c in _citations([head.title, *paragraphs]) if c.canonical != head.number]
    duties = _with_doers(found, citations, head)
    warnings += [
        *outline.warnings,
        *_missing(head, tail, duties, agency),
        *_dates_apart([head.title, *paragraphs]),
    ]
    warnings += [Warning("unplaced", "", line) for line in (*head.unplaced, *tail.unplaced)]
    return Directive(
        type=head.type,
        title=head.title,
        number=head.number,
        issued_on=head.issued_on,
        agency=agency,
        signatory=tail.signatory,
        recipients=tail.recipients,
        addressees=head.addressees,
        intro=tuple(outline.intro),
        annex=tuple(outline.annex),
        clauses=tuple(_clause(node, found.roles) for node in outline.roots),
        requirements=tuple(Requirement(ref, text) for ref, text in found.requirements),
        closing=tuple(outline.closing),
        duties=duties,
        actors=_actors(duties),
        citations=tuple(citations),
        warnings=tuple(warnings),
    )


def _with_annex(outline: Outline, paragraphs: Sequence[str]) -> Outline:
    """Add an attached plan to the tree; its references get "PL." where the main text uses the same ones."""
    if not paragraphs:
        return outline
    start = next((n + 1 for n, p in enumerate(paragraphs[:6]) if _ATTACHED.search(p)), 0)
    start = start or next((n for n, p in enumerate(paragraphs) if not is_capitals(p)), len(paragraphs))
    added = outline_of(paragraphs[start:])
    if {node.ref for node in outline.roots} & {node.ref for node in added.roots}:
        added = outline_of(paragraphs[start:], prefix="PL")
    outline.annex = [*paragraphs[:start], *added.intro]
    outline.roots += added.roots
    outline.closing += added.closing
    outline.warnings += [Warning("annex", "", ""), *added.warnings]
    return outline


def sections_of(directive: Directive) -> list[Clause]:
    """Return the clauses that are sections: those above plain numbers, or the articles, in order."""
    wanted = ("part", "chapter", "muc", "upper", "roman", "heading", "annex")
    sections = [clause for clause in _all(directive.clauses) if clause.kind in wanted]
    return sections or [clause for clause in _all(directive.clauses) if clause.kind == "article"]


def _all(clauses: Iterable[Clause]) -> Iterable[Clause]:
    for clause in clauses:
        yield clause
        yield from _all(clause.children)


def _clause(node: Node, roles: dict[str, str]) -> Clause:
    children = tuple(_clause(child, roles) for child in node.children)
    return Clause(
        node.ref, node.kind, node.number, roles.get(node.ref, CONTEXT), tuple(node.paragraphs), children
    )


def _citations(paragraphs: Sequence[str]) -> list[Citation]:
    return fold_citations(c for c in find_citations(_apart(paragraphs)) if c.type != ARTICLE)


def _apart(paragraphs: Iterable[str]) -> str:
    """Join paragraphs so that no citation runs from one into the next, but where its number is broken."""
    return "\n".join(text if text.endswith(("-", "/")) else f"{text} ." for text in paragraphs)


def _with_doers(found: Found, citations: Sequence[Citation], head: Head) -> tuple[Duty, ...]:
    general = general_performer(found.tasks)
    return tuple(_duty(task, general, citations, head) for task in found.tasks)


def _duty(task: Task, general: Task | None, citations: Sequence[Citation], head: Head) -> Duty:
    actors, source = task.hands.all, ""
    if not task.hands.leads and general:
        actors, source = (*general.hands.leads, *task.hands.partners), general.ref
    elif not task.hands.leads and head.addressees:
        actors, source = (*head.addressees, *task.hands.partners), "Kính gửi"
    cited = [c for c in find_citations(_apart(task.text.split("\n"))) if c.type != ARTICLE]
    known = dict.fromkeys(k.canonical for c in cited for k in citations if is_same_document(k, c))
    partners = tuple(name for name in task.hands.partners if name not in task.hands.leads)
    return Duty(task.ref, task.text, tuple(dict.fromkeys(actors)), partners, source, tuple(known))


def _actors(duties: Sequence[Duty]) -> tuple[Actor, ...]:
    """Each body once, in the order in which clauses name them; inferred duties do not change the order."""
    names: dict[str, str] = {}
    for duty in sorted(duties, key=lambda d: bool(d.inferred_from)):
        for name in duty.actors:
            names.setdefault(marked(name), name)
    return tuple(
        Actor(name, tuple(d.ref for d in duties if key in {marked(a) for a in d.actors}))
        for key, name in names.items()
    )


def _missing(head: Head, tail: Tail, duties: Sequence[Duty], agency: str) -> list[Warning]:
    absent = {
        "no-type": not head.type,
        "no-number": not head.number,
        "no-date": head.issued_on is None,
        "no-agency": not agency,
        "no-duty": not duties,
        "no-signature": not tail.signatory.name,
        "no-recipients": not tail.recipients,
    }
    return [Warning(code, "", "") for code, is_absent in absent.items() if is_absent]


def _dates_apart(paragraphs: Sequence[str]) -> list[Warning]:
    """Tell where one document is given two dates: one of them is a slip of the pen."""
    days: dict[str, set[str]] = {}
    for citation in find_citations(_apart(paragraphs)):
        if citation.issued_on:
            days.setdefault(citation.canonical, set()).add(citation.issued_on.isoformat())
    return [
        Warning("citation-date", "", f"{name}: {', '.join(sorted(d))}")
        for name, d in days.items()
        if len(d) > 1
    ]
