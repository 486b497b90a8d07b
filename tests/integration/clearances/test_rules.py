"""Who may do what with clearances: the table, act by act, over the whole cast."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import CLEARANCE_NEXT, ClearanceState, Part
from dongthuan.apps.clearances.models.clearances import Clearance
from dongthuan.apps.clearances.operations.clearances import StepAsked
from dongthuan.apps.clearances.rules import ACCESS, STEP_ACTS, Act
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit
from tests.integration.clearances.conftest import SOON, Asker, part_of
from tests.integration.conftest import FIRST_DAY, newcomer

CAST = [
    "leader",
    "coordinator",
    "unit_officer",
    "spokesperson",
    "administrator",
    "lawyer",
    "colleague",
    "outsider",
    "system",
]
STAFF = set(CAST) - {"outsider"}
# Of the agency; asked for by its officer, of the lawyer (the colleague stands in) and of the leader.
EXPECTED = {
    Act.READ_OWN: STAFF,
    Act.READ: STAFF,
    Act.REQUEST: STAFF,
    Act.WITHDRAW: {"unit_officer", "coordinator"},
    Act.SUPERSEDE: STAFF,
    Act.URGE: {"system"},
    Act.DECIDE: {"lawyer", "colleague"},
    Act.OVERRIDE: {"leader"},
    Act.HAND_OVER: {"lawyer", "colleague", "coordinator"},
    Act.SEND_LINK: {"unit_officer", "coordinator"},
    Act.DECIDE_BY_LINK: {"system"},
}


@pytest.fixture
def clearance(ask: Asker, lawyer: Officer, colleague: Officer, leader: Officer) -> Clearance:
    """The lawyer is asked, the colleague stands in, and the leader."""
    return ask(
        [StepAsked(Part.LEGAL, lawyer, SOON, stand_in=colleague), StepAsked(Part.LEADER, leader, SOON)]
    )


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


def test_every_state_has_its_steps() -> None:
    assert set(CLEARANCE_NEXT) == set(ClearanceState)


@pytest.mark.parametrize("name", CAST)
def test_access(name: str, clearance: Clearance, request: pytest.FixtureRequest) -> None:
    officer, step = request.getfixturevalue(name), part_of(clearance, Part.LEGAL)
    allowed = {act for act in Act if ACCESS[act](officer, step if act in STEP_ACTS else clearance)}
    assert allowed == {act for act in Act if name in EXPECTED[act]}


@pytest.mark.parametrize("name", [*CAST, "author", "asked"])
def test_list_and_rule_agree(
    name: str, ask: Asker, agency: Unit, system: Officer, request: pytest.FixtureRequest
) -> None:
    """Of another unit's text: read by whoever oversees, wrote it, asked for it, or is asked."""
    institute = Unit.objects.create(code="V", name="Viện", parent=agency, start_on=FIRST_DAY)
    people = {one: newcomer(one, f"Người {one}", system) for one in ("author", "asked", "else")}
    officer = people[name] if name in people else request.getfixturevalue(name)
    steps = [StepAsked(Part.UNIT, people["asked"], SOON)]
    ask(steps, unit=institute, record=institute, authors=[people["author"]], by=system)
    ask([StepAsked(Part.UNIT, people["else"], SOON)])
    for clearance in Clearance.objects.all():
        listed = Clearance.objects.visible_to(officer).filter(pk=clearance.pk).exists()
        assert listed == ACCESS[Act.READ](officer, clearance), clearance.unit


def test_a_leader_of_another_unit_overrides_nothing(
    clearance: Clearance, agency: Unit, system: Officer
) -> None:
    institute = Unit.objects.create(code="V", name="Viện", parent=agency, start_on=FIRST_DAY)
    head = newcomer("vien-truong", "Ngô Đức Thắng", system)
    head.roles.create(role=Role.LEADER, unit=institute, start_on=FIRST_DAY)
    assert not ACCESS[Act.OVERRIDE](head.on(head.day), part_of(clearance, Part.LEGAL))
