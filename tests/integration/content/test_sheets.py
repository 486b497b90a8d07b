"""The list of texts as a workbook, with where each stands."""

from django.test import Client

from dongthuan.apps.accounts.models import Officer
from tests.integration.content.conftest import Maker
from tests.integration.workbooks import rows_of


def test_the_sheet_holds_the_texts_of_the_page(
    client: Client, make: Maker, unit_officer: Officer, outsider: Officer
) -> None:
    text = make(title="=Khảo sát")
    client.force_login(unit_officer)
    assert "xlsx=1" in client.get("/noi-dung/").content.decode()
    ((title, kind, standing, *_rest),) = rows_of(client, "/noi-dung/")
    assert (title, kind, standing) == ("=Khảo sát", text.get_kind_display(), "Bản thảo")
    assert rows_of(client, "/noi-dung/?standing=published") == []
    client.force_login(outsider)
    assert client.get("/noi-dung/?xlsx=1").status_code == 403
