"""Catalogues are compiled when they are older than their text, and only then."""

import gettext
import os
from pathlib import Path

import pytest

from dongthuan.config import locales

TEXT = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "News"
msgstr "Tin tức"

#, fuzzy
msgid "Story"
msgstr "Một phỏng đoán"
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with one catalogue in an app and one at the root."""
    for folder in ("locale", "dongthuan/apps/press/locale"):
        place = tmp_path / folder / "vi" / "LC_MESSAGES"
        place.mkdir(parents=True)
        (place / "django.po").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_every_catalogue_is_compiled_once(tree: Path) -> None:
    assert locales.compile_catalogues(tree) == 2
    assert locales.compile_catalogues(tree) == 0


def test_a_changed_catalogue_is_compiled_again(tree: Path) -> None:
    locales.compile_catalogues(tree)
    text = tree / "locale/vi/LC_MESSAGES/django.po"
    later = text.with_suffix(".mo").stat().st_mtime + 5
    os.utime(text, (later, later))
    assert locales.compile_catalogues(tree) == 1


def test_what_was_compiled_can_be_read_and_guesses_are_left_out(tree: Path) -> None:
    locales.compile_catalogues(tree)
    with (tree / "locale/vi/LC_MESSAGES/django.mo").open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)
    assert words.gettext("News") == "Tin tức"
    assert words.gettext("Story") == "Story"
