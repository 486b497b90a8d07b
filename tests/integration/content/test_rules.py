"""Who may do what with texts: the table, act by act, over the whole cast."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role
from dongthuan.apps.common.roles import Role
from dongthuan.apps.content.lifecycle import (
    CORRECTION_NEXT,
    POST_NEXT,
    TEXT_NEXT,
    CorrectionState,
    PostState,
    TextState,
)
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.rules import ACCESS, Act, may_write_something
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import FIRST_DAY, newcomer
from tests.integration.content.conftest import NOON, Maker

CAST = [
    "leader",
    "coordinator",
    "unit_officer",
    "spokesperson",
    "administrator",
    "lawyer",
    "outsider",
    "system",
    "researcher",
]
STAFF = {"leader", "coordinator", "unit_officer", "spokesperson", "administrator", "lawyer", "system"}
WRITERS = {"leader", "coordinator", "unit_officer", "spokesperson"}
PUBLISHERS = {"leader", "coordinator", "spokesperson", "system"}
# The text is the agency's own, by its officer; the researcher writes for an institute below it.
EXPECTED = {
    Act.LIST: STAFF | {"researcher"},
    Act.READ: STAFF,
    Act.WRITE: WRITERS,
    Act.PUT_FOR_CLEARANCE: WRITERS,
    Act.EMBARGO: PUBLISHERS,
    Act.SCHEDULE: PUBLISHERS,
    Act.UNSCHEDULE: PUBLISHERS,
    Act.PUBLISH: PUBLISHERS,
    Act.CORRECT: WRITERS,
    Act.PUBLISH_CORRECTION: PUBLISHERS,
    Act.WITHDRAW: PUBLISHERS,
    Act.POST: WRITERS | {"system"},
    Act.VERIFY: {"system"},
    Act.MAIL: PUBLISHERS,
    Act.RESEND: PUBLISHERS,
    Act.DELIVER: {"system"},
}


@pytest.fixture
def researcher(system: Officer, agency: Unit) -> Officer:
    """Writes for an institute."""
    institute = Unit.objects.create(code="VDC", name="Viện Địa chất", parent=agency, start_on=FIRST_DAY)
    officer = newcomer("nghien-cuu", "Trịnh Văn Sơn", system)
    give_role(officer=officer, role=Role.UNIT_OFFICER, unit=institute, start_on=FIRST_DAY, by=system, at=NOON)
    return officer.on(officer.day)


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


def test_every_state_has_its_steps() -> None:
    assert set(TEXT_NEXT) == set(TextState)
    assert set(CORRECTION_NEXT) == set(CorrectionState)
    assert set(POST_NEXT) == set(PostState)


@pytest.mark.parametrize("name", CAST)
def test_access(name: str, make: Maker, request: pytest.FixtureRequest) -> None:
    text, officer = make(), request.getfixturevalue(name)
    allowed = {act for act in Act if ACCESS[act](officer, text)}
    assert allowed == {act for act in Act if name in EXPECTED[act]}


@pytest.mark.parametrize("name", CAST)
def test_list_and_rule_agree(
    name: str, make: Maker, agency: Unit, researcher: Officer, request: pytest.FixtureRequest
) -> None:
    officer = request.getfixturevalue(name)
    own = make()
    institute = Unit.objects.get(code="VDC")
    Text.objects.filter(pk=make().pk).update(unit=institute)
    for text in Text.objects.all():
        listed = Text.objects.visible_to(officer).filter(pk=text.pk).exists()
        assert listed == ACCESS[Act.READ](officer, text), (name, text.unit_id == own.unit_id)


def test_an_editor_of_another_unit_still_reads_what_he_edited(make: Maker, researcher: Officer) -> None:
    text = make()
    text.editors.add(researcher)
    assert ACCESS[Act.READ](researcher, text)
    assert Text.objects.visible_to(researcher).filter(pk=text.pk).exists()
    assert not ACCESS[Act.WRITE](researcher, text)


def test_who_may_write_for_some_unit(researcher: Officer, outsider: Officer, administrator: Officer) -> None:
    assert may_write_something(researcher)
    assert not may_write_something(outsider)
    assert not may_write_something(administrator)
