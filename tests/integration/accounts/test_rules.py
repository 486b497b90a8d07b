"""Who may do what with officers: the table, act by act, over the whole cast."""

import pytest

from dongthuan.apps.accounts.models import Absence, NoDay, Officer
from dongthuan.apps.accounts.rules import ACCESS, Act

CAST = ["leader", "coordinator", "unit_officer", "spokesperson", "administrator", "outsider", "system"]
STAFF = {"leader", "coordinator", "unit_officer", "spokesperson", "administrator", "system"}
KEEPERS = {"administrator", "system"}
EXPECTED = {
    Act.LIST: STAFF,
    Act.READ: STAFF,
    Act.SAVE: KEEPERS,
    Act.GIVE_ROLE: KEEPERS,
    Act.END_ROLE: KEEPERS,
    Act.CLOSE: KEEPERS,
    Act.LIST_ABSENCES: STAFF,
    # The absence of the leader: who leads the agency is the same person here.
    Act.RECORD_ABSENCE: {"leader", "administrator"},
    Act.END_ABSENCE: {"leader", "administrator"},
    Act.ADD_FACTOR: {"leader"},
    Act.REMOVE_FACTOR: {"leader"},
    Act.FAIL_FACTOR: {"leader"},
    Act.RESET_FACTOR: {"administrator"},
}
ON_ABSENCES = {Act.RECORD_ABSENCE, Act.END_ABSENCE}


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("name", CAST)
def test_access(act: Act, name: str, leader: Officer, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name)
    record = Absence(officer=leader) if act in ON_ABSENCES else leader
    assert ACCESS[act](officer, record) == (name in EXPECTED[act])


def test_everybody_may_read_oneself(outsider: Officer) -> None:
    assert ACCESS[Act.READ](outsider, outsider)


def test_an_officer_without_a_day_may_nothing(leader: Officer) -> None:
    with pytest.raises(NoDay):
        ACCESS[Act.LIST](Officer.objects.get(pk=leader.pk), None)
