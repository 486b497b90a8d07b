"""Translations: every catalogue in the tree is compiled next to its text when it is older."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]


def catalogues(root: Path = ROOT) -> list[Path]:
    """Return the .po files of the tree, in order of their paths."""
    places = ("locale/*/LC_MESSAGES/*.po", "dongthuan/**/locale/*/LC_MESSAGES/*.po")
    return sorted(path for place in places for path in root.glob(place))


def compile_catalogue(text: Path) -> bool:
    """Write the .mo beside a .po unless it is newer already; returns whether it was written."""
    compiled = text.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= text.stat().st_mtime:
        return False
    with text.open("rb") as source:
        catalogue = read_po(source, locale=text.parents[1].name)
    fresh = compiled.with_suffix(".mo.new")
    with fresh.open("wb") as target:
        write_mo(target, catalogue)
    fresh.replace(compiled)
    return True


def compile_catalogues(root: Path = ROOT) -> int:
    """Compile what changed; returns how many catalogues were written."""
    return sum(compile_catalogue(text) for text in catalogues(root))
