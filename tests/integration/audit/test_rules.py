"""Who may read the audit record."""

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.rules import ACCESS, Act

CAST = ["leader", "coordinator", "unit_officer", "spokesperson", "administrator", "outsider", "system"]
EXPECTED = {Act.READ: {"leader", "coordinator", "administrator"}}


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


@pytest.mark.parametrize("name", CAST)
def test_rule_and_page_agree(name: str, client: Client, request: pytest.FixtureRequest) -> None:
    officer: Officer = request.getfixturevalue(name)
    may = name in EXPECTED[Act.READ]
    assert ACCESS[Act.READ](officer, None) == may
    client.force_login(officer)
    assert client.get("/nhat-ky/").status_code == (200 if may else 403)


def test_the_page_checks_the_chain(client: Client, leader: Officer) -> None:
    client.force_login(leader)
    answer = client.post("/nhat-ky/kiem-tra/", follow=True)
    assert "nguyên vẹn" in answer.content.decode()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "31/02/2026", "%00"])
def test_a_day_out_of_all_time_is_no_fault(day: str, client: Client, leader: Officer) -> None:
    client.force_login(leader)
    assert client.get(f"/nhat-ky/?end_on={day}").status_code == 200
