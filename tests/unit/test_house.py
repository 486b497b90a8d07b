"""The rules of the house, held against every file, and each shown to bite."""

from functools import partial
from pathlib import Path

import pytest

from tools import catalogues, house

CODE = house.code_files()
TEMPLATES = house.template_files()
TEXT = {
    ".py",
    ".html",
    ".txt",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".in",
    ".json",
    ".po",
    ".sh",
    ".css",
    ".opml",
    "",
}


def named(*names: str) -> list[Path]:
    return [path for path in CODE if path.stem in names or path.parent.name in names]


CODE_LENGTH = partial(house.length, most=house.LONGEST_CODE)
TEMPLATE_LENGTH = partial(house.length, most=house.LONGEST_TEMPLATE)
SENTENCES = [p for p in CODE if p.name == "__init__.py" and p.parent.name != "models"]
PRODUCT = [p for p in CODE if "tests" not in p.parts]
VIEWS = [p for p in CODE if (p.stem.startswith("views") or "views" in p.parts) and "tests" not in p.parts]
OURS = [p for p in house.tracked() if p.suffix in TEXT and "vendor" not in p.parts]
RULES = {
    "code is short": (CODE, CODE_LENGTH, "x = 1\n" * 401),
    "templates are short": (TEMPLATES, TEMPLATE_LENGTH, "<p>\n" * 121),
    "a folder is one sentence": (SENTENCES, house.one_sentence, '"""A room."""\nimport os\n'),
    "views write nothing": (VIEWS, house.no_write, "def page(request):\n    Item.objects.create()\n"),
    "nothing inline": (TEMPLATES, house.no_inline, '<p onclick="x()">'),
    "letters are composed": (OURS, house.composed, "Đồng Thuận".encode().decode() + "e\u0301"),
    "no registry, no machine": (OURS, house.no_foreign_place, "see " + "/work" + "/main"),
    "what is silenced says why": (PRODUCT, house.reasons_given, "x = f()  # " + "noqa: E501\n"),
}


@pytest.mark.parametrize("name", RULES)
def test_every_file_keeps_the_rule(name: str) -> None:
    files, rule, _ = RULES[name]
    assert list(house.broken(files, rule)) == []


@pytest.mark.parametrize("name", RULES)
def test_the_rule_bites(name: str) -> None:
    _, rule, sample = RULES[name]
    assert rule(sample)


INLINE = [
    "<style>p {}</style>",
    '<div class="a" style="color: red">',
    "<script>go()</script>",
    '<form hx-on:click="go()">',
    '<a href="javascript:go()">',
]
ALLOWED = [
    '<script src="a.js" defer></script>',
    '<script id="x" type="application/json">{}</script>',
    "<b>on = 1</b>",
]


@pytest.mark.parametrize("sample", INLINE)
def test_inline_is_found(sample: str) -> None:
    assert house.no_inline(sample)


@pytest.mark.parametrize("sample", ALLOWED)
def test_files_and_data_are_allowed(sample: str) -> None:
    assert house.no_inline(sample) == []


FOREIGN = ["https://" + "pypi" + ".org/simple", "/root" + "/x", "'/home" + "/an/x'", "/opt/" + "wheels/"]


@pytest.mark.parametrize("sample", FOREIGN)
def test_foreign_places_are_found(sample: str) -> None:
    assert house.no_foreign_place(sample)


@pytest.mark.parametrize("reason", ["# the address cannot be broken", "the address", "- the address"])
def test_a_reason_is_enough(reason: str) -> None:
    assert house.reasons_given("x = f()  # " + f"noqa: E501  {reason}\n") == []


def test_no_module_is_a_drawer() -> None:
    found = [f"{path}: {fault}" for path in CODE for fault in house.no_drawer(path)]
    assert found == []
    assert house.no_drawer(house.ROOT / "dongthuan" / "utils.py") == ["named utils"]


def test_requirements_name_no_address() -> None:
    for path in (house.ROOT / "requirements").glob("*.*"):
        assert "://" not in path.read_text(encoding="utf-8"), path.name


def test_an_init_may_not_be_empty() -> None:
    assert house.one_sentence("")
    assert house.one_sentence('"""No end"""\n')
    assert house.one_sentence('"""One sentence."""\n') == []


def test_messages_are_english() -> None:
    found = {f"{w.place}: {w.text}": house.foreign_letters(w.text) for w in catalogues.own_words()}
    assert {place: letters for place, letters in found.items() if letters} == {}
    assert house.foreign_letters("Đồng")


def test_every_message_has_its_vietnamese() -> None:
    lacking = catalogues.missing(
        catalogues.own_words(), catalogues.vietnamese(), catalogues.vietnamese_of_django()
    )
    assert [f"{words.place}: {words.text}" for words in lacking] == []


def test_other_packages_speak_vietnamese_too() -> None:
    known = (catalogues.vietnamese(), catalogues.vietnamese_of_django())
    lacking = catalogues.missing(catalogues.third_party_words(), *known)
    assert [f"{words.place}: {words.text}" for words in lacking] == []


def test_no_translation_is_a_guess_or_loses_a_placeholder() -> None:
    found = {str(entry.id): catalogues.faults_of(entry) for entry in catalogues.vietnamese().values()}
    assert {text: faults for text, faults in found.items() if faults} == {}


def test_one_message_has_one_translation() -> None:
    assert catalogues.quarrels() == []


CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

#, fuzzy
msgid "A guess"
msgstr "Một phỏng đoán"

msgid "%(count)d items"
msgstr "tin"

msgid "Empty"
msgstr ""

msgid "Right"
msgstr "Đúng"
"""


def test_what_is_wrong_with_a_catalogue_is_found(tmp_path: Path) -> None:
    place = tmp_path / "django.po"
    place.write_text(CATALOGUE, encoding="utf-8")
    entries = catalogues.read_catalogue(place)
    assert catalogues.faults_of(entries["", "A guess"]) == ["fuzzy"]
    assert catalogues.faults_of(entries["", "%(count)d items"]) == ["placeholders"]
    words = [catalogues.Words(text) for text in ("A guess", "Empty", "Right", "Not there")]
    assert [w.text for w in catalogues.missing(words, entries)] == ["A guess", "Empty", "Not there"]


TEMPLATE = """{% load i18n %}
  <p>{% translate "Open" %}</p>
{% blocktranslate count n=n %}{{ n }} item{% plural %}{{ n }} items{% endblocktranslate %}
{% translate "May" context "month" %}
"""


def test_words_are_found_in_templates_and_code() -> None:
    found = set(catalogues.words_in(TEMPLATE, is_template=True, place="t"))
    assert {(w.text, w.plural, w.context) for w in found} == {
        ("Open", "", ""),
        ("%(n)s item", "%(n)s items", ""),
        ("May", "", "month"),
    }
    code = 'x = _("one " "sentence")\ny = ngettext("%d item", "%d items", n)\n'
    assert {w.text for w in catalogues.words_in(code, is_template=False)} == {"one sentence", "%d item"}
