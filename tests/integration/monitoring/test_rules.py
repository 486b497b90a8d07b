"""Who may do what in monitoring: the table, act by act, over the whole cast."""

from dataclasses import dataclass

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.monitoring.rules import ACCESS, Act

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
    Act.HANDLE_ITEM: WORKERS,
    Act.CHANGE_STORY: WORKERS,
    Act.SAVE_TOPIC: KEEPERS | SYSTEM,
    Act.DETECT: SYSTEM,
    Act.TAKE_SIGNAL: WORKERS,
    Act.CLOSE_SIGNAL: WORKERS,
    Act.COMPILE_BRIEF: COMPILERS | SYSTEM,
    Act.EDIT_BRIEF: COMPILERS,
    Act.SUBMIT_BRIEF: COMPILERS,
    Act.APPROVE_BRIEF: {"leader", "coordinator"},
    Act.RETURN_BRIEF: {"leader", "coordinator"},
}


@dataclass
class OfAnother:
    """A brief compiled and submitted by somebody who is not in the cast."""

    compiler_id: int = 0
    submitted_by_id: int = 0


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("name", CAST)
def test_access(act: Act, name: str, request: pytest.FixtureRequest) -> None:
    officer: Officer = request.getfixturevalue(name)
    assert ACCESS[act](officer, OfAnother()) == (name in EXPECTED[act])


@pytest.mark.parametrize("act", [Act.APPROVE_BRIEF, Act.RETURN_BRIEF])
@pytest.mark.parametrize("own", ["compiler_id", "submitted_by_id"])
def test_nobody_judges_an_own_brief(act: Act, own: str, coordinator: Officer) -> None:
    assert not ACCESS[act](coordinator, OfAnother(**{own: coordinator.pk}))
