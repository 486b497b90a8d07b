"""The machine groups what says the same and suggests the rest; what people decided it never undoes."""

from datetime import timedelta

import pytest

from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.understanding import Reader
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.policies.models.comment_groups import CommentGroup, GroupAct, Suggestion
from dongthuan.apps.policies.models.comments import Comment
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.operations import grouping_acts as acts
from dongthuan.apps.policies.operations.comments import CommentContent, post_comment
from dongthuan.apps.policies.operations.grouping import group_batch
from dongthuan.apps.policies.operations.grouping_suggestions import Meanings, suggest_batch
from dongthuan.apps.policies.queries.comments import open_suggestions
from tests.integration.policies.comments_cast import NOON, consultation_of, version_of

A = "Đề nghị kéo dài thời hạn công bố dữ liệu vì các địa phương chưa kịp chuẩn bị hạ tầng kỹ thuật cần thiết"
NEAR = A + " ạ"
OPPOSITE = A.replace("kéo dài", "không kéo dài")
B = "Tôi tán thành khoản 2 Điều 1"


@pytest.fixture
def consultation(unit_officer: Officer, leader: Officer, system: Officer) -> Consultation:
    found = consultation_of(unit_officer, leader)
    version_of(found, {"1": "Phạm vi điều chỉnh"}, unit_officer)
    for n, text in enumerate([A, A.upper() + "!", NEAR, OPPOSITE, B]):
        posted(found, text, system, n)
    return found


def posted(consultation: Consultation, text: str, system: Officer, minute: int) -> Comment:
    at = NOON + timedelta(minutes=minute)
    content = CommentContent(text, network=f"10.0.0.{minute % 2}")
    return post_comment(consultation=consultation, content=content, by=system, at=at).comment


def group_all(consultation: Consultation, system: Officer) -> None:
    while group_batch(consultation=consultation, by=system, at=NOON):
        pass


def members(consultation: Consultation) -> list[list[int]]:
    groups = CommentGroup.objects.filter(consultation=consultation).live().order_by("first_number")
    return [sorted(group.comments.values_list("number", flat=True)) for group in groups]


def test_equal_and_nearly_equal_words_meet_and_the_opposite_does_not(
    consultation: Consultation, system: Officer, unit_officer: Officer
) -> None:
    with pytest.raises(NotAllowed):
        group_batch(consultation=consultation, by=unit_officer, at=NOON)
    group_all(consultation, system)
    assert members(consultation) == [[1, 2, 3], [4], [5]]
    group = CommentGroup.objects.get(first_number=1)
    assert (group.comment_count, group.person_count, group.has_near) == (3, 3, True)
    assert (group.busiest_count, group.network_count, group.largest_network_count) == (3, 2, 2)
    assert [c.joined for c in group.comments.order_by("number")] == ["exact", "exact", "near"]
    posted(consultation, NEAR, system, 9)
    group_all(consultation, system)
    assert members(consultation)[0] == [1, 2, 3, 6]


def test_what_officers_join_and_split_stays(
    consultation: Consultation, system: Officer, unit_officer: Officer, outsider: Officer
) -> None:
    group_all(consultation, system)
    group, other = CommentGroup.objects.get(first_number=1), CommentGroup.objects.get(first_number=5)
    near = Comment.objects.get(number=3)
    with pytest.raises(NotAllowed):
        acts.join_groups(group=group, other=other, reason="", by=outsider, at=NOON)
    fresh = acts.split_group(group=group, comments=[near.pk], reason="Khác ý", by=unit_officer, at=NOON)
    acts.join_groups(group=fresh, other=other, reason="Cùng ý", by=unit_officer, at=NOON)
    with pytest.raises(acts.NotTogether):
        acts.split_group(group=group, comments=[1], reason="", by=unit_officer, at=NOON)
    assert members(consultation) == [[1, 2], [3, 5], [4]]
    posted(consultation, NEAR, system, 9)
    posted(consultation, B, system, 10)
    group_all(consultation, system)
    assert members(consultation) == [[1, 2], [3, 5, 6, 7], [4]]
    assert GroupAct.objects.count() == 2


def test_suggestions_wait_for_a_person(
    consultation: Consultation, system: Officer, unit_officer: Officer, outsider: Officer
) -> None:
    group_all(consultation, system)
    reader, held = Reader(NgramEncoder()), Meanings()
    args = {"consultation": consultation, "reader": reader, "held": held, "by": system, "at": NOON}
    assert suggest_batch(**args) == 3
    assert suggest_batch(**args) == 0
    named = Suggestion.objects.filter(kind="provision")
    assert not named.exists()  # khoản 2 is not in this draft, so nothing is said of it
    similar = Suggestion.objects.get(kind="similar")
    before = members(consultation)
    assert before == [[1, 2, 3], [4], [5]]
    with pytest.raises(NotAllowed):
        acts.decide_suggestion(suggestion=similar, is_right=True, by=outsider, at=NOON)
    acts.decide_suggestion(suggestion=similar, is_right=True, by=unit_officer, at=NOON)
    assert members(consultation) == [[1, 2, 3, 4], [5]]
    assert not open_suggestions(consultation, "similar").exists()
