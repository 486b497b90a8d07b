"""Whoever leads one institute sees its report and no other; who leads the agency sees all."""

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.roles import Role
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.syntheses import Synthesis
from dongthuan.apps.reports.models.unit_reports import UnitReport
from dongthuan.apps.reports.operations.syntheses import synthesise
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import NOON
from tests.integration.plans.task_cast import unit_officer_of
from tests.integration.reports.conftest import filed


def test_a_head_sees_the_report_of_the_own_unit_only(
    opened: Round,
    institute_officer: Officer,
    institute: Unit,
    system: Officer,
    coordinator: Officer,
    leader: Officer,
) -> None:
    filed(UnitReport.objects.get(round=opened, unit=institute), institute_officer)
    synthesise(round_=opened, by=coordinator, at=NOON)
    head = unit_officer_of(institute, "vien-truong", system, Role.LEADER)
    assert {report.unit for report in UnitReport.objects.visible_to(head)} == {institute}
    assert not Synthesis.objects.visible_to(head).exists()
    assert UnitReport.objects.visible_to(leader).count() == UnitReport.objects.count() == 2
    assert Synthesis.objects.visible_to(leader).exists()
