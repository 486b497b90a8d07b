"""Every address times odd forms: refused or taken, never a fault, and nothing half written."""

import pytest
from django.db import connection, transaction
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.integration.access.addresses import address
from tests.integration.access.asked import FIELDS
from tests.integration.access.conftest import SECRET, World, text_of
from tests.integration.access.table import ALL, BY_SECRET, PUBLIC, STRANGERS, is_sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["coordinator", "own unit", "other unit", "anonymous"])
@pytest.mark.parametrize(
    "value", ["", "a\x00b", "Ca\u0302n bô\u0323", str(2**63), "05/03/2026", "0001-01-01", "x" * 70_000]
)
def test_no_form_makes_a_page_fail(world: World, role: str, value: str) -> None:
    if value not in ("", "a\x00b") and role != "coordinator":
        return  # who may not press a button is turned away before the form is read
    wrong: list[str] = []
    answer = encode_multipart(
        BOUNDARY, dict.fromkeys(FIELDS, value) if value else {}
    )  # once for all addresses
    for name, takes in ALL:
        if name in ("account_logout", "account_login", "account_reset_password"):
            continue
        path = address(name, takes, world.arguments(name))
        with transaction.atomic():
            response = world.clients[role].generic("POST", path, answer, content_type=MULTIPART_CONTENT)
            said = text_of(response)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
        if response.status_code >= 500:
            wrong.append(f"{name} fails with {value[:20]!r}")
        if role == "anonymous" and name not in PUBLIC and not is_sign_in(response):
            wrong.append(f"{name} answers {response.status_code} without a sign-in")
        if role in STRANGERS and name not in BY_SECRET and SECRET in said:
            wrong.append(f"{name} shows another unit's words")
    assert not wrong, "\n".join(wrong)
