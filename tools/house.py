"""The rules of the house that no linter knows; each takes one file's text and says what breaks it."""

import ast
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST_CODE = 400
LONGEST_TEMPLATE = 120
WRITES = {
    "save",
    "create",
    "delete",
    "update",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
}
DRAWERS = {"utils", "util", "helpers", "helper", "misc", "base", "manager", "managers", "services", "service"}
INLINE = {
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(
        r"<script\b(?![^>]*\b(?:src\s*=|type\s*=\s*[\"']application/json))", re.IGNORECASE
    ),
    "inline handler": re.compile(r"\s(?:on[a-z]+|hx-on[\w:.-]*)\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
}
# Written in pieces, so that this file does not break its own rule.
HOSTS = (
    "pypi" + r"\.org",
    "pythonhosted" + r"\.org",
    "registry\\." + "npmjs",
    "registry\\." + "yarnpkg",
    "npm" + "mirror",
)
PLACES = ("work", "root", "opt/wheels", "home/[a-z]+")
FOREIGN = re.compile("|".join(HOSTS) + r"|(?<![\w.\-/}>])/(?:" + "|".join(PLACES) + r")/(?!\*)")
SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma|djlint:\s*off)\b")
CODES = r"(?:noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w\s,-]+\])?|pragma:?\s*\w+)"
REASON = re.compile(rf"#\s*{CODES}[\s#–-]+\w")


def tracked() -> list[Path]:
    """Return the files that are, or are about to be, committed."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8")
    return sorted({path for name in listed.split("\0") if name and (path := ROOT / name).is_file()})


def code_files() -> list[Path]:
    """Return our Python files; migrations are written by Django."""
    return [p for p in tracked() if (p.suffix == ".py" or p.name == "run") and "migrations" not in p.parts]


def template_files() -> list[Path]:
    """Return the templates of our pages; those of documents are another matter."""
    return [p for p in tracked() if p.suffix == ".html" and {"apps", "templates"} <= set(p.parts)]


def length(text: str, *, most: int) -> list[str]:
    """Refuse a file of more than `most` lines."""
    count = text.count("\n")
    return [f"{count} lines, at most {most}"] if count > most else []


def one_sentence(text: str) -> list[str]:
    """Refuse an `__init__.py` that holds anything but one sentence."""
    body = ast.parse(text).body
    if len(body) != 1 or not isinstance(body[0], ast.Expr) or not isinstance(body[0].value, ast.Constant):
        return ["holds more, or less, than one sentence"]
    sentence = str(body[0].value.value)
    return [] if sentence.endswith(".") and "\n" not in sentence else ["its one sentence is none"]


def no_write(text: str) -> list[str]:
    """Refuse a write in a view: it would pass by the audit."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    called = [(node.lineno, node.func.attr) for node in calls if isinstance(node.func, ast.Attribute)]
    return [f"line {line}: .{name}()" for line, name in called if name in WRITES]


def no_inline(text: str) -> list[str]:
    """Refuse what the content security policy blocks: inline style, script, handler."""
    bare = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", text, flags=re.DOTALL)
    return [name for name, pattern in INLINE.items() if pattern.search(bare)]


def no_drawer(path: Path) -> list[str]:
    """Refuse a module or folder whose name says nothing."""
    names = {path.stem, *path.relative_to(ROOT).parts[:-1]}
    return sorted(f"named {name}" for name in names & DRAWERS)


def no_foreign_place(text: str) -> list[str]:
    """Refuse the name of a package registry or of a place on one machine."""
    return sorted({match[0] for match in FOREIGN.finditer(text)})


def reasons_given(text: str) -> list[str]:
    """Refuse a silenced check that does not say why, on its line or on the one above that is silenced too."""
    lines = ["", *text.splitlines()]
    silenced = [number for number, line in enumerate(lines) if SILENCED.search(line)]
    told = {number for number in silenced if REASON.search(lines[number])}
    return [f"line {n}: no reason" for n in silenced if n not in told and n - 1 not in silenced]


def composed(text: str) -> list[str]:
    """Refuse letters written as base and mark (NFD): they look right and are not found."""
    return [] if unicodedata.is_normalized("NFC", text) else ["not NFC"]


def foreign_letters(text: str) -> list[str]:
    """Refuse a message that is not English: its text is the key of every translation."""
    return sorted({letter for letter in text if letter.isalpha() and not letter.isascii()})


def broken(files: list[Path], rule: Callable[[str], list[str]]) -> Iterator[str]:
    """Yield one line for each file that breaks `rule`."""
    for path in files:
        for fault in rule(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(ROOT)}: {fault}"
