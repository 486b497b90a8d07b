"""Who may do what with registers, spokespersons, conferences and corrections: the whole cast, every act."""

from datetime import timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.press.models.conferences import Conference
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit
from tests.integration.press.conftest import HERE, MORNING

EVERYBODY = set(HERE) - {"outsider"}
PRESS = {"leader", "coordinator", "unit_officer", "spokesperson", "institute_officer", "institute_leader"}
OVERSEE = {"system", "leader", "coordinator", "administrator"}
THERE = {"coordinator", "unit_officer", "spokesperson", "system"}
# The record belongs to the agency; the institute's people stand beside.
EXPECTED = {
    Act.READ_OUTLETS: EVERYBODY,
    Act.KEEP_OUTLETS: PRESS | {"system"},
    Act.READ_JOURNALISTS: PRESS | OVERSEE,
    Act.KEEP_JOURNALISTS: PRESS | {"system"},
    Act.ERASE_JOURNALIST: {"coordinator", "spokesperson", "administrator"},
    Act.PURGE_JOURNALISTS: {"system"},
    Act.READ_CONTACTS: PRESS | OVERSEE,
    Act.KEEP_CONTACTS: THERE,
    Act.READ_CHANNELS: EVERYBODY,
    Act.KEEP_CHANNELS: THERE,
    Act.READ_SPOKESPERSONS: EVERYBODY,
    Act.RECORD_SPOKESPERSON: THERE,
    Act.PUBLISH_SPOKESPERSON: THERE,
    Act.END_SPOKESPERSON: THERE | {"leader"},
    Act.AUTHORISE: {"leader", "coordinator", "system"},
    Act.PUBLISH_MANDATE: THERE,
    Act.REVOKE_MANDATE: {"leader", "coordinator"},
    Act.READ_CONFERENCES: EVERYBODY,
    Act.PLAN_CONFERENCE: THERE,
    Act.RUN_CONFERENCE: THERE,
    Act.SETTLE_DUTY: {"legal_officer"},
    Act.RECORD_INFORMATION: {"coordinator", "spokesperson", "system"},
    Act.WATCH_DUTIES: {"system"},
    Act.READ_CORRECTION: EVERYBODY - {"institute_officer", "institute_leader"},
    Act.DRAW_UP_CORRECTION: THERE,
    Act.SEND_CORRECTION: THERE,
    Act.ESCALATE_CORRECTION: THERE,
    Act.CLOSE_CORRECTION: THERE | {"leader"},
}


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


@pytest.fixture
def record(agency: Unit) -> Conference:
    """Something of the agency, not saved: rules of these acts ask its unit alone."""
    return Conference(unit=agency)


@pytest.mark.parametrize("name", HERE)
def test_access(name: str, record: Conference, request: pytest.FixtureRequest) -> None:
    officer: Officer = request.getfixturevalue(name)
    allowed = {act for act in Act if ACCESS[act](officer, record)}
    assert allowed == {act for act in Act if name in EXPECTED[act]}


@pytest.mark.parametrize("name", HERE)
@pytest.mark.parametrize("place", ["agency", "institute"])
def test_list_and_rule_agree(
    name: str,
    place: str,
    outlet: Outlet,
    institute: Unit,
    coordinator: Officer,
    request: pytest.FixtureRequest,
) -> None:
    officer: Officer = request.getfixturevalue(name)
    row = CorrectionRequest.objects.create(
        unit=request.getfixturevalue(place),
        outlet=outlet,
        item_title="x",
        item_published_at=MORNING,
        false_content="x",
        correct_content="x",
        grounds="x",
        created_by=coordinator,
        created_at=MORNING,
    )
    listed = CorrectionRequest.objects.visible_to(officer).filter(pk=row.pk).exists()
    assert listed == ACCESS[Act.READ_CORRECTION](officer, row)


def test_a_delegate_does_not_authorise_while_the_mandate_runs(
    head: Spokesperson, agency: Unit, coordinator: Officer, leader: Officer
) -> None:
    Mandate.objects.create(
        officer=coordinator,
        full_name="x",
        post="x",
        unit=agency,
        authorised_by=head,
        matter_title="x",
        ground="x",
        signed_at=MORNING,
        start_at=MORNING,
        end_at=MORNING + timedelta(days=1),
        recorded_by=leader,
        recorded_at=MORNING,
    )
    record = Mandate(unit=agency)
    days = [(MORNING + timedelta(days=days)).date() for days in (-1, 0, 1, 2)]
    assert [ACCESS[Act.AUTHORISE](coordinator.on(day), record) for day in days] == [True, False, False, True]
