"""The tables of stages and states: every draft can reach its end, nothing adopted goes back."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dongthuan.apps.policies.consultations_lifecycle import (
    CONSULTATION_NEXT,
    ConsultationState,
    Phase,
    may_comment,
    phase_of,
)
from dongthuan.apps.policies.dossiers_lifecycle import (
    BEFORE_ADOPTION,
    STAGE_NEXT,
    STAGES,
    Stage,
    is_direct,
)

AT = datetime(2026, 9, 7, 2, tzinfo=UTC)


@dataclass
class Row:
    """What a phase is read from."""

    state: str
    opens_at: datetime | None
    closes_at: datetime | None


def reached(start: Stage) -> set[Stage]:
    """Return the stages that can be reached from one."""
    found: set[Stage] = set()
    waiting = [start]
    while waiting:
        new = STAGE_NEXT[waiting.pop()] - found
        found |= new
        waiting += new
    return found


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_leads_to_the_end_and_what_is_adopted_never_goes_back(stage: Stage) -> None:
    assert set(STAGE_NEXT) == set(STAGES)
    assert stage == Stage.EVALUATION or Stage.EVALUATION in reached(stage)
    if stage not in BEFORE_ADOPTION:
        assert not BEFORE_ADOPTION & reached(stage)


@given(st.lists(st.integers(0, 3), max_size=30))
def test_no_walk_is_adopted_without_having_been_submitted(turns: list[int]) -> None:
    stage, seen = Stage.PROPOSAL, [Stage.PROPOSAL]
    for turn in turns:
        following = sorted(STAGE_NEXT[stage], key=STAGES.index)
        if not following:
            break
        stage = following[turn % len(following)]
        seen.append(stage)
    if Stage.ADOPTION in seen:
        before = seen[seen.index(Stage.ADOPTION) - 1]
        assert before == Stage.SUBMISSION
        assert is_direct(before, Stage.ADOPTION)
        assert seen.count(Stage.ADOPTION) == 1


@given(st.sampled_from(ConsultationState), st.integers(-50, 50), st.integers(1, 50), st.booleans())
def test_one_may_comment_only_while_it_is_open_and_between_its_instants(
    state: ConsultationState, opens: int, length: int, has_dates: bool
) -> None:
    start = AT + timedelta(hours=opens)
    row = Row(state, start if has_dates else None, start + timedelta(hours=length) if has_dates else None)
    inside = has_dates and start <= AT < start + timedelta(hours=length)
    assert may_comment(row, AT) == (state == ConsultationState.OPEN and inside)
    assert (phase_of(row, AT) == Phase.RUNNING) == may_comment(row, AT)


def test_nothing_published_or_called_off_moves_again() -> None:
    assert set(CONSULTATION_NEXT) == set(ConsultationState)
    for last in (ConsultationState.PUBLISHED, ConsultationState.CANCELLED):
        assert not CONSULTATION_NEXT[last]
