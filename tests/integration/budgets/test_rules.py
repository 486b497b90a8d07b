"""Who may do what with money."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.budgets.models import Line
from dongthuan.apps.budgets.rules import ACCESS, Act, commits_somewhere

pytestmark = pytest.mark.django_db
KEEPING = (Act.OPEN, Act.REWRITE, Act.ESTIMATE, Act.ALLOCATE, Act.CLOSE, Act.CARRY)
SPENDING = (Act.PAY, Act.RELEASE, Act.RECOVER)


def test_every_act_has_a_rule() -> None:
    assert set(ACCESS) == set(Act)


def test_the_office_keeps_the_lines(
    line: Line, coordinator: Officer, leader: Officer, institute_officer: Officer, spokesperson: Officer
) -> None:
    for act in (*KEEPING, *SPENDING):
        assert ACCESS[act](coordinator, line)
        assert not any(ACCESS[act](other, line) for other in (leader, institute_officer, spokesperson))


def test_a_unit_promises_from_its_own_line(
    line: Line, institute_officer: Officer, unit_officer: Officer, coordinator: Officer, leader: Officer
) -> None:
    assert ACCESS[Act.COMMIT](institute_officer, line)
    assert ACCESS[Act.COMMIT](coordinator, line)
    assert not ACCESS[Act.COMMIT](unit_officer, line)  # of another unit
    assert not ACCESS[Act.COMMIT](leader, line)
    assert commits_somewhere(institute_officer)
    assert not commits_somewhere(leader)


def test_who_reads_a_line(
    line: Line, institute_officer: Officer, unit_officer: Officer, leader: Officer, coordinator: Officer
) -> None:
    for officer, reads in (
        (leader, True),
        (coordinator, True),
        (institute_officer, True),
        (unit_officer, False),
    ):
        assert ACCESS[Act.READ](officer, line) is reads
        assert Line.objects.visible_to(officer).filter(pk=line.pk).exists() is reads
