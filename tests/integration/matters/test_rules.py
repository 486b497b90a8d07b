"""Who may do what, over the whole cast; and the list agrees with the rule."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Role
from dongthuan.apps.matters.lifecycle import CardKind
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.models.matters import Matter, MatterUnit
from dongthuan.apps.matters.models.verifications import Verification
from dongthuan.apps.matters.operations.cards import CardContent, note_card
from dongthuan.apps.matters.operations.matters import MatterContent, open_matter
from dongthuan.apps.matters.queries.choices import units_to_open_in
from dongthuan.apps.matters.rules import ACCESS, Act, may_open_somewhere
from dongthuan.apps.units.models import Unit
from tests.integration.matters.conftest import AT, NOTABLE, ON, duty, member

CAST = [
    "system",
    "leader",
    "coordinator",
    "unit_officer",
    "spokesperson",
    "administrator",
    "outsider",
    "legal",
    "expert",
    "head",
    "neighbour",
    "asked",
]
DESK = {"leader", "coordinator", "unit_officer", "spokesperson", "legal", "expert", "head"}
DECIDE = DESK - {"unit_officer", "expert"}
READ = DECIDE | {"system", "administrator", "expert"}
EXPECTED = {
    Act.READ: READ | {"asked"},
    Act.OPEN: DESK,
    Act.EDIT: DESK,
    Act.REGRADE: DESK,
    Act.SET_CLAUSE: DESK,
    Act.CHANGE_CLAUSE: DECIDE,
    Act.LINK: DESK,
    Act.SPEAK: DECIDE,
    Act.RECORD_STATEMENT: {"system"},
    Act.STRIKE: DECIDE,
    Act.CLOSE: DECIDE,
    Act.REOPEN: DECIDE,
    Act.MERGE: DECIDE,
    Act.PART: DECIDE,
    Act.MEASURE: {"system"},
    Act.ASK_FACTS: DESK,
    Act.ANSWER_FACTS: {"asked"},
    Act.ASK_AGAIN: DESK,
    Act.WITHDRAW_QUESTION: DESK,
    Act.READ_CARD: READ,
    Act.NOTE_CARD: DESK,
    Act.EDIT_CARD: DESK,
    Act.RESPOND: DECIDE,
    Act.REPORT_CLAIM: {"coordinator", "head"},  # who decides, and draws up documents of that unit
    Act.CLOSE_CARD: DECIDE,
    Act.REOPEN_CARD: DECIDE,
    Act.HAND_ON: DECIDE,
}
OF_VERIFICATION = {Act.ANSWER_FACTS, Act.ASK_AGAIN, Act.WITHDRAW_QUESTION}
OF_CARD = {act for act in Act if act.value.endswith(("card", "claim", "criticism"))}


@pytest.fixture
def asked(system: Officer, agency: Unit) -> Officer:
    """Works in a unit that was asked for facts."""
    unit = Unit.objects.create(
        code="VHDH", name="Viện Hải dương học", parent=agency, start_on=agency.start_on
    )
    return member("vien-hdh", "Trịnh Thị Lan", unit, Role.UNIT_OFFICER, system)


@pytest.fixture
def theirs(content: MatterContent, institute: Unit, expert: Officer, asked: Officer) -> Matter:
    """A matter of the institute, on which another unit was asked."""
    own = MatterContent(content.title, institute)
    matter = open_matter(content=own, grading=NOTABLE, duty=duty(), by=expert, at=AT)
    other = Unit.objects.get(code="VHDH")
    MatterUnit.objects.create(matter=matter, unit=other)
    Verification.objects.create(
        matter=matter, unit=other, question="Có đúng không?", due_at=AT, asked_by=expert, asked_at=AT
    )
    return matter


@pytest.fixture
def card(theirs: Matter, institute: Unit, expert: Officer) -> MisinformationCard:
    """A claim noted by the institute."""
    content = CardContent(institute, "Sắp có động đất 9 độ", "Trang X", AT, CardKind.FAKE)
    return note_card(content=content, by=expert, at=AT)


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


@pytest.mark.parametrize("name", CAST)
def test_access(name: str, theirs: Matter, card: MisinformationCard, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name).on(ON)
    may = set()
    for act in Act:
        record: object = card if act in OF_CARD else theirs
        record = theirs.verifications.get() if act in OF_VERIFICATION else record
        if ACCESS[act](officer, record):
            may.add(act)
    assert may == {act for act in Act if name in EXPECTED[act]}


@pytest.mark.parametrize("name", CAST)
def test_lists_and_rules_agree(
    name: str, theirs: Matter, card: MisinformationCard, request: pytest.FixtureRequest
) -> None:
    officer = request.getfixturevalue(name).on(ON)
    assert (theirs in Matter.objects.visible_to(officer)) == ACCESS[Act.READ](officer, theirs)
    assert (card in MisinformationCard.objects.visible_to(officer)) == ACCESS[Act.READ_CARD](officer, card)


@pytest.mark.parametrize("name", CAST)
def test_units_to_choose_agree_with_the_rule(
    name: str, theirs: Matter, neighbour_unit: Unit, request: pytest.FixtureRequest
) -> None:
    officer = request.getfixturevalue(name).on(ON)
    offered = set(units_to_open_in(officer, on=ON))
    allowed = {unit for unit in Unit.objects.all() if ACCESS[Act.OPEN](officer, Matter(unit=unit))}
    assert offered == allowed
    assert bool(offered) == (may_open_somewhere(officer) and name != "system")
