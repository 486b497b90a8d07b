"""Consultations in public: read, commented, followed by a code; what is hidden is hidden on every door."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.policies.answers_lifecycle import Decision
from dongthuan.apps.policies.models.comments import Comment, CommentContact, CommentRefusal
from dongthuan.apps.policies.models.consultations import Consultation, ConsultationQuestion
from dongthuan.apps.policies.operations.answers import (
    AnswerContent,
    check_answer,
    draft_answer,
    finish_answers,
    publish_answers,
)
from dongthuan.apps.policies.operations.comments import CommentContent, post_comment
from dongthuan.apps.policies.operations.moderation import hide_comment
from dongthuan.apps.portal.guarded_forms import new_stamp
from dongthuan.apps.portal.operations.indexing import index_some
from dongthuan.apps.portal.queries.search import Question, search
from tests.integration.policies.answers_cast import closed, group_of
from tests.integration.policies.comments_cast import consultation_of, version_of

SECRET = "Lời tục tĩu"


@pytest.fixture
def running(unit_officer: Officer, leader: Officer) -> Consultation:
    """A consultation that takes comments today."""
    row = consultation_of(unit_officer, leader)
    now = clock.now()
    row.opens_at, row.closes_at = now - timedelta(days=1), now + timedelta(days=9)
    row.opened_at = row.opens_at
    row.save()
    return row


def given(text: str, **more: str) -> dict[str, str]:
    stamp = new_stamp(clock.now() - timedelta(minutes=1))
    return {"text": text, "author_kind": "person", "stamp": stamp} | more


def page_of(client: Client, path: str) -> str:
    caches["pages"].clear()
    return client.get(path).content.decode()


def test_a_draft_is_read_and_commented_article_by_article(
    client: Client, running: Consultation, unit_officer: Officer
) -> None:
    version_of(running, {"1": "Phạm vi cũ", "2": "Giữ nguyên"}, unit_officer)
    version = version_of(running, {"1": "Phạm vi mới", "2": "Giữ nguyên"}, unit_officer)
    article = version.provisions.get(number="1")
    ConsultationQuestion.objects.create(consultation=running, place=1, text="Thời hạn nào hợp lý?")
    here = f"/cong/lay-y-kien/{running.slug}/"
    page = page_of(client, here)
    assert "Phạm vi mới" in page
    assert f"{here}gop-y/?dieu={article.pk}" in page
    assert running.title in page_of(client, "/cong/lay-y-kien/?trang-thai=dang-lay")
    assert running.title not in page_of(client, "/cong/lay-y-kien/?trang-thai=da-tra-loi")
    changed = page_of(client, f"{here}ban/2/")
    assert "<del>cũ</del>" in changed
    assert client.get(f"{here}ban/9/").status_code == 404

    form = client.get(f"{here}gop-y/?dieu={article.pk}")
    assert (form.status_code, form.cookies) == (200, {})
    sent = client.post(f"{here}gop-y/?dieu={article.pk}", given("Nêu rõ hơn", email="a@vd.vn"))
    assert (sent.status_code, sent.cookies) == (200, {})
    client.post(f"{here}gop-y/?cau=1", given("Ba mươi ngày"))
    client.post(f"{here}gop-y/", given("Nhất trí"))
    comments = Comment.objects.order_by("number")
    assert [(one.provision, one.question_id is not None) for one in comments] == [
        (article, False),
        (None, True),
        (None, False),
    ]
    assert CommentContact.objects.get().email == "a@vd.vn"
    assert "Nêu rõ hơn" not in page_of(client, f"{here}y-kien/")  # nobody has looked at it yet
    assert client.get(f"{here}gop-y/?dieu=999999").status_code == 404
    assert client.get(f"{here}gop-y/?dieu=x").status_code == 404


def test_the_phase_is_kept_on_every_door(client: Client, running: Consultation) -> None:
    Consultation.objects.filter(pk=running.pk).update(closes_at=clock.now() - timedelta(seconds=1))
    for door in ("gop-y", "nhung"):
        path = f"/cong/lay-y-kien/{running.slug}/{door}/"
        assert "<textarea" not in page_of(client, path)
        assert client.post(path, given("Muộn")).status_code == 400
    assert not Comment.objects.exists()
    assert CommentRefusal.objects.get().count == 2
    Consultation.objects.filter(pk=running.pk).update(state="draft", opened_by=None, opened_at=None)
    for door in ("", "gop-y/", "nhung/", "y-kien/", "ban/1/", "ket-qua/"):
        caches["pages"].clear()
        assert client.get(f"/cong/lay-y-kien/{running.slug}/{door}").status_code == 404


def test_the_box_stands_in_a_frame_without_a_cookie(client: Client, running: Consultation) -> None:
    path = f"/cong/lay-y-kien/{running.slug}/nhung/"
    box = client.get(path)
    assert "frame-ancestors *" in box["Content-Security-Policy"]
    assert "X-Frame-Options" not in box
    assert not box.cookies
    assert client.post(path, given("Từ khung nhúng")).status_code == 200
    assert Comment.objects.get().source == "embed"
    other = client.get(f"/cong/lay-y-kien/{running.slug}/")
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    assert f"{path}" in other.content.decode()


def test_a_hidden_comment_is_on_no_door_but_its_authors(
    client: Client, running: Consultation, unit_officer: Officer, system: Officer
) -> None:
    here = f"/cong/lay-y-kien/{running.slug}/"
    sent = client.post(f"{here}gop-y/", given(SECRET)).content.decode()
    code = sent.split('<p class="public-code">')[1].split("<")[0]
    comment = Comment.objects.get()
    Comment.objects.update(state="visible")
    assert SECRET in page_of(client, f"{here}y-kien/")
    comment.refresh_from_db()
    hide_comment(comment=comment, seen=comment.version, reason="Xúc phạm", by=unit_officer, at=clock.now())
    index_some(by=system, at=clock.now())
    doors = (here, f"{here}y-kien/", f"{here}y-kien/?ve=toan-van", "/cong/lay-y-kien/du-lieu.json")
    for door in (*doors, "/cong/lay-y-kien/atom.xml", "/cong/tim-kiem/?q=tuc+tiu"):
        assert SECRET not in page_of(client, door), door
    data = json.loads(page_of(client, "/cong/lay-y-kien/du-lieu.json"))
    assert data["consultations"][0]["comment_count"] == 0
    followed = client.post("/cong/lay-y-kien/theo-doi/", {"code": code}).content.decode()
    assert SECRET in followed
    assert "Xúc phạm" in followed
    objection = {"code": code, "words": "Tôi không xúc phạm ai", "stamp": given("")["stamp"]}
    assert "Đã nhận khiếu nại" in client.post("/cong/lay-y-kien/theo-doi/", objection).content.decode()
    assert comment.moderations.get().appeal == "Tôi không xúc phạm ai"
    assert client.post("/cong/lay-y-kien/theo-doi/", {"code": "AAAA"}).status_code == 400


def test_results_are_read_once_published_and_the_workbook_holds_what_is_shown(
    client: Client, unit_officer: Officer, coordinator: Officer, leader: Officer
) -> None:
    row = closed(consultation_of(unit_officer, leader, state="closed"))
    group = group_of(row, "=1+1 nên sửa", persons=2, bodies=1)
    hidden = Comment.objects.filter(group=group).last()
    Comment.objects.filter(pk=hidden.pk).update(state="hidden", text=SECRET)  # type: ignore[union-attr]
    path, at = f"/cong/lay-y-kien/{row.slug}/ket-qua/", clock.now()
    assert client.get(path).status_code == 404
    content = AnswerContent(Decision.PARTLY, "Xác đáng một phần", "Sửa Điều 1")
    answer = draft_answer(group=group, version=0, content=content, by=unit_officer, at=at)
    check_answer(answer=answer, version=answer.version, by=coordinator, at=at)
    row = finish_answers(consultation=row, version=row.version, by=unit_officer, at=at)
    assert client.get(path).status_code == 404
    publish_answers(consultation=row, version=row.version, ground="Kèm Nghị định", by=leader, at=at)
    assert "Xác đáng một phần" in page_of(client, path)
    book = load_workbook(BytesIO(client.get(f"{path}?xlsx").content))
    table, every = book.worksheets
    told = [cell.value for cell in table[3]]
    assert told[1:9:2] == [
        "Toàn văn dự thảo",
        1,
        "Hội số 3",
        "Xác đáng một phần",
    ]
    assert every.max_row == 3
    assert not any(SECRET in str(cell.value) for line in every.iter_rows() for cell in line)


def test_a_consultation_is_found_by_the_search(running: Consultation, system: Officer) -> None:
    index_some(by=system, at=clock.now())
    hits = search(Question("du lieu mo"), at=clock.now())
    assert [row.path for row in hits.rows] == [f"/cong/lay-y-kien/{running.slug}/"]


def test_the_text_of_a_version_is_drawn_once_and_what_changes_stands_in_it(
    client: Client, running: Consultation, unit_officer: Officer, system: Officer
) -> None:
    version = version_of(running, {"1": "Phạm vi <b>&<!--7-->"}, unit_officer)
    article = version.provisions.get(number="1")
    here = f"/cong/lay-y-kien/{running.slug}/"
    assert "&lt;!--7--&gt;" in client.get(f"{here}?lan=1").text
    post_comment(
        consultation=running,
        content=CommentContent("Cần rõ hơn", provision=article, network="192.0.2.9"),
        by=system.on(clock.local_day(clock.now())),
        at=clock.now(),
    )
    Comment.objects.update(state="visible")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"{here}?lan=2").text
    assert "1 ý kiến về Điều 1" in page
    assert not [one for one in asked if 'FROM "policies_provision"' in one["sql"]]
    Consultation.objects.filter(pk=running.pk).update(closes_at=clock.now())
    assert f"?dieu={article.pk}" not in client.get(f"{here}?lan=3").text
