"""The list of clearances as a workbook: those that one may see."""

from django.test import Client

from dongthuan.apps.accounts.models import Officer
from tests.integration.clearances.conftest import Asker
from tests.integration.workbooks import rows_of


def test_the_sheet_holds_what_one_may_see(
    client: Client, ask: Asker, unit_officer: Officer, outsider: Officer
) -> None:
    ask()
    client.force_login(unit_officer)
    assert "xlsx=1" in client.get("/thong-qua/").content.decode()
    assert [row[0] for row in rows_of(client, "/thong-qua/")] == ["Thông cáo"]
    client.force_login(outsider)
    assert client.get("/thong-qua/?xlsx=1").status_code == 403
