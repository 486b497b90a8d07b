"""What is said on a matter: official only with a live mandate, and the first official word ends the clock."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import Decision, Part
from dongthuan.apps.clearances.operations.clearances import StepAsked
from dongthuan.apps.clearances.operations.deciding import decide_step
from dongthuan.apps.clearances.queries.clearances import latest_clearance
from dongthuan.apps.clocks.lifecycle import State
from dongthuan.apps.content.lifecycle import TextKind
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.clearing import put_for_clearance
from dongthuan.apps.content.operations.publishing import publish_text, set_embargo
from dongthuan.apps.content.operations.texts import TextContent, draw_up_text
from dongthuan.apps.content.queries.texts import speakers_for
from dongthuan.apps.matters import jobs
from dongthuan.apps.matters.lifecycle import Form
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.models.statements import Statement
from dongthuan.apps.matters.operations.refusals import AheadOfTime, BeforeStart, NoChange, NoReason, NoWords
from dongthuan.apps.matters.operations.statements import (
    NotOfMatter,
    Spoken,
    publish_statement,
    record_statement,
    strike_statement,
)
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.units.models import Unit
from tests.integration.matters.conftest import AT, ON

HOUR = timedelta(hours=1)


def spoken(speaker: Officer, said_at: datetime = AT, title: str = "Trả lời phỏng vấn VTV1") -> Spoken:
    """Return an interview."""
    return Spoken(Form.DIRECT, said_at, title, speaker)


def test_the_first_official_word_ends_the_clock(
    matter: Matter, speaker: Officer, office_of_speaker: Spokesperson
) -> None:
    said_at = AT + 23 * HOUR
    record_statement(matter=matter, spoken=spoken(speaker, said_at), by=speaker, at=AT + 30 * HOUR)
    matter.refresh_from_db()
    assert matter.first_statement_at == said_at
    assert matter.clock is not None
    assert (matter.clock.state, matter.clock.done_at, matter.clock.is_late) == (State.DONE, said_at, False)
    statement = matter.statements.get()
    assert (statement.capacity, statement.recorded_at) == ("regular", AT + 30 * HOUR)


@pytest.mark.parametrize(("hours", "is_late"), [(23, False), (24, True), (30, True)])
def test_in_time_is_before_the_limit(
    hours: int, is_late: bool, matter: Matter, speaker: Officer, office_of_speaker: Spokesperson
) -> None:
    at = AT + hours * HOUR
    record_statement(matter=matter, spoken=spoken(speaker, at), by=speaker, at=at)
    matter.refresh_from_db()
    assert matter.clock is not None
    assert matter.clock.is_late is is_late


def test_without_a_live_mandate_it_is_no_official_word(
    matter: Matter, speaker: Officer, expert: Officer, office_of_speaker: Spokesperson
) -> None:
    record_statement(matter=matter, spoken=spoken(expert), by=speaker, at=AT)
    matter.refresh_from_db()
    assert matter.first_statement_at is None
    assert matter.clock is not None
    assert matter.clock.state == State.RUNNING
    assert matter.statements.get().capacity == ""


def test_an_earlier_word_found_later_counts(
    matter: Matter, speaker: Officer, office_of_speaker: Spokesperson
) -> None:
    for hours in (20, 3, 22):
        said = spoken(speaker, AT + hours * HOUR)
        record_statement(matter=matter, spoken=said, by=speaker, at=AT + 40 * HOUR)
    matter.refresh_from_db()
    assert matter.first_statement_at == AT + 3 * HOUR


def test_what_was_not_said_is_not_recorded(
    matter: Matter, speaker: Officer, office_of_speaker: Spokesperson
) -> None:
    with pytest.raises(AheadOfTime):
        record_statement(matter=matter, spoken=spoken(speaker, AT + HOUR), by=speaker, at=AT)
    with pytest.raises(NoWords):
        record_statement(matter=matter, spoken=spoken(speaker, title=" "), by=speaker, at=AT)
    assert not Statement.objects.exists()


@pytest.fixture
def cleared(
    matter: Matter, agency: Unit, expert: Officer, unit_officer: Officer, legal: Officer, leader: Officer
) -> Callable[..., Text]:
    """Draw up a statement of the matter and have it cleared by two."""

    def made(record: Any = matter) -> Text:
        author = unit_officer.on(ON)
        content = TextContent(
            kind=TextKind.STATEMENT,
            unit=agency,
            title="Thông tin về tin đồn động đất",
            body="Không có căn cứ khoa học cho tin đồn đang lan truyền.",
            speaker=speakers_for(agency, at=AT)[0],
            contact="024 3756 0000",
        )
        text = draw_up_text(content=content, by=author, at=AT, record=record)
        steps = [
            StepAsked(Part.SECRECY, legal, AT + HOUR),
            StepAsked(Part.LEADER, leader.on(ON), AT + HOUR),
        ]
        put_for_clearance(text=text, version=text.version, steps=steps, by=author, at=AT)
        clearance = latest_clearance(text)
        assert clearance is not None
        for step in clearance.steps.select_related("officer"):
            assert step.officer is not None
            decide_step(
                step=step,
                decision=Decision.APPROVED,
                comment="",
                text_hash=clearance.text_hash,
                by=step.officer.on(ON),
                at=AT,
            )
        text.refresh_from_db()
        return text

    return made


def test_a_cleared_text_is_published_as_the_first_statement(
    matter: Matter, speaker: Officer, office_of_speaker: Spokesperson, cleared: Callable[..., Text]
) -> None:
    text, at = cleared(), AT + 5 * HOUR
    publish_statement(matter=matter, text=text, version=text.version, by=speaker, at=at, has_looked=True)
    matter.refresh_from_db()
    assert matter.first_statement_at == at
    assert matter.clock is not None
    assert (matter.clock.done_at, matter.clock.is_late) == (at, False)
    assert matter.statements.get().record_type == "content.text"


def test_a_text_of_something_else_is_no_statement_of_the_matter(
    matter: Matter, speaker: Officer, office_of_speaker: Spokesperson, cleared: Callable[..., Text]
) -> None:
    text = cleared(record=None)
    with pytest.raises(NotOfMatter):
        publish_statement(matter=matter, text=text, version=text.version, by=speaker, at=AT)


def test_what_was_published_elsewhere_is_heard_once(
    matter: Matter,
    speaker: Officer,
    office_of_speaker: Spokesperson,
    cleared: Callable[..., Text],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text, at = cleared(), AT + 5 * HOUR
    publish_text(text=text, version=text.version, by=speaker, at=at, has_looked=True)
    monkeypatch.setattr(jobs, "now", lambda: at + HOUR)
    jobs.sweep()
    jobs.sweep()
    matter.refresh_from_db()
    assert matter.first_statement_at == at
    assert Statement.objects.count() == 1


def test_an_embargo_is_no_word_until_it_ends(
    matter: Matter,
    speaker: Officer,
    office_of_speaker: Spokesperson,
    cleared: Callable[..., Text],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text, until = cleared(), AT + 10 * HOUR
    text = set_embargo(text=text, version=text.version, until=until, by=speaker, at=AT)
    publish_statement(matter=matter, text=text, version=text.version, by=speaker, at=AT, has_looked=True)
    for at, first in ((AT + 9 * HOUR, None), (AT + 11 * HOUR, until)):
        monkeypatch.setattr(jobs, "now", lambda at=at: at)
        jobs.sweep()
        matter.refresh_from_db()
        assert matter.first_statement_at == first


def test_what_was_said_before_t0_answers_nothing(matter: Matter, speaker: Officer) -> None:
    spoken = Spoken(Form.DIRECT, AT - HOUR, "Trả lời từ trước", speaker)
    with pytest.raises(BeforeStart):
        record_statement(matter=matter, spoken=spoken, by=speaker, at=AT + HOUR)


def test_a_statement_written_down_by_mistake_counts_for_nothing(
    matter: Matter, speaker: Officer, office_of_speaker: Spokesperson
) -> None:
    spoken = Spoken(Form.DIRECT, AT + HOUR, "Nhầm vụ việc khác", speaker)
    made = record_statement(matter=matter, spoken=spoken, by=speaker, at=AT + 2 * HOUR)
    matter.refresh_from_db()
    assert matter.first_statement_at == AT + HOUR
    old, given = matter.clock_id, {"matter": matter, "statement": made, "by": speaker, "at": AT + 3 * HOUR}
    with pytest.raises(NoReason):
        strike_statement(reason=" ", **given)
    strike_statement(reason="Ghi nhầm vụ việc", **given)
    with pytest.raises(NoChange):
        strike_statement(reason="Lần nữa", **given)
    matter.refresh_from_db()
    assert matter.first_statement_at is None
    assert matter.clock is not None
    assert (matter.clock.pk != old, matter.clock.state) == (True, State.RUNNING)
    assert matter.clock.start_at == matter.t0_at
    assert [row.struck_reason for row in matter.statements.all()] == ["Ghi nhầm vụ việc"]
