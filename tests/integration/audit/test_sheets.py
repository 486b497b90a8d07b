"""The audit record as a workbook, filtered as on its page."""

from django.test import Client

from dongthuan.apps.accounts.models import Officer
from tests.integration.workbooks import rows_of


def test_the_sheet_holds_the_filtered_entries_in_words(
    client: Client, administrator: Officer, outsider: Officer
) -> None:
    client.force_login(administrator)
    everything = rows_of(client, "/nhat-ky/")
    given = rows_of(client, "/nhat-ky/?act=accounts.give_role")
    assert 0 < len(given) < len(everything)
    assert [row[0] for row in everything] == sorted((row[0] for row in everything), reverse=True)
    assert "." not in given[0][3]
    client.force_login(outsider)
    assert client.get("/nhat-ky/?xlsx=1").status_code == 403
