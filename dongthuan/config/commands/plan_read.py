"""`dongthuan plan read FILE`: a directive or plan taken apart, as a tree or as JSON; needs no database."""

import argparse
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from dongthuan.analysis.directive.read import sections_of
from dongthuan.apps.plans.reading import Reading, Refused, as_json, read_plan_file, warning_sentence
from dongthuan.config.cli import BadInput
from dongthuan.docgen.reading.limits import MAX_FILE_BYTES

_CATALOGUE = Path(__file__).parents[2] / "apps" / "plans" / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own arguments."""
    parser.add_argument("file", help="the directive or plan: .txt, .docx or .pdf")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    """Read the file and print what it says; raises BadInput with the reason if it is not taken in."""
    path = Path(args.file)
    data = bytes_of(path)
    try:
        reading = read_plan_file(data, path.name)
    except Refused as problem:
        raise BadInput(f"{path.name}: {problem.sentence(in_vietnamese)}") from problem
    if args.json:
        print(json.dumps(as_json(reading, in_vietnamese), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_tree(reading)))
    return 0


def bytes_of(path: Path) -> bytes:
    """Return a file's content, one byte beyond the cap at most; raises BadInput if it cannot be opened."""
    try:
        with path.open("rb") as source:
            return source.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise BadInput(f"không có tệp {path}") from None
    except IsADirectoryError:
        raise BadInput(f"{path} là thư mục, không phải tệp") from None
    except OSError as problem:
        raise BadInput(f"không mở được {path}: {problem.strerror}") from problem
    except ValueError:
        raise BadInput("tên tệp không hợp lệ") from None


def in_vietnamese(sentence: str) -> str:
    """Return a sentence of the reader in Vietnamese, from the catalogue: Django is not loaded here."""
    message = _catalogue().get(sentence)
    return str(message.string) if message and message.string else sentence


@cache
def _catalogue() -> Catalog:
    with _CATALOGUE.open("rb") as source:
        return read_po(source, locale="vi")


def _tree(reading: Reading) -> Iterator[str]:
    directive = reading.directive
    yield " ".join(filter(None, (directive.type, directive.number))) or "(không rõ loại văn bản)"
    yield directive.title
    yield f"Cơ quan: {directive.agency or '—'}"
    yield f"Ngày ban hành: {directive.issued_on.strftime('%d/%m/%Y') if directive.issued_on else '—'}"
    signatory = directive.signatory
    yield f"Người ký: {' '.join(filter(None, (signatory.mode, signatory.title, signatory.name))) or '—'}"
    if directive.addressees:
        yield f"Kính gửi: {'; '.join(directive.addressees)}"
    yield "\nCác phần"
    yield from (f"  {section.label} {section.title}".rstrip() for section in sections_of(directive))
    yield f"\nYêu cầu ({len(directive.requirements)})"
    yield from (f"  {item.ref}  {_short(item.text)}" for item in directive.requirements)
    yield f"\nNhiệm vụ ({len(directive.duties)})"
    for duty in directive.duties:
        source = f" (theo mục {duty.inferred_from})" if duty.inferred_from else ""
        yield f"  {duty.ref}  {_short(duty.text)}"
        yield f"      → {'; '.join(duty.actors) or 'chưa rõ ai làm'}{source}"
        if duty.citations:
            yield f"      căn cứ: {'; '.join(duty.citations)}"
    yield from _lists(reading)


def _lists(reading: Reading) -> Iterator[str]:
    directive = reading.directive
    yield f"\nAi làm ({len(directive.actors)})"
    yield from (f"  {actor.name}: {', '.join(actor.duties)}" for actor in directive.actors)
    yield f"\nVăn bản viện dẫn ({len(directive.citations)})"
    for citation in directive.citations:
        day = f", {citation.issued_on.strftime('%d/%m/%Y')}" if citation.issued_on else ""
        yield f"  {citation.canonical}{day}{f', {citation.issuer}' if citation.issuer else ''}"
    yield f"\nNơi nhận ({len(directive.recipients)})"
    yield from (f"  {r.name}{f' ({r.purpose})' if r.purpose else ''}" for r in directive.recipients)
    if reading.warnings:
        yield f"\nCần xem lại ({len(reading.warnings)})"
        yield from (f"  ! {warning_sentence(warning, in_vietnamese)}" for warning in reading.warnings)


def _short(text: str, width: int = 110) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rsplit(" ", 1)[0] + "…"
