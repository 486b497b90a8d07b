"""Who may do what with plans: the table over the cast, and that lists agree with it."""

import pytest

from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.rules import ACCESS, Act

CAST = [
    "leader",
    "coordinator",
    "unit_officer",
    "spokesperson",
    "administrator",
    "outsider",
    "system",
    "institute_officer",
]
RUNS = {"coordinator", "unit_officer", "system"}
READS = RUNS | {"leader", "spokesperson", "administrator"}
EXPECTED = {
    Act.READ: READS,
    Act.READ_DIRECTIVE: RUNS,
    Act.SAVE_DRAFT: RUNS,
    Act.CORRECT: RUNS,
    Act.DISCARD: RUNS,
}


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("name", CAST)
def test_access(act: Act, name: str, plan: Plan, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name)
    assert ACCESS[act](officer, plan) == (name in EXPECTED[act])


@pytest.mark.parametrize("name", CAST)
def test_list_and_rule_agree(name: str, plan: Plan, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name)
    listed = plan in Plan.objects.visible_to(officer)
    assert listed == ACCESS[Act.READ](officer, plan)
