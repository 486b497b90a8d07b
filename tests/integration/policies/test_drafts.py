"""A draft is read, corrected, published; comments go along exactly or become orphans, and people decide."""

from datetime import datetime, timedelta
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml

from dongthuan.analysis.provisions import Piece
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.notices.models import Message
from dongthuan.apps.policies.models.comments import Carry, Comment
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.drafts import DraftVersion, Provision
from dongthuan.apps.policies.operations import drafts, moderation
from dongthuan.apps.policies.operations.carrying import attach_orphans
from dongthuan.apps.policies.operations.comments import CommentContent, NotOfThisDraft, post_comment
from dongthuan.apps.policies.operations.versions import ChangedMeanwhile, NotInThatState
from dongthuan.apps.policies.queries import public
from dongthuan.apps.policies.queries.drafts import comparison_of
from tests.integration.policies.comments_cast import NOON, consultation_of

ONE = (
    "Điều 1. Phạm vi\n1. Một.\nĐiều 2. Hạn\n1. Trong 10 ngày.\n2. Gửi giấy.\nĐiều 3. Kinh phí\n1. Ngân sách."
)
TWO = (
    "Điều 1. Phạm vi\n1. Một.\nĐiều 2. Thêm\n1. Mới.\n"
    "Điều 3. Hạn\n1. Trong 15 ngày.\n2. Gửi giấy.\n"
    "Điều 4. Kinh phí\n1. Ngân sách."
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def consultation(unit_officer: Officer, leader: Officer) -> Consultation:
    return consultation_of(unit_officer, leader)


def uploaded(consultation: Consultation, text: str, by: Officer) -> DraftVersion:
    return drafts.upload_draft(
        consultation=consultation, data=text.encode(), name="du-thao.txt", note="", by=by, at=NOON
    )


def published(consultation: Consultation, text: str, by: Officer) -> DraftVersion:
    version = uploaded(consultation, text, by)
    return drafts.publish_draft(version=version, seen=version.version, by=by, at=NOON)


def at_path(version: DraftVersion, path: str) -> Provision:
    return version.provisions.get(path=path)


def commented(provision: Provision, system: Officer, at: datetime = NOON) -> Comment:
    content = CommentContent(f"Góp ý về {provision.path}", provision=provision)
    consultation = provision.draft_version.consultation
    return post_comment(consultation=consultation, content=content, by=system, at=at).comment


def test_comments_follow_their_words_or_become_orphans_until_a_person_decides(
    consultation: Consultation, unit_officer: Officer, system: Officer, outsider: Officer
) -> None:
    first = published(consultation, ONE, unit_officer)
    stays = commented(at_path(first, "Điều 1"), system)
    changed = commented(at_path(first, "khoản 1 Điều 2"), system)
    renumbered = commented(at_path(first, "Điều 3"), system)
    second = published(consultation, TWO, unit_officer)

    kinds = {carry.comment_id: carry.kind for carry in Carry.objects.all()}
    assert kinds == {stays.pk: "exact", changed.pk: "orphan", renumbered.pk: "renumbered"}
    renumbered.refresh_from_db()
    changed.refresh_from_db()
    assert renumbered.provision_now == at_path(second, "Điều 4")
    assert renumbered.provision_now.key == at_path(first, "Điều 3").key
    assert renumbered.provision == at_path(first, "Điều 3")
    assert (changed.is_orphan, changed.provision_now) == (True, None)
    with pytest.raises(NotOfThisDraft):
        commented(at_path(first, "Điều 1"), system)

    target = at_path(second, "khoản 1 Điều 3")
    keys = [changed.pk, stays.pk]
    with pytest.raises(NotAllowed):
        attach_orphans(comments=keys, provision=target, reason="Cùng nội dung", by=outsider, at=NOON)
    assert (
        attach_orphans(comments=keys, provision=target, reason="Cùng nội dung", by=unit_officer, at=NOON) == 1
    )
    changed.refresh_from_db()
    assert (changed.is_orphan, changed.provision_now) == (False, target)
    assert changed.carries.last().reason == "Cùng nội dung"
    shown = [(row.row.change.value, row.one.path) for row in comparison_of(first, second)]
    assert ("changed", "khoản 1 Điều 3") in shown
    assert ("renumbered", "Điều 4") in shown


def test_a_draft_is_corrected_before_it_is_published_and_not_after(
    consultation: Consultation, unit_officer: Officer, outsider: Officer
) -> None:
    version = uploaded(consultation, ONE, unit_officer)
    with pytest.raises(drafts.AnotherIsBeingChecked):
        uploaded(consultation, ONE, unit_officer)
    assert not public.public_versions(consultation).exists()
    correct = {"version": version, "by": unit_officer, "at": NOON}
    version = drafts.merge_provision(place=5, seen=1, **correct)
    assert at_path(version, "khoản 1 Điều 2").text == "Trong 10 ngày.\nGửi giấy."
    with pytest.raises(ChangedMeanwhile):
        drafts.merge_provision(place=5, seen=1, **correct)
    version = drafts.split_provision(place=4, line=2, seen=version.version, **correct)
    version = drafts.rewrite_provision(
        place=5, piece=Piece("clause", "3", "", "Gửi giấy."), seen=version.version, **correct
    )
    assert at_path(version, "khoản 3 Điều 2").text == "Gửi giấy."
    assert ["missing-number", "khoản 3 Điều 2", "2"] in version.warnings
    with pytest.raises(NotAllowed):
        drafts.publish_draft(version=version, seen=version.version, by=outsider, at=NOON)
    version = drafts.publish_draft(version=version, seen=version.version, by=unit_officer, at=NOON)
    with pytest.raises(NotInThatState):
        drafts.merge_provision(place=5, seen=version.version, **correct)
    assert Entry.objects.filter(act="policies.correct_draft").count() == 3
    assert public.public_versions(consultation).get() == version


def test_of_tracked_changes_the_accepted_text_is_read(
    consultation: Consultation, unit_officer: Officer
) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Điều 1. Hạn trong ")
    paragraph._p.append(parse_xml(f'<w:del {W} w:id="1"><w:r><w:delText>10</w:delText></w:r></w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins {W} w:id="2"><w:r><w:t>15</w:t></w:r></w:ins>'))
    paragraph._p.append(parse_xml(f'<w:moveFrom {W} w:id="3"><w:r><w:t> cũ</w:t></w:r></w:moveFrom>'))
    paragraph.add_run(" ngày")
    table = document.add_table(rows=4, cols=3)
    table.cell(0, 0).text = "TT"
    kept = BytesIO()
    document.save(kept)
    version = drafts.upload_draft(
        consultation=consultation,
        data=kept.getvalue(),
        name="du-thao.docx",
        note="",
        by=unit_officer,
        at=NOON,
    )
    assert at_path(version, "Điều 1").heading == "Hạn trong 15 ngày"
    assert [row[0] for row in version.warnings] == ["tracked-changes", "tables"]


def test_hiding_has_a_reason_an_appeal_and_another_who_decides(
    consultation: Consultation, unit_officer: Officer, coordinator: Officer, system: Officer
) -> None:
    first = published(consultation, ONE, unit_officer)
    comment = commented(at_path(first, "Điều 1"), system)
    assert (
        moderation.show_comments(consultation=consultation, comments=[comment.pk], by=unit_officer, at=NOON)
        == 1
    )
    assert public.public_counts(consultation).by_provision == {at_path(first, "Điều 1").pk: 1}
    later = NOON + timedelta(hours=1)
    hiding = moderation.hide_comment(comment=comment, seen=1, reason="Xúc phạm", by=unit_officer, at=later)
    assert public.public_counts(consultation).comments == 0
    with pytest.raises(NotInThatState):
        moderation.decide_appeal(hiding=hiding, stays_hidden=True, reason="x", by=coordinator, at=later)
    hiding = moderation.appeal_hiding(comment=comment, words="Tôi chỉ phê bình", by=system, at=later)
    with pytest.raises(NotInThatState):
        moderation.appeal_hiding(comment=comment, words="Lần hai", by=system, at=later)
    with pytest.raises(NotAllowed):
        moderation.decide_appeal(hiding=hiding, stays_hidden=True, reason="x", by=unit_officer, at=later)
    moderation.decide_appeal(
        hiding=hiding, stays_hidden=False, reason="Chỉ là phê bình", by=coordinator, at=later
    )
    assert public.public_counts(consultation).comments == 1
    comment.refresh_from_db()
    assert public.receipt_holds(comment)


def test_an_author_with_an_address_is_mailed_the_hiding_and_its_outcome_once_each(
    consultation: Consultation, unit_officer: Officer, coordinator: Officer, system: Officer
) -> None:
    first = published(consultation, ONE, unit_officer)
    content = CommentContent("Góp ý", provision=at_path(first, "Điều 1"), email="An@vd.vn")
    reached = post_comment(consultation=consultation, content=content, by=system, at=NOON).comment
    unreached = commented(at_path(first, "Điều 2"), system)
    for comment in (reached, unreached):
        moderation.hide_comment(comment=comment, seen=1, reason="Xúc phạm", by=unit_officer, at=NOON)
    mail = Message.objects.get(is_outside=True)
    assert mail.to == "an@vd.vn"
    assert all(words in mail.body for words in ("Xúc phạm", "/theo-doi/", "phản đối", consultation.contact))
    hiding = moderation.appeal_hiding(comment=reached, words="Tôi phê bình", by=system, at=NOON)
    moderation.decide_appeal(hiding=hiding, stays_hidden=True, reason="Có lời lẽ", by=coordinator, at=NOON)
    outcome = Message.objects.filter(is_outside=True).exclude(pk=mail.pk).get()
    assert "tiếp tục không" in outcome.body
    assert "Có lời lẽ" in outcome.body


def test_a_hiding_that_is_undone_before_its_mail_went_tells_nothing(
    consultation: Consultation, unit_officer: Officer, system: Officer
) -> None:
    published(consultation, ONE, unit_officer)
    content = CommentContent("Góp ý", email="an@vd.vn")
    comment = post_comment(consultation=consultation, content=content, by=system, at=NOON).comment
    moderation.hide_comment(comment=comment, seen=1, reason="Nhầm", by=unit_officer, at=NOON)
    moderation.show_again(comment=comment, seen=2, reason="Nhầm", by=unit_officer, at=NOON)
    assert [row.state for row in Message.objects.filter(is_outside=True)] == [Message.State.GIVEN_UP]
