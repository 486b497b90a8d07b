"""Every ordering of offering, drafting, clearing, sending, refusing and closing, against a small model."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.press.desk_lifecycle import (
    ANSWER_NEXT,
    INQUIRY_NEXT,
    LINE_NEXT,
    OPEN_INQUIRIES,
    AnswerState,
    InquiryState,
    LineState,
    Outcome,
    SentHow,
)
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations import answers, inquiries
from dongthuan.apps.press.operations.grounds import refuse_inquiry
from dongthuan.apps.press.operations.inquiries_giving import offer_inquiry
from tests.integration.press.desk_cast import AT, a_draft, an_inquiry, cleared

REFUSED = (
    inquiries.NoSuchStep,
    answers.NoSuchStep,
    answers.NotInHand,
    answers.AlreadyDrafted,
    answers.NotCleared,
)


class Orderings(RuleBasedStateMachine):
    """Do anything at any time, and compare what happened with what may happen."""

    worker: ClassVar[Officer]
    speaker: ClassVar[Officer]
    reader: ClassVar[Officer]

    @initialize()
    def begin(self) -> None:
        """Take an inquiry in; everything is undone at the end."""
        self.savepoint = transaction.savepoint()
        self.inquiry = an_inquiry(self.worker, basis="opinion")
        self.state, self.draft, self.is_cleared, self.count = "received", "", False, 0
        self.at = AT

    def teardown(self) -> None:
        """Undo everything."""
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    def done(self, act: Callable[..., Any], *, may: bool, **given: Any) -> bool:
        """Do an act; it must succeed exactly where it may, and leave no trace where it may not."""
        before = Inquiry.objects.filter(pk=self.inquiry.pk).values().get()
        try:
            with transaction.atomic():
                act(at=self.at, **given)
        except REFUSED:
            assert not may, (act.__name__, self.state, self.draft)
            assert Inquiry.objects.filter(pk=self.inquiry.pk).values().get() == before
            return False
        assert may, (act.__name__, self.state, self.draft)
        return True

    @property
    def seen(self) -> dict[str, Any]:
        """The inquiry and its version, as on somebody's screen."""
        self.inquiry.refresh_from_db()
        return {"inquiry": self.inquiry, "version": self.inquiry.version}

    @property
    def answer(self) -> dict[str, Any]:
        """The latest answer and its version."""
        row = self.inquiry.answers.order_by("-pk").first()
        return {"answer": row, "version": row.version if row else 0}

    @property
    def is_open(self) -> bool:
        """Whether an answer is still wanted."""
        return self.state not in {"answered", "refused", "closed"}

    @rule()
    def take(self) -> None:
        """Answer for it oneself."""
        given = self.seen | {"owner": self.worker, "by": self.worker}
        if self.done(offer_inquiry, may=self.is_open, **given):
            self.state = "drafting"

    @rule()
    def draft_it(self) -> None:
        """Draft an answer."""
        may = self.state in {"drafting", "clearing"} and self.draft not in {"draft", "clearing"}
        content = answers.AnswerContent("Kinh phí là 2 tỷ đồng.", self.speaker)
        if self.done(answers.draft_answer, may=may, inquiry=self.inquiry, content=content, by=self.worker):
            self.draft, self.is_cleared = "draft", False

    @rule()
    def rewrite(self) -> None:
        """Change a word: whatever was cleared no longer is."""
        if not self.draft:
            return
        self.count += 1
        content = answers.AnswerContent(f"Kinh phí là 2 tỷ đồng. Bản {self.count}.", self.speaker)
        may = self.draft in {"draft", "clearing"}
        if self.done(answers.rewrite_answer, may=may, content=content, by=self.worker, **self.answer):
            self.draft, self.is_cleared = "draft", False
            self.state = "drafting" if self.state == "clearing" else self.state

    @rule()
    def clear_it(self) -> None:
        """Have the draft cleared by somebody else."""
        if self.draft not in {"draft", "clearing"} or self.state not in {"drafting", "clearing"}:
            return
        cleared(self.answer["answer"], self.worker, reader=self.reader)
        self.draft, self.is_cleared, self.state = "clearing", True, "clearing"

    @rule()
    def send(self) -> None:
        """Note it as sent."""
        if not self.draft:
            return
        may = self.draft in {"draft", "clearing"} and self.is_cleared and self.is_open
        may = may and self.state in {"drafting", "clearing"}
        if self.done(answers.send_answer, may=may, how=SentHow.MAIL, by=self.worker, **self.answer):
            self.state, self.draft = "answered", "sent"

    @rule()
    def drop(self) -> None:
        """Give the draft up."""
        if not self.draft:
            return
        may = self.draft in {"draft", "clearing"}
        if self.done(answers.drop_answer, may=may, reason="Viết lại", by=self.worker, **self.answer):
            self.draft, self.is_cleared = "dropped", False
            self.state = "drafting" if self.state == "clearing" else self.state

    @rule()
    def refuse(self) -> None:
        """Refuse on a listed ground."""
        may = self.state in {"drafting", "clearing"}
        given = self.seen | {"ground": "private", "reason": "Bí mật cá nhân", "how": SentHow.MAIL}
        if self.done(refuse_inquiry, may=may, by=self.speaker, **given):
            self.state, self.draft = "refused", ""

    @rule()
    def close(self) -> None:
        """Close without an answer."""
        given = self.seen | {"outcome": Outcome.WITHDRAWN, "reason": "Báo rút câu hỏi", "by": self.worker}
        if self.done(inquiries.close_inquiry, may=self.is_open, **given):
            self.state, self.draft = "closed", ""

    @invariant()
    def it_stands_as_the_model_says(self) -> None:
        """The row follows the model; what is worked on has one owner; a settled one has its clock ended."""
        if not hasattr(self, "inquiry"):
            return
        self.inquiry.refresh_from_db()
        assert self.inquiry.state == self.state
        assert self.inquiry.owner_id is not None or self.state in {"received", "closed"}
        assert self.inquiry.answers.open().count() <= 1
        clock = self.inquiry.clock
        assert clock is not None
        clock.refresh_from_db()
        ends = {"answered": "done", "refused": "done", "closed": "cancelled"}
        assert clock.state == ends.get(self.state, "running")


