"""One visibility rule: every public address is walked, and none shows a comment that is hidden or waits.

The addresses come from the resolver, so that a new one is walked as well.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from openpyxl import load_workbook

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.policies.answers_lifecycle import Decision
from dongthuan.apps.policies.models.comment_groups import CommentGroup
from dongthuan.apps.policies.models.comments import Comment
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.operations.answers import (
    AnswerContent,
    check_answer,
    draft_answer,
    finish_answers,
    publish_answers,
)
from dongthuan.apps.policies.operations.moderation import hide_comment
from dongthuan.apps.portal.guarded_forms import new_stamp
from dongthuan.apps.portal.lifecycle import Rhythm, SubscriptionKind
from dongthuan.apps.portal.models.subscriptions import SubscriberLetter
from dongthuan.apps.portal.operations.indexing import index_some
from dongthuan.apps.portal.operations.subscriptions import Wanted, ask_subscription, confirm_subscription
from dongthuan.apps.portal.operations.telling import announce_some, tell_one
from tests.integration.access.addresses import address, addresses
from tests.integration.policies.answers_cast import closed, comment_of, group_of
from tests.integration.policies.comments_cast import consultation_of, version_of

SHOWN, KEPT_BACK = "hoanghon", ("choduyet", "bigiau")
POSTING = {"portal:comment", "portal:consultation-box"}
MORE = ("", "?page=x", "?ve=toan-van", "?xlsx", "?q=bigiau", "?q=choduyet", "?q=hoanghon")


@pytest.fixture
def answered(unit_officer: Officer, coordinator: Officer, leader: Officer) -> Consultation:
    """A consultation with its results published, in which one group began with words hidden by now."""
    row = closed(consultation_of(unit_officer, leader, state="closed"))
    article = version_of(row, {"1": "Phạm vi"}, unit_officer).provisions.get()
    group = group_of(row, "Câu bigiau dở", persons=1, bodies=2, place=article)
    first, second, third = Comment.objects.filter(group=group).order_by("number")
    Comment.objects.filter(pk=first.pk).update(author_name="Ông bigiau")
    for one in (second, third):
        Comment.objects.filter(pk=one.pk).update(text="Câu hoanghon hay", author_name="Hội hoanghon")
    CommentGroup.objects.filter(pk=group.pk).update(target=f"p:{article.key}")
    at = clock.now()
    answer = draft_answer(
        group=group,
        version=0,
        content=AnswerContent(Decision.NOT, "Đã có quy định khác", ""),
        by=unit_officer,
        at=at,
    )
    check_answer(answer=answer, version=answer.version, by=coordinator, at=at)
    row = finish_answers(consultation=row, version=row.version, by=unit_officer, at=at)
    publish_answers(consultation=row, version=row.version, ground="Kèm Nghị định", by=leader, at=at)
    first.refresh_from_db()
    hide_comment(comment=first, seen=first.version, reason="Xúc phạm", by=unit_officer, at=at)
    waits = comment_of(row, "Câu choduyet", 4, kind="organisation", place=article, state="awaiting")
    Comment.objects.filter(pk=waits.pk).update(author_name="Hội choduyet", group=group, joined="human")
    row.refresh_from_db()
    return row


def doors(consultation: Consultation) -> Iterator[tuple[str, str]]:
    """Yield each public address by name, that of the consultation where it takes one."""
    given = {"slug": consultation.slug, "number": 1, "form": "docx", "code": "vi", "token": "x" * 43}
    given |= {"key": 1, "ending": "png"}
    for name, takes in addresses():
        if name.startswith("portal:"):
            yield name, address(name, takes, given)


def words_of(answer: Any) -> str:
    """Return all that an answer says: its headers, and its body or the cells of its workbook."""
    if not answer.streaming and answer.content[:2] == b"PK" and "spreadsheet" in answer["Content-Type"]:
        book = load_workbook(BytesIO(answer.content))
        body = " ".join(str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line)
    else:
        data = b"".join(answer) if answer.streaming else answer.content
        body = data.decode("utf-8", "replace")
    return f"{answer.headers} {body}"


def letters(by: Officer) -> list[str]:
    """Return the mails to somebody who subscribes to drafts, after the index took everything in."""
    wanted = Wanted("doc.gia@example.org", frozenset(SubscriptionKind), Rhythm.AT_ONCE, network="192.0.2.1")
    row = ask_subscription(wanted=wanted, by=by, at=clock.now() - timedelta(minutes=1))
    assert row is not None
    code = row.letters.get().body.split("/xac-nhan/")[1].split("/")[0]
    confirm_subscription(code=code, by=by, at=clock.now())
    SubscriberLetter.objects.all().delete()
    announce_some(by=by, at=clock.now())
    tell_one(by=by, at=clock.now())
    return [f"{one.subject} {one.body}" for one in SubscriberLetter.objects.all()]


def test_no_public_door_shows_what_is_hidden_or_waits(
    client: Client, answered: Consultation, system: Officer
) -> None:
    Consultation.objects.filter(pk=answered.pk).update(opened_at=clock.now() - timedelta(hours=1))
    index_some(by=system, at=clock.now())
    showing = set()
    for name, path in doors(answered):
        for more in MORE:
            caches["pages"].clear()
            answer = client.get(f"{path}{more}")
            assert answer.status_code < 500, f"{path}{more}"
            told = words_of(answer)
            asked = more.removeprefix("?q=") if "q=" in more else ""
            for word in KEPT_BACK:
                assert word == asked or word not in told, f"{name} {path}{more} shows {word}"
            if SHOWN in told and not asked:
                showing.add(name)
    assert {"portal:consultation-comments", "portal:consultation-results"} <= showing
    mails = letters(system)
    assert len(mails) == 1
    assert not any(word in mails[0] for word in KEPT_BACK)
    followed = client.post("/cong/lay-y-kien/theo-doi/", {"code": "2222-3333-4444"})
    assert followed.status_code == 400
    assert not any(word in words_of(followed) for word in (*KEPT_BACK, SHOWN))
    assert "no-store" in followed["Cache-Control"]


def test_a_search_for_hidden_words_finds_nothing(
    client: Client, answered: Consultation, system: Officer
) -> None:
    index_some(by=system, at=clock.now())
    for word in KEPT_BACK:
        for door in ("", "atom.xml"):
            told = words_of(client.get(f"/cong/tim-kiem/{door}?q={word}"))
            assert answered.slug not in told


def test_counts_are_of_what_is_shown(client: Client, answered: Consultation) -> None:
    here = f"/cong/lay-y-kien/{answered.slug}/"
    data = json.loads(client.get("/cong/lay-y-kien/du-lieu.json").content)
    assert [one["comment_count"] for one in data["consultations"]] == [2]
    client.cookies["django_language"] = "en"
    page = client.get(here, headers={"Accept-Language": "en"}).content.decode()
    assert "2 comments" in page
    assert "0 from people, 2 from organisations" in page
    listed = client.get(f"{here}y-kien/", headers={"Accept-Language": "en"}).content.decode()
    assert listed.count('<li id="y') == 2
    assert "<li><p>Câu hoanghon hay</p>" in listed  # sent more than once
    assert "2 times" in listed
    book = load_workbook(BytesIO(client.get(f"{here}ket-qua/?xlsx").content))
    table, every = book.worksheets
    assert [cell.value for cell in table[3]][2:6] == ["Câu hoanghon hay", 0, 2, "Hội hoanghon"]
    assert every.max_row == 3
    other = client.get(f"{here}ket-qua/?xlsx&moi=1")
    assert (other.status_code, other["Location"]) == (302, f"{here}ket-qua/?xlsx")


def test_nothing_is_posted_outside_the_phase(client: Client, answered: Consultation) -> None:
    before = Comment.objects.count()
    given = {"text": "Muộn", "author_kind": "person", "stamp": new_stamp(clock.now() - timedelta(minutes=1))}
    took = {}
    for name, path in doors(answered):
        if answered.slug in path:
            took[name] = client.post(path, given).status_code
    assert {name for name, status in took.items() if status not in (404, 405)} == POSTING
    assert {took[name] for name in POSTING} == {400}
    Consultation.objects.filter(pk=answered.pk).update(
        state="open", opens_at=clock.now() + timedelta(days=1), closes_at=clock.now() + timedelta(days=2)
    )
    for name, path in doors(answered):
        if name in POSTING:
            assert client.post(path, given).status_code == 400
    assert Comment.objects.count() == before
