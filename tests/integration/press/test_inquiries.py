"""Inquiries: numbered, dated by the law of the day, answered for by one officer, refused only on a ground."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.press.desk_lifecycle import Basis, InquiryState, Outcome, SentHow
from dongthuan.apps.press.grounds import NoSuchGround, grounds_on
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.operations import inquiries as operations
from dongthuan.apps.press.operations.grounds import draw_up_refusal, refuse_inquiry
from dongthuan.apps.press.operations.inquiries_giving import (
    NotOfTheHouse,
    accept_inquiry,
    offer_inquiry,
    refuse_offer,
)
from dongthuan.apps.press.operations.versions import ChangedMeanwhile, NoReason
from dongthuan.apps.press.queries import inquiries as queries
from dongthuan.apps.press.queries.statistics import inquiries_between
from tests.integration.press.desk_cast import AT, HOUR, an_inquiry, content_of, in_hand

OLD = datetime(2026, 6, 30, 3, tzinfo=UTC)


def test_an_inquiry_gets_the_next_number_and_its_entry(spokesperson: Officer) -> None:
    first, second = an_inquiry(spokesperson), an_inquiry(spokesperson)
    assert (first.symbol, second.symbol) == ("001/2026", "002/2026")
    assert Entry.objects.filter(act="press.receive_inquiry", record_key=str(first.pk)).exists()


def test_a_minute_before_midnight_on_new_years_eve_is_the_old_year(spokesperson: Officer) -> None:
    late = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)  # 23:59 in Hà Nội
    before = an_inquiry(spokesperson, at=late + HOUR, received_at=late)
    after = an_inquiry(spokesperson, at=late + HOUR, received_at=late + timedelta(minutes=1))
    assert (before.symbol, after.symbol) == ("001/2026", "001/2027")
    days = (late.date(), (late + timedelta(days=1)).date())
    assert list(inquiries_between(*days)) == [before]


@pytest.mark.parametrize(
    ("basis", "received_at", "alias"),
    [
        (Basis.REQUEST, AT - HOUR, None),
        (Basis.CITIZENS, AT - HOUR, "P12"),
        (Basis.OPINION, AT - HOUR, "P15"),
        (Basis.CONCLUDED, AT - HOUR, "P13"),
        (Basis.COMPLAINT, AT - HOUR, None),
        (Basis.REQUEST, OLD, "P25"),
        (Basis.OPINION, OLD, "P25"),
    ],
)
def test_the_law_of_the_day_says_which_limit_runs(
    basis: Basis, received_at: datetime, alias: str | None, spokesperson: Officer
) -> None:
    inquiry = an_inquiry(spokesperson, basis=basis, received_at=received_at)
    assert (inquiry.clock.alias if inquiry.clock else None) == alias
    assert bool(queries.why_no_limit(inquiry)) == (alias is None)


def test_the_earlier_deadline_governs(spokesperson: Officer) -> None:
    soon = an_inquiry(spokesperson, basis=Basis.OPINION, journalist_deadline_at=AT + HOUR)
    late = an_inquiry(spokesperson, basis=Basis.OPINION, journalist_deadline_at=AT + timedelta(days=90))
    rows = {row.pk: row for row in Inquiry.objects.with_deadline()}
    assert rows[soon.pk].governing_at == AT + HOUR  # type: ignore[attr-defined]
    assert late.clock
    assert rows[late.pk].governing_at == late.clock.due_at  # type: ignore[attr-defined]
    assert list(Inquiry.objects.overdue(at=AT + HOUR)) == [soon]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"topic": "  "}, operations.NothingAsked),
        ({"questions": ""}, operations.NothingAsked),
        ({"questions": "a" * 20_001}, operations.TooLong),
        ({"received_at": AT + HOUR}, operations.OutOfTime),
        ({"received_at": AT - timedelta(days=900)}, operations.TooLongAgo),
        ({"journalist_deadline_at": AT - 2 * HOUR}, operations.DeadlineBefore),
        ({"journalist_name": " ", "outlet_name": "", "journalist": None}, operations.NobodyAsks),
        ({"counted_from": AT + HOUR, "basis": Basis.CONCLUDED}, operations.OutOfTime),
        ({"questions": "TUYỆT MẬT\nHỏi về kế hoạch"}, SecretMark),
    ],
)
def test_what_cannot_be_leaves_no_trace(
    changed: dict[str, object], error: type[Exception], spokesperson: Officer
) -> None:
    with pytest.raises(error):
        an_inquiry(spokesperson, **changed)
    assert not Inquiry.objects.exists()


def test_the_names_as_given_outlive_the_register(spokesperson: Officer) -> None:
    inquiry = an_inquiry(spokesperson)
    follower = an_inquiry(spokesperson, parent=inquiry, journalist_name="", topic="Hỏi thêm")
    assert inquiry.journalist_name == "Lý Văn Tin (minh hoạ)"
    assert queries.chain_of(follower, spokesperson) == [inquiry]
    assert queries.chain_of(inquiry, spokesperson) == [follower]


def test_one_officer_answers_for_it(spokesperson: Officer, unit_officer: Officer) -> None:
    inquiry = an_inquiry(spokesperson)
    offered = offer_inquiry(inquiry=inquiry, version=1, owner=unit_officer, by=spokesperson, at=AT)
    assert offered.state == InquiryState.ASSIGNED
    assert Notice.objects.get(kind="press.offered").recipient == unit_officer
    with pytest.raises(NotAllowed):
        accept_inquiry(inquiry=offered, version=offered.version, by=spokesperson, at=AT)
    unit_officer.on(AT.date())
    accepted = accept_inquiry(inquiry=offered, version=offered.version, by=unit_officer, at=AT)
    assert (accepted.state, accepted.owner, accepted.accepted_at) == ("drafting", unit_officer, AT)


def test_a_refused_offer_goes_back_with_its_reason(spokesperson: Officer, unit_officer: Officer) -> None:
    inquiry = an_inquiry(spokesperson)
    offered = offer_inquiry(inquiry=inquiry, version=1, owner=unit_officer, by=spokesperson, at=AT)
    unit_officer.on(AT.date())
    with pytest.raises(NoReason):
        refuse_offer(inquiry=offered, version=offered.version, reason=" ", by=unit_officer, at=AT)
    back = refuse_offer(
        inquiry=offered, version=offered.version, reason="Không thuộc lĩnh vực", by=unit_officer, at=AT
    )
    assert (back.state, back.owner) == ("received", None)
    assert Notice.objects.get(kind="press.offer_refused").body == "Không thuộc lĩnh vực"


def test_nobody_without_a_role_answers_for_it(spokesperson: Officer, outsider: Officer) -> None:
    with pytest.raises(NotOfTheHouse):
        offer_inquiry(inquiry=an_inquiry(spokesperson), version=1, owner=outsider, by=spokesperson, at=AT)


def test_two_officers_at_once(spokesperson: Officer, unit_officer: Officer) -> None:
    inquiry = in_hand(spokesperson)
    with pytest.raises(ChangedMeanwhile):
        offer_inquiry(inquiry=inquiry, version=1, owner=unit_officer, by=unit_officer, at=AT)


def test_a_refusal_names_its_ground_and_article(leader: Officer, spokesperson: Officer) -> None:
    inquiry = in_hand(spokesperson, basis=Basis.OPINION)
    refused = refuse_inquiry(
        inquiry=inquiry,
        version=inquiry.version,
        ground="investigation",
        reason="Vụ án đang được điều tra",
        how=SentHow.MAIL,
        by=leader,
        at=AT,
    )
    assert refused.state == InquiryState.REFUSED
    assert refused.refusal_citation.startswith("Luật Báo chí 2025, Điều 31 khoản 2")
    assert refused.clock
    refused.clock.refresh_from_db()
    assert refused.clock.state == "done"
    letter = draw_up_refusal(inquiry=refused, by=leader, at=AT)
    assert OfficialDocument.objects.get(pk=letter.pk).addressees == ["Báo Minh Hoạ"]


@pytest.mark.parametrize(
    ("ground", "reason", "error"),
    [("", "Lý do", NoSuchGround), ("drafting", "Lý do", NoSuchGround), ("private", " ", NoReason)],
)
def test_no_other_ground_and_none_without_reason(
    ground: str, reason: str, error: type[Exception], spokesperson: Officer
) -> None:
    inquiry = in_hand(spokesperson)
    with pytest.raises(error):
        refuse_inquiry(
            inquiry=inquiry,
            version=inquiry.version,
            ground=ground,
            reason=reason,
            how=SentHow.MAIL,
            by=spokesperson,
            at=AT,
        )
    inquiry.refresh_from_db()
    assert inquiry.state == InquiryState.DRAFTING


def test_the_grounds_are_those_of_the_day() -> None:
    old, new = grounds_on(OLD.date()), grounds_on(AT.date())
    assert "drafting" in {ground.key for ground in old}
    assert "drafting" not in {ground.key for ground in new}
    assert {ground.verified for ground in new} == {"V2"}
    assert not any(ground.is_whole for ground in new)
    assert grounds_on(datetime(2016, 1, 1, tzinfo=UTC).date()) == []


def test_the_database_refuses_a_refusal_without_ground(spokesperson: Officer) -> None:
    inquiry = in_hand(spokesperson)
    with pytest.raises(IntegrityError), transaction.atomic():
        Inquiry.objects.filter(pk=inquiry.pk).update(state="refused")
    with pytest.raises(IntegrityError), transaction.atomic():
        Inquiry.objects.filter(pk=inquiry.pk).update(owner=None)


def test_the_same_question_shares_an_answer(spokesperson: Officer) -> None:
    lead, other = in_hand(spokesperson), an_inquiry(spokesperson)
    joined = operations.answer_together(inquiry=other, version=1, lead=lead, by=spokesperson, at=AT)
    assert joined.same_as == lead
    third = an_inquiry(spokesperson)
    with pytest.raises(operations.NotTheSame):
        operations.answer_together(inquiry=third, version=1, lead=joined, by=spokesperson, at=AT)
    apart = operations.answer_apart(inquiry=joined, version=joined.version, by=spokesperson, at=AT)
    assert apart.same_as is None


def test_a_rewritten_receipt_starts_the_limit_anew(spokesperson: Officer, coordinator: Officer) -> None:
    inquiry = an_inquiry(spokesperson, basis=Basis.OPINION)
    before = inquiry.clock
    content = content_of(inquiry.unit, basis=Basis.CITIZENS)
    changed = operations.rewrite_inquiry(inquiry=inquiry, version=1, content=content, by=coordinator, at=AT)
    assert before
    before.refresh_from_db()
    assert before.state == "cancelled"
    assert changed.clock
    assert changed.clock.alias == "P12"


def test_a_closed_inquiry_says_why_and_is_not_taken_up(spokesperson: Officer) -> None:
    inquiry = in_hand(spokesperson)
    given = {"inquiry": inquiry, "version": inquiry.version, "by": spokesperson, "at": AT}
    with pytest.raises(operations.NothingRepeated):
        operations.close_inquiry(outcome=Outcome.DUPLICATE, reason="Trùng", **given)  # type: ignore[arg-type]
    closed = operations.close_inquiry(
        outcome=Outcome.WITHDRAWN,
        reason="Báo rút câu hỏi",
        **given,  # type: ignore[arg-type]  # one set for both
    )
    assert (closed.outcome, closed.closed_by_id) == ("withdrawn", spokesperson.pk)
    with pytest.raises(operations.NoSuchStep):
        offer_inquiry(inquiry=closed, version=closed.version, owner=spokesperson, by=spokesperson, at=AT)
    with pytest.raises(operations.NoSuchStep):
        operations.rewrite_inquiry(
            inquiry=closed, version=closed.version, content=content_of(closed.unit), by=spokesperson, at=AT
        )


def test_similar_open_inquiries_are_proposed(spokesperson: Officer) -> None:
    inquiry = an_inquiry(spokesperson)
    same = an_inquiry(spokesperson, topic="Trạm quan trắc: kinh phí bao nhiêu?")
    an_inquiry(spokesperson, topic="Lịch thi tuyển nghiên cứu viên", questions="Khi nào thi tuyển?")
    assert queries.like_it(inquiry, spokesperson) == [same]
