"""A document that was kept comes back as it was, or is refused."""

import json
from dataclasses import replace

import pytest

from dongthuan.docgen.official import Urgency
from dongthuan.docgen.official_html import as_html
from dongthuan.docgen.official_record import (
    CannotRestore,
    fingerprint,
    from_json,
    from_plain,
    to_json,
    to_plain,
)
from tests.unit.docgen.official_samples import ALL, MINUTES, REPORT, head


@pytest.mark.parametrize("kind", ALL)
def test_every_kind_comes_back_equal(kind):
    assert from_json(to_json(ALL[kind])) == ALL[kind]
    assert from_plain(json.loads(json.dumps(to_plain(ALL[kind])))) == ALL[kind]


@pytest.mark.parametrize("version", [None, 0, 2, "1"])
def test_an_unknown_version_is_refused(version):
    with pytest.raises(CannotRestore, match="version"):
        from_plain(to_plain(REPORT) | {"version": version})


@pytest.mark.parametrize("written", ["", "[]", "null", '{"version": 1}', '{"version": 1, "letterhead": 3}'])
def test_what_is_no_document_is_refused(written):
    with pytest.raises(CannotRestore):
        from_json(written)


def test_an_unknown_block_is_refused():
    with pytest.raises(CannotRestore, match="picture"):
        from_plain(to_plain(REPORT) | {"body": [{"block": "picture"}]})


def test_the_fingerprint_is_of_the_content_and_not_of_the_signing():
    signed = replace(
        REPORT,
        number="99",
        signature=MINUTES.signature,
        letterhead=head("BC-VHL", signed_on=None),
        is_draft=True,
    )
    assert fingerprint(signed) == fingerprint(REPORT)
    assert fingerprint(replace(REPORT, subject="Khác")) != fingerprint(REPORT)


@pytest.mark.parametrize("kind", ALL)
def test_the_preview_has_neither_style_nor_script(kind):
    page = as_html(ALL[kind])
    assert page.startswith('<article class="paper" lang="vi">')
    assert "style=" not in page
    assert "<script" not in page
    assert ALL[kind].letterhead.agency.upper() in page


def test_the_preview_escapes_what_strangers_wrote():
    page = as_html(replace(REPORT, subject="<script>alert(1)</script>"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>" not in page


def test_what_was_kept_before_there_was_urgency_keeps_its_hash():
    """The text of a document without stamp is what it was, so signed ones still fit their hash."""
    assert "urgency" not in to_plain(REPORT)
    urgent = replace(REPORT, urgency=Urgency.AT_ONCE)
    assert from_json(to_json(urgent)) == urgent
    assert fingerprint(urgent) != fingerprint(REPORT)
    with pytest.raises(CannotRestore):
        from_plain(to_plain(urgent) | {"urgency": "MẬT"})


@pytest.mark.parametrize("urgency", [one for one in Urgency if one])
def test_the_preview_bears_the_stamp_of_urgency(urgency):
    assert f'<strong class="paper-stamp">{urgency.value}</strong>' in as_html(
        replace(REPORT, urgency=urgency)
    )
