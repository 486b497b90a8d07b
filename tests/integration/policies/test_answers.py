"""Every group is answered once by two; nothing is finished while a shown comment has no checked answer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.notices.models import Message, Notice
from dongthuan.apps.notices.operations import remind
from dongthuan.apps.policies.answers_lifecycle import AnswerState, Decision
from dongthuan.apps.policies.answers_rules import ANSWER_ACCESS, AnswerAct
from dongthuan.apps.policies.models.answers import Answer
from dongthuan.apps.policies.models.comments import Comment, CommentContact
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.operations.answers import (
    AnswerContent,
    NotAdopted,
    NothingChanged,
    Unanswered,
    check_answer,
    draft_answer,
    finish_answers,
    publish_answers,
    state_response_date,
)
from dongthuan.apps.policies.operations.answers_telling import tell_authors
from dongthuan.apps.policies.operations.versions import ChangedMeanwhile, NoReason, NotInThatState, NoWords
from dongthuan.apps.policies.queries.answers import (
    comment_rows,
    progress_of,
    table_rows,
    unanswered_comments,
)
from dongthuan.apps.policies.queries.deadlines import deadlines
from tests.integration.policies.answers_cast import closed, comment_of, group_of
from tests.integration.policies.comments_cast import CLOSES, consultation_of, version_of

AT = CLOSES + timedelta(days=3)
NO = AnswerContent(Decision.NOT, "Luật đã quy định.")
YES = AnswerContent(Decision.ACCEPTED, "Ý kiến xác đáng.", "Sửa khoản 2 Điều 1.")


@pytest.fixture
def consultation(unit_officer: Officer, leader: Officer) -> Consultation:
    return consultation_of(unit_officer, leader, state="closed")


def answered(consultation: Consultation, words: str, by: Officer, other: Officer, **more: int) -> Answer:
    group = group_of(consultation, words, **more)  # type: ignore[arg-type]
    answer = draft_answer(group=group, version=0, content=YES, by=by, at=AT)
    return check_answer(answer=answer, version=answer.version, by=other, at=AT)


def test_an_answer_is_drafted_by_one_and_checked_by_another(
    consultation: Consultation, unit_officer: Officer, coordinator: Officer, outsider: Officer
) -> None:
    group = group_of(consultation, "Bỏ khoản 2", persons=3)
    for wrong, fault in (
        (AnswerContent(Decision.PARTLY, "x"), NothingChanged),
        (AnswerContent(Decision.NOT, " "), NoWords),
    ):
        with pytest.raises(fault):
            draft_answer(group=group, version=0, content=wrong, by=unit_officer, at=AT)
    with pytest.raises(NotAllowed):
        draft_answer(group=group, version=0, content=NO, by=outsider, at=AT)
    assert not Answer.objects.exists()
    answer = draft_answer(group=group, version=0, content=NO, by=unit_officer, at=AT)
    with pytest.raises(ChangedMeanwhile):
        draft_answer(group=group, version=0, content=NO, by=coordinator, at=AT)
    with pytest.raises(NotAllowed):
        check_answer(answer=answer, version=answer.version, by=unit_officer, at=AT)
    checked = check_answer(answer=answer, version=answer.version, by=coordinator, at=AT)
    assert (checked.state, checked.checked_by_id) == ("checked", coordinator.pk)
    # Written anew, it must be checked anew.
    again = draft_answer(group=group, version=checked.version, content=YES, by=coordinator, at=AT)
    assert (again.state, again.checked_by_id, Answer.objects.count()) == ("draft", None, 1)
    acts = list(
        Entry.objects.filter(record_type="policies.answer").order_by("id").values_list("act", flat=True)
    )
    assert acts == ["policies.draft_answer", "policies.check_answer", "policies.draft_answer"]


def test_a_comment_that_moves_makes_both_answers_drafts_again(
    consultation: Consultation, unit_officer: Officer, coordinator: Officer
) -> None:
    one = answered(consultation, "Một", unit_officer, coordinator, persons=2)
    two = answered(consultation, "Hai", unit_officer, coordinator)
    three = answered(consultation, "Ba", unit_officer, coordinator)
    moved = Comment.objects.filter(group=one.group).order_by("number").first()
    Comment.objects.filter(pk=moved.pk).update(group=two.group, joined="human")  # type: ignore[union-attr]
    states = dict(Answer.objects.values_list("pk", "state"))
    assert states == {one.pk: "draft", two.pk: "draft", three.pk: "checked"}
    # The very same words once more, sorted in by the machine, change nothing of what was answered.
    comment_of(consultation, "Ba", 9, group=three.group)
    assert Answer.objects.get(pk=three.pk).state == AnswerState.CHECKED


def test_nothing_is_finished_while_a_comment_has_no_answer(
    consultation: Consultation, unit_officer: Officer, coordinator: Officer, leader: Officer
) -> None:
    answered(consultation, "Một", unit_officer, coordinator, persons=2, bodies=1)
    group = group_of(consultation, "Hai")
    waiting = comment_of(consultation, "Chờ xem", 7, state="awaiting")
    hidden = comment_of(consultation, "Tục", 8, state="hidden")
    row = closed(consultation)
    with pytest.raises(Unanswered) as fault:
        finish_answers(consultation=row, version=row.version, by=unit_officer, at=AT)
    assert fault.value.left == 2
    assert [one.number for one in unanswered_comments(row)] == [4, 7]
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=row.pk).update(state="answered")
    answer = draft_answer(group=group, version=0, content=NO, by=unit_officer, at=AT)
    with pytest.raises(Unanswered):  # a draft is no answer
        finish_answers(consultation=row, version=row.version, by=unit_officer, at=AT)
    check_answer(answer=answer, version=answer.version, by=coordinator, at=AT)
    Comment.objects.filter(pk=waiting.pk).update(state="hidden")
    row = finish_answers(consultation=row, version=row.version, by=unit_officer, at=AT)
    assert (row.state, row.answered_at) == ("answered", AT)
    with pytest.raises(NotInThatState):
        draft_answer(group=group, version=answer.version + 1, content=YES, by=unit_officer, at=AT)
    with pytest.raises(NotAllowed):
        publish_answers(consultation=row, version=row.version, ground="x", by=unit_officer, at=AT)
    with pytest.raises(NotAdopted):
        publish_answers(consultation=row, version=row.version, ground=" ", by=leader, at=AT)
    assert not Answer.objects.public().exists()
    row = publish_answers(consultation=row, version=row.version, ground="Chưa ban hành.", by=leader, at=AT)
    assert row.state == "published"
    assert Answer.objects.public().count() == 2
    assert hidden.number not in [one.number for one in comment_rows(row)]


def test_the_table_counts_what_is_shown_and_stands_in_the_order_of_the_draft(
    consultation: Consultation, unit_officer: Officer, coordinator: Officer
) -> None:
    version = version_of(consultation, {"1": "Phạm vi", "2": "Giải thích"}, unit_officer)
    first, last = version.provisions.order_by("place")
    group_of(consultation, "Toàn văn rõ", persons=9)
    group_of(consultation, "Điều hai", persons=1, place=last)
    group = group_of(consultation, "Điều một", persons=2, bodies=2, place=first)
    Comment.objects.filter(group=group, author_kind="person").first().delete()  # type: ignore[union-attr]
    Comment.objects.filter(group=group, author_kind="organisation").update(state="hidden")
    rows = table_rows(consultation)
    assert [(row.place, row.count, row.decision) for row in rows] == [
        ("Điều 1", 1, ""),
        ("Điều 2", 1, ""),
        ("Toàn văn dự thảo", 9, ""),
    ]
    assert [row.place for row in table_rows(consultation, most=1)] == ["Toàn văn dự thảo"]
    answer = draft_answer(group=group, version=0, content=YES, by=unit_officer, at=AT)
    assert table_rows(consultation)[0].decision == ""  # a draft is shown to nobody
    check_answer(answer=answer, version=answer.version, by=coordinator, at=AT)
    assert table_rows(consultation)[0].changed == YES.changed
    assert progress_of(consultation).groups == 3
    said = [(row.number, row.decision) for row in comment_rows(consultation)]
    assert len(said) == 11
    assert (11, "accepted") in said


def test_a_date_for_the_answers_is_stated_with_its_ground(
    consultation: Consultation, unit_officer: Officer
) -> None:
    row = closed(consultation)
    given = {
        "consultation": row,
        "version": row.version,
        "due_on": date(2026, 6, 1),
        "by": unit_officer,
        "at": AT,
    }
    with pytest.raises(NoReason):
        state_response_date(basis=" ", **given)  # type: ignore[arg-type]
    row = state_response_date(basis="Kế hoạch số 12/KH-CQ", **given)  # type: ignore[arg-type]
    assert row.response_due_on == date(2026, 6, 1)
    assert row.response_basis == "Kế hoạch số 12/KH-CQ"
    assert Entry.objects.latest("id").ground == "Kế hoạch số 12/KH-CQ"


CAST = ["unit_officer", "coordinator", "leader", "legal_officer", "outsider", "system"]
EXPECTED = {
    AnswerAct.READ_ANSWERS: {"unit_officer", "coordinator", "leader", "legal_officer", "system"},
    AnswerAct.DRAFT_ANSWER: {"unit_officer", "coordinator"},
    AnswerAct.CHECK_ANSWER: {"coordinator", "leader"},  # the unit's officer drafted it
    AnswerAct.STATE_RESPONSE_DATE: {"unit_officer", "coordinator", "leader"},
    AnswerAct.FINISH_ANSWERS: {"unit_officer", "coordinator", "leader"},
    AnswerAct.PUBLISH_ANSWERS: {"coordinator", "leader"},
    AnswerAct.TELL_AUTHORS: {"system"},
    AnswerAct.WANT_WORKBOOK: {"unit_officer", "coordinator", "leader", "legal_officer", "system"},
    AnswerAct.DRAW_WORKBOOK: {"system"},
}


def test_who_may_answer(consultation: Consultation, request: pytest.FixtureRequest) -> None:
    assert set(ANSWER_ACCESS) == set(AnswerAct) == set(EXPECTED)
    people: dict[str, Officer] = {name: request.getfixturevalue(name) for name in CAST}
    answer = Answer(consultation=consultation, drafted_by=people["unit_officer"])
    people["system"] = people["system"].on(AT.date())
    may = {
        act: {name for name, officer in people.items() if ANSWER_ACCESS[act](officer, answer)}
        for act in AnswerAct
    }
    assert may == EXPECTED


def test_the_pages_lead_from_groups_to_publication(
    consultation: Consultation, unit_officer: Officer, coordinator: Officer, leader: Officer, client: Client
) -> None:
    group = group_of(consultation, "Bỏ khoản 2", persons=2)
    listed = f"/chinh-sach/lay-y-kien/{consultation.pk}/tra-loi/"
    one = f"/chinh-sach/nhom-y-kien/{group.pk}/tra-loi/"
    client.force_login(unit_officer)
    assert "Bỏ khoản 2" in client.get(listed).content.decode()
    assert client.post(f"{listed}xong/", {"version": 1}).status_code == 400
    given = {"version": 0, "decision": "accepted", "reason": "Xác đáng", "changed": ""}
    assert client.post(one, given).status_code == 400  # what is taken up says what it changes
    assert client.post(one, given | {"changed": "Bỏ khoản 2 Điều 1"}).status_code == 302
    assert client.post(f"{one}kiem-tra/", {"version": 1}).status_code == 403
    client.force_login(coordinator)
    assert client.post(f"{one}kiem-tra/", {"version": 1}).status_code == 302
    assert client.post(f"{listed}xong/", {"version": 1}).status_code == 302
    report = client.post(f"{listed}bao-cao/")
    page = client.get(report["Location"]).content.decode()
    assert "Bỏ khoản 2 Điều 1" in page
    client.force_login(leader)
    assert client.post(f"{listed}cong-bo/", {"version": 2, "ground": ""}).status_code == 400
    assert client.post(f"{listed}cong-bo/", {"version": 2, "ground": "Kèm dự thảo"}).status_code == 302
    assert Consultation.objects.get().state == "published"
    assert client.get(f"{listed}?xlsx")["Content-Type"].startswith("application/vnd.openxml")
    assert client.get("/chinh-sach/lay-y-kien/999999/tra-loi/").status_code == 404


def test_authors_who_left_an_address_are_told_once(
    consultation: Consultation, unit_officer: Officer, coordinator: Officer, leader: Officer, system: Officer
) -> None:
    answered(consultation, "Một", unit_officer, coordinator, persons=2)
    first = Comment.objects.order_by("number").first()
    CommentContact.objects.create(comment=first, email="a@vd.vn")
    row = closed(consultation)
    assert tell_authors(by=system, at=AT) == 0
    row = finish_answers(consultation=row, version=row.version, by=unit_officer, at=AT)
    publish_answers(consultation=row, version=row.version, ground="Kèm", by=leader, at=AT)
    with pytest.raises(NotAllowed):
        tell_authors(by=leader, at=AT)
    assert (tell_authors(by=system, at=AT), tell_authors(by=system, at=AT)) == (1, 0)
    mail = Message.objects.get(is_outside=True)
    assert (mail.to, "Tiếp thu" in mail.body) == ("a@vd.vn", True)


def test_a_stated_date_urges_on_with_its_ground_until_all_is_answered(
    consultation: Consultation, unit_officer: Officer, coordinator: Officer
) -> None:
    answered(consultation, "Một", unit_officer, coordinator)
    row = closed(consultation)
    due = date(2026, 6, 1)
    row = state_response_date(
        consultation=row, version=row.version, due_on=due, basis="Kế hoạch 12", by=coordinator, at=AT
    )
    ready = {"fires_on": working_calendar().add_working_days}
    on_the_day = datetime(2026, 6, 1, 2, tzinfo=UTC)
    remind(deadlines=deadlines(), at=on_the_day, **ready)
    told = Notice.objects.filter(recipient=row.responsible, record_type="policies.consultation")
    assert any("Kế hoạch 12" in notice.title for notice in told)
    row = finish_answers(consultation=row, version=row.version, by=unit_officer, at=on_the_day)
    assert not told.filter(withdrawn_at__isnull=True).exists()
    assert not [one for one in deadlines() if one.record == row]
