"""The lists of the law on access to information: every row of the facts, and the refusal to guess."""

from dataclasses import replace
from datetime import date

import pytest

from dongthuan.law import openness
from dongthuan.law.model import Verified
from dongthuan.law.openness import Entered, Kind, UnknownList
from dongthuan.law.wording import sentence

OLD, LAST, NEW = date(2020, 1, 1), date(2026, 8, 31), date(2026, 9, 1)
KEYS = {
    Kind.GROUP: "a b c d đ e g h i k l m n o p",
    Kind.PORTAL: "science list",
    Kind.RESTRICTION: "state-secret harm work-secret internal-meeting internal-draft"
    " business-secret personal-secret family-secret",
    Kind.OVERRIDE: "public-interest",
    Kind.REFUSAL: "a b c d đ e",
    Kind.ON_REQUEST: "unpublished ended unreachable conditional concerned",
    Kind.CONTENT: "language name address identity contact information form reason",
    Kind.FORM: "portal media gazette posting spoken other",
    Kind.FEE: "no-fee actual-cost by-network difficult-area very-difficult-area",
    Kind.PAPER: "01a 01b 02 03 04 05 06",
    Kind.COLUMN: "document created form time duration link file",
}
INSTRUMENTS = {
    Kind.FEE: "Thông tư 46/2018/TT-BTC",
    Kind.PAPER: "Nghị định 13/2018/NĐ-CP",
    Kind.COLUMN: "Nghị định 13/2018/NĐ-CP",
}


@pytest.mark.parametrize("kind", Kind)
def test_the_law_of_2016_has_its_entries(kind: Kind) -> None:
    for day in (OLD, LAST):
        found = openness.required(openness.list_on(kind, day))
        assert [entry.key for entry in found.entries] == KEYS[kind].split()
        assert INSTRUMENTS.get(kind, "Luật Tiếp cận thông tin 104/2016/QH13") in found.instruments
        assert found.is_complete is (kind is not Kind.PORTAL)
        assert all(e.title and e.title_en and e.article and e.source for e in found.entries)
    assert not openness.list_on(kind, date(2018, 6, 30)).is_known


def test_the_functions_name_the_lists() -> None:
    calls = {
        Kind.GROUP: openness.groups_on,
        Kind.PORTAL: openness.portal_minimum_on,
        Kind.RESTRICTION: openness.restrictions_on,
        Kind.REFUSAL: openness.refusal_grounds_on,
        Kind.ON_REQUEST: openness.on_request_on,
        Kind.CONTENT: openness.required_content_on,
        Kind.FORM: openness.forms_on,
        Kind.FEE: openness.fees_on,
        Kind.PAPER: openness.papers_on,
    }
    assert all(call(OLD) == openness.list_on(kind, OLD) for kind, call in calls.items())


def test_restrictions_are_closed_or_say_whose_consent_opens_them() -> None:
    entries = openness.restrictions_on(OLD).entries
    assert [entry.is_closed for entry in entries] == [True] * 5 + [False] * 3
    assert all(entry.is_closed is not bool(entry.consent) for entry in entries)
    assert {entry.article for entry in entries} == {"Điều 6", "Điều 7"}


def test_what_a_figure_of_law_says_is_data() -> None:
    refused = openness.refusal_grounds_on(OLD).get("d")
    assert refused is not None
    assert refused.times == 2
    assert refused.citation == "Điều 28 điểm d, Luật Tiếp cận thông tin 104/2016/QH13"
    percents = {entry.key: entry.percent for entry in openness.fees_on(OLD).entries}
    assert percents["by-network"] == 0
    assert (percents["difficult-area"], percents["very-difficult-area"]) == (70, 50)


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.RESTRICTION, Kind.FEE}))
def test_the_new_law_is_not_guessed(kind: Kind) -> None:
    found = openness.list_on(kind, NEW)
    assert (found.entries, found.is_complete, found.instruments) == ((), False, ())
    with pytest.raises(UnknownList) as refused:
        openness.required(found)
    told = sentence(refused.value, lambda text: text)
    assert "1/9/2026" in told or "01/09/2026" in told
    assert "legal officer" in told
    assert "Lists of the law" in told
    before = openness.last_known(kind, date(2026, 11, 26))
    assert before is not None
    assert [entry.key for entry in before.entries] == KEYS[kind].split()


def test_what_is_known_of_the_new_law_says_how_far() -> None:
    drafts = openness.restrictions_on(NEW)
    assert all(entry.is_draft and entry.verified is Verified.V2 for entry in drafts.entries)
    assert {"personal-data", "business-secret", "work-secret"} <= {entry.key for entry in drafts.entries}
    fees = openness.fees_on(NEW)
    assert [entry.key for entry in fees.entries] == ["no-fee", "actual-cost"]
    assert (drafts.is_complete, fees.is_complete, fees.is_verified) == (False, False, False)
    assert openness.last_known(Kind.FEE, NEW) is None


def test_what_officers_entered_stands_and_says_when_the_list_is_whole() -> None:
    group = openness.groups_on(OLD).entries[0]
    entered = replace(group, key="1", instrument="Luật mới", valid_from=NEW, valid_to=None)
    found = openness.groups_on(NEW, [Entered(entered)])
    assert [entry.key for entry in found.entries] == ["1"]
    assert (found.is_complete, found.instruments) == (False, ("Luật mới",))
    assert openness.groups_on(NEW, [Entered(entered, completes=True)]).is_complete
    assert not openness.groups_on(LAST, [Entered(entered)]).get("1")
