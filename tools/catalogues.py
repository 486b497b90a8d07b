"""The words that users read: finds them in code and templates and compares them with the catalogues.

python -P tools/catalogues.py            lists what has no Vietnamese
python -P tools/catalogues.py --third    the same for the words of other packages that our pages show
python -P tools/catalogues.py --po       prints the missing ones as entries to be filled in
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from dongthuan.config.locales import catalogues

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = (".html", ".txt", ".xml")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "_now": None,  # how modules that write `_` for the lazy one name gettext itself
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# The parts of other packages whose words our pages show; neither has them all in Vietnamese.
THIRD_PARTY = (
    "allauth/account",
    "allauth/core",
    "allauth/mfa",
    "allauth/templates/account",
    "allauth/templates/mfa/messages",
    "allauth/templates/usersessions/messages",
    "django/core",
    "django/forms",
    "django/utils",
    "django/contrib/auth/forms.py",
    "django/contrib/auth/password_validation.py",
    "django/contrib/auth/validators.py",
    "django/contrib/humanize",
)
ACT = re.compile(r'^    [A-Z_]+ = "([a-z]+\.[a-z_]+)"$', re.MULTILINE)  # the code of an act is its message
PLACEHOLDER = re.compile(r"%\([^)]*\)[sdif]|%[sdif]|\{[^{}]*\}")


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """One thing users read, where it was found, and its plural if it has one."""

    text: str
    plural: str = ""
    context: str = ""
    place: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What the catalogues are searched for."""
        return self.context, self.text


def words_in(source: str, *, is_template: bool, place: str = "") -> Iterator[Words]:
    """Yield the words marked for translation in one file."""
    code = f"({templatize(source)}\n)" if is_template else source  # in brackets, where indentation is free
    for line, message, _, context in extract("python", BytesIO(code.encode()), keywords=KEYWORDS):
        singular, plural = (message, "") if isinstance(message, str) else (message[0], message[1])
        if singular:
            yield Words(singular, plural or "", context or "", f"{place}:{line}")
    if place.endswith("rules.py"):
        yield from (Words(code, place=place) for code in ACT.findall(source))


def words_under(place: Path, root: Path) -> Iterator[Words]:
    """Yield the words of every source file and template under `place`, or of the one file."""
    for path in [place] if place.is_file() else sorted(place.rglob("*")):
        is_template = path.suffix in TEMPLATES and "templates" in path.parts
        if (is_template or path.suffix == ".py") and not {"migrations", "tests"} & set(path.parts):
            text = path.read_text(encoding="utf-8")
            yield from words_in(text, is_template=is_template, place=str(path.relative_to(root)))


@cache
def own_words() -> list[Words]:
    """Return the words of our own code and templates."""
    return sorted(words_under(ROOT / "dongthuan", ROOT))


@cache
def third_party_words() -> list[Words]:
    """Return the words of other packages that our pages show."""
    found: list[Words] = []
    for part in THIRD_PARTY:
        package, _, inside = part.partition("/")
        spec = find_spec(package)
        assert spec is not None
        assert spec.submodule_search_locations is not None
        site = Path(spec.submodule_search_locations[0]).parent
        found += words_under(site / package / inside, site)
    return sorted(found)


def read_catalogue(path: Path) -> dict[tuple[str, str], Message]:
    """Return the entries of one .po by context and text; the head is left out."""
    with path.open("rb") as source:
        entries = list(read_po(source))
    return {(entry.context or "", first_form(entry.id)): entry for entry in entries if entry.id}


def first_form(text: str | tuple[str, ...] | list[str] | None) -> str:
    """Return the singular of an entry's text, or the text itself."""
    return text if isinstance(text, str) else text[0] if text else ""


@cache
def vietnamese() -> dict[tuple[str, str], Message]:
    """Return all our Vietnamese entries, of the apps and of the root."""
    merged: dict[tuple[str, str], Message] = {}
    for path in catalogues(ROOT):
        if path.parents[1].name == "vi":
            merged |= read_catalogue(path)
    return merged


def quarrels() -> list[str]:
    """Return the messages that two of our catalogues translate differently."""
    chosen: dict[tuple[str, str], object] = {}
    found = []
    for path in catalogues(ROOT):
        if path.parents[1].name == "vi":
            for key, entry in read_catalogue(path).items():
                if chosen.setdefault(key, entry.string) != entry.string:
                    found.append(f"{path.relative_to(ROOT)}: {key[1]!r}: {chosen[key]!r}, {entry.string!r}")
    return found


@cache
def vietnamese_of_django() -> dict[tuple[str, str], Message]:
    """Return what Django itself brings in Vietnamese."""
    spec = find_spec("django")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    merged: dict[tuple[str, str], Message] = {}
    for path in Path(spec.submodule_search_locations[0]).rglob("locale/vi/LC_MESSAGES/django.po"):
        if "admin" not in str(path) and "gis" not in path.parts:
            merged |= read_catalogue(path)
    return merged


def is_translated(entry: Message | None) -> bool:
    """Return whether an entry has a text in every form and is not marked as a guess."""
    if entry is None or entry.fuzzy:
        return False
    return bool(entry.string) and (isinstance(entry.string, str) or all(entry.string))


def missing(words: list[Words], *known: dict[tuple[str, str], Message]) -> list[Words]:
    """Return the words that none of the catalogues has."""
    lacking = [w for w in words if not any(is_translated(entries.get(w.key)) for entries in known)]
    return list({w.key: w for w in lacking}.values())


def placeholders(text: str) -> list[str]:
    """Return the placeholders of a text, in a fixed order."""
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))


def faults_of(entry: Message) -> list[str]:
    """Return what is wrong with an entry: a guess, or a placeholder left out or invented."""
    found = ["fuzzy"] if entry.fuzzy else []
    forms = [entry.string] if isinstance(entry.string, str) else list(entry.string)
    allowed = entry.id if isinstance(entry.id, str) else entry.id[-1]
    found += ["placeholders" for form in forms if form and placeholders(form) != placeholders(allowed)]
    return found


def quoted(text: str) -> str:
    """Return a text as catalogues write it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def as_entry(words: Words) -> str:
    """Return an empty entry of a catalogue for `words`."""
    quoted = [
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        for text in (words.text, words.plural)
    ]
    context = f'msgctxt "{words.context}"\n' if words.context else ""
    plural = f'msgid_plural "{quoted[1]}"\nmsgstr[0] ""\n' if words.plural else 'msgstr ""\n'
    return f'#: {words.place}\n{context}msgid "{quoted[0]}"\n{plural}'


def main(arguments: list[str]) -> int:
    """Print what is missing; exit 1 if anything is."""
    words = third_party_words() if "--third" in arguments else own_words()
    lacking = missing(words, vietnamese(), vietnamese_of_django())
    for entry in lacking:
        print(as_entry(entry) if "--po" in arguments else f"{entry.place}: {entry.text!r}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
