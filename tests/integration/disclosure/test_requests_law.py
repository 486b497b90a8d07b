"""What legal officers entered for a law whose lists are not shipped holds for its requests."""

from datetime import date
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.disclosure.forms.requests_acts import ClassifyForm, GuideForm, RefuseForm
from dongthuan.apps.disclosure.operations.law_lists import EntryContent, approve_entry, propose_entry
from dongthuan.apps.disclosure.operations.requests_answering import RefusalContent, refuse_request
from dongthuan.apps.disclosure.operations.requests_classifying import ClassificationContent, classify_request
from dongthuan.apps.disclosure.queries.requests_again import asked_before
from dongthuan.apps.disclosure.requests_checking import lacking
from dongthuan.apps.disclosure.requests_law import STATED, NotListed
from dongthuan.apps.disclosure.requests_lifecycle import Openness
from tests.integration.disclosure.requests_cast import DAY, HOUR, NEW_LAW, received, valid

pytestmark = pytest.mark.django_db
ENTRIES = [
    EntryContent(
        kind,
        key,
        f"Mục {key} (minh hoạ)",
        "Luật mới",
        f"Điều {key}",
        "nguồn",
        date(2026, 9, 1),
        "V1",
        times=times,
        completes=True,
    )
    for kind, key, times in (("refusal", "20a", 2), ("restriction", "7b", None), ("content", "reason", None))
]
REFUSAL = RefusalContent("20a", "Không thuộc trách nhiệm", restriction="7b")


@pytest.fixture
def lists(legal_officer: Officer, second_legal_officer: Officer) -> None:
    """The lists of the new law, entered by one and approved by another."""
    for content in ENTRIES:
        entry = propose_entry(content=content, by=legal_officer, at=NEW_LAW)
        approve_entry(entry=entry, by=second_legal_officer, at=NEW_LAW)


def test_what_only_one_entered_does_not_hold(
    information_officer: Officer, leader: Officer, legal_officer: Officer
) -> None:
    for content in ENTRIES:
        propose_entry(content=content, by=legal_officer, at=NEW_LAW)
    row = valid(information_officer, at=NEW_LAW)
    with pytest.raises(NotListed):
        refuse_request(request=row, version=row.version, content=REFUSAL, by=leader, at=NEW_LAW + HOUR)
    assert not row.refusals.exists()


def test_a_refusal_cites_what_was_entered_and_nothing_beside_a_whole_list(
    lists: None, information_officer: Officer, leader: Officer
) -> None:
    row = valid(information_officer, at=NEW_LAW)
    told: dict[str, Any] = {"request": row, "version": row.version, "by": leader, "at": NEW_LAW + HOUR}
    with pytest.raises(NotListed):
        refuse_request(content=RefusalContent(STATED, "x", citation="Điều khác"), **told)
    assert RefuseForm(row=row).fields["ground"].choices == [  # type: ignore[attr-defined]  # a choice field
        ("20a", "Điều 20a, Luật mới: Mục 20a (minh hoạ)")
    ]
    made = refuse_request(content=REFUSAL, **told)
    assert (made.ground, made.restriction) == ("20a", "7b")
    assert made.citation.startswith("Điều 20a, Luật mới")
    assert "Điều 7b, Luật mới" in made.citation


def test_classifications_and_contents_follow_what_was_entered(
    lists: None, information_officer: Officer
) -> None:
    incomplete = received(information_officer, at=NEW_LAW, reason="", phone="", email="")
    missing, is_law = lacking(incomplete, on=NEW_LAW.date())
    assert ([entry.key for entry in missing], is_law) == (["reason"], True)
    assert GuideForm(row=incomplete).initial["keys"] == ["reason"]
    row = valid(information_officer, at=NEW_LAW + DAY)
    offered = ClassifyForm(row=row).fields["restrictions"].choices  # type: ignore[attr-defined]  # as above
    assert ("7b", "Điều 7b, Luật mới: Mục 7b (minh hoạ)") in offered
    content = ClassificationContent(Openness.CLOSED, ["7b"])
    made = classify_request(
        request=row, version=row.version, content=content, by=information_officer, at=NEW_LAW + DAY + HOUR
    )
    assert made.citations == ["Điều 7b, Luật mới: Mục 7b (minh hoạ)"]
    row.refresh_from_db()
    again = asked_before(row, information_officer)
    assert again is not None
    assert again.citation == "Điều 20a, Luật mới"