def test_every_ordering(
    spokesperson: Officer, leader: Officer, legal_officer: Officer, head: Spokesperson
) -> None:
    day = AT.date()
    Orderings.worker, Orderings.speaker = spokesperson.on(day), leader.on(day)
    Orderings.reader = legal_officer.on(day)
    run_state_machine_as_test(
        Orderings,
        settings=settings(
            max_examples=12,
            stateful_step_count=10,
            deadline=timedelta(minutes=5),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_table_leads_nowhere_or_misses_a_state() -> None:
    for table, states in (
        (INQUIRY_NEXT, InquiryState),
        (ANSWER_NEXT, AnswerState),
        (LINE_NEXT, LineState),
    ):
        assert set(table) == set(states)
        reached = {following for steps in table.values() for following in steps}
        assert reached | {next(iter(states))} == set(states)
    assert {state for state in InquiryState if not INQUIRY_NEXT[state]} == set(InquiryState) - OPEN_INQUIRIES


def test_a_draft_ends_with_its_inquiry(
    spokesperson: Officer, leader: Officer, legal_officer: Officer, head: Spokesperson
) -> None:
    by = spokesperson.on(AT.date())
    inquiry = offer_inquiry(inquiry=an_inquiry(by), version=1, owner=by, by=by, at=AT)
    answer = cleared(a_draft(inquiry, by, speaker=leader), by, reader=legal_officer)
    inquiry.refresh_from_db()
    inquiries.close_inquiry(
        inquiry=inquiry, version=inquiry.version, outcome=Outcome.WITHDRAWN, reason="Rút", by=by, at=AT
    )
    answer.refresh_from_db()
    assert answer.state == "dropped"
    with pytest.raises(answers.NoSuchStep):
        answers.send_answer(answer=answer, version=answer.version, how=SentHow.MAIL, by=by, at=AT)
