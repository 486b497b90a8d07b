"""The list of report rounds as a workbook: what one sees on the page, no more."""

from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.reports.models.rounds import Round
from tests.integration.workbooks import rows_of


def test_the_office_sees_who_has_filed_and_a_unit_does_not(
    client: Client, opened: Round, coordinator: Officer, institute_officer: Officer
) -> None:
    client.force_login(coordinator)
    (row,) = rows_of(client, "/bao-cao/")
    assert (row[0], row[-2:]) == (opened.title, (0, 2))
    client.force_login(institute_officer)
    (row,) = rows_of(client, "/bao-cao/")
    assert (row[0], len(row)) == (opened.title, 6)
