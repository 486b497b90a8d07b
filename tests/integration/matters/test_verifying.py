"""Facts are asked of a unit, which answers; nothing of what it said is lost."""

from datetime import timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.matters import jobs
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.models.verifications import Verification
from dongthuan.apps.matters.operations.refusals import ChangedMeanwhile, NoReason, NotInThatState, NoWords
from dongthuan.apps.matters.operations.verifying import (
    Question,
    TooSoon,
    answer_facts,
    ask_again,
    ask_facts,
    withdraw_question,
)
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.units.models import Unit
from tests.integration.matters.conftest import AT

HOUR = timedelta(hours=1)


@pytest.fixture
def asked(matter: Matter, institute: Unit, expert: Officer, speaker: Officer) -> Verification:
    """A question to the institute, due in three hours."""
    question = Question(institute, "Có trạm nào ghi nhận rung chấn không?", AT + 3 * HOUR)
    return ask_facts(matter=matter, question=question, by=speaker, at=AT)


def test_the_unit_is_told_and_may_read_the_matter(
    asked: Verification, matter: Matter, expert: Officer, neighbour: Officer
) -> None:
    assert matter in Matter.objects.visible_to(expert)
    assert matter not in Matter.objects.visible_to(neighbour)
    notice = Notice.objects.get(kind="matters.facts_asked")
    assert (notice.recipient_id, notice.url) == (expert.pk, asked.get_absolute_url())


def test_the_answer_reaches_who_asked(asked: Verification, expert: Officer, speaker: Officer) -> None:
    answer_facts(verification=asked, version=1, answer="Không ghi nhận.", by=expert, at=AT + HOUR)
    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.answered_by_id) == ("answered", "Không ghi nhận.", expert.pk)
    assert Notice.objects.get(kind="matters.facts_answered").recipient_id == speaker.pk


def test_only_the_unit_asked_answers(asked: Verification, neighbour: Officer, speaker: Officer) -> None:
    for officer in (neighbour, speaker):
        with pytest.raises(NotAllowed):
            answer_facts(verification=asked, version=1, answer="Có.", by=officer, at=AT)


def test_asked_again_the_earlier_answer_stays(asked: Verification, expert: Officer, speaker: Officer) -> None:
    answer_facts(verification=asked, version=1, answer="Chưa rõ.", by=expert, at=AT + HOUR)
    with pytest.raises(NoReason):
        ask_again(verification=asked, version=2, reason=" ", due_at=AT + 9 * HOUR, by=speaker, at=AT + HOUR)
    ask_again(
        verification=asked,
        version=2,
        reason="Cần số liệu từng trạm",
        due_at=AT + 9 * HOUR,
        by=speaker,
        at=AT + 2 * HOUR,
    )
    answer_facts(verification=asked, version=3, answer="0/32 trạm.", by=expert, at=AT + 4 * HOUR)
    asked.refresh_from_db()
    assert asked.answer == "0/32 trạm."
    assert [row.answer for row in asked.answers.all()] == ["Chưa rõ.", "0/32 trạm."]


def test_two_who_answer_at_once(asked: Verification, expert: Officer) -> None:
    answer_facts(verification=asked, version=1, answer="Một.", by=expert, at=AT)
    with pytest.raises(ChangedMeanwhile):
        answer_facts(verification=asked, version=1, answer="Hai.", by=expert, at=AT)


def test_what_is_no_longer_needed_is_taken_back(
    asked: Verification, speaker: Officer, expert: Officer
) -> None:
    withdraw_question(verification=asked, version=1, reason="Đã có số liệu", by=speaker, at=AT)
    with pytest.raises(NotInThatState):
        answer_facts(verification=asked, version=2, answer="Có.", by=expert, at=AT)


def test_a_question_is_whole_and_in_time(matter: Matter, institute: Unit, speaker: Officer) -> None:
    with pytest.raises(NoWords):
        ask_facts(matter=matter, question=Question(institute, " ", AT + HOUR), by=speaker, at=AT)
    with pytest.raises(TooSoon):
        ask_facts(matter=matter, question=Question(institute, "Có không?", AT), by=speaker, at=AT)
    assert not Verification.objects.exists()


def test_late_facts_are_told_once(
    asked: Verification, expert: Officer, speaker: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hours, told in ((2, 0), (4, 2), (5, 2)):
        monkeypatch.setattr(jobs, "now", lambda hours=hours: AT + hours * HOUR)
        jobs.sweep()
        assert Notice.objects.filter(kind="matters.facts_late").count() == told


def test_units_are_urged_on_by_the_working_calendar(
    asked: Verification, expert: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "now", lambda: AT + timedelta(days=1))
    jobs.remind()
    jobs.remind()
    urged = Notice.objects.filter(record_type="matters.verification").exclude(kind__startswith="matters")
    assert urged.filter(recipient=expert).count() == 1
