"""Who may do what in monitoring: the table, act by act, over the whole cast."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.monitoring.models.briefs import Brief
from dongthuan.apps.monitoring.rules import ACCESS, Act

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
CAST = ["leader", "coordinator", "unit_officer", "spokesperson", "administrator", "outsider", "system"]
STAFF = {"leader", "coordinator", "unit_officer", "spokesperson", "administrator", "system"}
KEEPERS = {"coordinator", "administrator"}
WORKERS = {"leader", "coordinator", "unit_officer", "spokesperson"}
COMPILERS = {"coordinator", "unit_officer", "spokesperson"}
SYSTEM = {"system"}
EXPECTED = {
    Act.READ: STAFF,
    Act.SAVE_SOURCE: KEEPERS | SYSTEM,
    Act.PAUSE_SOURCE: KEEPERS,
    Act.REMOVE_SOURCE: KEEPERS | SYSTEM,
    Act.COLLECT: KEEPERS | SYSTEM,
    Act.IMPORT: KEEPERS | SYSTEM,
    Act.UNDERSTAND: SYSTEM,
    Act.CORRECT_LABEL: WORKERS,
    Act.REFIT_HEADS: KEEPERS | SYSTEM,
    Act.ADOPT_HEADS: {"leader", "coordinator"},
    Act.CHOOSE_ANSWERED: {"leader", "coordinator"},
    Act.HANDLE_ITEM: WORKERS,
    Act.CHANGE_STORY: WORKERS,
    Act.SAVE_TOPIC: KEEPERS | SYSTEM,
    Act.DETECT: SYSTEM,
    Act.TAKE_SIGNAL: WORKERS,
    Act.CLOSE_SIGNAL: WORKERS,
    Act.ASSIGN_SIGNAL: WORKERS,
    Act.ANSWER_SIGNAL: WORKERS,
    Act.UNDO_SIGNAL_STEP: {"coordinator"},
    Act.JUDGE_WARNING: WORKERS,
    Act.SAVE_ALERT_RULE: {"coordinator", "administrator", "leader", "spokesperson"},
    Act.CONFIRM_ALERT_ADDRESS: SYSTEM,
    Act.COMPILE_BRIEF: COMPILERS | SYSTEM,
    Act.EDIT_BRIEF: COMPILERS,
    Act.SUBMIT_BRIEF: COMPILERS,
    Act.APPROVE_BRIEF: {"leader", "coordinator"},
    Act.RETURN_BRIEF: {"leader", "coordinator"},
    Act.COMPILE_TREND: COMPILERS | SYSTEM,
    Act.EDIT_TREND: COMPILERS,
    Act.SUBMIT_TREND: COMPILERS,
    Act.APPROVE_TREND: {"leader", "coordinator"},
    Act.RETURN_TREND: {"leader", "coordinator"},
}


@pytest.fixture
def brief(system: Officer) -> Brief:
    """A brief compiled by the system, touched by nobody in the cast."""
    return Brief.objects.create(day=date(2026, 3, 2), compiler=system, compiled_at=NOON)


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("name", CAST)
def test_access(act: Act, name: str, brief: Brief, request: pytest.FixtureRequest) -> None:
    officer: Officer = request.getfixturevalue(name)
    assert ACCESS[act](officer, brief) == (name in EXPECTED[act])


@pytest.mark.parametrize("act", [Act.APPROVE_BRIEF, Act.RETURN_BRIEF])
@pytest.mark.parametrize("own", ["compiler", "submitted_by"])
def test_nobody_judges_an_own_brief(act: Act, own: str, brief: Brief, coordinator: Officer) -> None:
    setattr(brief, own, coordinator)
    assert not ACCESS[act](coordinator, brief)


@pytest.mark.parametrize("act", [Act.APPROVE_BRIEF, Act.RETURN_BRIEF])
def test_nobody_judges_a_brief_edited_oneself(act: Act, brief: Brief, coordinator: Officer) -> None:
    brief.editors.add(coordinator)
    assert not ACCESS[act](coordinator, brief)


@pytest.mark.parametrize("name", ["leader", "coordinator", "unit_officer"])
def test_the_empty_list_of_briefs_opens(name: str, client: Client, request: pytest.FixtureRequest) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get("/giam-sat/diem-bao/").status_code == 200
