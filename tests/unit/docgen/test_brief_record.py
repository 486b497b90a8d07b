"""What is frozen at approval comes back the same, and its hash covers the whole text."""

import json
from dataclasses import replace
from datetime import date

import pytest

from dongthuan.docgen.brief_record import fingerprint, from_plain, to_plain
from dongthuan.docgen.letterhead import Signature


@pytest.mark.parametrize("name", ["full_brief", "empty_brief"])
def test_a_stored_brief_comes_back_the_same(name, request):
    brief = request.getfixturevalue(name)
    assert from_plain(json.loads(json.dumps(to_plain(brief)))) == brief


@pytest.mark.parametrize(
    "given", [{"number": "12"}, {"is_draft": False}, {"signature": Signature("Chủ tịch", "Khác")}], ids=str
)
def test_what_comes_after_approval_leaves_the_fingerprint(full_brief, given):
    assert fingerprint(replace(full_brief, **given)) == fingerprint(full_brief)


def test_day_of_signing_leaves_the_fingerprint(full_brief):
    signed = replace(full_brief, letterhead=replace(full_brief.letterhead, signed_on=date(2026, 2, 6)))
    assert fingerprint(signed) == fingerprint(full_brief)


def test_any_change_of_the_text_changes_the_fingerprint(full_brief):
    group = full_brief.groups[0]
    other = replace(group, items=(replace(group.items[0], summary="Khác."),))
    assert fingerprint(replace(full_brief, groups=(other, *full_brief.groups[1:]))) != fingerprint(full_brief)
