"""A draft is read, corrected, published; comments go along exactly or become orphans, and people decide."""

from datetime import datetime, timedelta
from io import BytesIO

import docx
import pytest
from django.test import Client
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from dongthuan.analysis.provisions import Piece, hang_notes, read_provisions
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
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
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
    fresh = next(row for row in comparison_of(first, second) if row.row.change.value == "new")
    assert [piece.text for piece in fresh.inside] == ["Mới."]  # a new article is read whole


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


def with_notes(first: str, second: str) -> bytes:
    """Return a Word file with two footnotes, one on an article's heading and one on a clause."""
    document = docx.Document()
    ref = '<w:r {w}><w:footnoteReference w:id="{n}"/></w:r>'
    for words, key, rest in (
        ("Điều 1", 2, ". Hạn"),
        ("1. Trong 5 ngày", 3, " kể từ ngày nhận."),
        ("Điều 2. Phí", 0, ""),
    ):
        paragraph = document.add_paragraph(words)
        if key:
            paragraph._p.append(parse_xml(ref.format(w=W, n=key)))
        paragraph.add_run(rest)
    notes = "".join(
        f'<w:footnote w:id="{key}"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote>'
        for key, words in ((2, first), (3, second))
    )
    blob = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>{notes}</w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, blob.encode(), document.part.package)
    document.part.relate_to(part, f"{RELATION}/footnotes")
    document.add_comment(document.paragraphs[0].runs, text="Ai viết đoạn này?")
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def test_footnotes_go_with_their_provision_into_preview_comparison_and_portal(
    consultation: Consultation, unit_officer: Officer, client: Client
) -> None:
    told = {"consultation": consultation, "name": "a.docx", "note": "", "by": unit_officer, "at": NOON}
    one = drafts.upload_draft(data=with_notes("Theo Luật A", "Ngày làm việc"), **told)
    assert ["footnotes", "", "2"] in one.warnings
    assert ["remarks", "", "1"] in one.warnings
    article, clause = at_path(one, "Điều 1"), at_path(one, "khoản 1 Điều 1")
    assert (article.heading, article.notes) == ("Hạn¹", [[1, "Theo Luật A"]])
    assert (clause.text, clause.notes) == ("Trong 5 ngày² kể từ ngày nhận.", [[2, "Ngày làm việc"]])
    one = drafts.rewrite_provision(
        version=one,
        seen=1,
        place=2,
        piece=Piece("clause", "1", "", "Trong 6 ngày²."),
        by=unit_officer,
        at=NOON,
    )
    assert at_path(one, "khoản 1 Điều 1").notes == [[2, "Ngày làm việc"]]  # a correction keeps the note
    client.force_login(unit_officer)
    assert "Ngày làm việc" in client.get(one.get_absolute_url()).content.decode()
    drafts.publish_draft(version=one, seen=one.version, by=unit_officer, at=NOON)
    two = drafts.upload_draft(data=with_notes("Theo Luật B", "Ngày làm việc"), **told)
    drafts.publish_draft(version=two, seen=two.version, by=unit_officer, at=NOON)
    changed = client.get(f"{two.get_absolute_url()}so-sanh/").content.decode()
    assert "<del>A</del><ins>B</ins>" in changed  # only the note of the article changed
    public_page = f"/cong/lay-y-kien/{consultation.slug}/"
    assert "Theo Luật B" in client.get(public_page).content.decode()
    both = client.get(f"{public_page}ban/2/").content.decode()
    assert "<del>A</del>" in both
    assert "<ins>B</ins>" in both


def test_a_note_that_only_got_another_number_changes_nothing() -> None:
    outlines = [
        hang_notes(read_provisions(text), notes)[0]
        for text, notes in (("Điều 1. Hạn¹", ["Luật A"]), ("Điều 1. Hạn²", ["Bỏ", "Luật A"]))
    ]
    assert outlines[0].pieces[0].words_hash == outlines[1].pieces[0].words_hash
