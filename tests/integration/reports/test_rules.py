"""Who may do what with report rounds: the table over the cast, and that lists agree with it."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role
from dongthuan.apps.common.roles import Role
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.syntheses import Synthesis
from dongthuan.apps.reports.models.unit_reports import UnitReport
from dongthuan.apps.reports.operations.syntheses import synthesise
from dongthuan.apps.reports.queries.rounds import rounds_needing
from dongthuan.apps.reports.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit
from tests.integration.reports.conftest import DAY, FIRST_DAY, NOON, filed

CAST = [
    "leader",
    "coordinator",
    "unit_officer",
    "spokesperson",
    "administrator",
    "outsider",
    "system",
    "institute_officer",
    "other_officer",
]
RUNS = {"coordinator", "system"}
SEES = RUNS | {"leader", "administrator"}
WRITES = {"institute_officer"}
EXPECTED = {
    Act.READ_ROUND: SEES | {"institute_officer", "other_officer"},
    Act.SAVE_ROUND: RUNS,
    Act.OPEN_ROUND: RUNS,
    Act.CLOSE_ROUND: RUNS,
    Act.CHOOSE_UNITS: RUNS,
    Act.CHASE: RUNS,
    Act.READ_REPORT: SEES | WRITES,
    Act.WRITE_REPORT: WRITES,
    Act.FILE_REPORT: WRITES,
    Act.WITHDRAW_REPORT: WRITES,
    Act.RETURN_REPORT: RUNS,
    Act.ACCEPT_REPORT: RUNS,
    Act.READ_SYNTHESIS: SEES,
    Act.SYNTHESISE: RUNS,
    Act.EDIT_SYNTHESIS: RUNS,
    Act.DRAW_UP: RUNS,
}
OF_REPORT = {Act.READ_REPORT, Act.WRITE_REPORT, Act.FILE_REPORT, Act.WITHDRAW_REPORT}
OF_REPORT |= {Act.RETURN_REPORT, Act.ACCEPT_REPORT}


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("name", CAST)
def test_access(act: Act, name: str, report: UnitReport, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name).on(DAY)
    record = report if act in OF_REPORT else report.round
    assert ACCESS[act](officer, record) == (name in EXPECTED[act])


@pytest.mark.parametrize("name", CAST)
def test_list_and_rule_agree(name: str, report: UnitReport, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name).on(DAY)
    listed = report in UnitReport.objects.visible_to(officer)
    assert listed == ACCESS[Act.READ_REPORT](officer, report)
    round_listed = list(Round.objects.visible_to(officer)) == [report.round]
    assert round_listed == ACCESS[Act.READ_ROUND](officer, report.round)


@pytest.mark.parametrize("name", CAST)
def test_lists_and_rules_agree_on_a_draft(name: str, draft: Round, request: pytest.FixtureRequest) -> None:
    officer = request.getfixturevalue(name).on(DAY)
    assert (draft in Round.objects.visible_to(officer)) == ACCESS[Act.READ_ROUND](officer, draft)
    for report in draft.unit_reports.all():
        listed = report in UnitReport.objects.visible_to(officer)
        assert listed == ACCESS[Act.READ_REPORT](officer, report)


@pytest.mark.parametrize("name", CAST)
def test_list_and_rule_agree_on_a_synthesis(
    name: str, report: UnitReport, request: pytest.FixtureRequest
) -> None:
    filed(report, request.getfixturevalue("institute_officer"))
    synthesis = synthesise(round_=report.round, by=request.getfixturevalue("coordinator"), at=NOON)
    officer = request.getfixturevalue(name).on(DAY)
    listed = synthesis in Synthesis.objects.visible_to(officer)
    assert listed == ACCESS[Act.READ_SYNTHESIS](officer, report.round)


def test_a_unit_left_out_no_longer_sees_the_round(report: UnitReport, institute_officer: object) -> None:
    UnitReport.objects.filter(pk=report.pk).update(state="dropped", reason="sáp nhập")
    report.refresh_from_db()
    assert not ACCESS[Act.READ_ROUND](institute_officer, report.round)  # type: ignore[arg-type]  # an officer
    assert report not in UnitReport.objects.visible_to(institute_officer)  # type: ignore[arg-type]  # an officer
    assert report.round not in Round.objects.visible_to(institute_officer)  # type: ignore[arg-type]  # an officer


def test_a_coordinator_of_a_unit_runs_no_round(
    report: UnitReport, institute: Unit, outsider: Officer, system: Officer
) -> None:
    role = Role.COORDINATOR
    give_role(officer=outsider, role=role, unit=institute, start_on=FIRST_DAY, by=system, at=NOON)
    officer = outsider.on(DAY)
    assert {act for act in OF_REPORT if ACCESS[act](officer, report)} == {Act.READ_REPORT}
    on_round = set(Act) - OF_REPORT
    assert {act for act in on_round if ACCESS[act](officer, report.round)} == {Act.READ_ROUND}
    assert rounds_needing(officer, on=DAY) == []
