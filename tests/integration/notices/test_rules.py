"""Who may do what with notices: the table, and the list that agrees with it."""

from types import SimpleNamespace

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.notices.rules import ACCESS, Act
from tests.integration.notices.conftest import tell

CAST = ["system", "leader", "coordinator", "unit_officer", "spokesperson", "administrator", "outsider"]
KEEPERS = {"coordinator", "administrator"}
EXPECTED = {
    Act.READ: {"unit_officer"},
    Act.PREFER: {"unit_officer"},
    Act.READ_OUTBOX: KEEPERS,
    Act.RETRY: KEEPERS,
    Act.GIVE_UP: KEEPERS,
    Act.NOTE_BOUNCE: KEEPERS | {"system"},
    Act.PURGE: {"system"},
    Act.TELL_STAND_INS: {"system"},
}


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("name", CAST)
def test_access(act: Act, name: str, unit_officer: Officer, request: pytest.FixtureRequest) -> None:
    record = SimpleNamespace(recipient_id=unit_officer.pk, officer_id=unit_officer.pk)
    assert ACCESS[act](request.getfixturevalue(name), record) == (name in EXPECTED[act])


@pytest.mark.parametrize("name", CAST)
def test_list_and_rule_agree(name: str, unit_officer: Officer, request: pytest.FixtureRequest) -> None:
    notice, officer = tell(unit_officer), request.getfixturevalue(name)
    listed = notice in Notice.objects.visible_to(officer)
    assert listed == ACCESS[Act.READ](officer, notice)
