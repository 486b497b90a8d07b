"""Comments come in within the time, with a receipt; what is refused is counted and leaves nothing else."""

from datetime import timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.policies.comments_lifecycle import AuthorKind, CommentSource
from dongthuan.apps.policies.models.comments import Comment, CommentContact, CommentRefusal, MeetingRecord
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.operations import comments as operations
from dongthuan.apps.policies.operations.comments import CommentContent, enter_comment, post_comment
from dongthuan.apps.policies.operations.versions import NotInThatState, NoWords
from dongthuan.apps.policies.queries import public
from tests.integration.policies.comments_cast import CLOSES, NOON, OPENS, consultation_of, version_of

WORDS = "Đề nghị quy định rõ thời hạn tại khoản 2 Điều 1."


@pytest.fixture
def consultation(unit_officer: Officer, leader: Officer) -> Consultation:
    return consultation_of(unit_officer, leader)


def test_a_comment_waits_and_its_receipt_hangs_on_the_one_before(
    consultation: Consultation, system: Officer, unit_officer: Officer
) -> None:
    version = version_of(consultation, {"1": "Phạm vi", "2": "Giải thích"}, unit_officer)
    first = version.provisions.get(number="1")
    content = CommentContent(WORDS, provision=first, name="Trần Văn A", email="A@vd.vn", network="10.0.0.1")
    one = post_comment(consultation=consultation, content=content, by=system, at=NOON)
    two = post_comment(
        consultation=consultation, content=CommentContent("Nhất trí"), by=system, at=NOON + timedelta(hours=1)
    )

    assert (one.comment.number, one.comment.state, one.comment.author_name) == (1, "awaiting", "")
    assert two.comment.previous_hash == one.comment.receipt_hash
    assert one.comment.network_hash
    assert "10.0.0.1" not in one.comment.network_hash
    assert CommentContact.objects.get().email == "a@vd.vn"
    assert public.broken_receipts(consultation) == []
    followed = public.comment_by_code(one.code.lower())
    assert followed
    assert followed.comment == one.comment
    assert followed.receipt_holds
    assert public.public_comments(consultation).count() == 0
    details = str(Entry.objects.filter(act="policies.post_comment").first().details)  # type: ignore[union-attr]
    assert "Trần" not in details
    assert one.code not in details

    Comment.objects.filter(pk=one.comment.pk).update(text="Khác hẳn")
    assert public.broken_receipts(consultation) == [1]
    assert public.comment_by_code("AAAA-BBBB-CCCC") is None


@pytest.mark.parametrize("at", [OPENS - timedelta(seconds=1), CLOSES])
def test_outside_its_time_nothing_is_taken_and_that_is_counted(
    at: object, consultation: Consultation, system: Officer
) -> None:
    with pytest.raises(operations.NotNow):
        post_comment(consultation=consultation, content=CommentContent(WORDS), by=system, at=at)  # type: ignore[arg-type]
    assert not Comment.objects.exists()
    assert not Entry.objects.filter(act="policies.post_comment").exists()
    assert CommentRefusal.objects.get().count == 1


def test_what_cannot_be_a_comment_is_refused_with_its_reason(
    consultation: Consultation, system: Officer, unit_officer: Officer
) -> None:
    old = version_of(consultation, {"1": "Cũ"}, unit_officer).provisions.get()
    version_of(consultation, {"1": "Mới"}, unit_officer)
    refused = [
        (CommentContent(" \u200b "), NoWords),
        (CommentContent("a" * 20_001), operations.TooLong),
        (CommentContent("TUYỆT MẬT\nNội dung"), SecretMark),
        (CommentContent(WORDS, provision=old), operations.NotOfThisDraft),
        (CommentContent(WORDS, source=CommentSource.PAPER), NotInThatState),
    ]
    for content, why in refused:
        with pytest.raises(why):
            post_comment(consultation=consultation, content=content, by=system, at=NOON)
    with pytest.raises(NotAllowed):
        post_comment(consultation=consultation, content=CommentContent(WORDS), by=unit_officer, at=NOON)
    assert not Comment.objects.exists()
    assert {row.reason for row in CommentRefusal.objects.all()} == {"empty", "too_long", "secret"}


def test_one_network_is_limited_and_the_same_words_from_many_are_taken(
    consultation: Consultation, system: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "MOST_AN_HOUR", 3)
    for n in range(6):
        content = CommentContent(WORDS, network=f"10.0.0.{n % 2}")
        post_comment(consultation=consultation, content=content, by=system, at=NOON)
    with pytest.raises(operations.TooManyFromThere):
        post_comment(
            consultation=consultation, content=CommentContent(WORDS, network="10.0.0.0"), by=system, at=NOON
        )
    assert Comment.objects.count() == 6
    assert Comment.objects.values("text_key").distinct().count() == 1
    assert CommentRefusal.objects.get(reason="flood").count == 1
    later = NOON + timedelta(hours=1)
    post_comment(
        consultation=consultation, content=CommentContent(WORDS, network="10.0.0.0"), by=system, at=later
    )
    assert operations.forget_networks(by=system, at=NOON + timedelta(days=7)) == 6


def test_officers_enter_what_came_on_paper_and_at_a_meeting(
    consultation: Consultation, unit_officer: Officer, outsider: Officer
) -> None:
    meeting = MeetingRecord.objects.create(
        consultation=consultation,
        title="Tọa đàm",
        place="Hà Nội",
        held_at=NOON,
        participant_count=40,
        entered_by=unit_officer,
        entered_at=NOON,
    )
    content = CommentContent(
        WORDS,
        AuthorKind.ORGANISATION,
        "Hội Tin học",
        source=CommentSource.MEETING,
        meeting=meeting,
        received_at=NOON - timedelta(days=1),
    )
    receipt = enter_comment(consultation=consultation, content=content, by=unit_officer, at=NOON)
    assert (receipt.comment.state, receipt.comment.entered_by_id) == ("visible", unit_officer.pk)
    counts = public.public_counts(consultation)
    assert (counts.comments, counts.persons, counts.organisations) == (1, 0, 1)

    with pytest.raises(NotAllowed):
        enter_comment(consultation=consultation, content=content, by=outsider, at=NOON)
    with pytest.raises(NotInThatState):
        enter_comment(
            consultation=consultation,
            content=CommentContent(WORDS, source=CommentSource.MEETING),
            by=unit_officer,
            at=NOON,
        )
    assert Comment.objects.count() == 1
