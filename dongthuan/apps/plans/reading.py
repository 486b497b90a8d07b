"""A file made into a directive: the reader of files joined to the reader of text; knows no database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dongthuan.analysis.directive.model import Classified, Clause, Directive, NotADirective, Warning
from dongthuan.analysis.directive.read import read_directive, refuse_classified, sections_of
from dongthuan.analysis.text import nfc
from dongthuan.apps.plans.wording import REFUSALS, WARNINGS
from dongthuan.docgen.reading.file import FileText, read_file_text
from dongthuan.docgen.reading.limits import CannotRead

_LEGACY = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "cp1258": "Windows-1258"}
Translate = Callable[[str], str]


class Refused(Exception):
    """A file is not taken in; `code` is a key of REFUSALS, `detail` what fills its sentence."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail

    def sentence(self, translate: Translate) -> str:
        """Return the reason in one sentence."""
        return translate(REFUSALS[self.code]) % {"detail": self.detail}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file said: its text, how it was read, and the directive in it."""

    directive: Directive
    text: str
    kind: str
    encoding: str
    page_count: int | None
    warnings: tuple[Warning, ...]


def read_plan_file(data: bytes, name: str) -> Reading:
    """Return what a directive or plan in a file says; raises Refused, a classified one before all else."""
    try:
        found = read_file_text(data, name)
        refuse_classified(nfc(found.margins))
        directive = read_directive(found.text, is_wrapped=found.is_wrapped)
    except CannotRead as problem:
        raise Refused(problem.code, problem.detail) from problem
    except Classified as problem:
        raise Refused("classified", str(problem)) from problem
    except NotADirective as problem:
        raise Refused("no-body") from problem
    warnings = (*_of_file(found), *directive.warnings)
    return Reading(directive, nfc(found.text), found.kind, found.encoding, found.page_count, warnings)


def _of_file(found: FileText) -> list[Warning]:
    warnings = []
    if found.encoding in _LEGACY:
        warnings.append(Warning("legacy-encoding", "", _LEGACY[found.encoding]))
    if found.has_other_name:
        warnings.append(Warning("other-name", "", found.kind))
    return warnings


def warning_sentence(warning: Warning, translate: Translate) -> str:
    """Return a warning in one sentence."""
    return translate(WARNINGS[warning.code]) % {"detail": warning.detail, "ref": warning.ref}


def as_json(reading: Reading, translate: Translate) -> Mapping[str, Any]:
    """Return a reading as plain data in the keys of the public interface; days are ISO 8601 or null."""
    directive = reading.directive
    signatory = directive.signatory
    return {
        "type": directive.type,
        "title": directive.title,
        "number": directive.number or None,
        "issued_on": directive.issued_on.isoformat() if directive.issued_on else None,
        "agency": directive.agency,
        "signatory": {"mode": signatory.mode, "title": signatory.title, "name": signatory.name},
        "recipients": [{"name": r.name, "purpose": r.purpose} for r in directive.recipients],
        "addressees": list(directive.addressees),
        "sections": [{"number": c.label, "title": c.title} for c in sections_of(directive)],
        "requirements": [{"ref": r.ref, "text": r.text} for r in directive.requirements],
        "duties": [
            {"ref": d.ref, "text": d.text, "actors": list(d.actors), "citations": list(d.citations)}
            for d in directive.duties
        ],
        "actors": [{"name": a.name, "duties": list(a.duties)} for a in directive.actors],
        "citations": [
            {
                "canonical": c.canonical,
                "type": c.type,
                "number": c.number or None,
                "issued_on": c.issued_on.isoformat() if c.issued_on else None,
                "issuer": c.issuer or None,
            }
            for c in directive.citations
        ],
        "warnings": [
            {"code": w.code, "ref": w.ref or None, "message": warning_sentence(w, translate)}
            for w in reading.warnings
        ],
        "intro": list(directive.intro),
        "annex": list(directive.annex),
        "closing": list(directive.closing),
        "clauses": [_clause(clause) for clause in directive.clauses],
        "inferred": [{"ref": d.ref, "from": d.inferred_from} for d in directive.duties if d.inferred_from],
        "partners": [{"ref": d.ref, "names": list(d.partners)} for d in directive.duties if d.partners],
    }


def _clause(clause: Clause) -> Mapping[str, Any]:
    return {
        "ref": clause.ref,
        "number": clause.number,
        "role": clause.role,
        "paragraphs": list(clause.paragraphs),
        "children": [_clause(child) for child in clause.children],
    }
