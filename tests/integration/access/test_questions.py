"""Every address times odd keys and odd questions: not found, or an answer; never a fault."""

import pytest
from django.db import transaction

from tests.integration.access.addresses import address
from tests.integration.access.asked import ASKED
from tests.integration.access.conftest import SECRET, World, text_of
from tests.integration.access.table import ALL, BY_SECRET, PUBLIC

pytestmark = pytest.mark.django_db
HOSTILE = (
    "a\x00b",
    str(2**63),
    "9" * 31,
    "-1",
    "😀",
    "<script>alert(1)</script>",
    "x" * 6000,
    "31/02/2026",
    "=cmd",
)


def test_keys_that_no_record_has_are_not_found(world: World) -> None:
    wrong = []
    for name, takes in (row for row in ALL if "pk" in row[1]):
        usual = address(name, takes, {**world.arguments(name), "pk": 987654321987})
        for key in ("0", str(2**31), str(2**63), "9" * 30, "-1", "abc", "%00"):
            with transaction.atomic():
                response = world.clients["coordinator"].get(usual.replace("987654321987", key))
                transaction.set_rollback(True)
            gone = response.status_code == 410 and name in PUBLIC  # what a link from a mail leads to
            asks_again = name.startswith("mfa_") and "reauthenticate" in response.headers.get("Location", "")
            if response.status_code not in (403, 404, 405) and not gone and not asks_again:
                wrong.append(f"{name} with {key}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("value", HOSTILE)
def test_no_question_makes_a_page_fail(world: World, value: str) -> None:
    wrong = []
    for name, takes in ALL:
        with transaction.atomic():
            path = address(name, takes, world.arguments(name))
            response = world.clients["other unit"].get(path, dict.fromkeys(ASKED, value))
            said = text_of(response)
            transaction.set_rollback(True)
        if response.status_code >= 500:
            wrong.append(f"{name} fails with {value[:20]!r}")
        if name not in BY_SECRET and SECRET in said:
            wrong.append(f"{name} shows another unit's words with {value[:20]!r}")
        if "<script>alert(1)" in said:
            wrong.append(f"{name} gives the script back")
    assert not wrong, "\n".join(wrong)
