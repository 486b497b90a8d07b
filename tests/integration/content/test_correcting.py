"""Corrections and withdrawals: in the open, cleared like the text, and never unsaid."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations import correcting as operations
from dongthuan.apps.content.operations.publishing import NotCleared
from dongthuan.apps.content.operations.texts import ChangedMeanwhile, NotInThatState
from dongthuan.apps.content.queries.public import feed_entries, public_text
from dongthuan.apps.files.secrecy import SecretMark
from tests.integration.content.conftest import HOUR, NOON

Clearer = Callable[..., None]
LATER = NOON + HOUR


def words(**more: str) -> operations.CorrectionContent:
    """Return how a text shall read."""
    given = {"title": "Kết quả khảo sát", "lead": "", "body": "Số liệu đúng là 12%.", "quote": ""}
    return operations.CorrectionContent(**(given | {"explanation": "Số liệu cũ (10%) sai."} | more))


def drafted(text: Text, by: Officer, **more: str) -> CorrectionNotice:
    """Draft a correction."""
    return operations.draft_correction(text=text, content=words(**more), by=by, at=LATER)


def test_the_public_reads_the_old_words_until_the_correction_is_cleared_and_published(
    published: Text, clear: Clearer, unit_officer: Officer, spokesperson: Officer
) -> None:
    correction = drafted(published, unit_officer)
    before = public_text(published.slug, LATER)
    assert before is not None
    assert "12%" not in before.body_html
    given: dict[str, Any] = {"by": spokesperson, "at": LATER}
    with pytest.raises(NotCleared):
        operations.publish_correction(correction=correction, version=1, **given)
    clear(correction, LATER)
    operations.publish_correction(correction=correction, version=1, **given)
    after = public_text(published.slug, LATER)
    assert after is not None
    assert "12%" in after.body_html
    assert [one.explanation for one in after.corrections] == ["Số liệu cũ (10%) sai."]
    assert after.public_at == before.public_at
    archive = published.revisions.order_by("-number")
    assert "Cải chính:" in archive[0].html
    assert "12%" not in archive[1].html


def test_an_edit_of_the_correction_ends_its_clearance(
    published: Text, clear: Clearer, unit_officer: Officer, spokesperson: Officer
) -> None:
    correction = drafted(published, unit_officer)
    clear(correction, LATER)
    content = words(explanation="Số liệu cũ sai hoàn toàn.")
    given: dict[str, Any] = {"correction": correction, "content": content, "by": unit_officer, "at": LATER}
    with pytest.raises(ChangedMeanwhile):
        operations.rewrite_correction(version=7, **given)
    operations.rewrite_correction(version=1, **given)
    with pytest.raises(NotCleared):
        operations.publish_correction(correction=correction, version=2, by=spokesperson, at=LATER)


def test_what_is_no_correction(published: Text, unit_officer: Officer, outsider: Officer) -> None:
    with pytest.raises(operations.NoExplanation):
        drafted(published, unit_officer, explanation=" ")
    with pytest.raises(operations.NothingCorrected):
        drafted(published, unit_officer, body=published.body)
    with pytest.raises(SecretMark):
        drafted(published, unit_officer, explanation="TỐI MẬT\nnội dung")
    with pytest.raises(NotAllowed):
        drafted(published, outsider)
    drafted(published, unit_officer)
    with pytest.raises(operations.CorrectionOpen):
        drafted(published, unit_officer)


@pytest.mark.parametrize("keeps_words", [True, False])
def test_a_withdrawn_text_keeps_its_place_with_a_banner(
    published: Text, unit_officer: Officer, spokesperson: Officer, keeps_words: bool
) -> None:
    correction = drafted(published, unit_officer)
    given: dict[str, Any] = {"version": published.version, "by": spokesperson, "at": LATER}
    with pytest.raises(operations.NoExplanation):
        operations.withdraw_text(text=published, reason=" ", **given)
    operations.withdraw_text(text=published, reason="Sai đơn vị.", keeps_words=keeps_words, **given)
    shown = public_text(published.slug, LATER)
    assert shown is not None
    assert shown.withdrawn_reason == "Sai đơn vị."
    assert bool(shown.body_html) == keeps_words
    with translation.override("vi"):
        (entry,) = feed_entries(at=LATER)
    assert entry.is_withdrawn
    assert entry.summary == "Đã rút: Sai đơn vị."
    assert entry.title == f"[Đã rút] {published.title}"
    correction.refresh_from_db()
    assert correction.state == "dropped"
    with pytest.raises(NotInThatState):
        drafted(published, unit_officer)
    for rows in (Text.objects.filter(pk=published.pk),):
        with pytest.raises(DatabaseError, match="never unsaid"), transaction.atomic():
            rows.update(state="published")


def test_the_feed_is_made_with_few_queries(
    published: Text, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(4):
        assert len(feed_entries(at=LATER)) == 1
