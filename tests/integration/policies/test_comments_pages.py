"""Pages of drafts, comments and groups: what officers see and do, and that hidden comments leave no door."""

import csv
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.policies.comments_rules import COMMENT_ACCESS, CommentAct
from dongthuan.apps.policies.models.comment_groups import CommentGroup
from dongthuan.apps.policies.models.comments import Comment
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.drafts import DraftVersion
from dongthuan.apps.policies.operations.comments import CommentContent, post_comment
from dongthuan.apps.policies.operations.grouping import group_batch
from dongthuan.apps.policies.operations.moderation import hide_comment, show_comments
from dongthuan.apps.policies.queries import public
from tests.integration.policies.comments_cast import NOON, consultation_of
from tests.integration.policies.test_drafts import ONE, TWO, published

BAD = "Lời xúc phạm không nên ai đọc"


@pytest.fixture
def consultation(unit_officer: Officer, leader: Officer) -> Consultation:
    return consultation_of(unit_officer, leader)


@pytest.fixture
def comments(consultation: Consultation, unit_officer: Officer, system: Officer) -> list[Comment]:
    first = published(consultation, ONE, unit_officer).provisions.get(path="khoản 1 Điều 2")
    made = [
        post_comment(
            consultation=consultation, content=CommentContent(text, provision=first), by=system, at=NOON
        ).comment
        for text in ("Thời hạn mười ngày là quá ngắn với xã", BAD)
    ]
    show_comments(consultation=consultation, comments=[c.pk for c in made], by=unit_officer, at=NOON)
    hide_comment(comment=made[1], seen=1, reason="Xúc phạm", by=unit_officer, at=NOON)
    group_batch(consultation=consultation, by=system, at=NOON)
    return made


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def test_every_page_opens_to_the_unit_and_to_nobody_else(
    consultation: Consultation, comments: list[Comment], unit_officer: Officer, outsider: Officer
) -> None:
    second = published(consultation, TWO, unit_officer)
    group = CommentGroup.objects.first()
    assert group
    base = f"/chinh-sach/lay-y-kien/{consultation.pk}"
    pages = [
        *(f"{base}/{name}/" for name in ("du-thao", "y-kien", "y-kien/nhap", "cuoc-hop", "nhom", "goi-y")),
        second.get_absolute_url(),
        f"{second.get_absolute_url()}so-sanh/",
        f"{second.get_absolute_url()}so-sanh/?hai-cot=1&tat-ca=1",
        comments[0].get_absolute_url(),
        comments[1].get_absolute_url(),
        group.get_absolute_url(),
    ]
    mine, stranger = signed_in(unit_officer), signed_in(outsider)
    for page in pages:
        assert mine.get(page).status_code == 200, page
        assert stranger.get(page).status_code == 404, page
    compared = mine.get(f"{second.get_absolute_url()}so-sanh/").content.decode()
    assert "<del>10 </del>" in compared
    assert "<ins>15 </ins>" in compared


def test_a_draft_is_uploaded_corrected_and_published_on_its_pages(
    consultation: Consultation, unit_officer: Officer
) -> None:
    client = signed_in(unit_officer)
    file = BytesIO(ONE.encode())
    file.name = "du-thao.txt"
    client.post(f"/chinh-sach/lay-y-kien/{consultation.pk}/du-thao/", {"file": file, "note": ""})
    version = DraftVersion.objects.get()
    page = f"{version.get_absolute_url()}sua/5/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"do": "merge", "version": 9}).status_code == 400
    assert client.post(page, {"do": "merge", "version": 1}).status_code == 302
    assert client.post(f"{version.get_absolute_url()}buoc/cong-bo/", {"version": 2}).status_code == 302
    version.refresh_from_db()
    assert (version.state, version.provisions.count()) == ("published", 6)


def test_a_hidden_comment_comes_through_no_public_door_and_both_workbooks_say_which_they_are(
    consultation: Consultation, comments: list[Comment], unit_officer: Officer
) -> None:
    assert [c.pk for c in public.public_comments()] == [comments[0].pk]
    counts = public.public_counts(consultation)
    assert (counts.comments, sum(counts.by_provision.values())) == (1, 1)
    client = signed_in(unit_officer)
    address = f"/chinh-sach/lay-y-kien/{consultation.pk}/y-kien/?xlsx&an="
    shown = {}
    for which in ("co", "khong"):
        answer = client.get(address + which)
        book = openpyxl.load_workbook(BytesIO(answer.content))
        words = "\n".join(str(cell.value) for row in book.active.iter_rows() for cell in row)
        shown[which] = (BAD in words, answer["Content-Disposition"])
        assert BAD not in answer["Content-Disposition"]
    assert [shown["co"][0], shown["khong"][0]] == [True, False]
    assert "y-kien-cong-khai" in shown["khong"][1]


def test_every_act_has_a_rule(consultation: Consultation, outsider: Officer) -> None:
    assert set(COMMENT_ACCESS) == set(CommentAct)
    for act in set(CommentAct) - {CommentAct.DECIDE_APPEAL, CommentAct.PUBLISH_MINUTES}:
        assert not COMMENT_ACCESS[act](outsider, consultation)


def lines_of(response: Any) -> list[list[str]]:
    return list(csv.reader(b"".join(response).decode("utf-8-sig").splitlines()))


def test_the_list_is_had_as_csv_by_filter_and_never_computes(
    consultation: Consultation, comments: list[Comment], unit_officer: Officer, system: Officer
) -> None:
    content = CommentContent("=cmd|'/C calc'!A0", email="an@vd.vn", name="Lê An")
    made = post_comment(consultation=consultation, content=content, by=system, at=NOON).comment
    show_comments(consultation=consultation, comments=[made.pk], by=unit_officer, at=NOON)
    client, path = signed_in(unit_officer), f"/chinh-sach/lay-y-kien/{consultation.pk}/y-kien/"
    every, shown = lines_of(client.get(f"{path}?csv&an=co")), lines_of(client.get(f"{path}?csv&an=khong"))
    assert (len(every), len(shown)) == (4, 3)
    assert BAD not in str(shown)
    assert any("'=cmd|'/C calc'!A0" in line for line in shown)
    assert "an@vd.vn" not in str(every)
    group = Comment.objects.get(pk=comments[0].pk).group_id
    assert [line[0] for line in lines_of(client.get(f"{path}?csv&an=co&group={group}"))[1:]] == ["1"]
    assert "Địa điểm" not in client.get(path).content.decode()
    assert client.get(f"{path}?group=x").status_code == 400


def test_identities_leave_only_by_who_decides_with_a_reason_that_is_kept(
    consultation: Consultation, unit_officer: Officer, coordinator: Officer, system: Officer
) -> None:
    content = CommentContent("Góp ý", email="an@vd.vn", name="Lê An")
    post_comment(consultation=consultation, content=content, by=system, at=NOON)
    path = f"/chinh-sach/lay-y-kien/{consultation.pk}/y-kien/danh-tinh/"
    assert signed_in(unit_officer).post(path, {"reason": "Mời họp"}).status_code == 403
    client = signed_in(coordinator)
    assert client.post(path, {"reason": ""}).status_code == 302
    assert not Entry.objects.filter(act="policies.export_identities").exists()
    assert "an@vd.vn" in str(lines_of(client.post(path, {"reason": "Mời họp"})))
    entry = Entry.objects.get(act="policies.export_identities")
    assert (entry.ground, entry.details["count"]) == ("Mời họp", 1)
