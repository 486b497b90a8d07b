"""The list of officers as a workbook."""

from django.test import Client

from dongthuan.apps.accounts.models import Officer
from tests.integration.workbooks import rows_of


def test_the_sheet_says_no_more_than_the_page(
    client: Client, coordinator: Officer, outsider: Officer
) -> None:
    client.force_login(coordinator)
    rows = {row[1]: row for row in rows_of(client, "/can-bo/")}
    assert set(rows) == {"van-phong", "nguoi-ngoai"}
    assert "Cơ quan thử" in rows["van-phong"][3]
    assert rows["nguoi-ngoai"][3] is None
    client.force_login(outsider)
    assert client.get("/can-bo/?xlsx=1").status_code == 403
