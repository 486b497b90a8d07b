"""Who may do what, over the whole cast; and the list agrees with the rule."""

from datetime import date

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.models.rulebook import RuleVersion
from dongthuan.apps.clocks.queries.choices import units_to_start_in
from dongthuan.apps.clocks.queries.rules import searched
from dongthuan.apps.clocks.rules import ACCESS, ON_CLOCK, ON_DAYS, ON_RULE, Act
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit
from dongthuan.law.packs import shipped_rules
from tests.integration.clocks.conftest import member
from tests.integration.conftest import DAY

CAST = [
    "system",
    "leader",
    "coordinator",
    "unit_officer",
    "spokesperson",
    "administrator",
    "outsider",
    "clerk",
    "information_officer",
    "neighbour",
    "legal",
    "head",
    "head_next_door",
    "office_next_door",
]
ALL = set(CAST) - {"outsider"}
RUN = {
    "system",
    "coordinator",
    "legal",
    "clerk",
    "information_officer",
}  # the clock is of the office
EXPECTED = {
    Act.READ: {
        "system",
        "leader",
        "coordinator",
        "administrator",
        "legal",
        "clerk",
        "information_officer",
        "spokesperson",
    },
    Act.START: RUN,
    Act.PAUSE: RUN,
    Act.RESUME: RUN,
    Act.EXTEND: RUN | {"leader"},
    Act.FINISH: RUN,
    Act.CANCEL: {"system", "coordinator", "legal", "leader"},
    Act.READ_RULES: ALL,
    Act.PROPOSE_RULE: {"legal"},
    Act.READ_CALENDAR: ALL,
    Act.PROPOSE_DAYS: {"legal", "coordinator"},
    Act.REDATE: {"system", "legal", "leader", "coordinator"},
}
# The head of the clock's unit answers for its limits; heads and coordinators of others are not asked.
for act in (Act.READ, Act.EXTEND, Act.CANCEL):
    EXPECTED[act] = EXPECTED[act] | {"head"}
# of what somebody else proposed
DECIDE = {
    Act.APPROVE_RULE: {"legal", "leader"},
    Act.REJECT_RULE: {"legal", "leader"},
    Act.SIGN_OFF_DAYS: {"legal", "leader", "coordinator"},
    Act.REJECT_DAYS: {"legal", "leader", "coordinator"},
}


@pytest.fixture
def head(system: Officer, office: Unit) -> Officer:
    """Leads the unit of the clock."""
    return member("truong-don-vi", "Cao Văn Lộc", office, Role.LEADER, system)


@pytest.fixture
def head_next_door(system: Officer, institute: Unit) -> Officer:
    """Leads another unit."""
    return member("vien-truong", "Mai Văn Tú", institute, Role.LEADER, system)


@pytest.fixture
def office_next_door(system: Officer, institute: Unit) -> Officer:
    """Coordinates the work of another unit."""
    return member("dieu-phoi-vien", "Tạ Thị Nga", institute, Role.COORDINATOR, system)


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED) | set(DECIDE)
    assert set(ON_CLOCK) | set(ON_RULE) | set(ON_DAYS) <= set(Act)


@pytest.mark.parametrize("name", CAST)
def test_access(name: str, clock: Clock, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name)
    for act, those in EXPECTED.items():
        assert ACCESS[act](officer, clock) == (name in those), act


@pytest.mark.parametrize("name", CAST)
def test_two_pairs_of_eyes(name: str, second_legal: Officer, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name)
    for act, those in DECIDE.items():
        assert ACCESS[act](officer, RuleVersion(proposed_by=second_legal)) == (name in those), act
        assert not ACCESS[act](officer, RuleVersion(proposed_by=officer)), act


@pytest.mark.parametrize("name", CAST)
def test_list_and_rule_agree(name: str, clock: Clock, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name)
    assert Clock.objects.visible_to(officer).filter(pk=clock.pk).exists() == ACCESS[Act.READ](officer, clock)
    units = units_to_start_in(officer, on=DAY)
    assert (clock.unit in units) == ACCESS[Act.START](officer, clock)


def test_rules_are_found_without_marks() -> None:
    found = searched(shipped_rules(), on=date(2026, 8, 10), words="CONG KHAI khong chinh xac")
    assert "A03" in [rule.alias for _instrument, rules in found for rule in rules]
