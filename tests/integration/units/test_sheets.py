"""The list of units as a workbook."""

from django.test import Client

from dongthuan.apps.accounts.models import Officer
from tests.integration.workbooks import rows_of


def test_the_sheet_holds_the_tree_and_is_offered_on_the_page(client: Client, leader: Officer) -> None:
    client.force_login(leader)
    assert "?xlsx=1" in client.get("/don-vi/").content.decode()
    ((name, code, *_rest, state, _before),) = rows_of(client, "/don-vi/")
    assert (name, code, state) == ("Cơ quan thử", "CQ", "Đang hoạt động")


def test_without_a_role_there_is_no_sheet(client: Client, outsider: Officer) -> None:
    client.force_login(outsider)
    assert client.get("/don-vi/?xlsx=1").status_code == 403
